import { defineConfig } from 'vite';

import { REGIONS } from './src/cloud/regions.ts';

const regions = REGIONS.flatMap((region) => [
  `https://api.${region}`,
  `https://login.${region}`,
  `wss://streaming.${region}`,
]);
// `cargo xtask cloud` on this machine: for the demo and the tests, in no published page.
const loopback = ['127.0.0.1', 'localhost'].flatMap((host) => [
  `http://${host}:*`,
  `ws://${host}:*`,
]);

const policyOf = (mode) =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' https:",
    `connect-src 'self' ${[...regions, ...(mode === 'demo' ? loopback : [])].join(' ')}`,
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');

/**
 * The policy as an element, which every host serves; and as headers for hosts that read `_headers`,
 * with what only a header can say.
 */
const contentSecurityPolicy = (policy) => ({
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
      injectTo: 'head-prepend',
    },
  ],
  generateBundle() {
    const headers = [
      `Content-Security-Policy: ${policy}; frame-ancestors 'none'`,
      'Referrer-Policy: no-referrer',
      'X-Content-Type-Options: nosniff',
      'Cross-Origin-Opener-Policy: same-origin',
    ];
    this.emitFile({
      type: 'asset',
      fileName: '_headers',
      source: `/*\n${headers.map((line) => `  ${line}\n`).join('')}`,
    });
  },
});

export default defineConfig(({ mode }) => ({
  // Works from any folder of any server.
  base: './',
  plugins: [contentSecurityPolicy(policyOf(mode))],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', 'lab.html'] },
  },
  worker: { format: 'es' },
}));

import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  root: path('apps'),
  base: './',
  plugins: [vue(), svelte({ configFile: false })],
  resolve: { alias: { '#readme': path('node_modules/.readme') } },
  build: {
    outDir: path('../../target/adapters'),
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
  },
});

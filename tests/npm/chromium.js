// A real Chromium: the one in CHROME.

import { chromium } from 'playwright-core';

export function launch() {
  const executablePath = process.env.CHROME;
  if (!executablePath) throw new Error('name a Chromium in CHROME, or run `cargo xtask test`, which finds one');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

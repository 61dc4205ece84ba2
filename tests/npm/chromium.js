// A real Chromium: the one in CHROME.

import { chromium } from 'playwright-core';

const OPTIONS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function executable() {
  if (!process.env.CHROME)
    throw new Error('name a Chromium in CHROME, or run `cargo xtask test`, which finds one');
  return process.env.CHROME;
}

export function launch() {
  return chromium.launch({ executablePath: executable(), args: OPTIONS });
}

/** One with an extension from a folder, and with a profile of its own. */
export function launchWithExtension(folder, profile) {
  const ours = [
    '--headless=new',
    `--disable-extensions-except=${folder}`,
    `--load-extension=${folder}`,
    '--disable-features=DisableLoadExtensionCommandLineSwitch',
  ];
  return chromium.launchPersistentContext(profile, {
    executablePath: executable(),
    headless: false,
    args: [...OPTIONS, ...ours],
  });
}

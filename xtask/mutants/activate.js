// Tells the pages of Playwright which change of the code is tried. What runs in Node finds it in
// the environment.

import { createRequire } from 'node:module';

const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;

if (mutant !== undefined) {
  const { chromium } = createRequire(`${process.cwd()}/`)('playwright-core');
  const launch = chromium.launch.bind(chromium);
  chromium.launch = async (options) => {
    const browser = await launch(options);
    const newContext = browser.newContext.bind(browser);
    browser.newContext = async (...args) => {
      const context = await newContext(...args);
      await context.addInitScript((id) => {
        globalThis.__stryker__ = { activeMutant: id };
      }, mutant);
      return context;
    };
    return browser;
  };
}

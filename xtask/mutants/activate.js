// Selects the change of the code that is tested, in the pages of Playwright. In Node a variable of
// the environment selects it.

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

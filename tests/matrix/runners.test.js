import assert from 'node:assert/strict';

import { application } from './apps.js';
import { environment } from './environment.js';

const app = application('tools');

for (const surroundings of ['node', 'jsdom']) {
  environment('Vitest 5', [surroundings], async () => {
    assert.match(
      await app.tool('vitest', [
        'run',
        '--root',
        'vitest',
        '--environment',
        surroundings,
        '--no-color',
      ]),
      /Tests +2 passed/,
    );
  });

  environment('Jest 30', [surroundings], async () => {
    const { numPassedTests } = JSON.parse(
      await app.tool('jest', ['--rootDir', 'jest', '--env', surroundings, '--json']),
    );
    assert.equal(numPassedTests, 2);
  });
}

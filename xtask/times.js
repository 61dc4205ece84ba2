// A reporter of Node's test runner: how long each test took and whether it failed, one a line, as
// JSON. Tests inside of
// others are left out: the outer one has their time.

import { relative } from 'node:path';

export default async function* times(events) {
  for await (const { type, data } of events) {
    const hasEnded = type === 'test:pass' || type === 'test:fail';
    if (!hasEnded || data.nesting > 0) continue;
    const file = data.file === undefined ? data.name : relative(process.cwd(), data.file);
    const failed = type === 'test:fail';
    yield `${JSON.stringify({ file, name: data.name, ms: data.details.duration_ms, failed })}\n`;
  }
}

// What a page tells a feed, with stand-ins for the page.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { watchPage, watchSleep } from '../../pkg/feed/page.js';

function page(t, { onLine = true } = {}) {
  const window = new EventTarget();
  const document = new EventTarget();
  document.visibilityState = 'visible';
  const set = (name, value) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    t.after(() =>
      before ? Object.defineProperty(globalThis, name, before) : delete globalThis[name],
    );
  };
  set('addEventListener', window.addEventListener.bind(window));
  set('removeEventListener', window.removeEventListener.bind(window));
  set('document', document);
  set('navigator', { onLine });
  const told = [];
  const stop = watchPage(
    (type) => told.push(type),
    () => told.push('leaves'),
  );
  const fire = (target, type, more) => target.dispatchEvent(Object.assign(new Event(type), more));
  return { window, document, told, stop, fire };
}

test('network, visibility, leaving, and coming back from the cache', (t) => {
  const { window, document, told, stop, fire } = page(t);
  fire(window, 'offline');
  fire(window, 'online');
  document.visibilityState = 'hidden';
  fire(document, 'visibilitychange');
  document.visibilityState = 'visible';
  fire(document, 'visibilitychange');
  fire(window, 'pagehide');
  fire(window, 'pageshow', { persisted: false });
  fire(window, 'pageshow', { persisted: true });
  assert.deepEqual(told.splice(0), ['offline', 'online', 'leaves', 'visible', 'leaves', 'woke']);
  stop();
  fire(window, 'offline');
  fire(document, 'visibilitychange');
  assert.deepEqual(told, []);
});

test('a page that begins without network says so', (t) => {
  assert.deepEqual(page(t, { onLine: false }).told, ['offline']);
});

test('sleep is a clock that ran ahead, or a timer that came late with nothing heard meanwhile', () => {
  const slept = watchSleep(0, 1_000_000);
  assert.equal(slept(1000, 1_001_000, 1000), 0);
  assert.equal(slept(2000, 1_602_000, 2000), 600_000, 'the monotonic clock stood still');
  assert.equal(slept(3000, 1_003_000, 3000), 0, 'somebody set the clock back');
  assert.equal(slept(103_000, 1_103_000, 5000), 98_000, 'the monotonic clock went on');
  assert.equal(slept(104_000, 1_104_000, 5000), 0, 'what was told once is not told again');
  assert.equal(slept(139_500, 1_139_500, 104_500), 35_000);
  assert.equal(
    slept(169_500, 1_169_500, 139_500),
    0,
    'timers of hidden pages are late, but something was heard',
  );
  assert.equal(slept(400_000, 1_400_000, undefined), 0, 'no timer was due');
});

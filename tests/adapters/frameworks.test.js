// The adapters, and what frameworks do to a roster, each in an application of its own.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { layOut } from './laid-out.js';
import { START, application, close, open, shows } from './page.js';

before(async () => {
  layOut('development');
  await open();
});
after(close);

const CHATS = {
  Ann: { held: true, startHoldTime: '2026-01-01T00:00:00.250Z' },
  Bob: { held: true, startHoldTime: '2026-01-01T00:00:00.750Z' },
  Cid: { held: false },
};
const renders = (page) => page.evaluate(() => ({ ...desk.renders }));

/** How often each component was rendered while something was done. */
async function rendersOf(page, work) {
  const before = await renders(page);
  await work();
  const after = await renders(page);
  return Object.fromEntries(
    Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]),
  );
}

test('React: in strict mode a roster that an effect makes is made twice, and the first one is freed', async () => {
  const { page, errors } = await application('react', { chats: CHATS });
  await shows(page, ['Ann: on hold for 0:09', 'Bob: on hold for 0:09', 'Cid: on hold for 0:00']);
  const states = () =>
    page.evaluate(() =>
      desk.rosters.map((roster) => {
        try {
          return roster.rows.length;
        } catch (error) {
          return error.message;
        }
      }),
    );
  const freed = 'expected a `Roster` that is in use, found one that was freed';
  assert.deepEqual(await states(), [freed, 3]);
  await page.evaluate(() => desk.unmount());
  await shows(page, []);
  assert.deepEqual(await states(), [freed, freed]);
  assert.deepEqual(errors, []);
  await page.close();
});

// Strict mode renders twice each time.
for (const [query, times, name] of [
  ['', 2, ' in strict mode'],
  ['&loose', 1, ''],
]) {
  test(`React${name}: a component renders again only when its second changes, or its row`, async () => {
    const { page, errors } = await application('react-hooks', { chats: CHATS, query });
    await shows(page, ['Ann: 0:09', 'Bob: 0:09', 'Cid: 0:00']);
    const settled = (milliseconds, texts) => async () => {
      await page.clock.runFor(milliseconds);
      await shows(page, texts);
    };
    assert.deepEqual(await rendersOf(page, settled(249, ['Ann: 0:09', 'Bob: 0:09', 'Cid: 0:00'])), {
      List: 0,
      Ann: 0,
      Bob: 0,
      Cid: 0,
    });
    assert.deepEqual(await rendersOf(page, settled(1, ['Ann: 0:10', 'Bob: 0:09', 'Cid: 0:00'])), {
      List: 0,
      Ann: times,
      Bob: 0,
      Cid: 0,
    });
    assert.deepEqual(await rendersOf(page, settled(500, ['Ann: 0:10', 'Bob: 0:10', 'Cid: 0:00'])), {
      List: 0,
      Ann: 0,
      Bob: times,
      Cid: 0,
    });
    for (let second = 11; second < 15; second++) {
      assert.deepEqual(
        await rendersOf(page, settled(1000, [`Ann: 0:${second}`, `Bob: 0:${second}`, 'Cid: 0:00'])),
        { List: 0, Ann: times, Bob: times, Cid: 0 },
      );
    }
    const told = await rendersOf(page, async () => {
      await page.evaluate(() =>
        desk.tell('Cid', { held: true, startHoldTime: '2026-01-01T00:00:10.750Z' }),
      );
      await shows(page, ['Ann: 0:14', 'Bob: 0:14', 'Cid: 0:04']);
    });
    assert.deepEqual(told, { List: times, Ann: 0, Bob: 0, Cid: times });
    await page.evaluate(() => desk.unmount());
    assert.deepEqual(errors, []);
    await page.close();
  });
}

test('React: with `stepMs` all seconds change at once', async () => {
  const { page } = await application('react-hooks', { chats: CHATS, query: '&loose&stepMs=1000' });
  await shows(page, ['Ann: 0:09', 'Bob: 0:09', 'Cid: 0:00']);
  assert.deepEqual(await rendersOf(page, () => page.clock.runFor(999)), {
    List: 0,
    Ann: 0,
    Bob: 0,
    Cid: 0,
  });
  await page.clock.runFor(1);
  await shows(page, ['Ann: 0:10', 'Bob: 0:10', 'Cid: 0:00']);
  await page.close();
});

test('React: until the clock knows the time nothing is claimed, and a page that was hidden catches up at once', async () => {
  const { page } = await application('react-hooks', { chats: CHATS, query: '&loose' });
  await page.evaluate(() => desk.setAhead(undefined));
  await page.clock.runFor(1_000);
  await shows(page, ['Ann: ?', 'Bob: ?', 'Cid: 0:00']);
  await page.evaluate(() => desk.setAhead(0));
  await page.clock.runFor(250);
  await shows(page, ['Ann: 0:11', 'Bob: 0:10', 'Cid: 0:00']);
  // An hour without a timeout, as in a page that was frozen.
  await page.evaluate(() => desk.setAhead(3_600_000));
  await shows(page, ['Ann: 0:11', 'Bob: 0:10', 'Cid: 0:00']);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await shows(page, ['Ann: 1:00:11', 'Bob: 1:00:10', 'Cid: 0:00']);
  await page.close();
});

test('Vue: composables follow the roster that a ref holds, render a row only when its second changes, and end with the component', async () => {
  const { page, errors } = await application('vue-composables', { chats: CHATS });
  await shows(page, []);
  await page.evaluate(() => desk.setRoster(true));
  await shows(page, ['Ann: 0:09', 'Bob: 0:09', 'Cid: 0:00']);
  await page.clock.runFor(249);
  assert.deepEqual(await renders(page), { Ann: 1, Bob: 1, Cid: 1 });
  await page.clock.runFor(1);
  await shows(page, ['Ann: 0:10', 'Bob: 0:09', 'Cid: 0:00']);
  assert.deepEqual(await renders(page), { Ann: 2, Bob: 1, Cid: 1 });
  await page.evaluate(() =>
    desk.tell('Cid', { held: true, startHoldTime: '2026-01-01T00:00:10.250Z' }),
  );
  await page.clock.runFor(1_000);
  await shows(page, ['Ann: 0:11', 'Bob: 0:10', 'Cid: 0:01']);
  assert.deepEqual(await renders(page), { Ann: 3, Bob: 2, Cid: 3 });
  await page.evaluate(() => desk.setRoster(false));
  await shows(page, []);
  await page.evaluate(() => desk.tell('Dan', {}));
  await shows(page, []);
  await page.evaluate(() => {
    delete desk.chats.Dan;
    desk.rosters[0].free();
    desk.setRoster(true);
  });
  await shows(page, ['Ann: 0:11', 'Bob: 0:10', 'Cid: 0:01']);
  const asked = await page.evaluate(() => {
    desk.unmount();
    desk.rosters[1].free();
    return desk.asked;
  });
  await page.clock.runFor(5_000);
  assert.deepEqual([await page.evaluate(() => desk.asked), errors], [asked, []]);
  await page.close();
});

for (const name of ['react-hooks', 'vue-composables']) {
  test(`${name}: thresholds are reached at their moment, and nobody else asks`, async () => {
    const { page, errors } = await application(name, { chats: CHATS });
    await page.evaluate(() => {
      desk.setRoster?.(true);
      desk.reached = [];
      desk.rosters
        .at(-1)
        .onThreshold({ timer: 'currentHold', afterMs: 20_000 }, ({ customerName }) =>
          desk.reached.push([customerName, Date.now()]),
        );
      desk.tell('Cid', { held: false });
    });
    await shows(page, ['Ann: 0:09', 'Bob: 0:09', 'Cid: 0:00']);
    await page.clock.runFor(60_000);
    assert.deepEqual(await page.evaluate(() => desk.reached), [
      ['Ann', START + 20_250],
      ['Bob', START + 20_750],
    ]);
    // Who frees the roster and unmounts what shows it gets no error, in whatever order.
    await page.evaluate(() => {
      desk.rosters.at(-1).free();
      desk.unmount();
    });
    await page.clock.runFor(5_000);
    assert.deepEqual(errors, []);
    await page.close();
  });
}

test('a roster works the same in whatever wraps it', async () => {
  const { page, errors } = await application('proxies');
  const shifts = await page.evaluate(() => desk.shifts);
  const expected = {
    changes: 1,
    told: 3,
    reached: ['Ann'],
    next: 16_000,
    names: ['Ann', 'Bob'],
    isAnnAnother: true,
    isBobTheSame: true,
    isSnapshot: true,
    isFrozen: true,
    shown: '1:05',
    restored: 2,
    removed: [true, 1],
    toldAfterStop: 4,
    afterFree: 'expected a `Roster` that is in use, found one that was freed',
  };
  assert.ok(Object.keys(shifts).length >= 11);
  for (const [name, shift] of Object.entries(shifts))
    assert.deepEqual({ name, ...shift }, { name, ...expected });
  assert.deepEqual(errors, []);
  await page.close();
});

test('rows are data: observed by MobX, drafted by immer, cloned, and left alone by Vue', async () => {
  const { page } = await application('proxies');
  const [mobx, immer, data] = await page.evaluate(() => [
    desk.rowsInMobx,
    desk.rowsInImmer,
    desk.rowsAsData,
  ]);
  assert.deepEqual(mobx, { runs: 2, isTheSame: true, deep: [true, 65_000, 'Zoe', 'Ann'] });
  assert.deepEqual(immer, {
    isTheSame: true,
    inDraft: 65_000,
    names: ['Zoe', 'Ann'],
    ms: [1, 0],
    later: [false, true],
  });
  assert.match(data.refused, /read only/);
  assert.deepEqual(
    { ...data, refused: '' },
    { isCloneEqual: true, cloned: 65_000, isReactive: false, rowsThroughRef: true, refused: '' },
  );
  await page.close();
});

test('the core alone draws at most once a second, and at once on arrival', async () => {
  const { page, errors } = await application('rendering', { chats: CHATS });
  const draws = () => page.evaluate(() => desk.draws);
  await shows(page, ['Ann: 0:09', 'Bob: 0:09', 'Cid: 0:00']);
  const first = await draws();
  await page.clock.runFor(5_000);
  await shows(page, ['Ann: 0:14', 'Bob: 0:14', 'Cid: 0:00']);
  assert.equal(await draws(), first + 5);
  await page.evaluate(() =>
    desk.tell('Cid', { held: true, startHoldTime: new Date(Date.now() - 2_000).toISOString() }),
  );
  await shows(page, ['Ann: 0:14', 'Bob: 0:14', 'Cid: 0:02']);
  assert.equal(await page.evaluate(() => Date.now()), START + 15_000);
  await page.evaluate(() => desk.unmount());
  await page.clock.runFor(5_000);
  assert.equal(await draws(), first + 6);
  assert.deepEqual(errors, []);
  await page.close();
});

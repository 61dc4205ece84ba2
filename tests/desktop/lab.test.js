// The lab: the inspector, wrong clocks, scenarios, a large list.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

import { eventually, seconds, withLab } from './desktop.js';

const payload = (name) =>
  readFileSync(new URL(`../fixtures/payloads/${name}.json`, import.meta.url), 'utf8');
const paste = (page, text) =>
  page.locator('desk-editor').evaluate((editor, content) => (editor.value = content), text);
const selected = (page) => page.locator('desk-editor').evaluate((editor) => editor.selected);
const counts = (page) => page.locator('[data-counts]').innerText();

describe('the inspector', () => {
  test('shows findings, errors first, that lead to their place in the text', () =>
    withLab(async (page) => {
      await paste(
        page,
        '{\n  "scriptId": "one",\n  "state": "connected",\n  "segments": [{"startTime": "2021-04-2T15:30:51.418Z"}]\n}',
      );
      await page.getByRole('heading', { name: 'Invalid' }).waitFor();
      assert.equal(await counts(page), '1 communication, 1 error, 1 warning');
      const severities = await page.locator('.finding .severity').allInnerTexts();
      assert.deepEqual(
        severities.map((text) => text.trim()),
        ['Error', 'Warning'],
      );
      await page.getByRole('button', { name: 'segments[0].startTime' }).click();
      assert.equal(await selected(page), '"2021-04-2T15:30:51.418Z"');
      await page.getByRole('button', { name: 'scriptId' }).click();
      assert.equal(await selected(page), '"one"');
    }));

  test('a finding within a list of conversations leads to its place, too', () =>
    withLab(async (page) => {
      const list = JSON.parse(payload('list'));
      const chat = list.entities
        .flatMap(({ participants }) => participants)
        .find(({ purpose, chats }) => purpose === 'agent' && chats).chats[0];
      chat.connectedTime = 'yesterday';
      await paste(page, JSON.stringify(list, null, 2));
      await page.getByRole('heading', { name: 'Invalid' }).waitFor();
      for (const each of await page.locator('.communication').all()) {
        await each.click();
        if ((await page.getByRole('button', { name: 'connectedTime' }).count()) > 0) break;
      }
      await page.getByRole('button', { name: 'connectedTime' }).click();
      assert.equal(await selected(page), '"yesterday"');
    }));

  test('says where text is not JSON', () =>
    withLab(async (page) => {
      await paste(page, '{\n  "held": tru\n}');
      await page.getByRole('heading', { name: 'Not JSON' }).waitFor();
      await page.locator('.finding.error').click();
      assert.equal((await selected(page)).length, 1);
    }));

  test('takes every payload of the platform', () =>
    withLab(async (page) => {
      for (const name of [
        'event-nested',
        'event-flat',
        'conversation',
        'list',
        'chat-ended',
        'chat-2016',
      ]) {
        await paste(page, payload(name));
        await eventually(
          () => page.locator('.verdict').innerText(),
          (text) => text === 'Valid',
          name,
        );
        await paste(page, payload('heartbeat'));
        await page.getByRole('heading', { name: 'No communication in it' }).waitFor();
      }
    }));

  test('says at which moment it is timed: the last one, now, or a picked one', () =>
    withLab(async (page) => {
      await paste(page, payload('chat-live'));
      const at = page.locator('[data-timed-at] time');
      await eventually(
        () => at.getAttribute('datetime'),
        (moment) => moment.startsWith('2021-'),
      );
      await page.getByLabel('Now').check();
      await eventually(
        () => at.getAttribute('datetime'),
        (moment) => !moment.startsWith('2021-'),
      );
      const before = await page.locator('[data-sentence]').innerText();
      await eventually(
        () => page.locator('[data-sentence]').innerText(),
        (text) => text !== before,
        'the time stands',
      );
    }));

  test('formats, opens and takes what is dropped', () =>
    withLab(async (page) => {
      await paste(page, '{"held":true,"startHoldTime":"2021-01-20T09:25:01Z"}');
      await page.getByRole('button', { name: 'Format' }).click();
      assert.match(
        await page.locator('desk-editor').evaluate((editor) => editor.value),
        /^\{\n {2}"held": true,\n/,
      );
      await page.evaluate(() => {
        const data = new DataTransfer();
        data.items.add(
          new File(['{"held": "dropped"}'], 'chat.json', { type: 'application/json' }),
        );
        document
          .querySelector('.inspector')
          .dispatchEvent(
            new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
          );
      });
      await page.getByText('expected a boolean, found a string').first().waitFor();
    }));

  test('five megabytes leave the page responsive', () =>
    withLab(async (page) => {
      const {
        entities: [conversation],
      } = JSON.parse(payload('list'));
      const size = JSON.stringify(conversation).length;
      const many = Array.from({ length: Math.ceil(5_000_000 / size) }, (_, index) =>
        JSON.parse(
          JSON.stringify(conversation).replaceAll(
            /([0-9a-f]{8})-/g,
            (_all, hex) => `${((parseInt(hex, 16) + index) >>> 0).toString(16).padStart(8, '0')}-`,
          ),
        ),
      );
      await page.evaluate(() => {
        globalThis.turns = 0;
        setInterval(
          () =>
            (globalThis.turns +=
              document.querySelector('.results').getAttribute('aria-busy') === 'true' ? 1 : 0),
          10,
        );
      });
      await paste(page, JSON.stringify({ entities: many }));
      const communications = await eventually(
        () => counts(page),
        (text) => Number(/^[\d,]+/.exec(text)[0].replace(',', '')) >= many.length,
      );
      assert.match(communications, /communications/);
      assert.ok(
        (await page.evaluate(() => globalThis.turns)) > 3,
        'the page goes on while the worker reads',
      );
      assert.ok(
        (await page.locator('.communication').count()) < 100,
        'only what is visible is in the page',
      );
    }));

  test('says what it took each payload for, and never calls something else valid', () =>
    withLab(async (page) => {
      const published = (name) =>
        readFileSync(new URL(`../fixtures/published/${name}.json`, import.meta.url), 'utf8');
      for (const [text, taken, communications] of [
        [published('rest-user-me'), 'A user', 0],
        [payload('heartbeat'), 'A heartbeat of the channel', 0],
        [payload('socket-closing'), 'The announcement that a socket closes', 0],
        [published('rest-channel'), 'A notification channel', 0],
        [published('event-conversationsummary'), /^A notification of .*: an event without/, 0],
        [published('eventbridge-customer-end'), /^An event of Amazon EventBridge/, 0],
        [
          '{"conversationId":"c","conversationStart":"2021-01-20T09:25:34Z","participants":[]}',
          /^An analytics record/,
          0,
        ],
        [
          '{"entities":[{"id":"q","name":"Orders"}]}',
          'A page of a list of 1 object, none of them a conversation',
          0,
        ],
        ['{}', 'An empty object', 0],
        ['[]', 'A list of nothing', 0],
        ['12', 'A JSON value (number), and no object', 0],
        ['{"id":"x","name":"Orders"}', 'An object without a field of a communication', 0],
        [payload('conversation'), 'A conversation', 3],
        [payload('chat-live'), 'One communication', 1],
        [payload('event-flat'), /^A notification of v2/, 1],
      ]) {
        await paste(page, text);
        const said = await eventually(
          () =>
            page
              .locator('[data-taken]')
              .innerText({ timeout: 2_000 })
              .catch(() => ''),
          (what) =>
            typeof taken === 'string'
              ? what === `Taken for: ${taken}.`
              : taken.test(what.slice(11)),
          String(taken),
        );
        const verdict = await page.locator('.verdict').innerText();
        assert.equal(
          verdict === 'No communication in it',
          communications === 0,
          `${said} ${verdict}`,
        );
      }
    }));

  test('opens the communication of the agent first; the others have names, and a filter', () =>
    withLab(async (page) => {
      await paste(page, payload('list'));
      await page.locator('.communication').first().waitFor();
      const labels = await page.locator('.communication').allInnerTexts();
      assert.equal(new Set(labels).size, labels.length, labels.join('\n'));
      assert.match(await page.locator('.communication[aria-current="true"]').innerText(), /agent/);
      await page.getByLabel('Filter communications').fill('customer');
      await eventually(
        () => page.locator('.communication').allInnerTexts(),
        (all) => all.length > 0 && all.every((label) => label.includes('customer')),
      );
    }));

  test('the time line has ends and a now, says what is under the pointer, and zooms', () =>
    withLab(async (page) => {
      await paste(page, payload('chat-live'));
      const lane = page.locator('desk-lane');
      await lane.locator('[data-end="start"] time').waitFor();
      await lane.locator('[data-end="now"]').getByText('now').waitFor();
      await lane.locator('.now').waitFor({ state: 'attached' });
      await lane.locator('rect.kind-talk').first().hover();
      await lane.locator('.lane-pointed', { hasText: 'Talk' }).waitFor();
      const width = () => lane.locator('svg.lane').evaluate((svg) => svg.clientWidth);
      const before = await width();
      await lane.getByRole('button', { name: 'Zoom in' }).click();
      await eventually(width, (now) => now > before * 1.8);
      await lane.getByRole('button', { name: 'Zoom out' }).click();
      await eventually(width, (now) => now === before);
    }));

  test('says of each interval whether its begin was reported, and by which field', () =>
    withLab(async (page) => {
      const whys = async () => (await page.locator('[data-why]').allInnerTexts()).sort();
      await paste(page, payload('conversation'));
      await eventually(whys, (all) => all.length > 0);
      for (const why of await whys()) assert.match(why, /^reported: [a-zA-Z]+$/);
      await paste(page, JSON.stringify({ id: 'c', state: 'connected', held: true, segments: [] }));
      await eventually(whys, (all) => all.length > 0 && all.every((why) => why === 'inferred'));
    }));

  test('never takes text for markup', () =>
    withLab(async (page) => {
      await paste(
        page,
        JSON.stringify({
          state: '<img src=x onerror=alert(1)>',
          provider: '<script>alert(1)</script>',
          avatarImageUrl: 'javascript:alert(1)',
        }),
      );
      await page.locator('.fields').getByText('<script>alert(1)</script>').waitFor();
      assert.equal(await page.locator('.results img, .results script, .results a').count(), 0);
    }));

  test('has an example for every code', () =>
    withLab(async (page) => {
      const groups = await page
        .locator('optgroup')
        .evaluateAll((all) => all.map(({ label }) => label));
      for (const code of [
        'type',
        'timestamp',
        'number',
        'uri',
        'missing',
        'order',
        'unknown-value',
        'uuid',
        'hold',
        'state',
        'segments',
        'after-call-work',
      ])
        assert.ok(groups.includes(code), code);
      await page.getByLabel('Examples').selectOption({ label: 'held since nobody knows when' });
      await page.locator('.finding', { hasText: '`startHoldTime`' }).waitFor();
    }));
});

test('a skewed PC clock misleads the naive timer, and not the one of the cloud clock', () =>
  withLab(
    async (page) => {
      const read = async (kind) => {
        const text = await page.locator(`[data-clock="${kind}"] time`).innerText();
        return text.startsWith('−') ? -seconds(text.slice(1)) : seconds(text);
      };
      await eventually(
        () => page.locator('[data-clock="cloud"] time').innerText(),
        (text) => text !== '–',
      );
      const before = await read('naive');
      await page.getByRole('slider').fill('-5');
      await eventually(
        () => read('naive'),
        (now) => now < before - 200,
        'the naive timer follows the PC clock',
      );
      await eventually(
        () => read('cloud'),
        (now) => now >= 74 && now < 200,
        'the timer of the cloud clock does not',
      );
    },
    { query: '#clocks' },
  ));

test('ten thousand rows: the visible ones are in the page, and their seconds run', () =>
  withLab(
    async (page) => {
      await page.getByText('10,000 conversations in one roster').waitFor();
      const rows = page.locator('lit-virtualizer .line');
      await rows.first().waitFor();
      assert.ok((await rows.count()) < 100);
      const first = () => rows.first().innerText();
      const before = await first();
      await eventually(first, (now) => now !== before, 'the seconds stand');
      await page.getByRole('searchbox').fill('chiamaka obi');
      await eventually(
        () => page.locator('[role="table"]').getAttribute('aria-rowcount'),
        (count) => Number(count) > 0 && Number(count) < 200,
      );
    },
    { query: '#supervisor' },
  ));

test('every scenario leads to a desk', () =>
  withLab(
    async (page) => {
      const names = await page.locator('.scenarios b').allInnerTexts();
      assert.ok(names.length >= 7, names.join());
      await page.locator('.scenarios a', { hasText: 'fourteen-chats' }).click();
      await eventually(
        () => page.locator('.card[data-id]').count(),
        (count) => count >= 14,
      );
    },
    { query: '#scenarios' },
  ));

// What an agent does to a conversation, from the alert to the next one.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { eventually, picture, seconds, withDesk } from './desktop.js';

describe('a conversation', () => {
  test('is accepted, answered, held, resumed, ended and wrapped up; the focus goes where the work is', () =>
    withDesk(async (desk, page) => {
      await desk.arrives('Ana Ruiz', 'Where is my parcel?');
      await desk.alert('Ana Ruiz').getByText('Where is my parcel?').waitFor();
      await desk.alert('Ana Ruiz').getByText('in queue').waitFor();
      await desk.alert('Ana Ruiz').locator('[data-action="accept"]').click();
      await desk.becomes('Ana Ruiz', 'talking');
      await eventually(
        () => desk.focused(),
        (label) => label === 'Message',
      );

      await page.keyboard.type('Hello Ana, let me look.\nIt');
      assert.equal(await desk.composer.inputValue(), 'It', 'Enter sends');
      await desk.log.getByText('Hello Ana, let me look.').waitFor();
      await eventually(
        () => desk.truth('Ana Ruiz'),
        ({ state }) => state === 'connected',
      );
      await desk.composer.fill('');

      await desk.action('hold').click();
      await desk.becomes('Ana Ruiz', 'held');
      assert.equal(await desk.action('hold').getAttribute('aria-pressed'), 'true');
      assert.equal((await desk.truth('Ana Ruiz')).held, true);
      await desk.action('hold').click();
      await desk.becomes('Ana Ruiz', 'talking');
      assert.equal((await desk.truth('Ana Ruiz')).holds, 1);
      const spans = () => page.locator('desk-context tbody th').allInnerTexts();
      assert.deepEqual(await eventually(spans, ({ length }) => length > 3), [
        'Alert',
        'Talk',
        'Hold',
        'Talk',
      ]);

      await desk.action('end').click();
      await eventually(
        () => desk.focused(),
        (label) => label === 'undo',
      );
      await page.keyboard.press('Enter');
      await eventually(
        () => desk.action('undo').count(),
        (count) => count === 0,
      );
      assert.equal(
        (await desk.truth('Ana Ruiz')).state,
        'connected',
        'an end that is taken back does not happen',
      );

      await desk.action('end').click();
      await desk.action('end-now').click();
      await desk.becomes('Ana Ruiz', 'wrapping');
      await eventually(
        () => desk.focused(),
        (label) => label === 'Code',
      );
      await page.getByRole('option', { name: 'Order question' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Finish' }).click();
      await eventually(
        () => desk.card('Ana Ruiz').count(),
        (count) => count === 0,
      );
      assert.equal((await desk.truth('Ana Ruiz')).afterCallWorkPending, false);
    }));

  test('shows the talk, the hold and the wait that the cloud counts', () =>
    withDesk(
      async (desk) => {
        const shown = async (name) =>
          seconds(await desk.card(name).locator('.row time').innerText());
        const held = (
          await eventually(
            () => desk.cloud('truth'),
            (all) => all.some(({ held: is }) => is),
          )
        ).find(({ held: is }) => is);
        await desk.card(held.customerName).waitFor();
        const first = await shown(held.customerName);
        await eventually(
          () => shown(held.customerName),
          (now) => now > first,
          'the clock stands',
        );
        const wrapping = (await desk.cloud('truth')).find(
          ({ afterCallWorkPending }) => afterCallWorkPending,
        );
        if (wrapping) assert.ok((await shown(wrapping.customerName)) <= 60);
        await desk.open(held.customerName);
        const text = await desk.page.locator('[data-sentence]').innerText();
        const clock = '(at most |at least )?\\d+:\\d\\d';
        assert.match(
          text,
          new RegExp(`^Handled ${clock}: talk ${clock}, hold ${clock}( in 2 holds)?$`),
        );
        const [, bound, talk] = /talk (at most )?(\d+:\d\d)/.exec(text);
        const truth = await desk.truth(held.customerName);
        const more = seconds(talk) - truth.talk / 1000;
        // Without segments nobody knows of the earlier hold, and the desk says so.
        assert.ok(bound ? more > 2 : Math.abs(more) < 2, `${text}, ${truth.talk}`);
      },
      { query: '?scenario=shift' },
    ));

  test('an action runs once, however often it is asked for', () =>
    withDesk(async (desk) => {
      await desk.accepted('Ana Ruiz');
      await desk.cloud('setFaults', { slowMs: [600, 600] });
      const patches = async () =>
        Object.entries((await desk.cloud('requests')).byPath).find(([path]) =>
          path.startsWith('PATCH'),
        )?.[1] ?? 0;
      const before = await patches();
      await desk.action('hold').dblclick();
      await desk.action('hold').click();
      await desk.page.locator('[data-action="hold"][aria-busy="true"]').waitFor();
      await desk.becomes('Ana Ruiz', 'held');
      assert.equal((await patches()) - before, 1);
    }));

  test('what refused an action is said, with the state as it is', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Ana Ruiz');
      await desk.cloud('setFaults', {
        refuse: [{ status: 403, share: 1, path: '/participants/' }],
      });
      await desk.action('hold').click();
      await page
        .getByText(/Hold was not done: you have no permission for it .*State: Active\./)
        .waitFor();
      assert.equal(await desk.phase('Ana Ruiz'), 'talking');
      await desk.cloud('clearFaults');
      await desk.action('hold').click();
      await desk.becomes('Ana Ruiz', 'held');
      assert.equal(await page.locator('.action-note.bad').count(), 0);
    }));

  test('a notification that is lost is made up for by reading', () =>
    withDesk(async (desk) => {
      await desk.accepted('Ana Ruiz');
      await desk.cloud('setFaults', { lose: 1 });
      await desk.action('hold').click();
      await desk.becomes('Ana Ruiz', 'held');
    }));

  test('is transferred to an agent: here it ends, and the colleague’s leg is not taken for an own one', () =>
    withDesk(
      async (desk, page) => {
        const talking = (
          await eventually(
            () => desk.cloud('truth'),
            (all) => all.some(({ state, held }) => state === 'connected' && !held),
          )
        ).find(({ state, held }) => state === 'connected' && !held);
        const { customerName: name } = talking;
        await desk.open(name);
        await desk.action('transfer').click();
        await page.getByRole('combobox', { name: 'Queue or agent' }).fill('henrik');
        await eventually(
          () => page.getByRole('option').allInnerTexts(),
          ([first, ...others]) => first?.startsWith('Henrik Dahl') && others.length === 0,
        );
        await page.keyboard.press('Enter');
        const dialog = page.getByRole('dialog', { name: `Transfer ${name}` });
        await dialog.getByRole('button', { name: 'Transfer', exact: true }).click();
        await page.getByText(`${name} was transferred to Henrik Dahl.`).first().waitFor();
        await desk.becomes(name, 'wrapping');
        const legs = await eventually(
          async () =>
            (
              await desk.request('GET', `/api/v2/conversations/${talking.conversationId}`)
            ).participants
              .filter(({ purpose }) => purpose === 'agent')
              .flatMap(({ messages }) => messages),
          (all) => all.length === 2,
        );
        assert.equal(legs.length, 2);
        assert.equal(await desk.card(name).count(), 1);
      },
      { query: '?scenario=shift' },
    ));

  test('drafts belong to their conversation, and survive a reload', () =>
    withDesk(
      async (desk, page) => {
        const names = (await desk.cloud('truth'))
          .filter(({ state }) => state === 'connected')
          .map(({ customerName }) => customerName);
        const [first, second] = names;
        await desk.open(first);
        await desk.composer.fill('for the first');
        await desk.open(second);
        assert.equal(await desk.composer.inputValue(), '');
        await desk.composer.fill('for the second');
        await desk.open(first);
        assert.equal(await desk.composer.inputValue(), 'for the first');
        // The same seed gives the same conversations after the reload.
        await page.reload();
        await page.waitForSelector('[data-connection="live"]');
        await desk.open(second);
        assert.equal(await desk.composer.inputValue(), 'for the second');
      },
      { query: '?scenario=shift&seed=1' },
    ));

  test('a reload goes on with the shift: what was done is done, what ran runs on', () =>
    withDesk(
      async (desk, page) => {
        const held = (
          await eventually(
            () => desk.cloud('truth'),
            (all) => all.some(({ held: is }) => is),
          )
        ).find(({ held: is }) => is);
        await desk.open(held.customerName);
        await desk.composer.fill('I am back');
        await page.keyboard.press('Enter');
        await desk.becomes(held.customerName, 'talking');
        await desk.log.getByText('I am back').waitFor();
        await eventually(
          () => page.locator('.message.sending').count(),
          (count) => count === 0,
        );
        const before = await desk.truth(held.customerName);
        await page.reload();
        await page.waitForSelector('[data-connection="live"]');
        await desk.becomes(held.customerName, 'talking');
        await desk.log.getByText('I am back').waitFor();
        const after = await desk.truth(held.customerName);
        assert.equal(after.communicationId, before.communicationId);
        assert.ok(after.handle >= before.handle, `${after.handle}, ${before.handle}`);
        assert.ok(Math.abs(after.hold - before.hold) < 500, `${after.hold}, ${before.hold}`);
      },
      { query: '?scenario=shift' },
    ));

  test('/ finds a reply, and Enter puts it in', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Ana Ruiz');
      await desk.composer.fill('/ret');
      await page.getByRole('option', { name: /^Return/ }).waitFor();
      await page.keyboard.press('Enter');
      await eventually(
        () => desk.composer.inputValue(),
        (text) => text.startsWith('You can send it back'),
      );
      assert.equal(await page.getByRole('option').count(), 0);
    }));

  test('the replies of the organisation are read once, filled in, and asked for again where they could not be read', () =>
    withDesk(async (desk, page) => {
      await desk.cloud('setFaults', {
        refuse: [{ status: 403, share: 1, path: '/responsemanagement/' }],
      });
      await desk.accepted('Ana Ruiz');
      await page.getByRole('tab', { name: 'Replies' }).click();
      await page
        .getByText('The replies could not be loaded: you have no permission for it')
        .waitFor();
      await desk.cloud('clearFaults');
      await page.getByRole('button', { name: 'Try again' }).click();
      const replies = page.locator('.reply');
      assert.equal(
        (
          await eventually(
            () => replies.allInnerTexts(),
            ({ length }) => length > 0,
          )
        ).length,
        7,
      );
      await page.getByLabel('Search replies').fill('thank you for writing');
      await eventually(
        () => replies.count(),
        (count) => count === 1,
      );
      await replies.click();
      assert.equal(
        await desk.composer.inputValue(),
        'Hello Ana Ruiz, thank you for writing to us. My name is Grace Okafor. How can I help you?',
      );
      await page.getByLabel('Search replies').fill('return');
      await page.locator('.reply', { hasText: 'Return' }).click();
      assert.match(
        await desk.composer.inputValue(),
        /How can I help you\?\nYou can send it back within 30 days\.\nI have just/,
      );
      const { byPath } = await desk.cloud('requests');
      assert.equal(
        byPath['POST /api/v2/responsemanagement/responses/query'],
        2,
        'one that was refused, one that was not',
      );
    }));

  test('follows its end, and says what is new while the agent reads further up', () =>
    withDesk(async (desk, page) => {
      const id = await desk.accepted('Ana Ruiz');
      for (let index = 0; index < 30; index++) {
        await desk.composer.fill(`line ${index}\nand more of it`);
        await page.keyboard.press('Enter');
      }
      await desk.log.getByText('line 29').waitFor();
      const bottom = () =>
        desk.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
      await eventually(bottom, (gap) => gap < 48);
      await desk.log.evaluate((log) => log.scrollTo(0, 0));
      await eventually(bottom, (gap) => gap > 48);
      await desk.cloud('customerSays', id, 'Are you there?');
      await page.getByRole('button', { name: '1 new message' }).click();
      await eventually(bottom, (gap) => gap < 48);
      await desk.log.getByText('Are you there?').waitFor();
    }));

  test('counts what is new from what was seen, while own messages are on their way', () =>
    withDesk(async (desk, page) => {
      const id = await desk.accepted('Ana Ruiz');
      const send = async (text) => {
        await desk.composer.fill(text);
        await page.keyboard.press('Enter');
      };
      const sending = page.locator('.message.sending, .message.waiting');
      const mine = page.locator('.message.mine');
      const told = () =>
        page.evaluate(
          () =>
            document
              .querySelector('agent-desk')
              .desk.selected.value.conversation.facts.value.messages.filter(
                ({ author }) => author === 'me',
              ).length,
        );
      await send('a long line\n'.repeat(60));
      await eventually(
        () => sending.count(),
        (count) => count === 0,
      );
      // The notification of a message comes before the answer to its request.
      await desk.cloud('setFaults', { slowMs: [4000, 4000] });
      for (const text of ['one', 'two', 'three']) await send(text);
      await eventually(told, (count) => count === 2);
      assert.equal(await mine.count(), 4, 'each is shown once, in the order of writing');
      const gap = () =>
        desk.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
      await desk.log.evaluate((log) => log.scrollTo(0, 0));
      await eventually(gap, (pixels) => pixels > 48);
      await desk.cloud('customerSays', id, 'Are you there?');
      await eventually(
        () => sending.count(),
        (count) => count === 0,
      );
      assert.equal(await mine.count(), 4);
      await page.getByRole('button', { name: '1 new message', exact: true }).click();
      await eventually(gap, (pixels) => pixels < 48);
    }));

  test('shows that the customer types until the message is there, or nothing comes', () =>
    withDesk(async (desk, page) => {
      const id = await desk.accepted('Ana Ruiz');
      const typing = desk.log.getByText('Ana Ruiz is typing');
      await desk.cloud('customerTypes', id);
      await typing.waitFor();
      await desk.card('Ana Ruiz').getByText('Typing…').waitFor();
      await picture(page, 'typing-light-1280');
      await desk.cloud('customerSays', id, 'Are you there?');
      await desk.log.getByText('Are you there?').waitFor();
      assert.equal(await typing.count(), 0, 'the message is there');
      await desk.cloud('customerTypes', id);
      await typing.waitFor();
      await typing.waitFor({ state: 'detached' });
      assert.equal((await desk.said('polite')).filter((text) => text.includes('typing')).length, 0);

      // The customers of the cloud type by themselves before they answer.
      await desk.composer.fill('Could you tell me the order number, please?');
      await page.keyboard.press('Enter');
      await typing.waitFor();
      const said = page.locator('.message.customer');
      const before = await said.count();
      await eventually(
        () => said.count(),
        (count) => count > before,
      );
      assert.equal(await typing.count(), 0);
    }));
});

// Wrap-ups: each belongs to its conversation, is kept, and is sent before its time is over.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { eventually, picture, seconds, withDesk } from './desktop.js';

const agentWrapUps = async (desk, conversationId) => {
  const { participants } = await desk.request('GET', `/api/v2/conversations/${conversationId}`);
  return participants
    .filter(({ purpose }) => purpose === 'agent')
    .flatMap(({ messages }) => messages)
    .map(({ wrapup }) => wrapup);
};

async function choose(page, code) {
  await page.getByRole('combobox', { name: 'Code' }).fill(code);
  await page.getByRole('option', { name: code }).click();
}

async function end(desk, name) {
  await desk.open(name);
  await desk.action('end').click();
  await desk.action('end-now').click();
  await desk.becomes(name, 'wrapping');
}

describe('the wrap-up', () => {
  test('of two conversations, switched between: each note goes where it belongs', () =>
    withDesk(async (desk, page) => {
      const ids = {
        'Ana Ruiz': await desk.accepted('Ana Ruiz'),
        'Bo Li': await desk.accepted('Bo Li'),
      };
      const notes = page.getByLabel('Notes');
      // Written during the conversation.
      await desk.open('Ana Ruiz');
      await desk.action('wrapup').click();
      await notes.fill('Ana: sent a catalogue\nsecond line');
      await page.getByLabel('Tags').fill('vip');
      await page.keyboard.press('Enter');
      await desk.open('Bo Li');
      await desk.action('wrapup').click();
      assert.equal(await notes.inputValue(), '');
      await notes.fill('Bo: refund');

      await end(desk, 'Ana Ruiz');
      await end(desk, 'Bo Li');
      assert.equal(
        await page.getByRole('combobox', { name: 'Code' }).inputValue(),
        '',
        'nothing is chosen beforehand',
      );
      assert.equal(await notes.inputValue(), 'Bo: refund');
      await page.getByRole('button', { name: 'Finish' }).click();
      await page.getByText('Choose a code first.').waitFor();
      await choose(page, 'Other');
      await page.getByRole('button', { name: 'Finish' }).click();

      // The desk goes on to the one that is left.
      await desk.heading('Ana Ruiz').waitFor();
      assert.equal(await notes.inputValue(), 'Ana: sent a catalogue\nsecond line');
      await choose(page, 'Other');
      await page.getByRole('button', { name: 'Finish' }).click();
      await eventually(
        () => page.locator('.card[data-id]').count(),
        (count) => count === 0,
      );

      const [ana] = await agentWrapUps(desk, ids['Ana Ruiz']);
      const [bo] = await agentWrapUps(desk, ids['Bo Li']);
      assert.deepEqual(
        [ana.notes, ana.tags, ana.name],
        ['Ana: sent a catalogue\nsecond line', ['vip'], 'Other'],
      );
      assert.deepEqual([bo.notes, bo.tags, bo.name], ['Bo: refund', [], 'Other']);
    }));

  test('is written on when another conversation ends meanwhile', () =>
    withDesk(async (desk, page) => {
      await desk.accepted('Ana Ruiz');
      await desk.accepted('Bo Li');
      const notes = page.getByLabel('Notes');
      await desk.open('Bo Li');
      await desk.action('wrapup').click();
      await notes.waitFor();
      await desk.open('Ana Ruiz');
      await desk.cloud('setFaults', { slowMs: [2000, 2000] });
      await desk.action('end').click();
      await desk.action('end-now').click();
      await desk.open('Bo Li');
      await notes.click();
      await page.keyboard.type('Bo: ');
      await desk.becomes('Ana Ruiz', 'wrapping');
      await desk.settled();
      assert.equal(
        await notes.evaluate((field) => field === document.activeElement),
        true,
        'the focus stays in the notes',
      );
      await page.keyboard.type('refund');
      assert.equal(await notes.inputValue(), 'Bo: refund');
      await desk.open('Ana Ruiz');
      assert.equal(await notes.inputValue(), '');
      await desk.open('Bo Li');
      assert.equal(await notes.inputValue(), 'Bo: refund');
    }));

  test('stays with its conversation when the platform tells the id of the communication later', () =>
    withDesk(async (desk, page) => {
      await desk.cloud('setFaults', { lose: 1 });
      const id = await desk.cloud('customerArrives', { name: 'Ana Ruiz' });
      const [{ participantId, userId, communicationId }] = await eventually(
        () => desk.cloud('truth'),
        ({ length }) => length === 1,
      );
      await desk.request('PATCH', `/api/v2/conversations/${id}/participants/${participantId}`, {
        state: 'connected',
      });
      // Only the flat layout, which knows no ids of communications.
      await desk.cloud('setFaults', {
        refuse: [{ status: 503, share: 1, path: `/conversations/${id}` }],
      });
      await desk.hears(`v2.users.${userId}.conversations.messages`, await desk.flat(id));
      await desk.open('Ana Ruiz');
      const known = () => desk.card('Ana Ruiz').getAttribute('data-id');
      const key = await known();
      assert.notEqual(key, communicationId);
      await desk.action('wrapup').click();
      await page.getByLabel('Notes').fill('written before');
      await desk.action('end').click();

      await desk.cloud('clearFaults');
      await desk.card('Ana Ruiz').click();
      await eventually(() => desk.knows(communicationId));
      assert.equal(await known(), key);
      assert.equal(await page.getByLabel('Notes').inputValue(), 'written before');
      await desk.action('end-now').click();
      await desk.becomes('Ana Ruiz', 'wrapping');
      await desk.settled();
      await choose(page, 'Other');
      await page.getByRole('button', { name: 'Finish' }).click();
      await eventually(
        () => agentWrapUps(desk, id),
        ([wrapUp]) => wrapUp?.notes === 'written before',
      );
      await page.reload();
      await page.waitForSelector('[data-connection="live"]');
      const kept = await page.evaluate(
        (told) => document.querySelector('agent-desk').desk.cards.keys.of(told),
        communicationId,
      );
      assert.equal(kept, key, 'also after a reload');
    }));

  test('of limited time is sent with what is there before the time is over', () =>
    withLimit(async (desk, page, { customerName, conversationId }) => {
      await choose(page, 'Other');
      await page.getByLabel('Notes').fill('written and never finished');
      await page.clock.runFor(((await left(page)) - 1) * 1000);
      const wrapUps = await eventually(
        () => agentWrapUps(desk, conversationId),
        ([wrapup]) => wrapup?.notes !== undefined,
      );
      assert.deepEqual(
        wrapUps.map(({ notes, name }) => [notes, name]),
        [['written and never finished', 'Other']],
      );
      // It stays open, with what was sent, until the agent goes on.
      await desk.becomes(customerName, 'ended');
      assert.equal(await page.getByLabel('Notes').inputValue(), 'written and never finished');
      await desk.action('close').click();
      await eventually(
        () => desk.card(customerName).count(),
        (count) => count === 0,
      );
      assert.equal(
        (await desk.said('polite')).filter((text) =>
          text.startsWith('10 seconds of after-call work left'),
        ).length,
        1,
      );
    }));

  test('without a code is not accepted: it is asked for in time, and what was written stays to be copied', () =>
    withLimit(async (desk, page, { customerName }) => {
      await page.getByLabel('Notes').fill('called back,\nsent a label');
      await page.getByLabel('Tags').fill('vip');
      await page.keyboard.press('Enter');
      await page.clock.runFor(((await left(page)) - 8) * 1000);
      await page.getByText('Choose a code: without one').waitFor();
      await picture(page, 'wrap-up-last-seconds-light-1280');
      await page.clock.runFor(9000);
      await desk.becomes(customerName, 'ended');
      const kept = page.getByRole('form', { name: 'Not accepted in time' });
      assert.equal(await kept.getByLabel('Notes').inputValue(), 'called back,\nsent a label');
      assert.deepEqual(await kept.locator('.chip').allInnerTexts(), ['vip']);
      await picture(page, 'wrap-up-kept-light-1280');
      await kept.getByRole('button', { name: 'Copy' }).click();
      assert.equal(
        await page.evaluate(() => navigator.clipboard.readText()),
        'Notes: called back,\nsent a label\nTags: vip',
      );
      await desk.action('close').click();
      await eventually(
        () => desk.card(customerName).count(),
        (count) => count === 0,
      );
    }));
});

/** A desk with a clock of its own, and a wrap-up that is under way for 12 of its 60 seconds. */
const withLimit = (work) =>
  withDesk(
    async (desk, page) => {
      const legs = await eventually(
        () => desk.cloud('truth'),
        (all) => all.some(({ afterCallWorkPending }) => afterCallWorkPending),
      );
      const wrapping = legs.find(({ afterCallWorkPending }) => afterCallWorkPending);
      await desk.open(wrapping.customerName);
      await work(desk, page, wrapping);
    },
    {
      query: '?scenario=shift',
      prepare: (page) => page.clock.install(),
      permissions: ['clipboard-read', 'clipboard-write'],
    },
  );

/** The seconds that are left of a wrap-up. */
const left = async (page) => seconds(await page.locator('.wrapup .left time').innerText());

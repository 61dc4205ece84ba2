// Reaching the agent outside of the page.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, withDesk } from './desktop.js';

test('a desktop notification has the two answers, and goes when the alert goes', () =>
  withDesk(
    async (desk, page) => {
      await desk.notifies();
      const shown = () =>
        page.evaluate(async () =>
          (await (await navigator.serviceWorker.ready).getNotifications()).map(
            ({ title, tag, actions }) => ({
              title,
              tag,
              actions: actions.map(({ action }) => action),
            }),
          ),
        );
      await desk.arrives('Ana Ruiz');
      const [notification] = await eventually(shown, (all) => all.length === 1);
      assert.deepEqual(
        [notification.title, notification.actions],
        ['Ana Ruiz', ['accept', 'decline']],
      );
      // What the service worker says when the button is chosen.
      await page.evaluate(
        (alert) =>
          navigator.serviceWorker.dispatchEvent(
            new MessageEvent('message', { data: { alert, action: 'accept' } }),
          ),
        notification.tag,
      );
      await desk.becomes('Ana Ruiz', 'talking');
      await eventually(shown, (all) => all.length === 0);
    },
    { permissions: ['notifications'] },
  ));

test('two texts at once overwrite nothing', () =>
  withDesk(async (desk) => {
    await desk.accepted('Ana Ruiz');
    await desk.accepted('Bo Li');
    const said = await eventually(
      () => desk.said('assertive'),
      (all) => all.length >= 2,
    );
    assert.deepEqual(
      said.map((text) => text.replace(/, \w+\.$/, '')),
      ['New conversation: Ana Ruiz', 'New conversation: Bo Li'],
    );
  }));

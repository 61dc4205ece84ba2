// The desk against a cloud behind real HTTP and WebSocket: the sign-in, the same work, the end of a
// token, the sign-out.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { serveCloud } from 'conversation-chat/testing/server';
import { WebSocketServer } from 'ws';

import { eventually, withDesk } from './desktop.js';

/** A cloud of a scenario, and the page of its sign-in. */
async function withCloud(scenario, work) {
  const server = await serveCloud({ WebSocketServer, scenario });
  try {
    await withDesk((desk, page) => work({ desk, page, ...server }), {
      query: `?cloud=${encodeURIComponent(server.url)}`,
      ready: 'form[action="/oauth/authorize"]',
      others: [server.url, server.url.replace('http:', 'ws:')],
      // The refusal that is provoked, and the icon that the sign-in page of the cloud does not
      // have.
      allowed: /status of 401|favicon\.ico/,
    });
  } finally {
    await server.close();
  }
}

const signIn = async (page, name) => {
  await page.getByRole('button', { name }).click();
  await page.waitForSelector('[data-connection="live"]');
};

test('signs in with PKCE, works, renews, signs out', () =>
  withCloud('empty', async ({ desk, page, cloud }) => {
    await signIn(page, /^Grace Okafor/);
    assert.doesNotMatch(page.url(), /code=|state=/, 'the address shows nothing of the sign-in');
    assert.equal(
      new URL(page.url()).searchParams.get('cloud')?.startsWith('http://127.0.0.1'),
      true,
    );
    cloud.customerArrives({ name: 'Ana Ruiz', text: 'Hello' });
    await desk.alert('Ana Ruiz').locator('[data-action="accept"]').click();
    await desk.becomes('Ana Ruiz', 'talking');
    await desk.composer.fill('Hello Ana');
    await page.keyboard.press('Enter');
    await desk.log.getByText('Hello Ana').waitFor();
    await desk.action('hold').click();
    await desk.becomes('Ana Ruiz', 'held');
    assert.equal(cloud.truth()[0].held, true);

    // A reload asks nobody: the sign-in and the conversation are still there.
    await page.reload();
    await desk.becomes('Ana Ruiz', 'held');
    await desk.log.getByText('Hello Ana').waitFor();

    // A token that the platform no longer takes is renewed without the agent.
    cloud.expireTokens();
    await desk.action('hold').click();
    await desk.becomes('Ana Ruiz', 'talking');

    await page.getByRole('button', { name: /^Signed in as Grace Okafor/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.getItem('desk.grant')), null);
  }));

test('a second agent, in another part of the same conversation', () =>
  withCloud('shift', async ({ desk, page, cloud }) => {
    const [grace, henrik] = cloud.agents;
    await signIn(page, new RegExp(`^${henrik.name}`));
    const graces = await eventually(
      () => cloud.truth(grace.id),
      (all) => all.some(({ state, held }) => state === 'connected' && !held),
    );
    const { conversationId, participantId, customerName } = graces.find(
      ({ state, held }) => state === 'connected' && !held,
    );
    const answer = await cloud.request(
      'POST',
      `/api/v2/conversations/${conversationId}/participants/${participantId}/replace/agent`,
      { userId: henrik.id },
      { authorization: `Bearer ${cloud.signIn.issue(grace.id)}` },
    );
    assert.equal(answer.status, 202);
    await desk.alert(customerName).waitFor();
    assert.equal(
      await desk.card(customerName).count(),
      0,
      'what Grace wraps up is no card of Henrik',
    );
  }));

test('an address that is neither a region nor this machine is not taken', () =>
  withDesk(
    async (_desk, page) => {
      assert.equal(await page.evaluate(() => 'simulatedCloud' in globalThis), true);
    },
    { query: '?cloud=https://evil.example&client=x' },
  ));

test('a region asks for the client of the organisation', () =>
  withDesk(
    async (_desk, page) => {
      assert.equal(await page.getByLabel('Region').inputValue(), 'mypurecloud.de');
      await page.getByLabel('OAuth client id').waitFor();
    },
    { query: '?region=mypurecloud.de', ready: 'form' },
  ));

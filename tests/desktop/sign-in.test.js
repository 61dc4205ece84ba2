// The desk against a cloud behind real HTTP and WebSocket: the sign-in, the same work, the end of a
// token, the sign-out.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, withCloud, withDesk } from './desktop.js';

test('signs in with PKCE, works, renews, signs out', () =>
  withCloud('empty', async ({ desk, page, cloud, signIn }) => {
    await signIn();
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

    // A token that the platform no longer takes is renewed without the agent.
    cloud.expireTokens();
    await desk.action('hold').click();
    await desk.becomes('Ana Ruiz', 'held');
    assert.equal(cloud.truth()[0].held, true);

    // A reload asks nobody: the sign-in and the conversation are still there.
    await page.reload();
    await desk.becomes('Ana Ruiz', 'held');
    await desk.log.getByText('Hello Ana').waitFor();
  }));

test('no refresh token is in a storage of the page', () =>
  withCloud('empty', async ({ page, signIn }) => {
    await signIn();
    const kept = await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
    assert.match(kept, /access-/, 'the access token is');
    assert.doesNotMatch(kept, /refresh/i);
  }));

test('a sign-in that has ended shows at once, at the first answer, and goes on after the next one', () =>
  withCloud('empty', async ({ desk, page, cloud, signIn }) => {
    await signIn();
    await desk.accepted('Ana Ruiz');
    await desk.composer.fill('half a sentence');
    // The platform renews nothing any more.
    const { token } = cloud.signIn;
    cloud.signIn.token = async (form) =>
      form.get('grant_type') === 'refresh_token'
        ? { status: 400, body: { error: 'invalid_grant' } }
        : token.call(cloud.signIn, form);
    cloud.expireTokens();
    await desk.action('hold').click();
    await page.getByText('Your sign-in has expired. What').waitFor();
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await signIn();
    assert.equal(await desk.composer.inputValue(), 'half a sentence');
    await desk.action('hold').click();
    await desk.becomes('Ana Ruiz', 'held');
  }));

test('a sign-out reaches every tab, ends the token, and leaves nothing behind', () =>
  withCloud('empty', async ({ desk, page, cloud, signIn, tab }) => {
    await signIn();
    await desk.accepted('Ana Ruiz', 'My card is 1234');
    await desk.composer.fill('a secret');
    await desk.action('wrapup').click();
    await page.getByLabel('Notes').fill('a note');
    const other = await tab();
    await other.becomes('Ana Ruiz', 'talking');
    await page.getByRole('button', { name: /^Signed in as Grace Okafor/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign out' });
    await dialog.getByText('2 texts that you wrote are unsent.').waitFor();
    const token = await page.evaluate(() => JSON.parse(sessionStorage['desk.grant']).token);
    await dialog.getByRole('button', { name: 'Sign out' }).click();
    for (const each of [page, other.page]) {
      await each.getByText('You are signed out.').waitFor();
      const kept = await each.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
      for (const trace of ['secret', 'a note', 'Ana Ruiz', '1234', cloud.agents[0].id, 'access-'])
        assert.ok(!kept.includes(trace), `${trace} is left in ${kept}`);
    }
    const { status } = await cloud.request('GET', '/api/v2/users/me', undefined, {
      authorization: `Bearer ${token}`,
    });
    assert.equal(status, 401, 'the token has ended at the platform');
  }));

test('a sign-out keeps unsent texts where the agent wants it', () =>
  withCloud('empty', async ({ desk, page, signIn }) => {
    await signIn();
    await desk.accepted('Ana Ruiz');
    await desk.composer.fill('to be continued');
    await page.getByRole('button', { name: /^Signed in as Grace Okafor/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('Keep unsent texts in this browser').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await page.goBack();
    await signIn();
    await desk.open('Ana Ruiz');
    assert.equal(await desk.composer.inputValue(), 'to be continued');
  }));

test('an answer of a sign-in that this tab did not begin opens no demo', () =>
  withDesk(
    async (_desk, page) => {
      await page.getByText('This sign-in was not begun in this tab.').waitFor();
      assert.equal(await page.evaluate(() => 'simulatedCloud' in globalThis), false);
      assert.doesNotMatch(page.url(), /code=/);
    },
    { query: '?code=abc&state=def', ready: 'form' },
  ));

test('a second agent, in another part of the same conversation', () =>
  withCloud('shift', async ({ desk, cloud, signIn }) => {
    const [grace, henrik] = cloud.agents;
    await signIn(henrik.name);
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

// Opens the built desktop in a real Chromium, drives its simulated cloud, and watches for
// complaints.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { serveCloud } from 'conversation-chat/testing/server';
import { WebSocketServer } from 'ws';

import { launch } from '../npm/chromium.js';
import { serve } from '../npm/serve.js';

const artefacts = fileURLToPath(new URL('../artefacts', import.meta.url));
mkdirSync(artefacts, { recursive: true });

/** What may take longer on a busy machine gets this long, in milliseconds. */
const PATIENCE_MS = 60_000;

/** Asks again until `check` is content; gives the last answer. */
export async function eventually(
  read,
  check = Boolean,
  what = 'what was awaited did not happen',
  patienceMs = PATIENCE_MS,
) {
  const end = performance.now() + patienceMs;
  for (;;) {
    const value = await read();
    if (check(value)) return value;
    if (performance.now() > end) assert.fail(`${what}; at last: ${JSON.stringify(value)}`);
    await pause(50);
  }
}

/** The desktop as a person meets it, and the cloud behind it. */
export class DeskPage {
  /** `host`: the cloud, where it is in this process and not in the page. */
  constructor(page, host) {
    this.page = page;
    this.host = host;
  }

  /** A card of the roster. */
  card(name) {
    return this.page.locator('.card[data-id]', { hasText: name });
  }

  alert(name) {
    return this.page.locator('desk-roster .alert-card', { hasText: name });
  }

  action(key) {
    return this.page.locator(`desk-conversation [data-action="${key}"]`);
  }

  get composer() {
    return this.page.getByLabel('Message', { exact: true });
  }

  get log() {
    return this.page.getByRole('log');
  }

  heading(name) {
    return this.page.getByRole('heading', { level: 2, name });
  }

  async open(name) {
    await this.card(name).click();
    await this.heading(name).waitFor();
  }

  phase(name) {
    return eventually(() => this.card(name).getAttribute('data-phase'));
  }

  becomes(name, phase) {
    return this.page
      .locator(`.card[data-phase="${phase}"]`, { hasText: name })
      .waitFor({ state: 'attached', timeout: PATIENCE_MS });
  }

  /** Any call of `CloudControl`. */
  async cloud(call, ...values) {
    if (this.host) return this.host[call](...values);
    return this.page.evaluate(
      ([name, given]) => globalThis.simulatedCloud.control(name, ...given),
      [call, values],
    );
  }

  async request(method, path, body) {
    if (this.host) {
      const authorization = `Bearer ${this.host.signIn.issue(this.host.agents[0].id)}`;
      const { text } = await this.host.request(method, path, body, { authorization });
      return JSON.parse(text || 'null');
    }
    return this.page.evaluate(
      async (given) =>
        JSON.parse((await globalThis.simulatedCloud.request(...given)).text || 'null'),
      [method, path, body],
    );
  }

  /** The flat layout of a conversation. */
  flat(conversationId) {
    return this.request('GET', `/api/v2/conversations/messages/${conversationId}`);
  }

  /** Hands the desk a notification. */
  hears(topicName, eventBody) {
    return this.page.evaluate(
      (notification) => {
        const { session } = document.querySelector('agent-desk').desk;
        return session.take(JSON.stringify(notification), (payload) =>
          session.roster.receive(payload, session.now()),
        );
      },
      { topicName, version: '2', eventBody },
    );
  }

  /** Whether the roster has a communication. */
  knows(communicationId) {
    return this.page.evaluate(
      (id) => document.querySelector('agent-desk').desk.session.roster.get(id) !== undefined,
      communicationId,
    );
  }

  /** What the cloud itself knows of a customer's communication with this agent. */
  async truth(name) {
    return (await this.cloud('truth')).findLast(({ customerName }) => customerName === name);
  }

  /** A customer arrives and alerts here: in the scenario `empty` nobody else is on queue. */
  async arrives(name, text = 'Hello, where is my parcel?', more = {}) {
    const id = await this.cloud('customerArrives', { name, text, waitedMs: 65_000, ...more });
    await this.alert(name).waitFor({ timeout: PATIENCE_MS });
    return id;
  }

  /** A customer who is talked to. */
  async accepted(name, text, more) {
    const id = await this.arrives(name, text, more);
    await this.alert(name).locator('[data-action="accept"]').click();
    await this.becomes(name, 'talking');
    return id;
  }

  /** Ends a conversation and its after-call work, by the code `Other`, until its card is gone. */
  async handled(name) {
    await this.action('end').click();
    await this.action('end-now').click();
    await this.becomes(name, 'wrapping');
    await this.page.getByRole('combobox', { name: 'Code' }).fill('Other');
    await this.page.getByRole('option', { name: 'Other' }).click();
    await this.page.keyboard.press('Control+Enter');
    await eventually(
      () => this.card(name).count(),
      (count) => count === 0,
    );
  }

  /** Turns desktop notifications on; the page needs the permission. */
  async notifies() {
    await this.page.getByRole('button', { name: /^Signed in as/ }).click();
    await this.page.getByRole('menuitemcheckbox', { name: /^Desktop notifications/ }).click();
    await this.page.getByRole('menuitemcheckbox', { name: /: on$/ }).waitFor();
    await this.page.keyboard.press('Escape');
    await this.page.evaluate(() => navigator.serviceWorker.ready);
  }

  /** The id of a queue: after-call work of `Orders` and `Returns` takes 60 s, of `Payments` any time. */
  async queue(name) {
    if (this.host) return this.host.queues.find((queue) => queue.name === name).id;
    return this.page.evaluate(
      (wanted) => globalThis.simulatedCloud.queues.find((queue) => queue.name === wanted).id,
      name,
    );
  }

  /** Waits until no action of the agent is under way, and what follows from it is on the screen. */
  async settled() {
    await this.page.waitForFunction(
      () => document.querySelector('agent-desk').desk.commands.tasks.all.value.size === 0,
    );
    await this.page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
  }

  focused() {
    return this.page.evaluate(() => {
      const { activeElement: element } = document;
      return element?.getAttribute('aria-label') ?? element?.dataset.action ?? element?.tagName;
    });
  }

  said(urgency) {
    return this.page.locator(`[data-speech="${urgency}"] p`).allInnerTexts();
  }
}

/** Runs `work` with a page of the desktop; fails if the page complained. */
export async function withDesk(
  work,
  {
    query = '?scenario=empty',
    path = 'index.html',
    ready = '[data-connection="live"]',
    init,
    prepare,
    others = [],
    host,
    allowed,
    ...options
  } = {},
) {
  const browser = await launch();
  const server = await serve(fileURLToPath(new URL('../../www/dist', import.meta.url)));
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(error.stack ?? String(error)));
    page.on(
      'console',
      (message) =>
        ['error', 'warning'].includes(message.type()) &&
        !allowed?.test(`${message.text()} ${message.location().url}`) &&
        complaints.push(message.text()),
    );
    page.on(
      'request',
      (request) =>
        [server.url, ...others].includes(new URL(request.url()).origin) ||
        request.url().startsWith('blob:') ||
        complaints.push(`left the page: ${request.url()}`),
    );
    if (init) await page.addInitScript(init);
    await prepare?.(page);
    await page.goto(`${server.url}/${path}${query}`);
    await page.waitForSelector(ready);
    await work(new DeskPage(page, host), page);
    assert.deepEqual(complaints, [], 'the page complained');
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The desk against a cloud behind HTTP and WebSocket, before the sign-in. */
export async function withCloud(scenario, work, options = {}) {
  const server = await serveCloud({ WebSocketServer, scenario });
  try {
    await withDesk(
      async (desk, page) => {
        const signIn = async (name = 'Grace Okafor', on = page) => {
          await on.getByRole('button', { name: new RegExp(`^${name}`) }).click();
          await on.waitForSelector('[data-connection="live"]');
        };
        /** Another tab of the same agent. */
        const tab = async () => {
          const opened = await page.context().newPage();
          opened.setDefaultTimeout(PATIENCE_MS);
          await opened.goto(page.url());
          await signIn(undefined, opened);
          return new DeskPage(opened, server.cloud);
        };
        await work({ desk, page, signIn, tab, ...server });
      },
      {
        query: `?cloud=${encodeURIComponent(server.url)}`,
        ready: 'form[action="/oauth/authorize"]',
        host: server.cloud,
        // What is provoked, and the icon that the sign-in page of the cloud does not have.
        allowed: /status of [45]\d\d|favicon\.ico|Failed to load resource|WebSocket connection/,
        ...options,
        others: [server.url, server.url.replace('http:', 'ws:'), ...(options.others ?? [])],
      },
    );
  } finally {
    await server.close();
  }
}

/** A test of the desk in which nobody writes, over each host of the cloud. */
export function onBothHosts(name, work, options = {}) {
  test(`${name} (in the page)`, () => withDesk(work, options));
  test(`${name} (over HTTP)`, () =>
    withCloud(
      'empty',
      async ({ desk, page, signIn }) => {
        await signIn();
        await work(desk, page);
      },
      options,
    ));
}

/** The texts that reached a customer. */
export async function sentTo(desk, conversationId) {
  const { participants } = await desk.request('GET', `/api/v2/conversations/${conversationId}`);
  const ids = participants.flatMap((participant) =>
    participant.messages.flatMap(({ messages }) => messages.map(({ messageId }) => messageId)),
  );
  const path = `/api/v2/conversations/messages/${conversationId}/messages/bulk`;
  const { entities } = await desk.request('POST', path, ids);
  return entities
    .filter(({ direction }) => direction === 'outbound')
    .map(({ normalizedMessage }) => normalizedMessage.text);
}

export const withLab = (work, options = {}) =>
  withDesk((_, page) => work(page), {
    path: 'lab.html',
    query: '',
    ready: '.lab main > *',
    ...options,
  });

/** Keeps a picture of the page. */
export const picture = (page, name, options = {}) =>
  page.screenshot({ path: `${artefacts}/${name}.png`, ...options });

/** The seconds that a clock like `1:02:05` shows. */
export const seconds = (text) =>
  text.split(':').reduce((total, part) => total * 60 + Number(part), 0);

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** Nothing that axe finds, nothing cut, nothing wider than its place. */
export async function check(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'] }),
  );
  assert.deepEqual(
    violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ html, failureSummary }) => [html.slice(0, 200), failureSummary]),
    ]),
    [],
  );
  const scrolls = await page.evaluate(() => [
    document.documentElement.scrollWidth - innerWidth,
    document.documentElement.scrollHeight - innerHeight,
  ]);
  assert.ok(
    scrolls.every((more) => more <= 0),
    `the page scrolls: ${scrolls}`,
  );
  const wide = await page.evaluate(() => {
    const places = [
      ...document.querySelectorAll(
        '.roster-place, .conversation-place, .context-place, .source, .results',
      ),
    ];
    return places
      .filter((place) => place.scrollWidth > place.clientWidth)
      .map(({ className }) => className);
  });
  assert.deepEqual(wide, [], 'what stands in a place is not wider than it');
}

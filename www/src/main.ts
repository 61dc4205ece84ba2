// The page: loads the package, holds the two views, and wakes up when something on the screen changes.

import './style.css';

import init, { formatClock } from 'conversation-chat';
import { html, nothing, render } from 'lit';

import { connectSimulation } from './cloud/client';
import { Desk } from './desk';
import { messages } from './messages';
import { Announcer } from './announcer';
import { deskView, longestHold } from './view/desk';
import { Inspector } from './view/inspector';

const WAKE_AT_LEAST_MS = 1000;

await init();

const root = document.querySelector<HTMLElement>('#app')!;
const desk = new Desk(connectSimulation(), () => schedule(0));
const inspector = new Inspector(() => schedule(0));
const announcer = new Announcer();
let frame = 0;
let timeout = 0;
let ready = false;

/** Shows the page anew in `wait` milliseconds, at most once a frame. */
function schedule(wait: number) {
  clearTimeout(timeout);
  const next = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      show();
    });
  };
  if (wait <= 0) next();
  else timeout = window.setTimeout(next, wait);
}

function show() {
  const inspecting = location.hash === '#inspector';
  if (ready) {
    desk.wake();
    announcer.follow(desk);
    const hold = longestHold(desk);
    document.title = hold > 0 ? messages.titleHold(formatClock(hold)) : messages.title;
  }
  render(pageView(inspecting), root);
  // Until the next second of any timer changes there is nothing to show.
  const wait = (inspecting ? inspector : desk).untilNextChange() ?? WAKE_AT_LEAST_MS;
  schedule(Math.min(Math.max(wait, 1), WAKE_AT_LEAST_MS));
}

function pageView(inspecting: boolean) {
  const link = (hash: string, label: string, current: boolean) => html`<a href=${hash} aria-current=${current ? 'page' : nothing}>${label}</a>`;
  return html`
    <a class="skip" href="#main" @click=${(event: Event) => skip(event)}>${messages.skipToMain}</a>
    <header class="top">
      <h1>${messages.title} <span>${messages.tagline}</span></h1>
      <nav aria-label=${messages.views}>${link('#desk', messages.desk, !inspecting)} ${link('#inspector', messages.inspector, inspecting)}</nav>
    </header>
    <main id="main" tabindex="-1">${inspecting ? inspector.view() : ready ? deskView(desk) : html`<p class="loading">${messages.loading}</p>`}</main>
    <div class="visually-hidden" role="status" aria-live="polite">${announcer.text}</div>
  `;
}

function skip(event: Event) {
  event.preventDefault();
  document.querySelector<HTMLElement>('#main')?.focus();
}

addEventListener('hashchange', () => schedule(0));
// A tab that slept shows the truth at once.
document.addEventListener('visibilitychange', () => schedule(0));
show();
await desk.begin();
ready = true;
schedule(0);

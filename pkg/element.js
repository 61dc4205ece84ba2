// `<hold-timer>`: a custom element that shows one stopwatch.

import { checkStep } from './arguments.js';
import { drive } from './rendering.js';
import { isRunning, shownMs, subscribeToSecond } from './seconds.js';
import { formatClock, formatIsoDuration, remaining } from './time.js';

const PROPERTIES = ['stopwatch', 'now', 'stepMs', 'countdown', 'roster'];

// On a server there are no elements, and the import must not fail.
const Element = globalThis.HTMLElement ?? class {};

export class HoldTimer extends Element {
  static observedAttributes = ['countdown'];

  #values = {};
  #stop;
  #stopDriving;
  #time;
  #shown;

  connectedCallback() {
    // Properties that were set before the element was defined hide the accessors.
    for (const name of PROPERTIES) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#start();
    this.#drive();
  }

  /** React 18 writes the property `countdown={false}` as an attribute. */
  attributeChangedCallback(_name, _old, value) {
    this.countdown = value !== null && value !== 'false';
  }

  disconnectedCallback() {
    this.#stop?.();
    this.#stopDriving?.();
  }

  get stopwatch() {
    return this.#values.stopwatch;
  }

  set stopwatch(stopwatch) {
    this.#set('stopwatch', stopwatch ?? undefined);
  }

  get now() {
    return this.#values.now;
  }

  set now(now) {
    if (now != null && typeof now !== 'function')
      throw new TypeError('expected `now` to be a function');
    this.#set('now', now ?? undefined);
  }

  get stepMs() {
    return this.#values.stepMs;
  }

  set stepMs(stepMs) {
    checkStep(stepMs ?? undefined);
    this.#set('stepMs', stepMs ?? undefined);
  }

  get countdown() {
    return this.#values.countdown ?? false;
  }

  set countdown(countdown) {
    this.#set('countdown', Boolean(countdown));
  }

  get roster() {
    return this.#values.roster;
  }

  set roster(roster) {
    this.#set('roster', roster ?? undefined);
  }

  #set(name, value) {
    if (Object.is(this.#values[name], value)) return;
    this.#values[name] = value;
    if (!this.isConnected) return;
    this.#start();
    if (name === 'roster' || name === 'now') this.#drive();
  }

  #start() {
    this.#stop?.();
    const { stopwatch, now = () => undefined, stepMs, countdown } = this.#values;
    const isDown = countdown && stopwatch?.until !== undefined;
    const shown = isDown ? leftMs : shownMs;
    const draw = () => this.#draw(stopwatch === undefined ? undefined : shown(stopwatch, now));
    draw();
    this.#stop = isRunning(stopwatch) ? subscribeToSecond(stopwatch, now, stepMs, draw) : undefined;
  }

  #drive() {
    this.#stopDriving?.();
    const { roster, now } = this.#values;
    this.#stopDriving = roster && now && drive(roster, now);
  }

  /**
   * No attribute is set before there is something to show, because frameworks compare the element
   * with the HTML of their server.
   */
  #draw(ms) {
    if (ms === undefined) {
      this.#time?.remove();
      this.#shown = undefined;
      return;
    }
    if (ms === this.#shown && this.#time.parentNode === this) return;
    if (!this.hasAttribute('role')) this.setAttribute('role', 'timer');
    if (!this.hasAttribute('aria-live')) this.setAttribute('aria-live', 'off');
    this.#time ??= this.querySelector('time') ?? this.ownerDocument.createElement('time');
    this.#time.dateTime = formatIsoDuration(ms);
    this.#time.textContent = formatClock(ms);
    if (this.#time.parentNode !== this) this.append(this.#time);
    this.#shown = ms;
  }
}

/** The milliseconds until the limit of a stopwatch, rounded up to whole seconds. */
function leftMs(stopwatch, now) {
  const moment = now();
  return moment === undefined ? undefined : Math.ceil(remaining(stopwatch, moment) / 1000) * 1000;
}

// Another copy of the package may have defined it.
if (globalThis.customElements && !customElements.get('hold-timer'))
  customElements.define('hold-timer', HoldTimer);

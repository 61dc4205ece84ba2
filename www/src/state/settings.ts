// What the agent has chosen; kept in this browser.

import { type Signal, signal } from '@preact/signals-core';

import { parsed, record } from '../wire/json';

const KEY = 'desk.settings';

const NAMES = ['sound', 'notifications', 'shortcuts', 'keepTexts'] as const;
export type Setting = (typeof NAMES)[number];

export class Settings {
  readonly sound: Signal<boolean>;
  readonly notifications: Signal<boolean>;
  readonly shortcuts: Signal<boolean>;
  /** Whether unsent texts stay in this browser after a sign-out. */
  readonly keepTexts: Signal<boolean>;

  constructor(private readonly storage: Storage) {
    const kept = record(parsed(this.storage.getItem(KEY)));
    this.sound = signal(kept['sound'] !== false);
    this.notifications = signal(kept['notifications'] === true);
    this.shortcuts = signal(kept['shortcuts'] === true);
    this.keepTexts = signal(kept['keepTexts'] === true);
  }

  set(name: Setting, value: boolean) {
    this[name].value = value;
    const all = Object.fromEntries(NAMES.map((each) => [each, this[each].value]));
    this.storage.setItem(KEY, JSON.stringify(all));
  }
}

// What the agent has chosen; kept in this browser.

import { type Signal, signal } from '@preact/signals-core';

import { record } from '../wire';

const KEY = 'desk.settings';

export class Settings {
  readonly sound: Signal<boolean>;
  readonly notifications: Signal<boolean>;
  readonly shortcuts: Signal<boolean>;

  constructor(private readonly storage: Storage) {
    const kept = this.read();
    this.sound = signal(kept['sound'] !== false);
    this.notifications = signal(kept['notifications'] === true);
    this.shortcuts = signal(kept['shortcuts'] === true);
  }

  set(name: 'sound' | 'notifications' | 'shortcuts', value: boolean) {
    this[name].value = value;
    this.storage.setItem(
      KEY,
      JSON.stringify({
        sound: this.sound.value,
        notifications: this.notifications.value,
        shortcuts: this.shortcuts.value,
      }),
    );
  }

  private read() {
    try {
      return record(JSON.parse(this.storage.getItem(KEY) ?? '{}'));
    } catch {
      return {};
    }
  }
}

// What all elements of the desk share: they render into the page itself, and again when a signal
// that they read changes.

import { SignalWatcher } from '@lit-labs/preact-signals';
import { LitElement } from 'lit';

import type { Desk } from '../desk';

export abstract class View extends SignalWatcher(LitElement) {
  static override properties: Record<string, object> = { desk: { attribute: false } };
  declare desk: Desk;

  protected override createRenderRoot() {
    return this;
  }
}

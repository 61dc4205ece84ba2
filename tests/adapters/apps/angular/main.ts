// Beside the example of docs/frameworks.md, which is compiled with it.

import { createComponent, inputBinding } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import type { Roster } from 'conversation-chat';

import { Desk } from './desk';

export async function start(
  root: Element,
  roster: Roster,
  now: () => number | undefined,
): Promise<() => void> {
  const host = root.appendChild(document.createElement('app-desk'));
  const app = await createApplication();
  const desk = createComponent(Desk, {
    environmentInjector: app.injector,
    hostElement: host,
    bindings: [inputBinding('roster', () => roster), inputBinding('now', () => now)],
  });
  app.attachView(desk.hostView);
  return () => app.destroy();
}

// Desktop notifications of alerts, with the two answers as buttons. Only a service worker may show
// buttons.

import { messages } from '../messages';
import { record, text } from '../wire/json';

const SCRIPT = 'notifications.js';

/** Asks the agent and the browser; gives whether notifications can be shown. */
export async function allowNotifications() {
  if (!('Notification' in window) || !('serviceWorker' in navigator)) return false;
  if ((await Notification.requestPermission()) !== 'granted') return false;
  await navigator.serviceWorker.register(SCRIPT);
  return true;
}

const registration = async () =>
  'serviceWorker' in navigator ? navigator.serviceWorker.getRegistration() : undefined;

export async function showAlert(id: string, title: string, body: string) {
  const actions = [
    { action: 'accept', title: messages.actions.accept },
    { action: 'decline', title: messages.actions.decline },
  ];
  const options: NotificationOptions & { actions: typeof actions } = {
    body,
    tag: id,
    requireInteraction: true,
    icon: 'icon.svg',
    actions,
  };
  await (await registration())?.showNotification(title, options);
}

/** Closes the notification of a card, or all of them. */
export async function closeAlerts(id?: string) {
  const filter = id === undefined ? {} : { tag: id };
  const shown = (await (await registration())?.getNotifications(filter)) ?? [];
  for (const notification of shown) notification.close();
}

export type Answer = 'accept' | 'decline' | 'open';

/**
 * Calls `listener` with what was chosen in a notification, if `knows` accepts its card. The service
 * worker asks one tab after the other.
 */
export function onAnswer(
  knows: (id: string) => boolean,
  listener: (id: string, answer: Answer, act: Event) => void,
) {
  if (!('serviceWorker' in navigator)) return () => {};
  const hear = (event: MessageEvent) => {
    // A service worker that waits for an answer says until when.
    const { alert, action, until = Number.POSITIVE_INFINITY } = record(event.data);
    const id = text(alert);
    const takes = id !== undefined && knows(id) && Date.now() <= Number(until);
    event.ports[0]?.postMessage(takes);
    if (takes) listener(id, action === 'accept' || action === 'decline' ? action : 'open', event);
  };
  navigator.serviceWorker.addEventListener('message', hear);
  return () => navigator.serviceWorker.removeEventListener('message', hear);
}

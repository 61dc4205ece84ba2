// Desktop notifications of alerts, with the two answers as buttons. Only a service worker may show
// buttons.

import { messages } from '../messages';
import { record, text } from '../wire';

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

export async function closeAlert(id: string) {
  const shown = (await (await registration())?.getNotifications({ tag: id })) ?? [];
  for (const notification of shown) notification.close();
}

/** Calls `listener` with what was chosen in a notification; a click on it anywhere else is `''`. */
export function onAnswer(listener: (id: string, action: string) => void) {
  if (!('serviceWorker' in navigator)) return () => {};
  const hear = ({ data }: MessageEvent) => {
    const { alert, action } = record(data);
    if (text(alert)) listener(String(alert), typeof action === 'string' ? action : '');
  };
  navigator.serviceWorker.addEventListener('message', hear);
  return () => navigator.serviceWorker.removeEventListener('message', hear);
}

// The service worker of the desk: it hands on what was chosen in a notification, and does nothing
// else.

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(answer(event.notification.tag, event.action));
});

/** How long a page may take to say whether it takes an answer, in milliseconds. */
const PATIENCE_MS = 1_000;

/** One page acts: of those that know the alert, the one that was in front last. It is also shown. */
async function answer(alert, action) {
  // These are in the order in which they were in front.
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  let front = pages[0];
  for (const page of pages) {
    if (await takes(page, { alert, action, until: Date.now() + PATIENCE_MS })) {
      front = page;
      break;
    }
  }
  // Declining needs no page in front.
  if (action === 'decline') return;
  await (front ? front.focus() : self.clients.openWindow('./'));
}

/** Whether a page takes an answer. It does not take one after `until`. */
function takes(page, chosen) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === true);
    setTimeout(resolve, PATIENCE_MS, false);
    page.postMessage(chosen, [port2]);
  });
}

// The service worker of the desk: it hands on what was chosen in a notification, and does nothing
// else.

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(answer(event.notification.tag, event.action));
});

async function answer(alert, action) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage({ alert, action });
  // The pages agree on which of them answers; declining needs no page in front.
  if (action === 'decline') return;
  const front = pages.find(({ focused }) => focused) ?? pages[0];
  await (front ? front.focus() : self.clients.openWindow('./'));
}

// The service worker of the desk: it hands on what was chosen in a notification, and does nothing
// else.

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(answer(event.notification.tag, event.action));
});

async function answer(alert, action) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage({ alert, action });
  // Only the page that has the alert takes it; a click anywhere but on a button brings a page to
  // the front.
  if (action !== 'decline') await pages[0]?.focus();
}

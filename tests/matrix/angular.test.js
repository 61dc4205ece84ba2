import { after } from 'node:test';

import { application } from './apps.js';
import { environment } from './environment.js';
import { FINDING, closeBrowser, folderShows, shows } from './pages.js';

const app = application('angular');
after(closeBrowser);

environment('Angular 21', ['development server'], async () => {
  app.clean('.angular');
  await app.served(app.bin('ng'), ['serve', '--host', '127.0.0.1', '--port', 'PORT'], (url) =>
    shows(`${url}/`, FINDING),
  );
});

environment('Angular 21', ['build'], async () => {
  app.clean('.angular', 'dist');
  await app.tool('ng', ['build']);
  // As servers of single-page applications do it: what is missing is the page.
  await folderShows(app.path('dist/browser'), FINDING, '/', { missing: 'index.html' });
});

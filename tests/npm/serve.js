// A static server for tests: a folder on a free local port.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Serves `folder`; gives the address and how to stop. `missing` is the file that is served for
 * those that are not there.
 */
export async function serve(folder, { missing } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    let file = join(
      folder,
      normalize(decodeURIComponent(pathname)),
      pathname.endsWith('/') ? 'index.html' : '',
    );
    try {
      if (missing && !(await isFile(file))) file = join(folder, missing);
      if (!(await isFile(file))) throw new Error('not a file');
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
      if (extname(file) === '.html') response.end(withImportMapHash(await readFile(file, 'utf8')));
      else createReadStream(file).pipe(response);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const isFile = (file) =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );

/** Fills in the hash that the Content-Security-Policy asks of an import map. */
function withImportMapHash(html) {
  const map = /<script type="importmap">(.*?)<\/script>/s.exec(html)?.[1];
  return map === undefined
    ? html
    : html.replace('IMPORTMAP', createHash('sha256').update(map).digest('base64'));
}

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pageHtml } from '../../../src/host/webview/html';
import { mediaFolder } from './setup';

export interface Listening {
  readonly origin: string;
  /** Requested paths, in order. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

/** Serves the real page with its real policy, and the built script and style sheet. */
export function servePanel(): Promise<Listening> {
  return listen((path, origin) => {
    const file = /^\/(?:conversation|review)\.(?:js|css)$/.exec(path)?.[0];
    if (file) {
      const type = file.endsWith('.js') ? 'text/javascript' : 'text/css';
      return { type, body: readFileSync(mediaFolder + file.slice(1)) };
    }
    const name = { '/': 'conversation', '/review': 'review' }[path];
    if (name) {
      const parts = { cspSource: origin, nonce: 'bm9uY2UtZm9yLXRlc3Rz', locale: 'en' };
      const html = pageHtml({ ...parts, scriptUri: `${origin}/${name}.js`, styleUri: `${origin}/${name}.css` });
      return { type: 'text/html', body: html };
    }
    return path === '/favicon.ico' ? { type: 'image/x-icon', body: '' } : undefined;
  });
}

/** Answers everything and records the requests: hostile text must never cause one. */
export function serveCanary(): Promise<Listening> {
  return listen(() => ({ type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }));
}

type Reply = { readonly type: string; readonly body: string | Uint8Array } | undefined;

async function listen(reply: (path: string, origin: string) => Reply): Promise<Listening> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const found = reply(request.url ?? '/', originOf(server));
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': found?.type ?? 'text/plain' });
    response.end(found?.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: originOf(server),
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

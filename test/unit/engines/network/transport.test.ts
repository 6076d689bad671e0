import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { errorFromCause } from '../../../../src/core/providers/errorMapping';
import { createFetchTransport } from '../../../../src/core/providers/fetchTransport';
import type { Transport } from '../../../../src/core/providers/types';
import { loadNetworkEngine } from '../../../../src/engines/network/client';
import { networkFaults } from '../../../servers/faults';
import { buildDirect } from './bundle';

const dist = buildDirect();
const { createTransport } = loadNetworkEngine(dist);
const cleanUp: (() => void)[] = [];
afterAll(() => {
  for (const step of cleanUp) {
    step();
  }
});

const pem = (name: string) => new URL(`../../../fixtures/providers/tls/${name}`, import.meta.url).pathname;
const hello: RequestListener = (request, response) => {
  response.end(`${request.method} ${request.url}`);
};

async function listen(server: Server, path?: string): Promise<number> {
  await new Promise<void>((resolve) => (path ? server.listen(path, resolve) : server.listen(0, '127.0.0.1', resolve)));
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  cleanUp.push(() => {
    server.close();
    for (const socket of sockets) {
      socket.destroy();
    }
  });
  return path ? 0 : (server.address() as AddressInfo).port;
}

function transport(options: Omit<Parameters<typeof createTransport>[0], 'local'> & { local?: boolean }) {
  const made = createTransport({ local: false, ...options });
  cleanUp.push(() => made.dispose());
  return made;
}

async function get(through: Transport, url: string): Promise<string> {
  const { body } = await through.send({ method: 'GET', url, headers: {} });
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

/** How a failed request is reported. */
async function reasonOf(request: Promise<unknown>, url: string) {
  return request.then(
    () => 'no error',
    (error: unknown) => errorFromCause(error, url).reason,
  );
}

/** A proxy that forwards http and tunnels https; with `login` it requires one, with `broken` it reaches nobody. */
async function startProxy({ login, broken }: { login?: string; broken?: boolean } = {}) {
  const seen: string[] = [];
  const allowed = (request: IncomingMessage) =>
    !login || request.headers['proxy-authorization'] === `Basic ${Buffer.from(login).toString('base64')}`;
  const proxy = createHttp((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.writeHead(allowed(request) ? 200 : 407).end('forwarded');
  });
  proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
    seen.push(`CONNECT ${request.url}`);
    socket.on('error', () => undefined);
    if (!allowed(request) || broken) {
      socket.end(`HTTP/1.1 ${broken ? '502 Bad Gateway' : '407 Proxy Authentication Required'}\r\n\r\n`);
      return;
    }
    const target = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(socket);
      socket.pipe(target);
    });
    target.on('error', () => socket.destroy());
  });
  return { port: await listen(proxy), seen };
}

const secure = { key: readFileSync(pem('server.key')), cert: readFileSync(pem('server.pem')) };

describe('certificates', () => {
  it(networkFaults.selfSigned.title, async () => {
    const url = `https://127.0.0.1:${await listen(createHttps(secure, hello))}/x`;
    expect(await reasonOf(get(transport({}), url), url)).toBe(networkFaults.selfSigned.reason);
    const editor = createFetchTransport((...args) => globalThis.fetch(...args));
    expect(await reasonOf(get(editor, url), url)).toBe(networkFaults.selfSigned.reason);
  });

  it('a vendor’s own authority is trusted, by that vendor’s transport alone', async () => {
    const url = `https://127.0.0.1:${await listen(createHttps(secure, hello))}/x`;
    expect(await get(transport({ caFile: pem('ca.pem') }), url)).toBe('GET /x');
    expect(await reasonOf(get(transport({}), url), url)).toBe('certificate');
  });

  it('a client certificate is shown to who asks for it', async () => {
    const options = { ...secure, ca: readFileSync(pem('ca.pem')), requestCert: true, rejectUnauthorized: true };
    const url = `https://127.0.0.1:${await listen(createHttps(options, hello))}/x`;
    const caFile = pem('ca.pem');
    const files = { caFile, clientCertFile: pem('client.pem'), clientKeyFile: pem('client.key') };
    expect(await get(transport(files), url)).toBe('GET /x');
    await expect(get(transport({ caFile }), url)).rejects.toBeDefined();
  });

  it('a missing file is an error of the request, not of making the transport', async () => {
    const made = transport({ caFile: '/no/such/file.pem' });
    await expect(get(made, 'https://127.0.0.1:9/')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('proxies', () => {
  it('a vendor’s proxy carries https in a tunnel, with its login and the vendor’s authority', async () => {
    const port = await listen(createHttps(secure, hello));
    const { port: proxy, seen } = await startProxy({ login: 'me:pa ss' });
    const through = transport({ proxy: `http://me:pa%20ss@127.0.0.1:${proxy}`, caFile: pem('ca.pem') });
    expect(await get(through, `https://127.0.0.1:${port}/x`)).toBe('GET /x');
    expect(seen).toEqual([`CONNECT 127.0.0.1:${port}`]);
  });

  it.each([
    'https://example.invalid/x',
    'http://example.invalid/x',
  ])(`${networkFaults.proxyLogin.title}: %s`, async (url) => {
    const { port } = await startProxy({ login: 'me:x' });
    const through = transport({ proxy: `http://127.0.0.1:${port}` });
    const request = through.send({ method: 'POST', url, headers: {}, body: '{}' });
    const outcome = await request.then(
      ({ status }) => status,
      (error: unknown) => errorFromCause(error, url).reason,
    );
    expect(outcome === 407 || outcome === networkFaults.proxyLogin.reason, String(outcome)).toBe(true);
  });

  it(networkFaults.proxyDown.title, async () => {
    const { port } = await startProxy({ broken: true });
    const url = 'https://example.invalid/x';
    const through = transport({ proxy: `http://127.0.0.1:${port}` });
    expect(await reasonOf(get(through, url), url)).toBe(networkFaults.proxyDown.reason);
  });

  it('the environment’s proxy is used, but never for this machine or a local server', async () => {
    const { port, seen } = await startProxy();
    const server = await listen(createHttp(hello));
    const before = process.env.http_proxy;
    process.env.http_proxy = `http://127.0.0.1:${port}`;
    try {
      expect(await get(transport({}), 'http://example.invalid/x')).toBe('forwarded');
      expect(await get(transport({}), `http://127.0.0.1:${server}/x`)).toBe('GET /x');
      expect(await get(transport({}), `http://localhost:${server}/x`)).toBe('GET /x');
    } finally {
      process.env.http_proxy = before ?? '';
    }
    expect(seen).toEqual(['GET http://example.invalid/x']);
  });
});

it('an image comes by https through the user’s proxy, its authority trusted by NODE_EXTRA_CA_CERTS', async () => {
  const port = await listen(createHttps(secure, hello));
  const { port: proxy, seen } = await startProxy();
  const script = join(mkdtempSync(join(tmpdir(), 'sightread-tunnel-')), 'tunnel.cjs');
  writeFileSync(
    script,
    `const { download } = require(${JSON.stringify(join(dist, 'network.js'))});
     const userProxy = { url: 'http://127.0.0.1:${proxy}', exceptions: [] };
     download('https://images.test:${port}/a.png', { maxBytes: 99, allowPrivate: true, userProxy })
       .then(({ bytes }) => Buffer.from(bytes).toString(), (error) => error.code)
       .then((outcome) => process.stdout.write(outcome, () => process.exit()));`,
  );
  const outcome = async (env: Record<string, string>) =>
    (await promisify(execFile)(process.execPath, [script], { env: { PATH: process.env.PATH, ...env } })).stdout;
  // The certificate is for the name, which only the proxy can resolve.
  expect(await outcome({ NODE_EXTRA_CA_CERTS: pem('ca.pem') })).toBe('GET /a.png');
  expect(seen).toEqual([`CONNECT images.test:${port}`]);
  expect(errorFromCause({ code: await outcome({}) }, 'https://images.test/').reason).toBe('certificate');
});

it('the user’s proxy is for vendors without one of their own, and never for a local server', async () => {
  const [user, own] = [await startProxy(), await startProxy()];
  const server = await listen(createHttp(hello));
  const userProxy = { url: `http://127.0.0.1:${user.port}`, exceptions: ['exempt.invalid'] };
  expect(await get(transport({ userProxy }), 'http://example.invalid/a')).toBe('forwarded');
  const both = transport({ userProxy, proxy: `http://127.0.0.1:${own.port}` });
  expect(await get(both, 'http://example.invalid/b')).toBe('forwarded');
  expect(await get(transport({ userProxy, local: true }), `http://127.0.0.1:${server}/c`)).toBe('GET /c');
  await expect(get(transport({ userProxy }), 'http://exempt.invalid/d')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  expect(user.seen).toEqual(['GET http://example.invalid/a']);
  expect(own.seen).toEqual(['GET http://example.invalid/b']);
});

it.skipIf(process.platform === 'win32')('a unix socket', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'sightread-')), 'model.sock');
  await listen(createHttp(hello), path);
  expect(await get(transport({ socketPath: path }), 'http://localhost/v1/models')).toBe('GET /v1/models');
});

it('nothing is loaded before the first request, and a folder without the bundle is an error of the request', async () => {
  const nowhere = loadNetworkEngine('/no/such/folder').createTransport({ local: true });
  await expect(nowhere.send({ method: 'GET', url: 'http://127.0.0.1:9/', headers: {} })).rejects.toMatchObject({
    code: 'MODULE_NOT_FOUND',
  });
});

it('leaves both global dispatcher slots as they are, before and after everything', async () => {
  const port = await listen(createHttp(hello));
  const script = join(mkdtempSync(join(tmpdir(), 'sightread-slots-')), 'slots.cjs');
  writeFileSync(
    script,
    `const slots = () => [1, 2].map((n) => globalThis[Symbol.for('undici.globalDispatcher.' + n)]);
     const woken = process.argv[2] === 'woken';
     if (woken) void new Headers();
     const before = slots();
     const direct = require(${JSON.stringify(join(dist, 'network.js'))});
     const transport = direct.createDirectTransport({ local: true });
     (async () => {
       const loaded = slots();
       const { body } = await transport.send({ method: 'POST', url: 'http://127.0.0.1:${port}/x', headers: {}, body: '{}' });
       for await (const chunk of body) void chunk;
       const outcome = await direct.download('http://127.0.0.1:${port}/x', { maxBytes: 9 });
       const answer = await fetch('http://127.0.0.1:${port}/y', { method: 'POST', body: 'x', headers: { 'content-length': '1' } });
       const after = slots();
       transport.dispose();
       const same = (a, b) => a.every((slot, at) => slot === b[at]);
       console.log(JSON.stringify({ status: answer.status, refused: outcome.reason, kept: same(loaded, after) && (!woken || same(before, after)) }));
       process.exit();
     })();`,
  );
  for (const state of ['woken', 'cold']) {
    const { stdout } = await promisify(execFile)(process.execPath, [script, state]);
    expect(JSON.parse(stdout), state).toEqual({ status: 200, refused: 'privateAddress', kept: true });
  }
  expect(readFileSync(join(dist, 'network.js'), 'utf8')).not.toContain('undici.globalDispatcher');
});

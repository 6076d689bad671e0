import { lookup } from 'node:dns/promises';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { hostname } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../../src/engines/network/addresses';
import { DownloadError, loadNetworkEngine } from '../../../../src/engines/network/client';
import { proxyFor, withUserProxy } from '../../../../src/engines/network/proxies';
import { type LoopbackProvider, startLoopbackProvider } from '../../../servers/loopbackProvider';
import { buildDirect } from './bundle';

const { downloadImage, isPublicUrl } = loadNetworkEngine(buildDirect());
const open = { maxBytes: 1000, allowPrivate: true };

let server: LoopbackProvider;
beforeAll(async () => {
  server = await startLoopbackProvider();
});
afterEach(() => server.reset());
afterAll(() => server.close());

const failing = async (url: string, options: Parameters<typeof downloadImage>[1] = { maxBytes: 1000 }) => {
  const error: unknown = await downloadImage(url, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DownloadError);
  return (error as DownloadError).reason;
};

it('gives up a server that sends a little for ever', async () => {
  const sockets = new Set<Socket>();
  const slow = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'image/png' });
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  });
  slow.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((listening) => slow.listen(0, '127.0.0.1', listening));
  try {
    const { port } = slow.address() as AddressInfo;
    const asked = downloadImage(`http://127.0.0.1:${port}/a.png`, { ...open, maxBytes: 1e9, deadlineMs: 300 });
    await expect(asked).rejects.toMatchObject({ name: 'ProviderError', reason: 'timeout' });
  } finally {
    for (const socket of sockets) {
      socket.destroy();
    }
    slow.close();
  }
});

describe('the address check', () => {
  it.each([
    ['8.8.8.8', true],
    ['1.1.1.1', true],
    ['172.15.0.1', true],
    ['172.32.0.1', true],
    ['100.63.255.255', true],
    ['2606:4700:4700::1111', true],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['127.0.0.1', false],
    ['127.255.0.9', false],
    ['169.254.169.254', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['192.168.1.1', false],
    ['198.18.0.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['::127.0.0.1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::a00:1', false],
    ['2002:7f00:1::', false],
    ['fc00::1', false],
    ['fd12:3456::1', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['ff02::1', false],
    ['168.63.129.16', false],
    ['168.63.129.17', true],
    ['192.88.99.1', false],
    ['::8.8.8.8', false],
    ['::808:808', false],
    ['0:0:0:0:0:0:808:808', false],
    ['::2', false],
    ['1000::1', false],
    ['4000::1', false],
    ['3ffe::1', true],
    ['3fff::1', false],
    ['5f00::1', false],
    ['2001::1', false],
    ['2001:200::1', true],
    ['100::1', false],
    ['2606:4700::1%eth0', false],
    ['not an address', false],
  ])('%s is public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });

  it.each([
    'http://127.0.0.1/a.png',
    'http://127.1/a.png',
    'http://2130706433/a.png',
    'http://0x7f000001/a.png',
    'http://0177.0.0.1/a.png',
    'http://[::1]/a.png',
    'http://[::ffff:127.0.0.1]/a.png',
    'http://169.254.169.254/latest/meta-data',
    'http://localhost/a.png',
    'http://sub.localhost/a.png',
  ])('refuses %s', async (url) => {
    expect(await failing(url)).toBe('privateAddress');
  });

  it.each([
    'file:///etc/passwd',
    'ftp://example.org/a',
    'data:image/png;base64,AA',
    'https://me:pw@example.org/',
    'no url',
  ])('refuses %s', async (url) => {
    expect(await failing(url)).toBe('badUrl');
  });

  it.each([
    ['https://8.8.8.8/a.png', true],
    ['https://[2606:4700::1]/a.png', true],
    ['http://169.254.169.254/latest/meta-data?token=abc', false],
    ['http://2852039166/', false],
    ['http://[::1]/a.png', false],
    ['http://localhost/a.png', false],
    ['http://a.localhost/a.png', false],
    ['http://images.invalid/a.png', false],
    ['https://me:pw@8.8.8.8/', false],
    ['file:///etc/passwd', false],
  ])('a link to %s may be handed on: %s', async (url, expected) => {
    expect(await isPublicUrl(url)).toBe(expected);
  });

  it('sends nothing to a refused address', async () => {
    expect(await failing(`${server.url}/a.png`)).toBe('privateAddress');
    expect(await failing(server.url.replace('127.0.0.1', 'localhost'))).toBe('privateAddress');
    expect(server.requests).toEqual([]);
  });
});

describe('a download', () => {
  it('follows redirects and gives the bytes', async () => {
    server.on('GET', '/a', { status: 302, headers: { location: '/b' } });
    server.on('GET', '/b', { status: 307, headers: { location: `${server.url}/c.png?x=1` } });
    server.on('GET', '/c.png', { headers: { 'content-type': 'image/png' }, body: new Uint8Array([1, 2, 3]) });
    expect(await downloadImage(`${server.url}/a`, open)).toEqual(new Uint8Array([1, 2, 3]));
    expect(server.requests.at(-1)?.query.get('x')).toBe('1');
  });

  it('stops after five redirects, and at one that leads elsewhere', async () => {
    server.on('GET', '/loop', { status: 302, headers: { location: '/loop' } });
    expect(await failing(`${server.url}/loop`, open)).toBe('tooManyRedirects');
    expect(server.requests).toHaveLength(6);
    server.on('GET', '/file', { status: 302, headers: { location: 'file:///etc/passwd' } });
    expect(await failing(`${server.url}/file`, open)).toBe('badUrl');
  });

  it('follows no redirect to another host, but one to its encrypted side', async () => {
    const other = await startLoopbackProvider();
    server.on('GET', '/away', { status: 302, headers: { location: `${other.url}/b` } });
    expect(await failing(`${server.url}/away`, open)).toBe('otherHost');
    expect(other.requests).toEqual([]);
    await other.close();
    const pages = {
      'http://images.test/a': { location: 'https://images.test/a' },
      'http://images.test/b': { location: 'https://images.test.evil.example/b' },
      'http://images.test/c': { location: 'https://images.test:8443/c' },
    };
    await withProxy(pages, async (userProxy, seen) => {
      const options = { ...open, userProxy };
      await expect(downloadImage('http://images.test/a', options)).rejects.toMatchObject({ reason: 'proxyAuth' });
      expect(await failing('http://images.test/b', options)).toBe('otherHost');
      expect(await failing('http://images.test/c', options)).toBe('otherHost');
      expect(seen.filter((one) => one.startsWith('CONNECT'))).toEqual(['CONNECT images.test:443']);
    });
  });

  it('reads no more than it may, whether the size is stated or not', async () => {
    server.on('GET', '/stated', { headers: { 'content-length': '5000' }, chunks: ['x'.repeat(2500), 5000, 'x'] });
    server.on('GET', '/streamed', { chunks: Array.from({ length: 20 }, () => 'x'.repeat(100)), hang: true });
    expect(await failing(`${server.url}/stated`, open)).toBe('tooLarge');
    expect(await failing(`${server.url}/streamed`, open)).toBe('tooLarge');
  });

  it('names the status, and a network that fails', async () => {
    server.on('GET', '/gone', { status: 404, body: 'no' });
    await expect(downloadImage(`${server.url}/gone`, open)).rejects.toMatchObject({ reason: 'status', status: 404 });
    const closed = await startLoopbackProvider();
    await closed.close();
    await expect(downloadImage(closed.url, open)).rejects.toMatchObject({ name: 'ProviderError', reason: 'refused' });
  });

  it('ends with the caller’s own reason', async () => {
    server.on('GET', '/slow', { delay: 20_000 });
    const stop = new AbortController();
    const reason = new Error('stopped');
    const running = downloadImage(`${server.url}/slow`, { ...open, signal: stop.signal });
    await server.waitFor(1, '/slow');
    stop.abort(reason);
    await expect(running).rejects.toBe(reason);
  });
});

/** Answers forwarded requests from `pages`, and ends each tunnel immediately. */
async function withProxy(
  pages: Record<string, { location: string } | string>,
  use: (proxy: { url: string; exceptions: string[] }, seen: string[]) => Promise<void>,
) {
  const seen: string[] = [];
  const proxy = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    const page = pages[request.url ?? ''] ?? 'forwarded';
    response.writeHead(typeof page === 'string' ? 200 : 302, typeof page === 'string' ? {} : page);
    response.end(typeof page === 'string' ? page : undefined);
  });
  proxy.on('connect', (request, socket: Socket) => {
    seen.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  try {
    await use({ url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, exceptions: [] }, seen);
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
}

describe('a download through a proxy', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('asks the proxy, at redirects too, except where an exception says otherwise', async () => {
    server.on('GET', '/c.png', { body: 'direct' });
    const pages = { 'http://images.test/a': { location: 'http://images.test/b' }, 'http://images.test/b': 'seen' };
    await withProxy(pages, async (userProxy, seen) => {
      expect(await downloadImage('http://images.test/a', { ...open, userProxy })).toEqual(bytes('seen'));
      expect(await downloadImage(`${server.url}/c.png`, { ...open, userProxy })).toEqual(bytes('direct'));
      expect(seen).toEqual(['GET http://images.test/a', 'GET http://images.test/b']);
      const exempt = downloadImage('http://images.invalid/a', {
        ...open,
        userProxy: { ...userProxy, exceptions: ['invalid'] },
      });
      await expect(exempt).rejects.toMatchObject({ name: 'ProviderError', reason: 'offline' });
      expect(seen).toHaveLength(2);
    });
  });

  it('carries https in a tunnel, and says when the proxy wants a login', async () => {
    await withProxy({}, async (userProxy, seen) => {
      const asked = downloadImage('https://images.test/a', { ...open, userProxy });
      await expect(asked).rejects.toMatchObject({ name: 'ProviderError', reason: 'proxyAuth' });
      expect(seen).toEqual(['CONNECT images.test:443']);
    });
  });

  it('says so as well when the proxy forwards and wants a login, by Kerberos for example', async () => {
    const login = { status: 407, headers: { 'proxy-authenticate': 'Negotiate' } };
    server.on('GET', '/a', login);
    const asked = downloadImage('http://images.test/a', { ...open, userProxy: { url: server.url, exceptions: [] } });
    await expect(asked).rejects.toMatchObject({ name: 'ProviderError', reason: 'proxyAuth' });
  });

  it('takes the environment’s when the user has set none', async () => {
    await withProxy({}, async ({ url }, seen) => {
      const before = process.env.http_proxy;
      process.env.http_proxy = url;
      try {
        expect(await downloadImage('http://images.test/a', open)).toEqual(bytes('forwarded'));
      } finally {
        process.env.http_proxy = before ?? '';
      }
      expect(seen).toHaveLength(1);
    });
  });

  it('never names a private address to the proxy, at a redirect neither', async () => {
    const pages = {
      'http://8.8.8.8/a': { location: 'http://10.0.0.1/b' },
      'http://8.8.8.8/c': { location: 'http://[::1]/' },
    };
    await withProxy(pages, async (userProxy, seen) => {
      const options = { maxBytes: 1000, userProxy };
      for (const url of [
        'http://10.0.0.1/a',
        'http://0x7f000001/a',
        'http://localhost/a',
        'http://8.8.8.8/a',
        'http://8.8.8.8/c',
      ]) {
        expect(await failing(url, options), url).toBe('privateAddress');
      }
      expect(seen).toEqual(['GET http://8.8.8.8/a', 'GET http://8.8.8.8/c']);
    });
  });

  it('looks a name up itself before the proxy hears of it', async () => {
    const own = await lookup(hostname()).catch(() => undefined);
    await withProxy({}, async (userProxy, seen) => {
      const unknown = downloadImage('http://images.invalid/a', { maxBytes: 1000, userProxy });
      await expect(unknown).rejects.toMatchObject({ name: 'ProviderError', reason: 'offline' });
      if (own && !isPublicAddress(own.address)) {
        expect(await failing(`http://${hostname()}/a`, { maxBytes: 1000, userProxy })).toBe('privateAddress');
      }
      expect(seen).toEqual([]);
    });
  });
});

describe('the environment’s proxy', () => {
  const named = (url: string, environment: Record<string, string>) => proxyFor(new URL(url), environment);

  it.each<[string, Record<string, string>, string | undefined]>([
    ['https://a.example/', { HTTPS_PROXY: 'http://p:1' }, 'http://p:1'],
    ['https://a.example/', { https_proxy: 'http://low:1', HTTPS_PROXY: 'http://up:1' }, 'http://low:1'],
    ['https://a.example/', { http_proxy: 'http://p:1' }, undefined],
    ['http://a.example/', { http_proxy: 'p:1' }, 'http://p:1'],
    ['https://a.example/', { ALL_PROXY: 'http://p:1' }, 'http://p:1'],
    ['https://a.example/', { HTTPS_PROXY: '' }, undefined],
    ['https://a.example/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, undefined],
    ['https://a.example/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'b.example, example' }, undefined],
    ['https://a.example/', { HTTPS_PROXY: 'http://p:1', no_proxy: '.a.example' }, undefined],
    ['https://a.example/', { HTTPS_PROXY: 'http://p:1', no_proxy: '*.example' }, undefined],
    ['https://notexample/', { HTTPS_PROXY: 'http://p:1', no_proxy: 'example' }, 'http://p:1'],
    ['https://a.example/', { HTTPS_PROXY: 'http://p:1', no_proxy: 'a.example:8443' }, 'http://p:1'],
    ['https://a.example:8443/', { HTTPS_PROXY: 'http://p:1', no_proxy: 'a.example:8443' }, undefined],
    ['http://localhost:1234/', { http_proxy: 'http://p:1' }, undefined],
    ['http://127.0.0.1:1234/', { http_proxy: 'http://p:1' }, undefined],
    ['http://[::1]:1234/', { http_proxy: 'http://p:1' }, undefined],
  ])('%s with %j is %s', (url, environment, expected) => {
    expect(named(url, environment)).toBe(expected);
  });

  it('gives way to the user’s, whose exceptions replace its own', () => {
    const environment = { HTTPS_PROXY: 'http://env:1', NO_PROXY: 'b.example' };
    const through = (url: string, exceptions: string[]) =>
      proxyFor(new URL(url), withUserProxy(environment, { url: 'http://user:1', exceptions }));
    expect(through('https://a.example/', [])).toBe('http://user:1');
    expect(through('https://b.example/', [])).toBeUndefined();
    expect(through('https://b.example/', ['c.example'])).toBe('http://user:1');
    expect(through('https://c.example/', ['c.example'])).toBeUndefined();
    expect(through('http://127.0.0.1/', [])).toBeUndefined();
    expect(proxyFor(new URL('https://a.example/'), withUserProxy(environment, undefined))).toBe('http://env:1');
  });
});

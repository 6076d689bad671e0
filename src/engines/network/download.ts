/// <reference path="./undici.d.ts" />
/** Downloads an image that a user named by URL, without ever reaching into this machine or its network. */
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import request from 'undici/lib/api/api-request.js';
import createConnector from 'undici/lib/core/connect.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import { collectBytes } from '../../core/bytes';
import { isLocalName } from '../../core/network/loopback';
import { addressIn, isPublicAddress } from './addresses';
import { trustedCertificates } from './certificates';
import type { DownloadFailure, DownloadOptions, DownloadOutcome } from './options';
import { proxyFor, withUserProxy } from './proxies';
import { headerMap, keepQuiet, proxyAgent, unpacked } from './transport';

const maxRedirects = 5;
const connectTimeoutMs = 10_000;
const silenceTimeoutMs = 30_000;
/** A server that sends a little forever is given up on. */
const deadlineMs = 60_000;
const privateAddress = 'ERR_PRIVATE_ADDRESS';

/**
 * At most five redirects, each checked like the first URL, and none to another host, because the user was asked about
 * this one. The check is made inside the connector, on the address that is connected to, so that a name can't resolve
 * to one address when checked and to another when used. A proxy makes the connection itself: then each name is resolved
 * and checked here before the proxy receives it, and the proxy resolves it once more. What it then reaches is up to the
 * proxy. Rejects with the socket's own error, the signal's reason, or after a minute with a `TimeoutError`.
 */
export async function download(address: string, given: DownloadOptions): Promise<DownloadOutcome> {
  const deadline = AbortSignal.timeout(given.deadlineMs ?? deadlineMs);
  const options = { ...given, signal: given.signal ? AbortSignal.any([given.signal, deadline]) : deadline };
  const agents = createAgents(options);
  try {
    const first = parse(address);
    let url = first;
    for (let redirects = 0; url; redirects++) {
      const literal = addressIn(url);
      const refused = literal === undefined ? isLocalName(url.hostname) : !isPublicAddress(literal);
      if (refused && !options.allowPrivate) {
        return failed('privateAddress', url.hostname);
      }
      if (first && !isSameHost(first, url)) {
        return failed('otherHost', url.host);
      }
      const response = await open(url, await agents.of(url), options);
      keepQuiet(response.body);
      const location = response.headers.location;
      if ([301, 302, 303, 307, 308].includes(response.statusCode) && typeof location === 'string') {
        response.body.destroy();
        if (redirects === maxRedirects) {
          return failed('tooManyRedirects', url.host);
        }
        url = parse(location, url);
        continue;
      }
      return await read(response, url, options.maxBytes);
    }
    return failed('badUrl', 'Only http and https addresses without a password can be opened.');
  } catch (error) {
    if (isPrivateError(error)) {
      return failed('privateAddress', error.message);
    }
    throw error;
  } finally {
    agents.destroy();
  }
}

/** The path to each URL of one download: direct, or through its proxy. */
function createAgents({ allowPrivate = false, userProxy }: DownloadOptions) {
  const environment = withUserProxy(process.env, userProxy);
  const made = new Map<string | undefined, Dispatcher>();
  const make = (proxy: string | undefined) => {
    const limits = { headersTimeout: silenceTimeoutMs, bodyTimeout: silenceTimeoutMs };
    return proxy === undefined
      ? createAgent(allowPrivate)
      : proxyAgent(proxy, limits, { ca: trustedCertificates(undefined) });
  };
  return {
    /** Rejects if a name that the proxy would be asked for can't be resolved, or leads to a private address. */
    async of(url: URL): Promise<Dispatcher> {
      const proxy = proxyFor(url, environment);
      if (proxy !== undefined && !allowPrivate && addressIn(url) === undefined) {
        await checkName(url.hostname);
      }
      const agent = made.get(proxy) ?? make(proxy);
      made.set(proxy, agent);
      return agent;
    },
    destroy() {
      for (const agent of made.values()) {
        void agent.destroy();
      }
    },
  };
}

/** True if every address of the host is public: a link to it may be passed to a server that fetches itself. */
export async function isPublicUrl(address: string): Promise<boolean> {
  const url = parse(address);
  if (!url || isLocalName(url.hostname)) {
    return false;
  }
  const literal = addressIn(url);
  return literal === undefined
    ? checkName(url.hostname).then(
        () => true,
        () => false,
      )
    : isPublicAddress(literal);
}

function checkName(hostname: string): Promise<void> {
  return new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, found) => {
      const fault = error ?? (isPublic(found) ? undefined : refusal(hostname));
      if (fault) {
        reject(fault);
      } else {
        resolve();
      }
    });
  });
}

const isPublic = (found: readonly { readonly address: string }[]) =>
  found.length > 0 && found.every(({ address }) => isPublicAddress(address));

function createAgent(allowPrivate: boolean): Dispatcher {
  const guarded: LookupFunction = (hostname, settings, callback) => {
    lookup(hostname, { ...settings, all: true }, (error, found) => {
      if (error) {
        callback(error, '', 0);
        return;
      }
      const refused = allowPrivate ? undefined : found.find(({ address }) => !isPublicAddress(address));
      const first = found[0];
      if (refused || !first) {
        callback(refusal(hostname), '', 0);
      } else if (settings.all) {
        callback(null, found);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
  const plain = createConnector({ timeout: connectTimeoutMs, lookup: guarded });
  let secure: typeof plain | undefined;
  return new Agent({
    headersTimeout: silenceTimeoutMs,
    bodyTimeout: silenceTimeoutMs,
    connect: (target, callback) => {
      if (target.protocol !== 'https:') {
        return plain(target, callback);
      }
      secure ??= createConnector({
        timeout: connectTimeoutMs,
        lookup: guarded,
        allowH2: false,
        ca: trustedCertificates(undefined),
      });
      return secure(target, callback);
    },
  });
}

function open(url: URL, agent: Dispatcher, { signal }: DownloadOptions): Promise<Dispatcher.ResponseData> {
  return request.call(agent, {
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'GET',
    headers: { accept: 'image/*', 'user-agent': 'Sightread' },
    signal,
  });
}

async function read(response: Dispatcher.ResponseData, url: URL, maxBytes: number): Promise<DownloadOutcome> {
  const headers = headerMap(response.headers);
  if (response.statusCode === 407) {
    response.body.destroy();
    // In undici's own words for the end of a tunnel.
    throw new Error('Proxy Authentication Required (407)');
  }
  if (response.statusCode !== 200) {
    response.body.destroy();
    return { ...failed('status', `HTTP ${response.statusCode}`), status: response.statusCode };
  }
  if (Number(headers.get('content-length') ?? 0) > maxBytes) {
    response.body.destroy();
    return failed('tooLarge', `${headers.get('content-length')} bytes`);
  }
  const bytes = await collectBytes(unpacked(response.body, headers), maxBytes);
  if (!bytes) {
    return failed('tooLarge', `more than ${maxBytes} bytes`);
  }
  const type = headers.get('content-type')?.split(';')[0]?.trim();
  return { ok: true, bytes, mediaType: type, url: url.href };
}

/** The URL, or undefined if it may not be opened. */
/** The same server, or its encrypted version. */
function isSameHost(from: URL, to: URL): boolean {
  const encrypted = from.protocol === 'http:' && to.protocol === 'https:' && from.port === '' && to.port === '';
  return from.origin === to.origin || (encrypted && from.hostname === to.hostname);
}

function parse(address: string, base?: URL): URL | undefined {
  if (!URL.canParse(address, base?.href)) {
    return undefined;
  }
  const url = new URL(address, base);
  const web = url.protocol === 'http:' || url.protocol === 'https:';
  return web && url.username === '' && url.password === '' ? url : undefined;
}

function failed(reason: DownloadFailure, detail: string): Extract<DownloadOutcome, { ok: false }> {
  return { ok: false, reason, detail };
}

function refusal(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(hostname), { code: privateAddress });
}

/** undici can pass the connector's error on directly, or as the cause of its own. */
function isPrivateError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    ((error as NodeJS.ErrnoException).code === privateAddress ||
      (error.cause !== undefined && isPrivateError(error.cause)))
  );
}

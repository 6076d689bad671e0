/// <reference path="./undici.d.ts" />
/** The transport over undici: the vendor's own proxy, certificates, or socket, and patience for local servers. */
import { readFileSync } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { buildConnector, Dispatcher } from 'undici';
import connect from 'undici/lib/api/api-connect.js';
import request from 'undici/lib/api/api-request.js';
import createConnector from 'undici/lib/core/connect.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import UndiciDispatcher from 'undici/lib/dispatcher/dispatcher.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import { lookUp } from '../../core/lookUp';
import type { HttpResponse, Transport } from '../../core/providers/types';
import { trustedCertificates } from './certificates';
import type { DirectOptions } from './options';
import { proxyFor, withUserProxy } from './proxies';

const connectTimeoutMs = 5000;
/** Beyond loopback, a server that is silent for this long is gone; the caller's own deadline is longer. */
const headersTimeoutMs = 300_000;

export type DirectTransport = Transport & { dispose(): void };

/**
 * Redirects aren't followed: the answer is returned with its 3xx status. Rejects with the socket's own error.
 * @throws the file system's error if a certificate file can't be read.
 */
export function createDirectTransport(options: DirectOptions): DirectTransport {
  const limits = { headersTimeout: options.local ? 0 : headersTimeoutMs, bodyTimeout: 0 };
  const secrets = {
    ...(options.clientCertFile && { cert: readFileSync(options.clientCertFile) }),
    ...(options.clientKeyFile && { key: readFileSync(options.clientKeyFile) }),
  };
  let trusted: string[] | undefined;
  const security = () => {
    trusted ??= trustedCertificates(options.caFile);
    return { ...secrets, ca: trusted };
  };
  const agents = new Map<string, Dispatcher>();
  const dispatcherFor = (url: URL): Dispatcher => {
    const direct = options.local || options.socketPath !== undefined;
    const proxy = direct ? undefined : (options.proxy ?? proxyFor(url, withUserProxy(process.env, options.userProxy)));
    const known = agents.get(proxy ?? '');
    const agent =
      known ??
      (proxy ? proxyAgent(proxy, limits, security()) : new Agent({ ...limits, connect: connector(options, security) }));
    agents.set(proxy ?? '', agent);
    return agent;
  };
  return {
    async send({ method, url, headers, body, signal }): Promise<HttpResponse> {
      const target = new URL(url);
      const response = await request.call(dispatcherFor(target), {
        origin: target.origin,
        path: target.pathname + target.search,
        method,
        headers: { ...headers },
        body,
        signal,
      });
      keepQuiet(response.body);
      const received = headerMap(response.headers);
      return { status: response.statusCode, headers: received, body: unpacked(response.body, received) };
    },
    dispose() {
      for (const agent of agents.values()) {
        void agent.destroy();
      }
      agents.clear();
    },
  };
}

/** Certificates are collected at the first https connection: a local server needs none. */
function connector(options: DirectOptions, security: () => object): buildConnector.connector {
  const plain = createConnector({ timeout: connectTimeoutMs, socketPath: options.socketPath });
  let secure: buildConnector.connector | undefined;
  return (target, callback) => {
    if (target.protocol !== 'https:') {
      return plain(target, callback);
    }
    secure ??= createConnector({
      timeout: connectTimeoutMs,
      socketPath: options.socketPath,
      allowH2: false,
      ...security(),
    });
    return secure(target, callback);
  };
}

// undici's main module gives its dispatchers their methods; of those, the proxy agent calls this one.
Object.assign(UndiciDispatcher.prototype, { connect });

export function proxyAgent(uri: string, limits: object, security: object): Dispatcher {
  return new ProxyAgent({
    ...limits,
    uri,
    // Plain http is forwarded rather than tunneled: many proxies allow CONNECT only to port 443.
    proxyTunnel: false,
    requestTls: { timeout: connectTimeoutMs, ...security },
    proxyTls: { timeout: connectTimeoutMs, ...security },
  });
}

export function headerMap(headers: Readonly<Record<string, string | string[] | undefined>>): Map<string, string> {
  const map = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) {
      map.set(name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value);
    }
  }
  return map;
}

/** A body that is dropped before its end fails; its reader, if any, is told, and nobody else needs to be. */
export function keepQuiet(body: Readable): void {
  body.on('error', () => undefined);
}

const unpackers = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Compression isn't requested, but servers on the way (nginx error pages) compress all the same. */
export function unpacked(body: Readable, headers: ReadonlyMap<string, string>): AsyncIterable<Uint8Array> {
  const unpacker = lookUp(unpackers, headers.get('content-encoding')?.toLowerCase() ?? '');
  // The unpacked stream reports any error to its reader; the callback only prevents it from being thrown twice.
  return unpacker ? pipeline(body, unpacker(), () => undefined) : body;
}

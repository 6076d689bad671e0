/** The transport over any `fetch`: the editor's own, which knows the user's proxy, or undici's. */
import type { HttpResponse, Transport } from './types';

/** The part of `fetch` that is needed. */
export type Fetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string | Uint8Array<ArrayBuffer>;
    readonly signal?: AbortSignal;
    readonly redirect: 'error';
  },
) => Promise<{
  readonly status: number;
  readonly headers: { forEach(callback: (value: string, name: string) => void): void };
  readonly body: AsyncIterable<Uint8Array> | null;
}>;

/**
 * Redirects are refused, because fetch would send the key along without saying where. Pass a function that looks
 * `fetch` up at each call, because editors replace it at run time.
 */
export function createFetchTransport(fetch: Fetch): Transport {
  return {
    async send({ method, url, headers, body, signal }): Promise<HttpResponse> {
      const response = await fetch(url, { method, headers: { ...headers }, body, signal, redirect: 'error' });
      const received = new Map<string, string>();
      response.headers.forEach((value, name) => {
        received.set(name.toLowerCase(), value);
      });
      return { status: response.status, headers: received, body: response.body ?? nothing() };
    },
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

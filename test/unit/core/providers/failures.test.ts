// What servers and gateways really answered, played to the client: the reason it gives, and how often it asks.
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../../src/core/providers/errors';
import { createHttpProvider } from '../../../../src/core/providers/httpProvider';
import type { Transport } from '../../../../src/core/providers/types';
import { failures } from '../../../servers/failures/all';
import type { Failure } from '../../../servers/failures/failure';
import { question, vendor } from './support';

/** Waits pass at once. */
const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

const types = { answer: 'application/json', event: 'text/event-stream', line: 'application/x-ndjson' };

const azure = { baseUrl: 'https://work.openai.azure.com/openai/v1' };

/** The bytes of the body, as its place has them. */
function written({ body, place }: Failure): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return place === 'event' ? `data: ${text}\n\n` : place === 'line' ? `${text}\n` : text;
}

/** Answers every request with one failure. */
function serverOf(failure: Failure) {
  let requests = 0;
  const isPage = typeof failure.body === 'string' && failure.body.startsWith('<');
  const transport: Transport = {
    async send() {
      requests++;
      return {
        status: failure.status,
        headers: new Map([['content-type', isPage ? 'text/html' : types[failure.place]]]),
        body: (async function* () {
          yield new TextEncoder().encode(written(failure));
        })(),
      };
    },
  };
  return { transport, requests: () => requests };
}

async function ask(failure: Failure) {
  const { transport, requests } = serverOf(failure);
  const of = vendor(failure.vendor, failure.vendor === 'azure' ? azure : undefined);
  const provider = createHttpProvider(
    { ...of, fallbackDialect: undefined },
    { transport, key: async () => 'sk-secret-1234567890', now: () => 0, sleep: soon },
  );
  try {
    for await (const _ of provider.stream(question(), new AbortController().signal)) {
      // Until it fails.
    }
    return { error: undefined, requests: requests() };
  } catch (error) {
    return { error: error as ProviderError, requests: requests() };
  }
}

const rows = failures.map((failure, at) => {
  const body = typeof failure.body === 'string' ? failure.body : JSON.stringify(failure.body);
  return [`${at + 1} ${failure.server} ${failure.status} ${body.slice(0, 120)}`, failure] as const;
});

describe('what servers and gateways really answered', () => {
  it.each(rows)('%s', async (_, failure) => {
    const { error, requests } = await ask(failure);
    expect(error).toBeInstanceOf(ProviderError);
    expect({ reason: error?.reason, requests }).toEqual({ reason: failure.reason, requests: failure.requests });
  });
});

import { readFileSync } from 'node:fs';
import { codecs } from '../../../../src/core/providers/dialects/codecs';
import { createFetchTransport } from '../../../../src/core/providers/fetchTransport';
import { createHttpProvider } from '../../../../src/core/providers/httpProvider';
import type {
  Dialect,
  Provider,
  StreamDecoder,
  StreamEvent,
  Vendor,
  VisionRequest,
} from '../../../../src/core/providers/types';
import { resolveVendor } from '../../../../src/core/providers/vendors';

/** A vendor from the table, with a user's row applied. */
export function vendor(id: string, row?: Record<string, unknown>): Vendor {
  const resolved = resolveVendor(id, row);
  if (!('vendor' in resolved)) {
    throw new Error(resolved.problems.join('; '));
  }
  return resolved.vendor;
}

/** The same as a provider with a key, reached over the network. */
export function providerOf(id: string, row?: Record<string, unknown>): Provider {
  return createHttpProvider(vendor(id, row), {
    transport: createFetchTransport((...args) => globalThis.fetch(...args)),
    key: async () => 'gsk_test',
  });
}

export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../../fixtures/providers/${name}`, import.meta.url)));
}

export interface Decoded {
  readonly events: StreamEvent[];
  readonly text: string;
  readonly reasoning: string;
  readonly usage: Extract<StreamEvent, { type: 'usage' }>['usage'] | undefined;
  readonly finish: string | undefined;
  readonly calls: { name: string; arguments: unknown; id: string; extra?: unknown }[];
  readonly error: StreamDecoder['error'];
}

/** Decodes a whole stream; `cuts` are the byte offsets at which it's split. */
export function decode(
  bytes: Uint8Array,
  of: Vendor,
  dialect: Dialect = of.dialect,
  cuts: readonly number[] = [],
): Decoded {
  const decoder = codecs[dialect].decoder(of);
  const events: StreamEvent[] = [];
  let from = 0;
  for (const to of [...cuts, bytes.length].sort((a, b) => a - b)) {
    events.push(...decoder.push(bytes.subarray(from, to)));
    from = to;
  }
  events.push(...decoder.end());
  return summary(events, decoder.error);
}

export function summary(events: StreamEvent[], error?: StreamDecoder['error']): Decoded {
  const joined = (type: 'text' | 'reasoning') =>
    events.map((event) => (event.type === type ? event.text : '')).join('');
  return {
    events,
    text: joined('text'),
    reasoning: joined('reasoning'),
    usage: events.find((event) => event.type === 'usage')?.usage,
    finish: events.find((event) => event.type === 'finish')?.reason,
    calls: events.flatMap((event) =>
      event.type === 'toolCall' ? [{ ...event.call, arguments: JSON.parse(event.call.arguments) as unknown }] : [],
    ),
    error,
  };
}

/** A PNG of one pixel. */
export const pixel = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  ),
);

export const pixelBase64 = Buffer.from(pixel).toString('base64');

export function question(more: Partial<VisionRequest> = {}): VisionRequest {
  return {
    model: 'm',
    maxOutputTokens: 1500,
    reasoning: 'default',
    messages: [
      { role: 'system', parts: [{ kind: 'text', text: 'You describe images.' }] },
      {
        role: 'user',
        parts: [
          { kind: 'image', mediaType: 'image/png', bytes: pixel },
          { kind: 'text', text: 'Describe.' },
        ],
      },
    ],
    ...more,
  };
}

export async function collect(stream: AsyncIterable<StreamEvent>): Promise<{ events: StreamEvent[]; error: unknown }> {
  const events: StreamEvent[] = [];
  try {
    for await (const event of stream) {
      events.push(event);
    }
  } catch (error) {
    return { events, error };
  }
  return { events, error: undefined };
}

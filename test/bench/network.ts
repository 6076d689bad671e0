import { randomFillSync } from 'node:crypto';
import { resolve } from 'node:path';
import { request as bareRequest } from 'undici';
import { codecs } from '../../src/core/providers/dialects/codecs';
import { createHttpProvider } from '../../src/core/providers/httpProvider';
import type { Provider, Transport, VisionRequest } from '../../src/core/providers/types';
import { vendors } from '../../src/core/providers/vendors';
import { loadNetworkEngine } from '../../src/engines/network/client';
import { interleave, time } from './lib/measure';
import type { Row } from './lib/row';
import { type Sink, startSink } from './lib/sink';

declare const gc: () => void;

/**
 * A big image on its way: encoded, sent over loopback, answered; beside undici with a body that is ready. Both over warm
 * connections to the same server. What earlier rounds left behind (some 11 MB outside the heap each) is swept up before
 * the clock starts, or whoever came next would pay for it; a small request then warms up what the sweep made cold.
 */
export async function run(): Promise<Row[]> {
  const sink = await startSink({ keepAlive: true });
  const transport = loadNetworkEngine(resolve('dist')).createTransport({ local: true });
  try {
    // First, while this process has not grown yet.
    const memory = await peakMemory(sink, transport);
    const imageBytes = 3_000_000;
    const body = JSON.stringify(encoded(sink, imageBytes));
    const smallBody = JSON.stringify(encoded(sink, smallBytes));
    const provider = providerAt(sink, transport);
    const times = await interleave(
      {
        ours: async () => {
          const request = questionAbout(imageOf(imageBytes));
          const { signal } = new AbortController();
          gc();
          await answerTo(provider, questionAbout(imageOf(smallBytes)), signal);
          return time(() => answerTo(provider, request, signal));
        },
        theirs: async () => {
          gc();
          await bare(sink, smallBody);
          return time(() => bare(sink, body));
        },
      },
      { rounds: 61, warmUp: 10 },
    );
    return [
      {
        name: 'encode, send, decode: 3 MB image',
        ...times,
        ratio: times.ours / times.theirs,
        target: '≤ 1.15 ×',
        unit: 'ms',
        note: 'beside bare undici with a prebuilt body; ours makes base64 and JSON each time',
      },
      memory,
    ];
  } finally {
    transport.dispose();
    sink.stop();
  }
}

const json = { 'content-type': 'application/json' };
const address = (sink: Sink) => `${sink.url}/v1/chat/completions`;
const vendorAt = (sink: Sink) => ({
  ...vendors.find((one) => one.id === 'groq')!,
  baseUrl: `${sink.url}/v1`,
  local: true,
});

/** The request that goes ahead of each measured one. */
const smallBytes = 10_000;

const imageOf = (bytes: number) => randomFillSync(new Uint8Array(bytes));

function questionAbout(bytes: Uint8Array): VisionRequest {
  return {
    model: 'bench',
    maxOutputTokens: 100,
    reasoning: 'default',
    messages: [
      {
        role: 'user',
        parts: [
          { kind: 'image', mediaType: 'image/png', bytes },
          { kind: 'text', text: 'Describe it.' },
        ],
      },
    ],
  };
}

const encoded = (sink: Sink, bytes: number) =>
  codecs.chat.encode(questionAbout(new Uint8Array(bytes)), vendorAt(sink)).body;

async function bare(sink: Sink, body: string): Promise<void> {
  const response = await bareRequest(address(sink), { method: 'POST', body, headers: json });
  await response.body.text();
}

const providerAt = (sink: Sink, transport: Transport) =>
  createHttpProvider(vendorAt(sink), { transport, key: async () => 'bench' });

async function answerTo(provider: Provider, request: VisionRequest, signal: AbortSignal): Promise<void> {
  let text = '';
  for await (const event of provider.stream(request, signal)) {
    text += event.type === 'text' ? event.text : '';
  }
  if (text === '') {
    throw new Error('The loopback server was not understood.');
  }
}

/** How much this process grows, at most, while a body of 20 MB goes out; the image itself is there before. */
async function peakMemory(sink: Sink, transport: Transport): Promise<Row> {
  const provider = providerAt(sink, transport);
  const { signal } = new AbortController();
  await answerTo(provider, questionAbout(imageOf(10_000)), signal);
  const request = questionAbout(imageOf(15_000_000));
  gc();
  const before = process.resourceUsage().maxRSS;
  await answerTo(provider, request, signal);
  const grown = ((process.resourceUsage().maxRSS - before) * 1024) / 1e6;
  return {
    name: 'peak memory for a body of 20 MB',
    ours: grown,
    theirs: 20,
    ratio: grown / 20,
    target: '≤ 3 ×',
    unit: 'MB',
    note: 'resident, beside the size of the body',
  };
}

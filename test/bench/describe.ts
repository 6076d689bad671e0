import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { ask } from '../../src/core/ask/ask';
import type { AskImage } from '../../src/core/ask/types';
import type { ImagingEngine } from '../../src/core/image/types';
import { createFetchTransport } from '../../src/core/providers/fetchTransport';
import { createHttpProvider } from '../../src/core/providers/httpProvider';
import { vendors } from '../../src/core/providers/vendors';
import { tasks } from '../../src/core/tasks/tasks';
import { interleave, seeded } from './lib/measure';
import type { Row } from './lib/row';
import { startSink } from './lib/sink';

/** From the question to the request's first byte on the wire, compared with a bare `fetch` of a finished body. */
export async function run(): Promise<Row[]> {
  const sink = await startSink();
  const file = join(tmpdir(), `sightread-bench-${process.pid}.png`);
  await writeFile(file, await drawPng(300_000));
  try {
    const body = 'x'.repeat(Math.ceil((await readFile(file)).length / 3) * 4 + 1500);
    const times = await interleave(
      {
        ours: async () => {
          const { started, firstByte } = await sink.next(() => describe(sink.url, file));
          return firstByte - started;
        },
        theirs: async () => {
          const { started, firstByte } = await sink.next(async () => {
            const response = await fetch(`${sink.url}/v1/chat/completions`, { method: 'POST', body });
            await response.text();
          });
          return firstByte - started;
        },
      },
      { rounds: 20, warmUp: 3 },
    );
    return [
      {
        name: 'question → first byte, 300 KB PNG: extra time',
        ours: times.ours - times.theirs,
        target: '≤ 30',
        unit: 'ms',
        note: `${times.ours.toFixed(1)} ms beside ${times.theirs.toFixed(1)} ms of a bare fetch; file read, checked, stripped, encoded`,
      },
    ];
  } finally {
    sink.stop();
    await rm(file, { force: true });
  }
}

/** Noise doesn't compress: about `bytes` of PNG that every provider accepts unchanged. */
async function drawPng(bytes: number): Promise<Buffer> {
  const random = seeded(3);
  const width = 400;
  const height = Math.round(bytes / 3 / width);
  const raw = Buffer.from(Uint8Array.from({ length: width * height * 3 }, () => random() * 256));
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

async function describe(url: string, file: string): Promise<void> {
  const groq = vendors.find((one) => one.id === 'groq')!;
  const vendor = { ...groq, baseUrl: `${url}/v1` };
  const provider = createHttpProvider(vendor, {
    transport: createFetchTransport((address, init) => globalThis.fetch(address, init)),
    key: async () => 'bench',
  });
  const image: AskImage = { id: 'image', name: 'bench.png', read: () => readFile(file) };
  const { system, prompt, intent, maxOutputTokens } = tasks.describe;
  const request = {
    provider,
    model: 'bench',
    system,
    turns: [{ question: prompt, images: [image] }],
    intent,
    detail: 'auto' as const,
    maxOutputTokens,
  };
  const deps = { imaging: noEngine };
  for await (const event of ask(request, deps, AbortSignal.timeout(10_000))) {
    if (event.type === 'done' && event.result.text === '') {
      throw new Error('The loopback server was not understood.');
    }
  }
}

/** An image that needs no change must not reach the engine. */
const noEngine = new Proxy({} as ImagingEngine, {
  get(_, name) {
    throw new Error(`The imaging engine was asked for ${String(name)}.`);
  },
});

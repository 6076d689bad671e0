import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { codecs } from '../../src/core/providers/dialects/codecs';
import type { Dialect, Vendor } from '../../src/core/providers/types';
import { vendors } from '../../src/core/providers/vendors';
import { interleave, time } from './lib/measure';
import type { Row } from './lib/row';
import { cut, responseOf, streamSample } from './lib/streams';

/** Decoding of streams: compared with a very fast model, and with the vendors' own SDKs on the same chunks. */
export async function run(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const dialect of Object.keys(sdks) as Dialect[]) {
    rows.push(await tokensPerSecond(dialect));
  }
  for (const dialect of Object.keys(sdks) as Dialect[]) {
    rows.push(await besideSdk(dialect));
  }
  return rows;
}

const fastModel = 5_000;

/** Chunks of 1 to 64 bytes: several boundaries inside every event. */
async function tokensPerSecond(dialect: Dialect): Promise<Row> {
  const sample = streamSample(dialect, 10_000);
  const chunks = cut(sample.body, 1, 64, 7);
  const { ms } = await interleave(
    { ms: () => time(() => decode(dialect, chunks, sample.tokens)) },
    { rounds: 7, warmUp: 3 },
  );
  const ours = sample.tokens / (ms / 1000);
  return {
    name: `${dialect}: decode, chunks of 1–64 bytes`,
    ours,
    theirs: fastModel,
    ratio: ours / fastModel,
    target: '≥ 20 ×',
    unit: 'tokens/s',
  };
}

function decode(dialect: Dialect, chunks: readonly Uint8Array[], tokens: number): void {
  const decoder = codecs[dialect].decoder(vendorOf(dialect));
  let texts = 0;
  for (const chunk of chunks) {
    texts += decoder.push(chunk).filter((event) => event.type === 'text').length;
  }
  texts += decoder.end().filter((event) => event.type === 'text').length;
  if (texts < tokens * 0.9 || decoder.error) {
    throw new Error(`${dialect}: ${texts} texts of ${tokens} tokens. ${decoder.error ?? ''}`);
  }
}

function vendorOf(dialect: Dialect): Vendor {
  const vendor = vendors.find((one) => one.dialect === dialect);
  if (!vendor) {
    throw new Error(`No vendor speaks ${dialect}.`);
  }
  return vendor;
}

/** Chunks of 1 to 16 KB, as sockets deliver them; both read the same standard `Response`. */
async function besideSdk(dialect: Dialect): Promise<Row> {
  const sample = streamSample(dialect, 20_000);
  const chunks = cut(sample.body, 1024, 16 * 1024, 11);
  const { ours, theirs, floor } = await interleave(
    {
      ours: () => time(() => decodeResponse(dialect, responseOf(chunks, sample.contentType))),
      theirs: () => time(() => sdks[dialect].read(responseOf(chunks, sample.contentType))),
      floor: () => time(() => parseOnly(responseOf(chunks, sample.contentType))),
    },
    { rounds: 9, warmUp: 3 },
  );
  const speed = (ms: number) => sample.body.length / 1e6 / (ms / 1000);
  return {
    name: `${dialect}: decode beside ${sdks[dialect].name}`,
    ours: speed(ours),
    theirs: speed(theirs),
    ratio: theirs / ours,
    target: '≥ 3 ×',
    unit: 'MB/s',
    note: `splitting lines and JSON.parse alone: ${Math.round(speed(floor))} MB/s`,
  };
}

/** The minimum that any decoder must do: the floor for both. */
async function parseOnly(response: Response): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  let objects = 0;
  for await (const chunk of response.body!) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const json = line.startsWith('data: ') ? line.slice(6) : line;
      if (json.startsWith('{')) {
        objects += typeof JSON.parse(json) === 'object' ? 1 : 0;
      }
    }
  }
  check('The floor', objects * 10);
}

async function decodeResponse(dialect: Dialect, response: Response): Promise<void> {
  const decoder = codecs[dialect].decoder(vendorOf(dialect));
  let length = 0;
  for await (const chunk of response.body!) {
    for (const event of decoder.push(chunk)) {
      length += event.type === 'text' ? event.text.length : 0;
    }
  }
  for (const event of decoder.end()) {
    length += event.type === 'text' ? event.text.length : 0;
  }
  check(dialect, length);
}

function check(what: string, length: number): void {
  if (length < 30_000) {
    throw new Error(`${what} read only ${length} characters.`);
  }
}

interface Sdk {
  readonly name: string;
  /** Asks through the SDK's public interface; its `fetch` returns the response immediately. */
  readonly read: (response: Response) => Promise<void>;
}

const question = [{ role: 'user' as const, content: 'Describe it.' }];

const sdks: Readonly<Record<Dialect, Sdk>> = {
  chat: {
    name: 'openai',
    async read(response) {
      const client = new OpenAI({ apiKey: 'bench', fetch: async () => response });
      let length = 0;
      for await (const chunk of await client.chat.completions.create({
        model: 'bench',
        messages: question,
        stream: true,
      })) {
        length += chunk.choices[0]?.delta.content?.length ?? 0;
      }
      check('openai', length);
    },
  },
  responses: {
    name: 'openai',
    async read(response) {
      const client = new OpenAI({ apiKey: 'bench', fetch: async () => response });
      let length = 0;
      for await (const event of await client.responses.create({
        model: 'bench',
        input: 'Describe it.',
        stream: true,
      })) {
        length += event.type === 'response.output_text.delta' ? event.delta.length : 0;
      }
      check('openai', length);
    },
  },
  anthropic: {
    name: '@anthropic-ai/sdk',
    async read(response) {
      const client = new Anthropic({ apiKey: 'bench', fetch: async () => response });
      let length = 0;
      for await (const event of await client.messages.create({
        model: 'bench',
        max_tokens: 9,
        messages: question,
        stream: true,
      })) {
        length +=
          event.type === 'content_block_delta' && event.delta.type === 'text_delta' ? event.delta.text.length : 0;
      }
      check('anthropic', length);
    },
  },
  gemini: {
    name: '@google/genai',
    async read(response) {
      const before = globalThis.fetch;
      globalThis.fetch = async () => response;
      try {
        const client = new GoogleGenAI({ apiKey: 'bench' });
        let length = 0;
        for await (const chunk of await client.models.generateContentStream({
          model: 'bench',
          contents: 'Describe it.',
        })) {
          length += chunk.text?.length ?? 0;
        }
        check('gemini', length);
      } finally {
        globalThis.fetch = before;
      }
    },
  },
  ollama: {
    name: 'ollama',
    async read(response) {
      const client = new Ollama({ fetch: async () => response });
      let length = 0;
      for await (const chunk of await client.chat({ model: 'bench', messages: question, stream: true })) {
        length += chunk.message.content.length;
      }
      check('ollama', length);
    },
  },
};

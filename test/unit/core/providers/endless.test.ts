// Endless answers over real sockets, read by a process whose memory and event loop are watched.
import { spawn } from 'node:child_process';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDirect } from '../../engines/network/bundle';
import { mostOf } from '../../hostile/turns';
import type { Asked } from './endless/asker';

const MB = 1024 * 1024;
const dist = buildDirect();
const asker = join(dist, 'asker.js');
buildSync({
  entryPoints: ['test/unit/core/providers/endless/asker.ts'],
  outfile: asker,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'silent',
});

const stream = { 'content-type': 'text/event-stream' };
const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;
const word = (content: string) => event({ id: '1', model: 'm', choices: [{ index: 0, delta: { content } }] });
const call = (index: number, written = '{}') =>
  event({
    choices: [{ delta: { tool_calls: [{ index, id: `c${index}`, function: { name: 'look', arguments: written } }] } }],
  });
const end = event({ choices: [{ delta: {}, finish_reason: 'stop' }] });

/** Sends the block again and again, until the client leaves or 2 GB are sent. */
async function pour(response: ServerResponse, block: string | Uint8Array): Promise<void> {
  response.setMaxListeners(0);
  for (let sent = 0; !response.destroyed && sent < 2000 * MB; sent += block.length) {
    if (!response.write(block)) {
      await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
    }
  }
  response.end();
}

const letters = Buffer.alloc(8 * MB, 'a');
const opening = 'data: {"choices":[{"delta":{"content":"';
const bomb = (pack: (bytes: Uint8Array) => Buffer) =>
  pack(Buffer.concat([Buffer.from(word('A lake')), Buffer.from(opening), Buffer.alloc(100 * MB, 'a')]));

const answers: Record<string, (response: ServerResponse) => void> = {
  short: (response) => response.writeHead(200, stream).end(word('A lake') + end),
  'a line without end': (response) => {
    response.writeHead(200, stream).write(word('A lake') + opening);
    void pour(response, letters);
  },
  'messages without end': (response) => {
    response.writeHead(200, stream);
    void pour(response, word('A lake').repeat(1000));
  },
  'a text without end': (response) => {
    response.writeHead(200, stream);
    void pour(response, word('A lake. '.repeat(8000)));
  },
  'comments without end': (response) => {
    response.writeHead(200, stream).write(word('A lake'));
    void pour(response, `: ${'-'.repeat(60_000)}\n\n`);
  },
  'usage without end': (response) => {
    response.writeHead(200, stream).write(word('A lake'));
    void pour(
      response,
      event({
        choices: [],
        usage: Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`${'k'.repeat(40)}${at}`, at])),
      }),
    );
  },
  '1 GB in gzip': (response) => {
    response.writeHead(200, { ...stream, 'content-encoding': 'gzip' });
    response.write(gzipSync(word('A lake') + opening));
    const member = gzipSync(letters);
    for (let i = 0; i < 128; i++) {
      response.write(member);
    }
    response.end();
  },
  '100 MB in deflate': (response) =>
    response
      .writeHead(200, { ...stream, 'content-encoding': 'deflate' })
      .end(bomb((bytes) => deflateSync(bytes, { level: 1 }))),
  '100 MB in brotli': (response) =>
    response
      .writeHead(200, { ...stream, 'content-encoding': 'br' })
      .end(bomb((bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }))),
  '100,000 tool calls': (response) => {
    response
      .writeHead(200, stream)
      .end(word('A lake') + Array.from({ length: 100_000 }, (_, at) => call(at)).join('') + end);
  },
  'arguments without end': (response) => {
    response.writeHead(200, stream).write(word('A lake'));
    void pour(response, call(0, 'a'.repeat(50_000)));
  },
  '100,000 lists inside each other': (response) =>
    response.writeHead(200, stream).end(`${word('A lake')}data: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n\n`),
  '8 MB of empty lists': (response) =>
    response.writeHead(200, stream).end(`${word('A lake')}data: [${'[],'.repeat(2.6 * MB)}[]]\n\n`),
  'a document without end': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"a":"');
    void pour(response, letters);
  },
  'an error without end': (response) => {
    response.writeHead(400, { 'content-type': 'text/html' });
    void pour(response, '<h1'.repeat(10_000));
  },
  'lines without end': (response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.write(
      `${JSON.stringify({ model: 'm', message: { content: 'A lake' }, done: false })}\n{"message":{"content":"`,
    );
    void pour(response, letters);
  },
};

let url = '';
const server = createServer((request, response) => {
  response.on('error', () => undefined);
  request.resume().on('end', () => answers[decodeURIComponent(request.url?.split('/')[1] ?? '')]?.(response));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function ask(transport: string, answer: string, dialect = 'chat'): Promise<Asked> {
  const child = spawn(process.execPath, [asker, transport, dialect, `${url}/${encodeURIComponent(answer)}`, dist], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  });
  let out = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  await new Promise((resolve) => child.on('close', resolve));
  return JSON.parse(out) as Asked;
}

const rows: readonly (readonly [answer: string, reason: string, dialect?: string])[] = [
  ['a line without end', 'answerTooLarge'],
  ['a text without end', 'answerTooLarge'],
  ['messages without end', 'answerTooLarge'],
  ['comments without end', 'answerTooLarge'],
  ['usage without end', 'answerTooLarge'],
  ['1 GB in gzip', 'answerTooLarge'],
  ['100 MB in deflate', 'answerTooLarge'],
  ['100 MB in brotli', 'answerTooLarge'],
  ['100,000 tool calls', 'answerTooLarge'],
  ['arguments without end', 'answerTooLarge'],
  ['100,000 lists inside each other', 'badAnswer'],
  ['8 MB of empty lists', 'badAnswer'],
  ['a document without end', 'answerTooLarge'],
  ['an error without end', 'badRequest'],
  ['lines without end', 'answerTooLarge', 'ollama'],
];

/** How long an answer blocks, as a share of the limit; a pause that doesn't recur isn't caused by the answer. */
async function leastShare(first: Asked, again: () => Promise<Asked>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let asked = first, tries = 1; ; tries++, asked = await again()) {
    least = Math.min(least, asked.longestTurn / mostOf(asked.calibration));
    if (least < 1 || tries === 5) {
      return least;
    }
  }
}

describe.each(['direct', 'fetch'])('an answer without end, read by %s', (transport) => {
  let idle: Asked;
  beforeAll(async () => {
    idle = await ask(transport, 'short');
  });

  it.each(rows)('%s ends as %s', async (answer = '', reason = '', dialect = 'chat') => {
    const asked = await ask(transport, answer, dialect);
    expect(asked).toMatchObject({ reason, calls: 0 });
    expect(asked.text, 'what arrived is kept').toBeGreaterThanOrEqual(/document|error/.test(answer) ? 0 : 6);
    expect(asked.peakMb - idle.peakMb, `${asked.peakMb} MB at most, ${idle.peakMb} MB when idle`).toBeLessThan(300);
    expect(
      await leastShare(asked, () => ask(transport, answer, dialect)),
      'share of what a turn of the event loop may take',
    ).toBeLessThan(1);
  });
});

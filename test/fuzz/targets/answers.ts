import { readdirSync, readFileSync } from 'node:fs';
import { parseJson } from '../../../src/core/json';
import { codecs } from '../../../src/core/providers/dialects/codecs';
import { readErrorBody } from '../../../src/core/providers/errorBody';
import { parseModelList, rankModels } from '../../../src/core/providers/modelLists';
import type { Dialect, StreamEvent } from '../../../src/core/providers/types';
import { vendors } from '../../../src/core/providers/vendors';
import { bytesOf, must, type Target, textOf } from '../target';

const folder = 'test/fixtures/providers';
const recorded = () =>
  readdirSync(folder)
    .filter((name) => /\.(sse|ndjson)$/.test(name))
    .map((name) => new Uint8Array(readFileSync(`${folder}/${name}`)));

const pieces = [
  'data: ',
  'event: ',
  '\n\n',
  '\r\n',
  '[DONE]',
  '{"',
  '"}',
  '":"',
  '\\u',
  '\\ud83d',
  '[',
  ']',
  'null',
  '1e999',
  '"error":',
  '"usage":{',
  '"content":',
  '<think>',
  '</think>',
  '\ufeff',
  '{"a":',
];

/** A stream in possible pieces, and a whole answer with the same bytes. */
export function answers(dialect: string): Target {
  const vendor = vendors.find((one) => one.dialect === dialect);
  const codec = codecs[dialect as Dialect];
  must(vendor !== undefined, `no vendor speaks ${dialect}`);
  const read = (chunks: readonly Uint8Array[], kind: 'stream' | 'json') => {
    const decoder = codec.decoder(vendor, kind);
    const events: StreamEvent[] = [];
    for (const chunk of chunks) {
      events.push(...decoder.push(chunk));
    }
    return { events: [...events, ...decoder.end()], error: decoder.error?.reason };
  };
  return {
    seeds: recorded,
    pieces,
    run: (input) => {
      const whole = read([input], 'stream');
      const size = 1 + ((input[0] ?? 0) % 7);
      const cut = Array.from({ length: Math.min(3000, Math.ceil(input.length / size)) }, (_, i) =>
        i === 2999 ? input.subarray(i * size) : input.subarray(i * size, (i + 1) * size),
      );
      const pieced = read(cut, 'stream');
      must(saidIn(whole.events) === saidIn(pieced.events), 'what is said depends on how it is cut');
      must(whole.error === pieced.error, 'the error depends on how it is cut');
      const document = read([input], 'json');
      return `${[...new Set(whole.events.map(({ type }) => type))].sort()} ${whole.error} ${document.error}`;
    },
  };
}

const saidIn = (events: readonly StreamEvent[]) =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');

export const errorBodies: Target = {
  seeds: () =>
    [
      '{"error":{"message":"No credit","code":"billing","details":[{"reason":"X","retryDelay":"34s"}]}}',
      '[{"error":{"message":"a"}}]',
      '<html><head><title>502 Bad Gateway</title></head><body><h1>Bad</h1><p>x</p></body></html>',
      '{"detail":[{"msg":"a"}]}',
      '"text"',
      'plain text with a key sk-1234567890abcdefghijkl',
      '{"error":{"metadata":{"raw":"{\\"error\\":\\"x\\"}"}}}',
    ].map(bytesOf),
  pieces: [
    '<',
    '>',
    '<title>',
    '</',
    '<script>',
    '&lt;',
    '{"error":',
    '"message":',
    '[',
    ']',
    'Bearer ',
    'sk-',
    '\n',
    ' ',
    '\\"',
  ],
  run: (input) => {
    const { message, code, type, retryAfterMs } = readErrorBody(textOf(input));
    must(message.length <= 520 && !/[\n\r]/.test(message), 'a message of several lines, or too long');
    must(retryAfterMs === undefined || Number.isFinite(retryAfterMs), 'a time that is none');
    return `${message === ''} ${code === undefined} ${type === undefined} ${retryAfterMs === undefined}`;
  },
};

export const modelLists: Target = {
  seeds: () =>
    [
      '{"data":[{"id":"gpt-4o","modalities":["image"],"created":1}]}',
      '{"models":[{"name":"models/gemini","supportedGenerationMethods":["generateContent"]}]}',
      '{"data":[{"id":"a","architecture":{"input_modalities":["image"]},"pricing":{"prompt":"0.1"}}]}',
      '[]',
    ].map(bytesOf),
  pieces: ['{"id":', '"name":', '[', ']', '{', '}', 'null', '1e999', '"__proto__":', ','],
  run: (input) => {
    const value = parseJson(textOf(input));
    const counts = vendors.map((vendor) => rankModels(parseModelList(value, vendor), vendor).length);
    return `${Math.max(...counts) > 0}`;
  },
};

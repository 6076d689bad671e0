import { describe, expect, test } from 'vitest';
import { readDecision } from '../../src/core/altText/decision';
import { altTextLanguageIds } from '../../src/core/altText/languages';
import { mergeDeep } from '../../src/core/json';
import { lookUp } from '../../src/core/lookUp';
import { codecs } from '../../src/core/providers/dialects/codecs';
import { errorFromMessage, errorFromResponse } from '../../src/core/providers/errorMapping';
import type { StreamEvent } from '../../src/core/providers/types';
import { vendors } from '../../src/core/providers/vendors';
import { parseDocument } from '../../src/engines/markup/read/parse';
import { unpacked } from '../../src/engines/network/transport';

/** Names that every object has, though nobody wrote them: each may be a word from a model, a server, or a document. */
const words = Object.getOwnPropertyNames(Object.prototype);
const bytes = (text: string) => new TextEncoder().encode(text);
const vendor = vendors[0]!;

test('a table holds what was written into it', () => {
  expect(words).toContain('constructor');
  expect(lookUp({ a: 1 }, 'a')).toBe(1);
  expect(lookUp(undefined, 'a')).toBeUndefined();
  expect(words.map((word) => lookUp({ a: 1 }, word))).toEqual(words.map(() => undefined));
});

describe.each(words)('%s', (word) => {
  test('as the code of an error is an unknown code', () => {
    const body = (code: string) => JSON.stringify({ error: { code, type: code, message: 'x' } });
    expect(errorFromResponse(400, new Map(), body(word), vendor).reason).toBe('badRequest');
    expect(errorFromMessage(JSON.parse(body(word)), vendor).reason).toBe('badRequest');
  });

  test.each([
    [
      'chat',
      (end: string) => `data: {"choices":[{"delta":{"content":"a"},"finish_reason":"${end}"}]}\n\ndata: [DONE]\n\n`,
    ],
    [
      'gemini',
      (end: string) => `data: {"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"${end}"}]}\n\n`,
    ],
    ['ollama', (end: string) => `{"message":{"content":"a"},"done":true,"done_reason":"${end}"}\n`],
    [
      'anthropic',
      (end: string) =>
        `event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"${end}"}}\n\nevent: message_stop\ndata: {"type":"message_stop"}\n\n`,
    ],
  ] as const)('as the end of an answer is an unknown end: %s', (dialect, answer) => {
    const endOf = (end: string) => {
      const decoder = codecs[dialect].decoder(vendor, 'stream');
      const events: StreamEvent[] = [...decoder.push(bytes(answer(end))), ...decoder.end()];
      return events.find((event) => event.type === 'finish')?.reason;
    };
    expect(endOf(word)).toBe(endOf('nobody-knows-it'));
    expect(endOf(word)).toBeTypeOf('string');
  });

  test('as a role of an image is none', () => {
    const answer = JSON.stringify({ role: word.toLowerCase(), alt: 'A cat on a mat.', why: 'x' });
    expect(readDecision(answer)).toMatchObject({ ok: true, decision: { role: 'informative' } });
  });

  test.each(altTextLanguageIds)('as a tag of a document hides none of its images: %s', (languageId) => {
    const withTag = (name: string) => parseDocument(`<p><${name}>x</${name}>\n<img src="a.png"></p>\n`, languageId);
    expect(withTag(word).references.length).toBe(withTag('other').references.length);
  });

  test('as the packing of an answer is none', () => {
    const body = (async function* () {
      yield bytes('a');
    })();
    const read: unknown = unpacked(body as never, new Map([['content-encoding', word]]));
    expect(read).toBe(body);
  });

  test('as a member of JSON that is laid on other JSON is a member', () => {
    const merged = mergeDeep({ a: 1 }, JSON.parse(`{"${word}": {"b": 2}}`));
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect('b' in merged).toBe(false);
  });
});

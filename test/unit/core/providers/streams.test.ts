import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineReader } from '../../../../src/core/providers/ndjson';
import { createSseReader, type MessageReader } from '../../../../src/core/providers/sse';

function readAll(reader: MessageReader, bytes: Uint8Array, cuts: readonly number[] = []) {
  const messages = [];
  let from = 0;
  for (const to of [...cuts, bytes.length].sort((a, b) => a - b)) {
    messages.push(...reader.push(bytes.subarray(from, to)));
    from = to;
  }
  return [...messages, ...reader.end()].map(({ data, event }) => (event ? { data, event } : { data }));
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('server-sent events', () => {
  it.each([
    ['LF', 'data: {"a":1}\n\ndata: [DONE]\n\n'],
    ['CRLF', 'data: {"a":1}\r\n\r\ndata: [DONE]\r\n\r\n'],
    ['CR', 'data: {"a":1}\r\rdata: [DONE]\r\r'],
    ['no space after the colon', 'data:{"a":1}\n\ndata:[DONE]\n\n'],
    ['comments and unknown fields', ': keep-alive\n\nretry: 10\nfoo: bar\ndata: {"a":1}\n\n: again\ndata: [DONE]\n\n'],
    ['a byte order mark', '\uFEFFdata: {"a":1}\n\ndata: [DONE]\n\n'],
    ['no blank line at the end', 'data: {"a":1}\n\ndata: [DONE]'],
  ])('reads %s', (_, text) => {
    expect(readAll(createSseReader(), bytesOf(text))).toEqual([{ data: '{"a":1}' }, { data: '[DONE]' }]);
  });

  it('joins the data lines of one event and keeps its name', () => {
    expect(readAll(createSseReader(), bytesOf('event: ping\nid: 7\ndata: one\ndata: two\n\n'))).toEqual([
      { data: 'one\ntwo', event: 'ping' },
    ]);
  });

  it('reads the same messages wherever the bytes are cut', () => {
    const text = '\uFEFFdata: Grüße 🦊\r\n\r\n: x\r\nevent: e\r\ndata: ü\rdata: 二\n\ndata: end';
    const bytes = bytesOf(text);
    const whole = readAll(createSseReader(), bytes);
    expect(whole.map(({ data }) => data)).toEqual(['Grüße 🦊', 'ü\n二', 'end']);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 30 }), (cuts) => {
        expect(readAll(createSseReader(), bytes, cuts)).toEqual(whole);
      }),
      { seed: 42, numRuns: 300 },
    );
  });
});

describe('newline-delimited JSON', () => {
  it('reads the same lines wherever the bytes are cut, empty lines left out', () => {
    const bytes = bytesOf('{"a":"ü 🏰"}\r\n\n{"b":2}\n{"c":');
    const whole = readAll(createLineReader(), bytes);
    expect(whole.map(({ data }) => data.trim())).toEqual(['{"a":"ü 🏰"}', '{"b":2}', '{"c":']);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
        expect(readAll(createLineReader(), bytes, cuts)).toEqual(whole);
      }),
      { seed: 42, numRuns: 200 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, vendor } from './support';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Texts that look like the wire format, besides ordinary ones. */
const words = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '"delta":{"type":"text_delta","text":"',
    '"message":{"role":"assistant","content":"',
    '},"done":false}',
    '"}}',
    '\\"',
    '{',
    '\n',
    ' 🦊 ü',
  ),
);
const texts = fc.array(
  fc.array(words, { maxLength: 3 }).map((parts) => parts.join('').replace(/^\s*</, '')),
  { maxLength: 6 },
);

describe('text that is read without parsing', () => {
  it('is what the parser reads: Anthropic', () => {
    const delta = (text: string, pad: string) =>
      `event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":${JSON.stringify(text)}}${pad}}\n\n`;
    const start = 'data: {"type":"message_start","message":{"id":"m","model":"c"}}\n\n';
    fc.assert(
      fc.property(texts, fc.constantFrom('', '   '), (given, pad) => {
        const stream = start + given.map((text) => delta(text, pad)).join('');
        expect(decode(bytesOf(stream), vendor('anthropic')).text).toBe(given.join('').toWellFormed());
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  it('is what the parser reads: Ollama, whatever the model is called', () => {
    const line = (model: string, text: string, thinking?: string) =>
      `${JSON.stringify({ model, created_at: 'now', message: { role: 'assistant', content: text, ...(thinking && { thinking }) }, done: false })}\n`;
    fc.assert(
      fc.property(words, texts, words, (model, given, thinking) => {
        const stream = given.map((text) => line(model, text)).join('') + line(model, '', thinking);
        const { text, reasoning, error } = decode(bytesOf(stream), vendor('ollama'));
        expect(error).toBeUndefined();
        expect(text).toBe(given.join('').toWellFormed());
        expect(reasoning).toBe(thinking.toWellFormed());
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  it('does not hide what is not JSON', () => {
    const start = 'data: {"type":"message_start","message":{"id":"m","model":"c"}}\n\n';
    const broken = 'data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a\u0001b"}}\n\n';
    expect(decode(bytesOf(start + broken), vendor('anthropic')).error).toMatchObject({ reason: 'badAnswer' });
  });
});

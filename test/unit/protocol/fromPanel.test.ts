import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bounds } from '../../../src/core/bounds';
import {
  type FromPanel,
  maxImageBytes,
  maxQuestion,
  parseFromPanel,
  tooLargeFromPanel,
} from '../../../src/protocol/fromPanel';

const good: readonly FromPanel.Message[] = [
  { type: 'ready', draft: '' },
  { type: 'ask', text: 'What is this?' },
  { type: 'draft', text: 'What is' },
  { type: 'editAndResend', turnId: 't', text: 'Again' },
  { type: 'turnAction', turnId: 't', action: 'stop' },
  { type: 'turnAction', turnId: 't', action: 'open' },
  { type: 'copyText', text: 'x' },
  { type: 'hostAction', id: 'setApiKey', turnId: 't' },
  { type: 'hostAction', id: 'setApiKey', turnId: undefined },
  { type: 'changeModel' },
  { type: 'newConversation' },
  { type: 'openLink', href: 'https://example.org/' },
  { type: 'openImage', imageId: 'i' },
  { type: 'removeImage', imageId: 'i' },
  { type: 'addImage', name: 'a.png', bytes: new ArrayBuffer(3) },
  { type: 'region', imageId: 'i', box: [0, 1, 2, 3], of: [9, 9], action: 'read' },
];

describe('what the panel sends', () => {
  test.each(good)('$type passes as it is', (message) => {
    expect(parseFromPanel(message)).toEqual(message);
  });

  test.each(good)('$type loses what does not belong to it', (message) => {
    expect(parseFromPanel({ ...message, extra: 'x', __proto__: { action: 'stop' } })).toEqual(message);
  });

  test.each(
    good.flatMap((message) => Object.keys(message).map((field) => ({ message, field }))),
  )('a wrong "$field" in $message.type is refused', ({ message, field }) => {
    const optional = message.type === 'hostAction' && field === 'turnId';
    const wrong = parseFromPanel({ ...message, [field]: { toString: () => 'stop' } });
    expect(wrong).toEqual(optional ? { ...message, turnId: undefined } : undefined);
  });

  test('actions, boxes, texts and images out of bounds are refused', () => {
    const region = { type: 'region', imageId: 'i', action: 'read', of: [9, 9] };
    const refused: readonly unknown[] = [
      { type: 'turnAction', turnId: 't', action: 'delete' },
      { ...region, action: 'send', box: [0, 0, 1, 1] },
      { ...region, box: [0, 0, 1] },
      { ...region, box: [0, 0, 1, 1], of: [9] },
      { ...region, box: [0, 0, 1, 1], of: undefined },
      { ...region, box: [0, 0, 1, -1] },
      { ...region, box: [0, 0, 1, Number.NaN] },
      { ...region, box: [0, 0, 1, Number.POSITIVE_INFINITY] },
      { type: 'ask', text: 'x'.repeat(maxQuestion + 1) },
      { type: 'draft', text: 'x'.repeat(maxQuestion + 1) },
      { type: 'copyText', text: 'x'.repeat(2_000_001) },
      { type: 'openLink', href: `https://example.org/${'x'.repeat(100_000)}` },
      { type: 'openImage', imageId: 'x'.repeat(1_001) },
      { type: 'turnAction', turnId: 'x'.repeat(1_001), action: 'stop' },
      { type: 'addImage', name: 'x'.repeat(1_001), bytes: new ArrayBuffer(3) },
      { type: 'addImage', name: 'a', bytes: new ArrayBuffer(maxImageBytes + 1) },
      { type: 'addImage', name: 'a', bytes: new Uint8Array(3) },
      { type: 'load' },
      { type: 'toString' },
      {},
      [],
      'ready',
      null,
      undefined,
      7,
    ];
    expect(refused.map(parseFromPanel)).toEqual(refused.map(() => undefined));
  });

  test('an answer of the largest size can be copied', () => {
    const message = { type: 'copyText', text: 'x'.repeat(bounds.answerCharacters) };
    expect(parseFromPanel(message)).toEqual(message);
  });

  test('what is only too large is told apart from what is not understood', () => {
    const tooLong = 'x'.repeat(2_000_001);
    expect(tooLargeFromPanel({ type: 'ask', text: tooLong })).toBe('question');
    expect(tooLargeFromPanel({ type: 'editAndResend', turnId: 't', text: tooLong })).toBe('question');
    expect(tooLargeFromPanel({ type: 'copyText', text: tooLong })).toBe('copy');
    expect(tooLargeFromPanel({ type: 'addImage', name: 'a', bytes: new ArrayBuffer(maxImageBytes + 1) })).toBe('image');
    for (const value of [...good, null, 7, {}, { type: 'load', text: tooLong }, { type: 'ask', text: 7 }]) {
      expect(tooLargeFromPanel(value)).toBeUndefined();
    }
  });

  test('nothing makes it throw, and whatever passes is one of the intents', () => {
    const types = new Set(good.map((message) => message.type));
    const almost = fc.record({ type: fc.constantFrom(...types), turnId: fc.anything(), text: fc.anything() });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), almost), (value) => {
        const parsed = parseFromPanel(value);
        expect(parsed === undefined || types.has(parsed.type)).toBe(true);
      }),
      { seed: 20261121, numRuns: 500 },
    );
  });
});

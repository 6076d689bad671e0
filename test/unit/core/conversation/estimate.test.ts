import { expect, test } from 'vitest';
import {
  addImages,
  addTurn,
  newConversation,
  updateImage,
  updateTurn,
  waitingTurn,
} from '../../../../src/core/conversation/conversation';
import { estimateNext } from '../../../../src/core/conversation/estimate';

const sent = (width: number, height: number) => ({
  sourceType: 'image/png',
  sourceWidth: width,
  sourceHeight: height,
  sourceBytes: 1,
  parts: [{ mediaType: 'image/png', width, height, bytes: 1 }],
  changes: [],
});
const image = { id: 'a', name: 'a.png', source: { kind: 'file' as const, uri: 'file:///a.png' } };
const turn = waitingTurn({ id: '1', taskId: 'ask', question: 'x'.repeat(40), typed: true, imageIds: ['a'] });
const base = addTurn(addImages(newConversation('c', 't', 0), [{ ...image, sent: sent(1920, 1080) }]), {
  ...turn,
  state: 'done',
  answer: 'y'.repeat(360),
});
const price = { input: 1, output: 5, asOf: '2026-10' };

test('images by the provider’s formula, text by its length, the input’s price', () => {
  const next = estimateNext(base, { formula: 'anthropic', model: 'claude-haiku-5-5', detail: 'auto', price });
  // Anthropic: 1920 × 1080 pixels are 2,691 tokens.
  expect(next).toEqual({ imageTokens: 2691, textTokens: 100, usd: 2791 / 1e6 });
});

test('an image that has not been measured, or a provider without a formula, gives no number', () => {
  const unsent = updateImage(base, 'a', { sent: undefined });
  expect(estimateNext(unsent, { formula: 'anthropic', model: 'm', detail: 'auto' })).toBeUndefined();
  expect(estimateNext(base, { formula: 'none', model: 'm', detail: 'auto' })).toBeUndefined();
});

test('an image that is out of the conversation costs nothing', () => {
  const broken = updateImage(base, 'a', { problem: 'truncated' });
  expect(estimateNext(broken, { formula: 'anthropic', model: 'm', detail: 'auto' })?.imageTokens).toBe(0);
  const full = updateTurn(base, '1', { leftOut: ['a'] });
  expect(estimateNext(full, { formula: 'anthropic', model: 'm', detail: 'auto' })?.imageTokens).toBe(0);
});

test('where there is nothing to send again there is no number', () => {
  const failed = updateTurn(updateImage(base, 'a', { problem: 'text' }), '1', { state: 'failed', answer: '' });
  expect(estimateNext(failed, { formula: 'anthropic', model: 'm', detail: 'auto', price })).toBeUndefined();
});

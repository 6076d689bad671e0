// What the panel says an answer took: the provider's figures, and what is only an estimate.
import { expect, test } from 'vitest';
import type { Conversation, Turn } from '../../../src/core/conversation/conversation';
import { responsesUsage } from '../../../src/core/providers/usage';
import { usageView } from '../../../src/host/panel/usageView';

/** The rows about tokens of an xAI turn: label, value, hint. */
function tokenRows(raw: Record<string, unknown> | undefined, estimates: Partial<Turn> = {}) {
  const turn = {
    state: 'done',
    providerId: 'xai',
    providerLabel: 'xAI',
    imageIds: [],
    usage: raw && responsesUsage(raw),
    ...estimates,
  } as unknown as Turn;
  const view = usageView(turn, { turns: [turn], images: [] } as unknown as Conversation);
  return view?.groups[0]?.rows.map(({ label, value, hint }) => [label, value, ...(hint ? [hint] : [])]) ?? [];
}

const usage = { input_tokens: 812, output_tokens: 96, total_tokens: 908 };
/** A picture of 448 × 448 by xAI's formula: one tile and one more, 256 tokens each. */
const estimates = { estimatedInputTokens: 590, estimatedImageTokens: 512 };

test('image tokens are the provider’s where it reports them, under the SDK’s name too', () => {
  expect(tokenRows({ ...usage, prompt_image_tokens: 768 }, estimates)).toContainEqual(['of which image', '768']);
  expect(tokenRows({ ...usage, input_tokens_details: { image_tokens: 1024 } })).toContainEqual([
    'of which image',
    '1,024',
  ]);
});

test('they are an estimate, and said to be one, where it reports none', () => {
  const rows = tokenRows(usage, estimates);
  expect(rows).toContainEqual(['of which image', 'about 512', 'Calculated from the image size']);
  expect(rows).toContainEqual(['Input', '812']);
});

test('an estimate that cannot be true is not shown beside what was reported', () => {
  const labels = (rows: string[][]) => rows.map(([label]) => label);
  expect(labels(tokenRows({ ...usage, input_tokens: 400 }, estimates))).not.toContain('of which image');
  expect(labels(tokenRows(usage))).not.toContain('of which image');
  expect(labels(tokenRows(undefined, estimates))).not.toContain('of which image');
});

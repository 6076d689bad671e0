import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anthropicSize, estimateImageTokens } from '../../../../src/core/image/tokens';

const tokens = (...args: Parameters<typeof estimateImageTokens>) => estimateImageTokens(...args)?.tokens;

describe('estimateImageTokens, on the vectors that the providers publish', () => {
  it.each([
    [200, 200, 'claude-haiku-4-5', 64],
    [1000, 1000, 'claude-haiku-4-5', 1296],
    [1092, 1092, 'claude-haiku-4-5', 1521],
    [1920, 1080, 'claude-haiku-5-5', 2691],
    [3840, 2160, 'claude-sonnet-4-5-20250929', 1560],
  ])('Anthropic: %d × %d for %s', (width, height, model, expected) => {
    expect(estimateImageTokens('anthropic', width, height, model, 'auto')).toEqual({ tokens: expected, exact: true });
  });

  it.each([
    [1075, 1520, 'claude-opus-4-6', [924, 1307]],
    [3840, 2160, 'claude-opus-4-20250514', [1456, 819]],
    [3840, 2160, 'claude-opus-4-7', [2576, 1449]],
    [4032, 3024, 'claude-opus-5', [2212, 1659]],
    [800, 600, 'claude-3-5-haiku-20241022', [800, 600]],
  ])('Anthropic reduces %d × %d for %s', (width, height, model, expected) => {
    expect(anthropicSize(width, height, model)).toEqual(expected);
  });

  it.each([
    [1024, 1024, 'gpt-5.4', 'auto', 1024],
    [1800, 2400, 'gpt-5.2', 'auto', 1452],
    [1800, 2400, 'gpt-4.1-mini', 'auto', Math.ceil(1452 * 1.62)],
    [1024, 1024, 'gpt-4o', 'auto', 765],
    [2048, 4096, 'gpt-4o', 'high', 1105],
    [2048, 4096, 'gpt-4o', 'low', 85],
    [1024, 1024, 'gpt-5', 'auto', 630],
    [1024, 1024, 'gpt-4o-mini', 'auto', 2833 + 4 * 5667],
    [1920, 1080, 'gpt-6-luna', 'auto', 2448],
    [1920, 1080, 'gpt-5.6', 'original', 2448],
  ] as const)('OpenAI: %d × %d for %s at %s', (width, height, model, detail, expected) => {
    expect(estimateImageTokens('openai', width, height, model, detail)).toEqual({ tokens: expected, exact: true });
  });

  it('xAI: six tiles and one at most', () => {
    expect(tokens('xai', 4000, 3000, 'grok-4.7', 'auto')).toBe(1792);
    expect(tokens('xai', 100, 100, 'grok-4.7', 'auto')).toBe(512);
    expect(estimateImageTokens('xai', 100, 100, 'grok-4.7', 'auto')?.exact).toBe(false);
  });

  it('Gemini: by resolution from 3 on, by crops before', () => {
    expect(tokens('gemini', 5000, 100, 'gemini-3.8-flash', 'auto')).toBe(1120);
    expect(tokens('gemini', 5000, 100, 'gemini-flash-latest', 'low')).toBe(280);
    expect(tokens('gemini', 384, 384, 'models/gemini-2.5-flash', 'auto')).toBe(258);
    expect(tokens('gemini', 768, 768, 'gemini-2.5-flash', 'auto')).toBe(258 * 4);
  });

  it('Groq: a token for each 32 × 32 pixels, as an estimate', () => {
    expect(estimateImageTokens('groq', 1024, 1024, 'qwen/qwen3.6-27b', 'auto')).toEqual({ tokens: 1024, exact: false });
  });

  it('knows nothing where nothing is known', () => {
    expect(tokens('none', 100, 100, 'llava', 'auto')).toBeUndefined();
    expect(tokens('gemini', 100, 100, 'gemma-4-27b', 'auto')).toBeUndefined();
    expect(tokens('openai', 0, 0, 'gpt-4o', 'auto')).toBeUndefined();
    expect(estimateImageTokens('openai', 100, 100, 'my-deployment', 'auto')?.exact).toBe(false);
    expect(estimateImageTokens('anthropic', 100, 100, 'future', 'auto')?.exact).toBe(false);
  });

  it('is a positive whole number for every size, and never exceeds what the model keeps', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(side, side, fc.constantFrom('low', 'auto', 'high', 'original'), (width, height, detail) => {
        for (const formula of ['anthropic', 'openai', 'gemini', 'xai', 'groq'] as const) {
          const count = tokens(formula, width, height, 'x', detail as 'low') ?? 1;
          expect(Number.isInteger(count) && count > 0).toBe(true);
        }
        expect(tokens('anthropic', width, height, 'claude-opus-4-1', 'auto')).toBeLessThanOrEqual(1568);
        expect(tokens('openai', width, height, 'gpt-5.4', 'auto')).toBeLessThanOrEqual(2500);
      }),
      { seed: 20261121 },
    );
  });
});

/** How many input tokens an image costs, by the formulas that providers publish. Based on pixels, never bytes. */
import type { TokenFormula } from '../providers/types';
import type { Detail } from './types';

export interface TokenEstimate {
  readonly tokens: number;
  /** Whether the provider publishes this formula for this model; false: inferred, or the model is unknown. */
  readonly exact: boolean;
}

/** Undefined if no formula is known. `width` and `height` are those of the picture as sent. */
export function estimateImageTokens(
  formula: TokenFormula,
  width: number,
  height: number,
  model: string,
  detail: Detail,
): TokenEstimate | undefined {
  if (!(width > 0 && height > 0)) {
    return undefined;
  }
  switch (formula) {
    case 'anthropic':
      return anthropic(width, height, model);
    case 'openai':
      return openai(width, height, model.toLowerCase(), detail);
    case 'gemini':
      return gemini(width, height, model.toLowerCase(), detail);
    case 'xai':
      return { tokens: xai(width, height), exact: false };
    case 'groq':
      return { tokens: groq(width, height), exact: false };
    case 'none':
      return undefined;
  }
}

/**
 * Groq's vision page states 2048 tokens per image, whatever its size. Its models (Qwen) see patches of 32 × 32 pixels
 * (Qwen3-VL's processor rounds each side to a multiple of 32), and those are counted here: the difference is up to
 * tenfold for small pictures. Neither figure was confirmed by a bill.
 */
function groq(width: number, height: number): number {
  const patches = (side: number) => Math.max(1, Math.round(side / 32));
  return patches(width) * patches(height);
}

/**
 * xAI docs, Image Understanding: 256 tokens for each of at most six tiles of 448², plus one more. Their layout is
 * inferred.
 */
function xai(width: number, height: number): number {
  return 256 * (Math.min(6, Math.ceil(width / 448) * Math.ceil(height / 448)) + 1);
}

const claudePatch = 28;
const claudePatches = (side: number) => Math.ceil(side / claudePatch);

/** Claude 4.7 and later see more; the limits apply to the sides as padded to whole patches. */
function claudeTier(model: string): { maxEdge: number; maxTokens: number; known: boolean } {
  const match = /claude-(?:[a-z]+-)?(\d+)(?:[-.](\d{1,2})(?!\d))?/.exec(model);
  const version = match ? Number(match[1]) + Number(match[2] ?? 0) / 100 : undefined;
  const large = version === undefined || version >= 4.07;
  return {
    ...(large ? { maxEdge: 2576, maxTokens: 4784 } : { maxEdge: 1568, maxTokens: 1568 }),
    known: match !== null,
  };
}

/** The size to which Claude reduces a picture (Anthropic docs, Vision, 2026-08): the largest that meets both limits. */
export function anthropicSize(width: number, height: number, model: string): readonly [number, number] {
  const { maxEdge, maxTokens } = claudeTier(model);
  const fits = (w: number, h: number) =>
    claudePatches(w) * claudePatch <= maxEdge &&
    claudePatches(h) * claudePatch <= maxEdge &&
    claudePatches(w) * claudePatches(h) <= maxTokens;
  if (fits(width, height)) {
    return [width, height];
  }
  const long = Math.max(width, height);
  const sized = (edge: number): [number, number] => {
    const short = Math.max(1, roundHalfEven((Math.min(width, height) * edge) / long));
    return width >= height ? [edge, short] : [short, edge];
  };
  let low = 1;
  let high = long;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(...sized(middle))) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return sized(low);
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

function anthropic(width: number, height: number, model: string): TokenEstimate {
  const [w, h] = anthropicSize(width, height, model);
  return { tokens: claudePatches(w) * claudePatches(h), exact: claudeTier(model).known };
}

interface PatchRule {
  /** Maximum patches that the model looks at. */
  readonly budget?: number;
  readonly maxEdge?: number;
  readonly factor: number;
  readonly exact: boolean;
}

const original: PatchRule = { budget: 10_000, maxEdge: 6000, factor: 1, exact: true };
const high: PatchRule = { budget: 2500, maxEdge: 2048, factor: 1, exact: true };

/** OpenAI docs, Images and Vision, 2026-09. Tiles: tokens for the base and for each 512² tile. */
const tiledModels: readonly (readonly [pattern: RegExp, base: number, tile: number])[] = [
  [/^gpt-4o-mini/, 2833, 5667],
  [/^(gpt-4o|gpt-4\.1|chatgpt-4o)(?!-(mini|nano))/, 85, 170],
  [/^gpt-5(?!\.|-(mini|nano))/, 70, 140],
  [/^(o1|o3)(?!-mini)/, 75, 150],
];

function patchRule(model: string, detail: Detail): PatchRule {
  const small = { budget: 1536, maxEdge: 2048, exact: true };
  if (/^o4-mini/.test(model)) {
    return { ...small, factor: 1.72 };
  }
  if (/^gpt-(4\.1|5|5\.4)-mini/.test(model)) {
    return { ...small, factor: 1.62 };
  }
  if (/^gpt-(4\.1|5|5\.4)-nano/.test(model)) {
    return { ...small, factor: 2.46 };
  }
  if (/^gpt-5\.2/.test(model)) {
    return { ...small, factor: 1 };
  }
  if (/^gpt-5\.4/.test(model)) {
    return detail === 'original' ? original : high;
  }
  if (/^gpt-5\.5/.test(model)) {
    return detail === 'high' ? high : original;
  }
  const known = /^gpt-(5\.[6-9]|[6-9])/.test(model);
  return detail === 'high' ? { ...high, factor: 1.2, exact: false } : { factor: 1.2, exact: known };
}

function openai(width: number, height: number, model: string, detail: Detail): TokenEstimate {
  for (const [pattern, base, tile] of tiledModels) {
    if (pattern.test(model)) {
      return { tokens: detail === 'low' ? base : base + tile * openaiTiles(width, height), exact: true };
    }
  }
  const rule = patchRule(model, detail);
  if (detail === 'low') {
    // Low detail is "about 512 × 512".
    const scale = Math.min(1, 512 / Math.max(width, height));
    return { tokens: Math.ceil(patches(width * scale, height * scale) * rule.factor), exact: false };
  }
  return { tokens: Math.ceil(patchesWithin(width, height, rule) * rule.factor), exact: rule.exact };
}

/** Scaled to fit 2048², then the short side to 768, then cut into tiles of 512². */
function openaiTiles(width: number, height: number): number {
  const first = Math.min(1, 2048 / Math.max(width, height));
  const second = Math.min(1, 768 / (Math.min(width, height) * first));
  const tiles = (side: number) => Math.ceil(exactly((side * first * second) / 512));
  return tiles(width) * tiles(height);
}

/** Removes floating-point noise before rounding up. */
const exactly = (value: number) => Math.round(value * 1e6) / 1e6;
const patches = (width: number, height: number) => Math.ceil(exactly(width / 32)) * Math.ceil(exactly(height / 32));

function patchesWithin(width: number, height: number, { budget, maxEdge }: PatchRule): number {
  const byEdge = maxEdge === undefined ? 1 : Math.min(1, maxEdge / Math.max(width, height));
  const [w, h] = [width * byEdge, height * byEdge];
  if (budget === undefined || patches(w, h) <= budget) {
    return patches(w, h);
  }
  const shrink = Math.sqrt((budget * 1024) / (w * h));
  const [across, down] = [(w * shrink) / 32, (h * shrink) / 32];
  // Scaled once more, so that one side is a whole number of patches.
  const whole = Math.min(Math.floor(across) / across, Math.floor(down) / down);
  return patches(w * shrink * whole, h * shrink * whole);
}

/**
 * Google docs, Media resolution: Gemini 3 counts by resolution only; earlier models count 258 per crop (the crop's side
 * is measured).
 */
function gemini(width: number, height: number, model: string, detail: Detail): TokenEstimate | undefined {
  if (/gemma/.test(model)) {
    return undefined;
  }
  const major = Number(/gemini-(\d+)/.exec(model)?.[1] ?? 3);
  if (major >= 3) {
    const tokens = { low: 280, auto: 1120, high: 1120, original: 2240 }[detail];
    return { tokens, exact: detail !== 'original' };
  }
  if (width <= 384 && height <= 384) {
    return { tokens: 258, exact: true };
  }
  const crop = Math.max(1, Math.floor(Math.min(width, height) / 1.5));
  return { tokens: 258 * Math.ceil(width / crop) * Math.ceil(height / crop), exact: false };
}

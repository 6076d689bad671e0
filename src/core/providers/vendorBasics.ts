/** What the rows of the vendor table are built from. */
import type { ImageLimits } from '../image/types';
import type { ModelInfo, VendorQuirks } from './types';

export const png = 'image/png';
export const jpeg = 'image/jpeg';
export const webp = 'image/webp';
export const gif = 'image/gif';

/** How an OpenAI-compatible chat server usually works; also the basis of the user's own rows. */
export const compatibleQuirks: VendorQuirks = {
  maxTokensKey: 'max_tokens',
  includeUsage: true,
  sendDetail: false,
  system: 'system',
  partOrder: 'textFirst',
  json: 'schema',
  jsonWithTools: true,
  tools: true,
  remoteUrl: false,
};

/**
 * Other shapes are refused by the encoders of open models: Qwen-VL's has patches of 28 pixels and accepts ratios up to
 * 200 (qwen-vl-utils, 2025).
 */
export const openShapes = { minEdge: 28, maxRatio: 200 } as const;

export const compatibleImage: ImageLimits = { accepts: [png, jpeg], ...openShapes };

/** The ID for the editor's own models, which aren't in the table. */
export const editorProviderId = 'vscode';

/**
 * What the editor passes on to its own models. VS Code reduces an image whose sides both exceed 768 pixels, and then
 * labels what has become a PNG as JPEG (seen in 1.139 on 2026-11-22): a small enough image arrives unchanged.
 */
export const editorImage: ImageLimits = {
  accepts: [png, jpeg],
  maxEdge: 1568,
  maxShortEdge: 768,
  maxImageBytes: 5_000_000,
};

/** A model in the built-in list: supports images and tools. Prices in USD per million tokens. */
export function model(
  id: string,
  [input, output, cachedInput]: readonly [number, number, number?],
  asOf: string,
  more: Partial<ModelInfo> = {},
): ModelInfo {
  return { id, vision: true, tools: true, price: { input, output, cachedInput, asOf }, source: 'builtin', ...more };
}

/** What the rows of the vendor table are made of. */
import type { ImageLimits } from '../image/types';
import type { ModelInfo, VendorQuirks } from './types';

export const png = 'image/png';
export const jpeg = 'image/jpeg';
export const webp = 'image/webp';
export const gif = 'image/gif';

/** What an OpenAI-compatible chat server usually takes; also the start of the user's own rows. */
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

export const compatibleImage: ImageLimits = { accepts: [png, jpeg] };

/** The id of the editor's own models, which are no row of the table. */
export const editorProviderId = 'vscode';

/**
 * What the editor hands on to its own models. VS Code makes an image smaller whose sides both exceed 768 pixels, and then says JPEG of what has become a PNG (seen in
 * 1.139 on 2026-11-22): what is small enough arrives as it is.
 */
export const editorImage: ImageLimits = {
  accepts: [png, jpeg],
  maxEdge: 1568,
  maxShortEdge: 768,
  maxImageBytes: 5_000_000,
};

/** A model of the built-in list: sees images, calls tools. Prices in USD per million tokens. */
export function model(
  id: string,
  [input, output, cachedInput]: readonly [number, number, number?],
  asOf: string,
  more: Partial<ModelInfo> = {},
): ModelInfo {
  return { id, vision: true, tools: true, price: { input, output, cachedInput, asOf }, source: 'builtin', ...more };
}

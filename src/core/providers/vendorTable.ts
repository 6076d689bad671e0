/**
 * The vendors: data only. Every figure names its source, a document or an observation, with a date. If a live provider
 * disagrees, the provider is right, so limits and prices are read from its own list if it has them.
 */

import { anthropic, azure, gemini, groq, openai, xai } from './cloudVendors';
import type { Vendor } from './types';
import { compatibleImage, compatibleQuirks, gif, jpeg, model, openShapes, png, webp } from './vendorBasics';

const mistral: Vendor = {
  id: 'mistral',
  label: 'Mistral',
  dialect: 'chat',
  baseUrl: 'https://api.mistral.ai/v1',
  auth: { header: 'bearer', env: 'MISTRAL_API_KEY' },
  discovery: 'mistral',
  // Usage arrives in the last chunk without being requested.
  quirks: { ...compatibleQuirks, includeUsage: false, remoteUrl: true },
  // Mistral docs, Vision, as of 2025: 10 MB per image, 8 images.
  image: { accepts: [png, jpeg, webp, gif], maxImageBytes: 10_000_000, maxImages: 8 },
  tokenFormula: 'none',
  // Prices: models.dev, 2026-07-02.
  models: [
    model('mistral-small-latest', [0.15, 0.6], '2026-07-02', { json: 'schema' }),
    model('mistral-small-2603', [0.15, 0.6], '2026-07-02', { json: 'schema' }),
    model('mistral-medium-2604', [1.5, 7.5], '2026-07-02', { json: 'schema' }),
  ],
  keyUrl: 'https://console.mistral.ai/api-keys',
  statusUrl: 'https://status.mistral.ai',
};

const openrouter: Vendor = {
  id: 'openrouter',
  label: 'OpenRouter',
  dialect: 'chat',
  baseUrl: 'https://openrouter.ai/api/v1',
  auth: { header: 'bearer', env: 'OPENROUTER_API_KEY' },
  headers: { 'x-title': 'Sightread' },
  discovery: 'openrouter',
  quirks: {
    ...compatibleQuirks,
    sendDetail: true,
    // OpenRouter docs, Images: text first, then images.
    partOrder: 'textFirst',
    remoteUrl: true,
    reasoningOff: { '*': { reasoning: { effort: 'none' } } },
  },
  // It publishes no limit of its own; 5 MB suits the strictest of the providers behind it.
  image: { accepts: [png, jpeg, webp, gif], maxImageBytes: 5_000_000, ...openShapes },
  tokenFormula: 'none',
  models: [],
  keyUrl: 'https://openrouter.ai/settings/keys',
  statusUrl: 'https://status.openrouter.ai',
  privacyNote: 'OpenRouter passes images on to the provider behind the model; its privacy settings choose which ones.',
};

const local = { auth: { header: 'bearer', optional: true }, local: true, tokenFormula: 'none', models: [] } as const;

const ollama: Vendor = {
  ...local,
  id: 'ollama',
  label: 'Ollama',
  dialect: 'ollama',
  // The default is localhost; the IP address avoids servers that listen on IPv4 only.
  baseUrl: 'http://127.0.0.1:11434',
  discovery: 'ollama',
  quirks: { ...compatibleQuirks, reasoningOff: { '*': { think: false } } },
  // What else it reads depends on its version and the model's engine, and it doesn't say so.
  image: compatibleImage,
};

const lmstudio: Vendor = {
  ...local,
  id: 'lmstudio',
  label: 'LM Studio',
  dialect: 'chat',
  baseUrl: 'http://127.0.0.1:1234/v1',
  discovery: 'lmstudio',
  quirks: compatibleQuirks,
  // What else it reads depends on its version and the model's engine, and it doesn't say so.
  image: compatibleImage,
};

const llamacpp: Vendor = {
  ...local,
  id: 'llamacpp',
  label: 'llama.cpp',
  dialect: 'chat',
  baseUrl: 'http://127.0.0.1:8080/v1',
  discovery: 'llamacpp',
  quirks: { ...compatibleQuirks, reasoningOff: { '*': { reasoning_effort: 'none' } } },
  // Its decoder is stb_image: no WebP.
  image: { ...compatibleImage, accepts: [png, jpeg, gif, 'image/bmp'] },
};

/** In the order they are offered. */
export const vendorTable: readonly Vendor[] = [
  groq,
  xai,
  openai,
  anthropic,
  gemini,
  mistral,
  openrouter,
  azure,
  ollama,
  lmstudio,
  llamacpp,
];

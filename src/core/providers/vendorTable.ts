/**
 * The vendors: data only. Every figure names the document or observation it comes from, with its date; where a live
 * provider disagrees, the provider is right, so limits and prices are read from its own list where that has them.
 */
import type { ImageLimits } from '../image/types';
import type { ModelInfo, Vendor, VendorQuirks } from './types';

const png = 'image/png';
const jpeg = 'image/jpeg';
const webp = 'image/webp';
const gif = 'image/gif';

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

/** A model of the built-in list: sees images, calls tools. Prices in USD per million tokens. */
function model(
  id: string,
  [input, output, cachedInput]: readonly [number, number, number?],
  asOf: string,
  more: Partial<ModelInfo> = {},
): ModelInfo {
  return { id, vision: true, tools: true, price: { input, output, cachedInput, asOf }, source: 'builtin', ...more };
}

const groq: Vendor = {
  id: 'groq',
  label: 'Groq',
  dialect: 'chat',
  baseUrl: 'https://api.groq.com/openai/v1',
  auth: { header: 'bearer', env: 'GROQ_API_KEY' },
  discovery: 'groq',
  quirks: {
    ...compatibleQuirks,
    // Groq API reference, 2026-08-25: `max_tokens` is deprecated; penalties and logprobs are not supported.
    maxTokensKey: 'max_completion_tokens',
    sendDetail: true,
    // The Qwen models advertise `json_mode` only (model list, 2026-07); JSON mode and tools exclude each other.
    json: 'object',
    jsonWithTools: false,
    remoteUrl: true,
    // Groq docs, Reasoning, 2026-08: `none` switches Qwen's reasoning off. Other families do not know the value.
    reasoningOff: { 'qwen/': { reasoning_effort: 'none' }, '*': {} },
  },
  image: {
    // Groq docs, Images and Vision: 33,177,600 pixels an image, 4 MB a request with base64 images (413 above).
    // The mime types are not stated there. Three images a request: the live answer of the Qwen models, 2026-08.
    accepts: [png, jpeg],
    maxPixels: 33_177_600,
    maxImageBytes: 2_900_000,
    maxBodyBytes: 3_900_000,
    maxImages: 3,
  },
  tokenFormula: 'groq',
  // Prices: models.dev, read 2026-08-29 and 2026-07-27.
  models: [
    model('qwen/qwen3.8-27b', [0.8, 4, 0.4], '2026-08-29', {
      contextTokens: 131_042,
      maxOutputTokens: 16_384,
      json: 'object',
      reasoning: true,
    }),
    model('qwen/qwen3.6-27b', [0.6, 3, 0.3], '2026-07-27', {
      contextTokens: 131_072,
      maxOutputTokens: 16_384,
      json: 'object',
      reasoning: true,
    }),
  ],
  keyUrl: 'https://console.groq.com/keys',
  statusUrl: 'https://groqstatus.com',
};

const xai: Vendor = {
  id: 'xai',
  label: 'xAI',
  dialect: 'responses',
  // xAI docs, 2026-08: Chat Completions is deprecated; it serves where a gateway has no /responses.
  fallbackDialect: 'chat',
  fallbackQuirks: {
    maxTokensKey: 'max_completion_tokens',
    storeFalse: false,
    reasoningOff: {
      'grok-4.3': { reasoning_effort: 'none' },
      'grok-4.20': {},
      '*': { reasoning_effort: 'low' },
    },
  },
  baseUrl: 'https://api.x.ai/v1',
  auth: { header: 'bearer', env: 'XAI_API_KEY' },
  discovery: 'xai',
  quirks: {
    ...compatibleQuirks,
    maxTokensKey: 'max_output_tokens',
    outputExcludesReasoning: true,
    sendDetail: true,
    partOrder: 'imageFirst',
    remoteUrl: true,
    // xAI docs, Image Understanding, 2026-08: requests with images "may fail" without `store: false`.
    storeFalse: true,
    // xAI docs, Reasoning, 2026-10: grok-4.3 alone knows `none`; grok-4.20 refuses the field.
    reasoningOff: {
      'grok-4.3': { reasoning: { effort: 'none' } },
      'grok-4.20': {},
      '*': { reasoning: { effort: 'low' } },
    },
  },
  // xAI docs, Image Understanding: jpg and png, 20 MiB; the proto files (2026-05-17) say 10 MiB, so that is kept to.
  image: { accepts: [png, jpeg], maxImageBytes: 10 * 1024 * 1024 },
  tokenFormula: 'xai',
  // Prices: models.dev, 2026-10 and 2026-07.
  models: [
    model('grok-4.7', [2, 6, 0.5], '2026-10-01', { json: 'schema', reasoning: true }),
    model('grok-4.3', [1.25, 2.5, 0.2], '2026-07-02', { contextTokens: 1_000_000, json: 'schema', reasoning: true }),
  ],
  keyUrl: 'https://console.x.ai',
  statusUrl: 'https://status.x.ai',
};

const openaiImage: ImageLimits = {
  // OpenAI docs, Images and vision, 2026-09: PNG, JPEG, WEBP, still GIF; 512 MB a request, 1,500 images. GIF is left
  // out because only the first frame counts. 20 MB an image is the older text and still safe.
  accepts: [png, jpeg, webp],
  maxImageBytes: 20_000_000,
  maxBodyBytes: 512_000_000,
  maxImages: 1500,
  // 30,000 patches of 32 by 32 pixels.
  maxPixels: 30_000 * 32 * 32,
};

const openai: Vendor = {
  id: 'openai',
  label: 'OpenAI',
  dialect: 'responses',
  fallbackDialect: 'chat',
  fallbackQuirks: {
    maxTokensKey: 'max_completion_tokens',
    reasoningOff: {
      'gpt-6': { reasoning_effort: 'none' },
      'gpt-5.': { reasoning_effort: 'none' },
      'gpt-5': { reasoning_effort: 'minimal' },
      '*': {},
    },
  },
  baseUrl: 'https://api.openai.com/v1',
  auth: { header: 'bearer', env: 'OPENAI_API_KEY' },
  discovery: 'openai',
  quirks: {
    ...compatibleQuirks,
    maxTokensKey: 'max_output_tokens',
    sendDetail: true,
    originalDetail: true,
    noObfuscation: true,
    system: 'developer',
    remoteUrl: true,
    storeFalse: true,
    // OpenAI SDK 7.57.0, reasoning effort: none, minimal, low …; models that do not reason refuse the field.
    reasoningOff: {
      'gpt-6': { reasoning: { effort: 'none' } },
      'gpt-5.': { reasoning: { effort: 'none' } },
      'gpt-5': { reasoning: { effort: 'minimal' } },
      '*': {},
    },
  },
  image: openaiImage,
  tokenFormula: 'openai',
  // Prices and windows: LiteLLM blog, GPT-6 (2026-09-22) and GPT-6.1 Terra; above 272K input tokens they rise.
  models: [
    model('gpt-6-luna', [0.1, 0.5, 0.01], '2026-09-22', { contextTokens: 1_050_000, maxOutputTokens: 128_000 }),
    model('gpt-6.1-terra', [1, 5, 0.05], '2026-10-01', { contextTokens: 1_050_000, maxOutputTokens: 128_000 }),
    model('gpt-6.1-sol', [2, 10, 0.1], '2026-10-01', { contextTokens: 1_050_000, maxOutputTokens: 128_000 }),
    model('gpt-6-astra', [10, 50, 1], '2026-10-01', { contextTokens: 1_050_000, maxOutputTokens: 128_000 }),
  ],
  keyUrl: 'https://platform.openai.com/api-keys',
  statusUrl: 'https://status.openai.com',
};

const anthropic: Vendor = {
  id: 'anthropic',
  label: 'Anthropic',
  dialect: 'anthropic',
  baseUrl: 'https://api.anthropic.com',
  auth: { header: 'x-api-key', env: 'ANTHROPIC_API_KEY' },
  // Anthropic docs, API versions: sampling parameters are gone in this one.
  headers: { 'anthropic-version': '2026-10-21' },
  discovery: 'anthropic',
  quirks: {
    ...compatibleQuirks,
    partOrder: 'imageFirst',
    remoteUrl: true,
    // Thinking cannot be switched off on every model; low effort is the least all of the 5 line take.
    reasoningOff: {
      'claude-3': {},
      'claude-haiku-4': {},
      'claude-sonnet-4-2': {},
      'claude-sonnet-4-5': {},
      'claude-opus-4-1': {},
      '*': { output_config: { effort: 'low' } },
    },
  },
  image: {
    // Anthropic docs, Vision, 2026-08: 8000 px a side, 2000 px above 20 images, 100 images, 32 MB a request. 5 MB of
    // base64 an image was enforced in 2026-04 (10 MB in the newest page): 3.75 MB raw is under both.
    accepts: [png, jpeg, webp],
    maxEdge: 8000,
    maxImageBytes: 3_750_000,
    maxBodyBytes: 32_000_000,
    maxImages: 100,
    manyImages: 20,
    manyImagesMaxEdge: 2000,
    // Claude 4.7 and later keep 2576 px on the long edge.
    usefulEdge: 2576,
  },
  tokenFormula: 'anthropic',
  // Prices: Anthropic's pricing table, 2026-10; haiku-5-5 costs more above 100K prompt tokens.
  models: [
    model('claude-haiku-5-5', [0.1, 0.5], '2026-10-01', { contextTokens: 1_000_000, maxOutputTokens: 128_000 }),
    model('claude-sonnet-5-5', [2, 10], '2026-10-01'),
    model('claude-opus-5-5', [4, 20], '2026-10-01'),
  ],
  keyUrl: 'https://platform.claude.com/settings/keys',
  statusUrl: 'https://status.claude.com',
};

const gemini: Vendor = {
  id: 'gemini',
  label: 'Google Gemini',
  dialect: 'gemini',
  baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
  auth: { header: 'x-goog-api-key', env: 'GEMINI_API_KEY' },
  discovery: 'gemini',
  quirks: {
    ...compatibleQuirks,
    sendDetail: true,
    partOrder: 'imageFirst',
    jsonWithTools: false,
    // Signed or public https addresses are taken since 2026-01-12, but not by 2.0 models: we fetch instead.
    remoteUrl: false,
    reasoningOff: {
      'gemini-2.0': {},
      'gemini-2.5-pro': { generationConfig: { thinkingConfig: { thinkingBudget: 128 } } },
      'gemini-2.5': { generationConfig: { thinkingConfig: { thinkingBudget: 0 } } },
      'gemini-': { generationConfig: { thinkingConfig: { thinkingLevel: 'low' } } },
      '*': {},
    },
  },
  image: {
    // Gemini docs, Image understanding: no GIF, no BMP; 3,000 images. 100 MB inline since 2026-01-12, 20 MB before.
    accepts: [png, jpeg, webp, 'image/heic', 'image/heif'],
    maxBodyBytes: 20_000_000,
    maxImages: 3000,
  },
  tokenFormula: 'gemini',
  // Prices: models.dev, 2026-10 (introductory until 2026-12-31) and 2026-07.
  models: [
    model('gemini-3.8-flash', [0.75, 3.75], '2026-10-01', { json: 'schema', reasoning: true }),
    model('gemini-3.1-flash-lite', [0.25, 1.5], '2026-07-02', { json: 'schema', reasoning: true }),
    { id: 'gemini-flash-latest', vision: true, tools: true, json: 'schema', source: 'builtin' },
  ],
  keyUrl: 'https://aistudio.google.com/apikey',
  privacyNote: 'On the free tier Google may use what you send, images included, to improve its products.',
};

const mistral: Vendor = {
  id: 'mistral',
  label: 'Mistral',
  dialect: 'chat',
  baseUrl: 'https://api.mistral.ai/v1',
  auth: { header: 'bearer', env: 'MISTRAL_API_KEY' },
  discovery: 'mistral',
  // Usage comes in the last chunk without being asked for.
  quirks: { ...compatibleQuirks, includeUsage: false, remoteUrl: true },
  // Mistral docs, Vision, from memory: 10 MB an image, 8 images.
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
  // No limit of its own is published; 5 MB suits the strictest of the providers behind it.
  image: { accepts: [png, jpeg, webp, gif], maxImageBytes: 5_000_000 },
  tokenFormula: 'none',
  models: [],
  keyUrl: 'https://openrouter.ai/settings/keys',
  statusUrl: 'https://status.openrouter.ai',
  privacyNote: 'OpenRouter passes images on to the provider behind the model; its privacy settings choose which ones.',
};

const azure: Vendor = {
  ...openai,
  id: 'azure',
  label: 'Azure OpenAI',
  dialect: 'chat',
  fallbackDialect: undefined,
  fallbackQuirks: undefined,
  // Microsoft Learn, API version lifecycle: https://{resource}.openai.azure.com/openai/v1, no api-version needed.
  baseUrl: '',
  auth: { header: 'api-key', env: 'AZURE_OPENAI_API_KEY' },
  discovery: 'none',
  quirks: { ...openai.quirks, maxTokensKey: 'max_completion_tokens', noObfuscation: false, reasoningOff: undefined },
  // The model is the name of a deployment, which only the user knows.
  models: [],
  keyUrl: 'https://portal.azure.com',
  statusUrl: 'https://azure.status.microsoft',
};

const local = { auth: { header: 'bearer', optional: true }, local: true, tokenFormula: 'none', models: [] } as const;

const ollama: Vendor = {
  ...local,
  id: 'ollama',
  label: 'Ollama',
  dialect: 'ollama',
  // The default is localhost; the address avoids servers that listen on IPv4 only.
  baseUrl: 'http://127.0.0.1:11434',
  discovery: 'ollama',
  quirks: { ...compatibleQuirks, reasoningOff: { '*': { think: false } } },
  image: { accepts: [png, jpeg, webp] },
};

const lmstudio: Vendor = {
  ...local,
  id: 'lmstudio',
  label: 'LM Studio',
  dialect: 'chat',
  baseUrl: 'http://127.0.0.1:1234/v1',
  discovery: 'lmstudio',
  quirks: compatibleQuirks,
  image: { accepts: [png, jpeg, webp] },
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
  image: { accepts: [png, jpeg, gif, 'image/bmp'] },
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

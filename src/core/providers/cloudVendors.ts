/** The rows for vendors that serve their own models; see `vendorTable` for the rules. */
import type { ImageLimits } from '../image/types';
import type { Vendor } from './types';
import { compatibleQuirks, jpeg, model, openShapes, png, webp } from './vendorBasics';

export const groq: Vendor = {
  id: 'groq',
  label: 'Groq',
  dialect: 'chat',
  baseUrl: 'https://api.groq.com/openai/v1',
  auth: { header: 'bearer', env: 'GROQ_API_KEY' },
  discovery: 'groq',
  quirks: {
    ...compatibleQuirks,
    // Groq API reference, 2026-08-25: `max_tokens` is deprecated; penalties and logprobs aren't supported.
    maxTokensKey: 'max_completion_tokens',
    sendDetail: true,
    // The Qwen models advertise `json_mode` only (model list, 2026-07); JSON mode and tools exclude each other.
    json: 'object',
    jsonWithTools: false,
    remoteUrl: true,
    // Groq docs, Reasoning, 2026-08: `none` turns Qwen's reasoning off. Other families don't know the value.
    reasoningOff: { 'qwen/': { reasoning_effort: 'none' }, '*': {} },
  },
  image: {
    // Groq docs, Images and Vision: 33,177,600 pixels per image, 4 MB per request with base64 images (413 above). The
    // MIME types aren't stated there. Three images per request: the live answer of the Qwen models, 2026-08.
    accepts: [png, jpeg],
    ...openShapes,
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

export const xai: Vendor = {
  id: 'xai',
  label: 'xAI',
  dialect: 'responses',
  // xAI docs, 2026-08: Chat Completions is deprecated; it's used where a gateway has no /responses.
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
    // xAI docs, Reasoning, 2026-10: only grok-4.3 knows `none`; grok-4.20 refuses the field.
    reasoningOff: {
      'grok-4.3': { reasoning: { effort: 'none' } },
      'grok-4.20': {},
      '*': { reasoning: { effort: 'low' } },
    },
  },
  // xAI docs, Image Understanding: jpg and png, 20 MiB; the proto files (2026-05-17) say 10 MiB, so the lower limit is
  // used.
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
  // OpenAI docs, Images and vision, 2026-09: PNG, JPEG, WEBP, still GIF; 512 MB per request, 1,500 images. GIF is left
  // out because only the first frame counts. 20 MB per image is the older text and still safe.
  accepts: [png, jpeg, webp],
  maxImageBytes: 20_000_000,
  maxBodyBytes: 512_000_000,
  maxImages: 1500,
  // 30,000 patches of 32 by 32 pixels.
  maxPixels: 30_000 * 32 * 32,
};

export const openai: Vendor = {
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
    // OpenAI SDK 7.57.0, reasoning effort: none, minimal, low …; models that don't reason refuse the field.
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

export const anthropic: Vendor = {
  id: 'anthropic',
  label: 'Anthropic',
  dialect: 'anthropic',
  baseUrl: 'https://api.anthropic.com',
  auth: { header: 'x-api-key', env: 'ANTHROPIC_API_KEY' },
  // Anthropic docs, API versions: this one has no sampling parameters.
  headers: { 'anthropic-version': '2026-10-21' },
  discovery: 'anthropic',
  quirks: {
    ...compatibleQuirks,
    partOrder: 'imageFirst',
    remoteUrl: true,
    // Thinking can't be turned off on every model; low effort is the minimum for the whole 5 line.
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
    // Anthropic docs, Vision, 2026-08: 8000 px per side, 2000 px above 20 images, 100 images, 32 MB per request. 5 MB
    // of base64 per image was enforced in 2026-04 (10 MB on the newest page): 3.75 MB raw is below both.
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

export const gemini: Vendor = {
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
    // Signed or public https URLs are accepted since 2026-01-12, but not by 2.0 models, so Sightread fetches instead.
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

export const azure: Vendor = {
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

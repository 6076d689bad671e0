/** The vendors' model lists as `ModelInfo`. Tolerant: missing information is unknown, never assumed to be no. */
import { bounds } from '../bounds';
import { asFilled, asList, asNumber, asRecord, type JsonRecord } from '../json';
import type { ModelInfo, Price, Vendor } from './types';

/**
 * Reads one page of a model list in any of the known forms: OpenAI's bare IDs, Groq's and OpenRouter's modalities,
 * xAI's, Anthropic's and Mistral's capabilities, Gemini's, Ollama's tags, LM Studio's, llama.cpp's. Models that don't
 * answer with text are left out.
 */
export function parseModelList(answer: unknown, vendor: Vendor): ModelInfo[] {
  const body = asRecord(answer);
  const entries = asList(body?.data) ?? asList(body?.models) ?? asList(answer) ?? [];
  return entries.slice(0, bounds.modelListModels).flatMap((entry) => {
    const record = asRecord(entry);
    const model = record && readModel(record, vendor);
    return model && model.id.length <= bounds.nameLength
      ? [{ ...model, label: model.label?.slice(0, bounds.nameLength) }]
      : [];
  });
}

function readModel(entry: JsonRecord, vendor: Vendor): ModelInfo | undefined {
  switch (vendor.discovery) {
    case 'anthropic':
      return readAnthropic(entry);
    case 'gemini':
      return readGemini(entry);
    case 'ollama':
      return readOllama(entry);
    case 'lmstudio':
      return readLmStudio(entry);
    case 'xai':
      return readXai(entry);
    default:
      return readOpenAiLike(entry, vendor);
  }
}

/** Groq, OpenRouter, Mistral, llama.cpp, OpenAI, and others that follow them. */
function readOpenAiLike(entry: JsonRecord, vendor: Vendor): ModelInfo | undefined {
  const id = asFilled(entry.id);
  const architecture = asRecord(entry.architecture);
  const capabilities = asRecord(entry.capabilities);
  const inputs = texts(entry.input_modalities) ?? texts(architecture?.input_modalities);
  const outputs = texts(entry.output_modalities) ?? texts(architecture?.output_modalities);
  const features = texts(entry.supported_features) ?? texts(entry.supported_parameters);
  if (!id || entry.active === false || (inputs && !inputs.includes('text')) || (outputs && !outputs.includes('text'))) {
    return undefined;
  }
  if (capabilities?.completion_chat === false || (vendor.id === 'openai' && notForChat.test(id))) {
    return undefined;
  }
  const stated = inputs ? inputs.includes('image') : asBoolean(capabilities?.vision);
  return {
    id,
    label: asFilled(entry.name),
    vision: stated ?? (vendor.id === 'openai' ? openAiVision.test(id) : 'unknown'),
    tools: features ? features.includes('tools') : asBoolean(capabilities?.function_calling),
    json: features && jsonOf(features),
    reasoning: features?.includes('reasoning'),
    contextTokens:
      asNumber(entry.context_window) ??
      asNumber(entry.context_length) ??
      asNumber(entry.max_context_length) ??
      asNumber(asRecord(entry.meta)?.n_ctx_train),
    maxOutputTokens:
      asNumber(entry.max_completion_tokens) ?? asNumber(asRecord(entry.top_provider)?.max_completion_tokens),
    price: tokenPrice(asRecord(entry.pricing)),
    deprecated: dayOf(entry.shutdown_date) ?? dayOf(entry.expiration_date) ?? dayOf(entry.deprecation),
    source: 'live',
  };
}

/** OpenAI's list doesn't mention images: its vision model families, from the SDK's model names (openai 7.57.0). */
const openAiVision = /^(?:chatgpt-4o|gpt-(?:4o|4\.1|4-turbo|5|6)|o(?:1(?!-mini|-preview)|3(?!-mini)|4)(?:-|$))/;
const notForChat =
  /audio|realtime|transcribe|tts|whisper|image|dall-e|sora|search|embedding|moderation|instruct|davinci|babbage/;

/** xAI `/language-models`: prices in USD cents per 100 million tokens (xAI OpenAPI document). */
function readXai(entry: JsonRecord): ModelInfo | undefined {
  const id = asFilled(entry.id);
  const inputs = texts(entry.input_modalities);
  const outputs = texts(entry.output_modalities);
  if (!id || (outputs && !outputs.includes('text'))) {
    return undefined;
  }
  const usd = (name: string) => scaled(asNumber(entry[name]), 1e-4);
  const input = usd('prompt_text_token_price');
  const output = usd('completion_text_token_price');
  return {
    id,
    vision: inputs ? inputs.includes('image') : 'unknown',
    contextTokens: asNumber(entry.context_length),
    price:
      input === undefined || output === undefined
        ? undefined
        : { input, output, cachedInput: usd('cached_prompt_text_token_price'), asOf: 'live' },
    source: 'live',
  };
}

function readAnthropic(entry: JsonRecord): ModelInfo | undefined {
  const id = asFilled(entry.id);
  const capabilities = asRecord(entry.capabilities);
  const supports = (name: string) => asBoolean(asRecord(capabilities?.[name])?.supported);
  if (!id || entry.lifecycle === 'retired') {
    return undefined;
  }
  return {
    id,
    label: asFilled(entry.display_name),
    vision: supports('image_input') ?? 'unknown',
    json: supports('structured_outputs') === undefined ? undefined : supports('structured_outputs') ? 'schema' : 'none',
    reasoning: supports('thinking'),
    contextTokens: asNumber(entry.max_input_tokens),
    maxOutputTokens: asNumber(entry.max_tokens),
    deprecated: dayOf(entry.retires_at) ?? (entry.lifecycle === 'deprecated' ? true : undefined),
    source: 'live',
  };
}

/**
 * Gemini's list has no modalities: models with these names that generate content support images, except for special
 * builds.
 */
function readGemini(entry: JsonRecord): ModelInfo | undefined {
  const id = asFilled(entry.name)?.replace(/^models\//, '');
  const methods = texts(entry.supportedGenerationMethods);
  const special = /tts|embedding|live|native-audio|transcribe|lyria|-image|banana|robotics|aqa|computer-use/;
  if (!id || (methods && !methods.includes('generateContent')) || special.test(id)) {
    return undefined;
  }
  return {
    id,
    label: asFilled(entry.displayName),
    vision: /^(gemini-|gemma-[34])/.test(id) ? true : 'unknown',
    reasoning: asBoolean(entry.thinking),
    contextTokens: asNumber(entry.inputTokenLimit),
    maxOutputTokens: asNumber(entry.outputTokenLimit),
    source: 'live',
  };
}

/** `/api/tags`; the capability `image` means generating pictures, not understanding them. */
function readOllama(entry: JsonRecord): ModelInfo | undefined {
  const id = asFilled(entry.model) ?? asFilled(entry.name);
  const capabilities = texts(entry.capabilities);
  return id ? ollamaModel(id, capabilities) : undefined;
}

/** An Ollama model from its capabilities; undefined ones have to be requested with `/api/show`. */
export function ollamaModel(id: string, capabilities: readonly string[] | undefined): ModelInfo | undefined {
  if (capabilities && !capabilities.includes('completion')) {
    return undefined;
  }
  return {
    id,
    vision: capabilities ? capabilities.includes('vision') : 'unknown',
    tools: capabilities?.includes('tools'),
    reasoning: capabilities?.includes('thinking'),
    source: 'live',
  };
}

/** `/api/v1/models` (`key`, `capabilities`) or the older `/api/v0/models` (`id`, type `vlm`). */
function readLmStudio(entry: JsonRecord): ModelInfo | undefined {
  const id = asFilled(entry.key) ?? asFilled(entry.id);
  const type = asFilled(entry.type);
  const capabilities = asRecord(entry.capabilities);
  if (!id || /^embedding/.test(type ?? '')) {
    return undefined;
  }
  return {
    id,
    label: asFilled(entry.display_name),
    vision: asBoolean(capabilities?.vision) ?? (type === 'vlm' ? true : entry.state !== undefined ? false : 'unknown'),
    tools: asBoolean(capabilities?.trained_for_tool_use),
    reasoning: asRecord(capabilities?.reasoning) ? true : undefined,
    contextTokens: asNumber(entry.max_context_length),
    source: 'live',
  };
}

/**
 * The live list, completed from the built-in one (price, vision), plus the user's own models. Vision models come first,
 * and the vendor's preferred ones before the others; deprecated models are last in their group.
 */
export function rankModels(live: readonly ModelInfo[], vendor: Vendor): ModelInfo[] {
  const known = new Map(vendor.models.map((model) => [model.id, model]));
  const models = live.map((model) => {
    const builtin = known.get(model.id);
    return builtin ? { ...builtin, ...defined(model), vision: visionOf(model, builtin) } : model;
  });
  const listed = new Set(models.map((model) => model.id));
  models.push(...vendor.models.filter((model) => model.source === 'user' && !listed.has(model.id)));
  const place = (model: ModelInfo) => {
    const at = vendor.models.findIndex((one) => one.id === model.id);
    return at < 0 ? vendor.models.length : at;
  };
  return models.sort(
    (a, b) =>
      sight(a) - sight(b) ||
      Number(a.deprecated !== undefined) - Number(b.deprecated !== undefined) ||
      place(a) - place(b) ||
      a.id.localeCompare(b.id, 'en', { numeric: true }),
  );
}

/** The live list takes precedence, unless it says nothing or the user said something. */
function visionOf(live: ModelInfo, builtin: ModelInfo): ModelInfo['vision'] {
  return live.vision === 'unknown' || (builtin.source === 'user' && builtin.vision !== 'unknown')
    ? builtin.vision
    : live.vision;
}

function sight({ vision }: ModelInfo): number {
  return vision === true ? 0 : vision === 'unknown' ? 1 : 2;
}

function jsonOf(features: readonly string[]): ModelInfo['json'] {
  if (features.includes('structured_outputs') || features.includes('json_schema')) {
    return 'schema';
  }
  return features.includes('json_mode') || features.includes('response_format') ? 'object' : 'none';
}

/** Groq's and OpenRouter's USD per token, as strings. OpenRouter's −1 means that it varies. */
function tokenPrice(pricing: JsonRecord | undefined): Price | undefined {
  const usd = (name: string) => scaled(asNumber(Number.parseFloat(String(pricing?.[name] ?? ''))), 1e6);
  const input = usd('prompt');
  const output = usd('completion');
  if (input === undefined || output === undefined || input < 0 || output < 0) {
    return undefined;
  }
  return { input, output, cachedInput: usd('input_cache_read'), asOf: 'live' };
}

/** Rounded so that 0.0000006 USD per token is 0.6 USD per million, not 0.6000000000000001. */
function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : Math.round(value * factor * 1e6) / 1e6;
}

function texts(value: unknown): readonly string[] | undefined {
  return asList(value)?.filter((entry) => typeof entry === 'string');
}

function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** `2026-11-30`, from a date, a date and time, or seconds since the epoch. */
function dayOf(value: unknown): string | undefined {
  const seconds = asNumber(value);
  const date = seconds === undefined ? asFilled(value) : new Date(seconds * 1000).toISOString();
  return date === undefined ? undefined : date.slice(0, 10);
}

function defined(model: ModelInfo): Partial<ModelInfo> {
  return Object.fromEntries(Object.entries(model).filter(([, value]) => value !== undefined));
}

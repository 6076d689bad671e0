/** Each dialect's usage object in one form. Absent stays absent: nothing is counted as zero that wasn't reported. */
import { asList, asNumber, asRecord, type JsonRecord } from '../json';
import type { Usage } from './types';

/** xAI bills in ticks of 1e-10 USD (xAI API, `cost_in_usd_ticks`). */
const ticksPerUsd = 1e10;

/**
 * Chat completions. Groq's seconds (`x_groq.usage`), llama.cpp's milliseconds (`timings`), xAI's ticks, the flat names
 * of xAI's SDK (`prompt_image_tokens`), and OpenRouter's `cost` are read if present.
 * @param outputExcludesReasoning xAI chat: `completion_tokens` leaves reasoning out. Assumed only while the total
 * agrees.
 */
export function chatUsage(raw: JsonRecord, outputExcludesReasoning = false): Usage {
  const details = asRecord(raw.prompt_tokens_details);
  const prompt = countOf(raw.prompt_tokens);
  const completion = countOf(raw.completion_tokens);
  const total = countOf(raw.total_tokens);
  const cached =
    countOf(details?.cached_tokens) ?? countOf(raw.prompt_cache_hit_tokens) ?? countOf(raw.cached_prompt_text_tokens);
  const reasoning = countOf(asRecord(raw.completion_tokens_details)?.reasoning_tokens) ?? countOf(raw.reasoning_tokens);
  const addReasoning = outputExcludesReasoning && total !== sum(prompt, completion);
  return compact({
    inputTokens: prompt !== undefined && cached !== undefined && cached > prompt ? prompt + cached : prompt,
    outputTokens: addReasoning ? sum(completion, reasoning) : completion,
    totalTokens: total,
    cachedInputTokens: cached,
    imageInputTokens: countOf(details?.image_tokens) ?? countOf(raw.prompt_image_tokens),
    reasoningTokens: reasoning,
    costUsd: costOf(raw),
    timings: chatTimings(raw),
    raw,
  });
}

/** Responses API: `output_tokens` includes reasoning, at xAI as at OpenAI. */
export function responsesUsage(raw: JsonRecord): Usage {
  const input = asRecord(raw.input_tokens_details);
  return compact({
    inputTokens: countOf(raw.input_tokens),
    outputTokens: countOf(raw.output_tokens),
    totalTokens: countOf(raw.total_tokens),
    cachedInputTokens: countOf(input?.cached_tokens),
    imageInputTokens: countOf(input?.image_tokens) ?? countOf(raw.prompt_image_tokens),
    reasoningTokens: countOf(asRecord(raw.output_tokens_details)?.reasoning_tokens),
    costUsd: costOf(raw),
    raw,
  });
}

/** Anthropic Messages: the input is split in three, and `input_tokens` is only the uncached part. */
export function anthropicUsage(raw: JsonRecord): Usage {
  const cached = countOf(raw.cache_read_input_tokens);
  return compact({
    inputTokens: sum(countOf(raw.input_tokens), cached, countOf(raw.cache_creation_input_tokens)),
    outputTokens: countOf(raw.output_tokens),
    cachedInputTokens: cached,
    reasoningTokens: countOf(asRecord(raw.output_tokens_details)?.thinking_tokens),
    raw,
  });
}

/** Gemini `usageMetadata`: candidates and thoughts are counted separately. */
export function geminiUsage(raw: JsonRecord): Usage {
  const thoughts = countOf(raw.thoughtsTokenCount);
  const images = (asList(raw.promptTokensDetails) ?? [])
    .map((entry) => asRecord(entry))
    .filter((entry) => entry?.modality === 'IMAGE')
    .map((entry) => countOf(entry?.tokenCount));
  return compact({
    inputTokens: countOf(raw.promptTokenCount),
    outputTokens: sum(countOf(raw.candidatesTokenCount), thoughts),
    totalTokens: countOf(raw.totalTokenCount),
    cachedInputTokens: countOf(raw.cachedContentTokenCount),
    imageInputTokens: sum(...images),
    reasoningTokens: thoughts,
    raw,
  });
}

/** Ollama: counts and nanoseconds on the last line; the server omits fields that would be 0. */
export function ollamaUsage(raw: JsonRecord): Usage {
  const seconds = (name: string) => scaled(countOf(raw[name]), 1e9);
  return compact({
    inputTokens: countOf(raw.prompt_eval_count),
    outputTokens: countOf(raw.eval_count),
    timings: timings({
      loadS: seconds('load_duration'),
      promptS: seconds('prompt_eval_duration'),
      completionS: seconds('eval_duration'),
      totalS: seconds('total_duration'),
    }),
    raw,
  });
}

function chatTimings(raw: JsonRecord): Usage['timings'] {
  const local = asRecord(raw.timings);
  return timings({
    queueS: countOf(raw.queue_time),
    promptS: countOf(raw.prompt_time) ?? scaled(countOf(local?.prompt_ms), 1000),
    completionS: countOf(raw.completion_time) ?? scaled(countOf(local?.predicted_ms), 1000),
    totalS: countOf(raw.total_time),
  });
}

function timings(all: NonNullable<Usage['timings']>): Usage['timings'] {
  const known = compact(all);
  return Object.keys(known).length > 0 ? known : undefined;
}

/** A plausible figure: neither negative nor too large to be exact. */
function countOf(value: unknown): number | undefined {
  const count = asNumber(value);
  return count !== undefined && count >= 0 && count <= Number.MAX_SAFE_INTEGER ? count : undefined;
}

function costOf(raw: JsonRecord): number | undefined {
  return scaled(countOf(raw.cost_in_usd_ticks), ticksPerUsd) ?? countOf(raw.cost);
}

function scaled(value: number | undefined, unit: number): number | undefined {
  return value === undefined ? undefined : value / unit;
}

/** The sum of what is known; undefined if nothing is. */
function sum(...values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? known.reduce((total, value) => total + value, 0) : undefined;
}

function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}

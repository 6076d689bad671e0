/**
 * One question about images, from plan to events: the only path, for panel, alt text, OCR with a model, tools, and CLI.
 */

import { bodyOverhead } from '../image/budget';
import type { ImageLimits, MediaType } from '../image/types';
import { isModelServer } from '../providers/destination';
import { ProviderError } from '../providers/errors';
import type { Message, StreamEvent, TextPart, ToolCall, ToolDefinition } from '../providers/types';
import { sumUsage } from '../providers/usageSum';
import { openShapes } from '../providers/vendorBasics';
import { learnLimit, maxImagesOf } from './imageLimits';
import { linksOf, prepareAll, preparedOf, sourcesOf, withoutRepeats, withSheets } from './images';
import { estimateTokens, toMessages } from './messages';
import { carryOut } from './tools';
import { type AskDeps, type AskEvent, AskImageError, type AskRequest, type AskResult, type AskTurn } from './types';

/** Rounds of tool calls in one turn. After them, the model has to answer. */
const maxToolRounds = 6;
/** nginx's default limit, bytes (its documentation of client_max_body_size, read 2026-11-22). */
const usualBodyBytes = 1024 * 1024;

/**
 * Prepares the images, sends the question, runs the model's tool calls, and yields events, ending with `done`. Throws
 * `AskImageError`, `ProviderError`, or the signal's reason. Text already yielded stays valid. A request that the
 * provider calls too large is made smaller and sent once more, earlier images first if it has too many bytes. A link
 * that the provider can't fetch, or whose image is too large for it, is read here and sent as bytes. An image that is
 * refused for its type or shape is converted or padded, and sent once more.
 */
export async function* ask(request: AskRequest, deps: AskDeps, signal: AbortSignal): AsyncGenerator<AskEvent> {
  const caching = { ...deps, cache: deps.cache ?? new Map() };
  let text = false;
  let bodyBytes = 0;
  let isLinked = false;
  let sent: readonly MediaType[] = [];
  let count = 0;
  try {
    for await (const event of attempt(request, caching, signal)) {
      text ||= event.type === 'text' || event.type === 'step';
      if (event.type === 'prepared') {
        bodyBytes = event.bodyBytes;
        isLinked = event.links.length > 0;
        sent = event.images.flatMap(({ prepared }) => prepared.parts.map(({ mediaType }) => mediaType));
        count = event.images.length + event.links.length;
      }
      yield event;
    }
  } catch (error) {
    const { takesOriginals } = request.provider;
    if (text || takesOriginals || !(error instanceof ProviderError)) {
      throw error;
    }
    if (error.reason === 'tooLarge' && error.details.status === 413) {
      const maxBodyBytes = Math.min(Math.floor((bodyBytes + bodyOverhead) / 2), usualBodyBytes);
      yield* attempt(request, caching, signal, { error, maxBodyBytes });
      return;
    }
    if (error.reason === 'tooManyImages') {
      const toTell = learnLimit(withSheets(withoutRepeats(request)), error, count);
      if (toTell) {
        throw toTell;
      }
      yield* attempt(request, caching, signal);
      return;
    }
    const other = otherRequest(request, error, isLinked) ?? refusedForm(request, error, sent);
    if (!other) {
      throw error;
    }
    yield* attempt(other, caching, signal);
  }
}

/** A request was refused for its size: why, and how many bytes the next one may have. */
interface Refused {
  readonly error: ProviderError;
  readonly maxBodyBytes: number;
}

/** The same question in a form that avoids this error, if there is one. */
function otherRequest(request: AskRequest, error: ProviderError, isLinked: boolean): AskRequest | undefined {
  if (isLinked && (error.reason === 'badImage' || error.reason === 'badRequest' || error.reason === 'tooLarge')) {
    const inline = (turn: AskTurn) => ({ ...turn, images: turn.images.map((image) => ({ ...image, url: undefined })) });
    return { ...request, turns: request.turns.map(inline) };
  }
  // The context of one's own server is a setting, so its user decides; others' is what it is.
  const { vendor } = request.provider;
  const isOwn = vendor !== undefined && isModelServer(vendor);
  const isTooLarge = error.reason === 'tooLarge' || (error.reason === 'contextTooSmall' && !isOwn);
  return isTooLarge && request.detail !== 'low' ? { ...request, detail: 'low' } : undefined;
}

/** The same question with its images of another type or shape, if the provider refused one for that. */
function refusedForm(
  request: AskRequest,
  { reason, details }: ProviderError,
  sent: readonly MediaType[],
): AskRequest | undefined {
  const { limits } = request.provider;
  const change: Partial<ImageLimits> | undefined =
    details.fault === 'shape' ? openShapes : { accepts: plainer(sent, details.fault === 'type') };
  const isOther = 'minEdge' in change ? limits.minEdge === undefined : change.accepts?.length !== 0;
  return reason === 'badImage' && isOther
    ? { ...request, provider: { ...request.provider, limits: { ...limits, ...change } } }
    : undefined;
}

/** Types that servers read more often than those that were sent; none if there are none. */
function plainer(sent: readonly MediaType[], isRefusedType: boolean): readonly MediaType[] {
  if (sent.some((type) => type !== 'image/png' && type !== 'image/jpeg')) {
    return ['image/png', 'image/jpeg'];
  }
  return isRefusedType && sent.includes('image/jpeg') ? ['image/png'] : [];
}

type Running = { -readonly [K in keyof AskResult]: AskResult[K] };

/** After a refusal, its error is thrown and nothing is sent if the request can't be made that small. */
async function* attempt(
  asked: AskRequest,
  deps: AskDeps,
  signal: AbortSignal,
  refused?: Refused,
): AsyncGenerator<AskEvent> {
  const request = withSheets(withoutRepeats(asked));
  const known = { ...request.provider.limits, maxImages: maxImagesOf(request) };
  const limits = refused ? { ...known, maxBodyBytes: refused.maxBodyBytes } : known;
  const plan = await prepareAll(request, limits, deps, signal).catch((error: unknown) => {
    throw refused && error instanceof AskImageError ? refused.error : error;
  });
  if (refused && plan.bodyBytes + bodyOverhead > refused.maxBodyBytes) {
    throw refused.error;
  }
  const messages = toMessages(request, plan);
  yield {
    type: 'prepared',
    images: preparedOf(request, plan),
    links: linksOf(request, plan),
    shrunk: plan.shrunk.flatMap((id) => sourcesOf(request, id).map((image) => image.id)),
    leftOut: plan.leftOut.flatMap((id) => sourcesOf(request, id).map((image) => image.id)),
    ...estimateTokens(request, plan),
    bodyBytes: plan.bodyBytes,
  };
  signal.throwIfAborted();
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const result: Running = { text: '', reasoning: '', finishReason: 'interrupted', model: request.model, totalS: 0 };
  for (let round = 0; ; round++) {
    const tools = round < maxToolRounds ? (request.tools ?? []).filter((tool) => !tool.isOver?.()) : [];
    const calls: ToolCall[] = [];
    const before = result.text.length;
    const declared = request.declaredTools ?? [];
    const offered = [...tools.map((tool) => tool.definition), ...declared];
    for await (const event of sendRound(request, messages, offered, result, seconds, signal)) {
      if (event.type === 'toolCall') {
        calls.push(event.call);
      }
      yield event;
    }
    const handedOver = calls.filter((call) => declared.some((tool) => tool.name === call.name));
    if (handedOver.length > 0) {
      result.toolCalls = handedOver;
      break;
    }
    if (calls.length === 0 || tools.length === 0) {
      break;
    }
    const said = result.text.slice(before);
    messages.push({ role: 'assistant', parts: said ? [text(said)] : [], toolCalls: calls });
    yield* carryOut(calls, tools, messages, limits, signal);
  }
  result.totalS = seconds();
  yield { type: 'done', result };
}

/** One request of the turn. Its answer is added to the result. */
async function* sendRound(
  request: AskRequest,
  messages: readonly Message[],
  tools: readonly ToolDefinition[],
  result: Running,
  seconds: () => number,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const earlier = result.usage;
  const stream = request.provider.stream(
    {
      model: request.model,
      messages: [...messages],
      maxOutputTokens: request.maxOutputTokens,
      detail: request.detail,
      reasoning: request.reasoning ?? 'off',
      output: request.output,
      tools: tools.length > 0 ? tools : undefined,
      ...request.sampling,
    },
    signal,
  );
  result.finishReason = 'interrupted';
  for await (const event of stream) {
    switch (event.type) {
      case 'start':
        result.model = event.model ?? result.model;
        result.requestId = event.requestId ?? result.requestId;
        break;
      case 'text':
        result.firstTokenS ??= seconds();
        result.text += event.text;
        break;
      case 'reasoning':
        result.reasoning += event.text;
        break;
      case 'usage':
        result.usage = earlier ? sumUsage(earlier, event.usage) : event.usage;
        break;
      case 'finish':
        result.finishReason = event.reason;
        break;
    }
    yield event;
  }
}

const text = (value: string): TextPart => ({ kind: 'text', text: value });

/** One question about images, from plan to events: the one path that panel, alt text, OCR by a model, tools and CLI all take. */
import { prepareSheet, sheetNote } from './image/contactSheet';
import type { PlanRequest } from './image/plan';
import { prepareImage } from './image/prepare';
import { estimateImageTokens } from './image/tokens';
import { type Detail, ImageError, type ImagingEngine, type Intent, type PreparedImage } from './image/types';
import { ProviderError } from './providers/errors';
import type {
  FinishReason,
  ImagePart,
  Message,
  OutputFormat,
  Provider,
  StreamEvent,
  TextPart,
  ToolCall,
  Usage,
} from './providers/types';
import { sumUsage } from './providers/usageSum';
import { type Tool, toolFailure } from './tools/types';

/** An image of the question. Its bytes are read when they are needed, and prepared once for each provider. */
export interface AskImage {
  readonly id: string;
  readonly name: string;
  /** The file's bytes; may reject with `ImageError`. */
  readonly read: () => Promise<Uint8Array>;
  /** A public http(s) address: passed on to a provider that fetches images itself, and read here for all others. */
  readonly url?: string;
  /** Of a contact sheet, which stands for several images: those. */
  readonly members?: readonly AskImage[];
}

/** A turn of the request: history when it has an answer, the question itself when it has none. */
export interface AskTurn {
  readonly question: string;
  readonly images: readonly AskImage[];
  readonly answer?: string;
  /** Images that are more than the provider takes go as one picture, each below its number. */
  readonly contactSheet?: boolean;
}

export interface AskRequest {
  readonly provider: Provider;
  readonly model: string;
  readonly system: string;
  /** Oldest first; the last one is the question. */
  readonly turns: readonly AskTurn[];
  readonly intent: Intent;
  readonly detail: Detail;
  readonly maxOutputTokens: number;
  readonly output?: OutputFormat;
  /** What the model may do during the turn; only for models that are known to call tools. */
  readonly tools?: readonly Tool[];
  readonly reasoning?: 'off' | 'default';
}

export interface AskDeps {
  readonly imaging: ImagingEngine;
  /** Keeps what was prepared; share one for each conversation. */
  readonly cache: PreparedCache;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/** Prepared images by image, limits and intent: an image prepared once is not prepared again. */
export type PreparedCache = Map<string, PreparedImage>;

export type AskEvent =
  | StreamEvent
  /** A tool call of the model, as it begins and as it ends. */
  | {
      readonly type: 'step';
      readonly id: string;
      readonly title: string;
      readonly detail: string;
      readonly state: 'running' | 'done' | 'failed';
    }
  /** What is about to be sent, before the first byte goes out. */
  | {
      readonly type: 'prepared';
      readonly images: readonly { readonly id: string; readonly prepared: PreparedImage }[];
      /** Ids of images that go as a link, for the provider to fetch. */
      readonly links: readonly string[];
      /** Ids of history images that no longer fit. */
      readonly leftOut: readonly string[];
      readonly estimatedInputTokens?: number;
      readonly bodyBytes: number;
    }
  | { readonly type: 'done'; readonly result: AskResult };

export interface AskResult {
  readonly text: string;
  readonly reasoning: string;
  readonly usage?: Usage;
  readonly finishReason: FinishReason;
  /** The model that answered, as the provider named it. */
  readonly model: string;
  readonly requestId?: string;
  /** Seconds from the request's start; absent when no text came. */
  readonly firstTokenS?: number;
  readonly totalS: number;
}

/** An image that cannot be sent, with its id, so that the right one is named. */
export class AskImageError extends Error {
  override readonly name = 'AskImageError';
  constructor(
    readonly imageId: string,
    readonly imageName: string,
    override readonly cause: ImageError,
  ) {
    super(`${imageName}: ${cause.message}`);
  }
}

/** Rounds of tool calls in one turn; after them the model has to answer. */
const maxToolRounds = 6;

/**
 * Prepares the images, sends the question, carries out the model's tool calls, and yields what comes back, ending with
 * `done`. Throws `AskImageError`, `ProviderError`, or the signal's reason. Text already yielded stays valid.
 * A request that the provider calls too large is made smaller and sent once more; a link that it cannot fetch is read
 * here and sent as bytes.
 */
export async function* ask(request: AskRequest, deps: AskDeps, signal: AbortSignal): AsyncGenerator<AskEvent> {
  let text = false;
  try {
    for await (const event of attempt(request, deps, signal)) {
      text ||= event.type === 'text' || event.type === 'step';
      yield event;
    }
  } catch (error) {
    const other = text ? undefined : otherRequest(request, error);
    if (!other) {
      throw error;
    }
    yield* attempt(other, deps, signal);
  }
}

/** The same question in the way that avoids this error, if there is one. */
function otherRequest(request: AskRequest, error: unknown): AskRequest | undefined {
  if (!(error instanceof ProviderError) || request.provider.takesOriginals) {
    return undefined;
  }
  if (error.reason === 'tooLarge' && request.detail !== 'low') {
    return { ...request, detail: 'low' };
  }
  const linked = request.turns.some((turn) => turn.images.some((image) => image.url !== undefined));
  if (linked && (error.reason === 'badImage' || error.reason === 'badRequest')) {
    const inline = (turn: AskTurn) => ({ ...turn, images: turn.images.map((image) => ({ ...image, url: undefined })) });
    return { ...request, turns: request.turns.map(inline) };
  }
  return undefined;
}

type Running = { -readonly [K in keyof AskResult]: AskResult[K] };

async function* attempt(asked: AskRequest, deps: AskDeps, signal: AbortSignal): AsyncGenerator<AskEvent> {
  const request = withSheets(asked);
  const plan = await prepareAll(request, deps, signal);
  const messages = toMessages(request, plan);
  yield {
    type: 'prepared',
    images: preparedOf(request, plan),
    links: [...plan.links.keys()],
    leftOut: plan.leftOut.flatMap((id) => sourcesOf(request, id).map((image) => image.id)),
    estimatedInputTokens: estimateTokens(request, plan),
    bodyBytes: plan.bodyBytes,
  };
  signal.throwIfAborted();
  const started = deps.now();
  const seconds = () => (deps.now() - started) / 1000;
  const result: Running = { text: '', reasoning: '', finishReason: 'interrupted', model: request.model, totalS: 0 };
  for (let round = 0; ; round++) {
    const tools = round < maxToolRounds ? (request.tools ?? []) : [];
    const calls: ToolCall[] = [];
    const before = result.text.length;
    for await (const event of sendRound(request, messages, tools, result, seconds, signal)) {
      if (event.type === 'toolCall') {
        calls.push(event.call);
      }
      yield event;
    }
    if (calls.length === 0 || tools.length === 0) {
      break;
    }
    const said = result.text.slice(before);
    messages.push({ role: 'assistant', parts: said ? [text(said)] : [], toolCalls: calls });
    yield* carryOut(calls, tools, messages, signal);
  }
  result.totalS = seconds();
  yield { type: 'done', result };
}

/** One request of the turn; what comes back is added to the result. */
async function* sendRound(
  request: AskRequest,
  messages: readonly Message[],
  tools: readonly Tool[],
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
      tools: tools.length > 0 ? tools.map((tool) => tool.definition) : undefined,
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

/** Runs the calls in order; their results, then their images in one user message, are what the model sees next. */
async function* carryOut(
  calls: readonly ToolCall[],
  tools: readonly Tool[],
  messages: Message[],
  signal: AbortSignal,
): AsyncGenerator<AskEvent> {
  const images: ImagePart[] = [];
  for (const call of calls) {
    const tool = tools.find((one) => one.definition.name === call.name);
    const input = parseArguments(call.arguments);
    const step = { type: 'step', id: call.id, title: tool?.title(input) ?? call.name } as const;
    yield { ...step, detail: '', state: 'running' };
    const result = tool ? await tool.run(input, signal) : toolFailure(`There is no tool ${call.name}.`);
    signal.throwIfAborted();
    yield { ...step, detail: result.detail, state: result.failed ? 'failed' : 'done' };
    messages.push({ role: 'tool', callId: call.id, name: call.name, parts: [text(result.text)] });
    images.push(...(result.images ?? []));
  }
  if (images.length > 0) {
    messages.push({ role: 'user', parts: [...images, text('These are the regions that you asked for.')] });
  }
}

/** Undefined for arguments that are no JSON; the tool then says what it needs. */
function parseArguments(json: string): unknown {
  try {
    return JSON.parse(json || '{}');
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/** The request as it is sent: where a turn asks for it and needs it, one contact sheet stands for all its images. */
function withSheets(request: AskRequest): AskRequest {
  const { takesOriginals, limits } = request.provider;
  const turns = request.turns.map((turn) => {
    const { images } = turn;
    const needed = images.length > 1 && images.length > (limits.maxImages ?? 0);
    if (!turn.contactSheet || takesOriginals || !needed) {
      return turn;
    }
    const sheet: AskImage = {
      id: `sheet:${images.map((image) => image.id).join(',')}`,
      name: 'contact sheet',
      read: async () => new Uint8Array(),
      members: images,
    };
    return { ...turn, images: [sheet] };
  });
  return { ...request, turns };
}

/** The images behind an id: those of a contact sheet, or the one itself. */
function sourcesOf(request: AskRequest, id: string): readonly AskImage[] {
  const found = request.turns.flatMap((turn) => turn.images).find((image) => image.id === id);
  return found ? (found.members ?? [found]) : [];
}

function preparedOf(request: AskRequest, plan: Plan): { id: string; prepared: PreparedImage }[] {
  return [...plan.prepared].flatMap(([id, prepared]) =>
    sourcesOf(request, id).map((image, index) => ({ id: image.id, prepared: prepared.members?.[index] ?? prepared })),
  );
}

interface Plan {
  readonly prepared: ReadonlyMap<string, PreparedImage>;
  readonly originals: ReadonlyMap<string, Uint8Array>;
  /** Addresses that the provider fetches itself, by image. */
  readonly links: ReadonlyMap<string, string>;
  readonly leftOut: readonly string[];
  readonly bodyBytes: number;
}

/** Bytes of JSON around one image and one message; generous. */
const jsonOverhead = 400;

async function prepareAll(request: AskRequest, deps: AskDeps, signal: AbortSignal): Promise<Plan> {
  const { provider } = request;
  const all = request.turns.flatMap((turn) => turn.images);
  const current = new Set(request.turns.at(-1)?.images.map((image) => image.id));
  const textBytes = utf8Length(request.system) + request.turns.reduce((sum, turn) => sum + turnTextBytes(turn), 0);
  if (provider.takesOriginals) {
    const originals = new Map<string, Uint8Array>();
    for (const image of all) {
      originals.set(image.id, await readOrThrow(image));
    }
    return { prepared: new Map(), originals, links: new Map(), leftOut: [], bodyBytes: 0 };
  }
  const links = provider.vendor?.quirks.remoteUrl
    ? new Map(all.flatMap((image) => (image.url === undefined ? [] : [[image.id, image.url] as const])))
    : new Map<string, string>();
  const kept = [...all];
  const leftOut: string[] = [];
  const dropOldest = () => {
    const at = kept.findIndex((image) => !current.has(image.id) && kept.length > 1);
    if (at < 0) {
      return false;
    }
    leftOut.push(...kept.splice(at, 1).map((image) => image.id));
    return true;
  };
  const { limits } = provider;
  while (limits.maxImages !== undefined && kept.length > limits.maxImages) {
    if (!dropOldest()) {
      throw new ProviderError('tooManyImages', `at most ${limits.maxImages} images`, { limit: limits.maxImages });
    }
  }
  for (;;) {
    const prepared = new Map<string, PreparedImage>();
    for (const image of kept.filter((one) => !links.has(one.id))) {
      signal.throwIfAborted();
      prepared.set(image.id, await prepareOne(image, request, deps, kept.length, textBytes, signal));
    }
    const bodyBytes = textBytes + [...prepared.values()].reduce((sum, one) => sum + serializedBytes(one), 0);
    const linked = kept.filter((image) => links.has(image.id)).length;
    const parts = [...prepared.values()].reduce((sum, one) => sum + one.parts.length, linked);
    const fits =
      bodyBytes <= (limits.maxBodyBytes ?? Number.POSITIVE_INFINITY) &&
      parts <= (limits.maxImages ?? Number.POSITIVE_INFINITY);
    if (fits || !dropOldest()) {
      return { prepared, originals: new Map(), links, leftOut, bodyBytes };
    }
  }
}

async function prepareOne(
  image: AskImage,
  request: AskRequest,
  deps: AskDeps,
  imageCount: number,
  otherBodyBytes: number,
  signal: AbortSignal,
): Promise<PreparedImage> {
  const { limits } = request.provider;
  const key = JSON.stringify([image.id, limits, request.intent, request.detail]);
  const share = (limits.maxBodyBytes ?? Number.POSITIVE_INFINITY) / imageCount;
  const known = deps.cache.get(key);
  if (known && serializedBytes(known) <= share) {
    return known;
  }
  const asked = { limits, intent: request.intent, detail: request.detail, imageCount, otherBodyBytes };
  if (image.members) {
    const sheet = await prepareMembers(image.members, asked, deps, signal);
    deps.cache.set(key, sheet);
    return sheet;
  }
  const bytes = await readOrThrow(image);
  try {
    const prepared = await prepareImage(bytes, asked, deps.imaging, signal);
    deps.cache.set(key, prepared);
    return prepared;
  } catch (error) {
    throw error instanceof ImageError ? new AskImageError(image.id, image.name, error) : error;
  }
}

async function prepareMembers(
  members: readonly AskImage[],
  asked: PlanRequest,
  deps: AskDeps,
  signal: AbortSignal,
): Promise<PreparedImage> {
  const sources: Uint8Array[] = [];
  for (const member of members) {
    sources.push(await readOrThrow(member));
  }
  const blame = (index: number, error: ImageError) => {
    const { id = '', name = '' } = members[index] ?? {};
    return new AskImageError(id, name, error);
  };
  try {
    return await prepareSheet(sources, asked, deps.imaging, blame, signal);
  } catch (error) {
    if (error instanceof ImageError && error.reason === 'tooManyImages') {
      throw new ProviderError('tooManyImages', error.detail);
    }
    throw error;
  }
}

async function readOrThrow(image: AskImage): Promise<Uint8Array> {
  try {
    return await image.read();
  } catch (error) {
    throw error instanceof ImageError ? new AskImageError(image.id, image.name, error) : error;
  }
}

function toMessages(request: AskRequest, plan: Plan): Message[] {
  const messages: Message[] = request.system ? [{ role: 'system', parts: [text(request.system)] }] : [];
  for (const turn of request.turns) {
    messages.push({ role: 'user', parts: userParts(turn, plan, request.detail) });
    if (turn.answer !== undefined) {
      messages.push({ role: 'assistant', parts: [text(turn.answer)] });
    }
  }
  return messages;
}

function userParts(turn: AskTurn, plan: Plan, detail: Detail): (TextPart | ImagePart)[] {
  const parts: (TextPart | ImagePart)[] = [];
  const several = turn.images.length > 1;
  for (const [index, image] of turn.images.entries()) {
    const original = plan.originals.get(image.id);
    if (original) {
      parts.push({ kind: 'image', mediaType: '', bytes: original });
      continue;
    }
    const link = plan.leftOut.includes(image.id) ? undefined : plan.links.get(image.id);
    const prepared = plan.prepared.get(image.id);
    if (!prepared && link === undefined) {
      const names = (image.members ?? [image]).map((one) => one.name).join(', ');
      parts.push(text(`[The image ${names} was shown here earlier and is no longer attached.]`));
      continue;
    }
    if (several) {
      parts.push(text(`Image ${index + 1}: ${image.name}`));
    }
    if (!prepared) {
      parts.push({ kind: 'image', mediaType: '', url: link, detail });
      continue;
    }
    if (image.members) {
      parts.push(text(sheetNote(image.members.map((member) => member.name))));
    }
    if (prepared.parts.length > 1) {
      parts.push(text(tileNote(image.name, prepared)));
    }
    for (const part of prepared.parts) {
      const { bytes, mediaType, width, height } = part;
      parts.push({ kind: 'image', mediaType, bytes, width, height, detail });
    }
    for (const [member, { sourceText }] of (prepared.members ?? [prepared]).entries()) {
      if (sourceText) {
        const { name } = image.members?.[member] ?? image;
        parts.push(text(`The source of the SVG file ${name}:\n${sourceText}`));
      }
    }
  }
  parts.push(text(turn.question));
  return parts;
}

/** Tells the model where each tile lies, so that it reads them as one picture. */
function tileNote(name: string, prepared: PreparedImage): string {
  const places = prepared.parts.map((part, index) => {
    const { x, y, width, height } = part.region ?? { x: 0, y: 0, width: part.width, height: part.height };
    return `tile ${index + 1} shows x ${x}–${x + width}, y ${y}–${y + height}`;
  });
  const { width, height } = prepared.facts;
  return `${name} is one picture of ${width} × ${height} pixels, sent in ${places.length} overlapping tiles: ${places.join('; ')}.`;
}

function estimateTokens(request: AskRequest, plan: Plan): number | undefined {
  const formula = request.provider.vendor?.tokenFormula ?? 'none';
  let tokens = 0;
  for (const prepared of plan.prepared.values()) {
    for (const part of prepared.parts) {
      const one = estimateImageTokens(formula, part.width, part.height, request.model, request.detail);
      if (!one) {
        return undefined;
      }
      tokens += one.tokens;
    }
  }
  // About four bytes of English text to a token.
  const textBytes = utf8Length(request.system) + request.turns.reduce((sum, turn) => sum + turnTextBytes(turn), 0);
  return plan.prepared.size > 0 ? tokens + Math.ceil(textBytes / 4) : undefined;
}

const text = (value: string): TextPart => ({ kind: 'text', text: value });

const encoder = new TextEncoder();
const utf8Length = (value: string) => encoder.encode(value).length;
const turnTextBytes = (turn: AskTurn) => utf8Length(turn.question) + utf8Length(turn.answer ?? '') + jsonOverhead;
const serializedBytes = (image: PreparedImage) =>
  image.parts.reduce((sum, part) => sum + Math.ceil(part.bytes.length / 3) * 4 + jsonOverhead, 0) +
  utf8Length(image.sourceText ?? '');

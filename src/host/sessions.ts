import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { type AskEvent, type AskImage, ask, type PreparedCache } from '../core/ask';
import {
  addImages,
  addTurn,
  type Conversation,
  type ConversationImage,
  carriedTurns,
  newConversation,
  type SentImage,
  settle,
  supersedeFrom,
  type Turn,
  updateImage,
  updateTurn,
  waitingTurn,
} from '../core/conversation/conversation';
import { costOf } from '../core/conversation/cost';
import { sniff } from '../core/image/sniff';
import { ImageError, type PreparedImage } from '../core/image/types';
import { ProviderError } from '../core/providers/errors';
import type { OutputFormat } from '../core/providers/types';
import { systemPrompt, tasks, withUserTasks } from '../core/tasks/tasks';
import type { Consent } from './consent';
import type { ConversationStore } from './conversationStore';
import type { Engines } from './engines';
import { toFailure } from './errors';
import { errorText } from './log';
import type { Choice, Providers } from './providers';
import { settings } from './settings';
import { type ImageTarget, isExcluded, isWebUrl, readTarget } from './targets';
import type { Transports } from './transport';

/** What a running turn is busy with; words are made of it by the view. */
export type TurnStatus =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'retry'; readonly reason: 'rateLimit' | 'overloaded' | 'network'; readonly until: number };

export interface DisplayImage {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What changed: everything, one turn (many times a second while it streams), or the bytes of an image. */
export type SessionChange =
  | { readonly kind: 'all' }
  | { readonly kind: 'turn'; readonly turnId: string }
  | { readonly kind: 'image'; readonly imageId: string };

export interface AskOptions {
  readonly taskId?: string;
  readonly images?: readonly ConversationImage[];
  readonly output?: OutputFormat;
  readonly language?: string;
}

/** A live conversation: it goes on while its panel is hidden, and is saved after each turn. */
export interface Session extends vscode.Disposable {
  readonly id: string;
  conversation(): Conversation;
  status(turnId: string): TurnStatus | undefined;
  readonly onDidChange: vscode.Event<SessionChange>;
  /** Asks and waits for the end of the answer. An empty text takes the task's own prompt. Never rejects. */
  ask(text: string, options?: AskOptions): Promise<Turn>;
  stop(turnId?: string): void;
  /** Asks the same again; the old answer stays visible and leaves later requests. */
  retry(turnId: string): Promise<Turn | undefined>;
  editAndResend(turnId: string, text: string): Promise<Turn | undefined>;
  addPastedImage(name: string, bytes: Uint8Array): Promise<void>;
  /** As sent where it was sent, else as found; in a type that a browser draws. Undefined when the bytes are gone. */
  displayImage(imageId: string): Promise<DisplayImage | undefined>;
  /** The source's bytes. */
  readImage(imageId: string): Promise<Uint8Array>;
  setChoice(choice: Conversation['choice']): void;
  isBusy(): boolean;
}

export interface SessionDeps {
  readonly providers: Providers;
  readonly engines: Engines;
  readonly transports: Transports;
  readonly consent: Consent;
  readonly store: ConversationStore;
  readonly log: vscode.LogOutputChannel;
  readonly onTurnDone: (turn: Turn) => void;
}

/** Largest download of an image by its URL, bytes. */
const maxDownloadBytes = 32 * 1024 * 1024;
const streamNotifyMs = 33;
const loadingAfterMs = 3000;
const pasteScheme = 'paste:';
const browserTypes = /^image\/(png|jpeg|gif|webp|avif|bmp|svg\+xml|x-icon|vnd\.microsoft\.icon)$/;
const displayEdge = 2048;

export const toConversationImage = (target: ImageTarget): ConversationImage => ({
  id: randomUUID(),
  name: target.name,
  source: target.uri.toString(),
});

export function startConversation(title: string): Conversation {
  return newConversation(randomUUID(), title, Date.now());
}

export function createSession(initial: Conversation, deps: SessionDeps): Session {
  const { providers, engines, transports, consent, store, log } = deps;
  let conversation = settle(initial);
  const changed = new vscode.EventEmitter<SessionChange>();
  const statuses = new Map<string, TurnStatus>();
  const running = new Map<string, AbortController>();
  const sources = new Map<string, Promise<Uint8Array>>();
  const shown = new Map<string, DisplayImage>();
  const cache: PreparedCache = new Map();

  const set = (next: Conversation, change: SessionChange = { kind: 'all' }) => {
    conversation = next;
    changed.fire(change);
  };
  const setStatus = (turnId: string, status: TurnStatus | undefined) => {
    if (status) {
      statuses.set(turnId, status);
    } else {
      statuses.delete(turnId);
    }
    changed.fire({ kind: 'turn', turnId });
  };
  const image = (imageId: string) => conversation.images.find((one) => one.id === imageId);
  const save = () => store.save(conversation).catch((error: unknown) => log.error(`saving: ${errorText(error)}`));

  const readSource = async (one: ConversationImage): Promise<Uint8Array> => {
    if (one.source.startsWith(pasteScheme)) {
      const stored = await store.readImage(conversation.id, one.id);
      if (!stored) {
        throw new ImageError('notFound', one.name);
      }
      return stored;
    }
    const uri = vscode.Uri.parse(one.source);
    try {
      return isWebUrl(uri)
        ? await transports.download(uri.toString(true), maxDownloadBytes, AbortSignal.timeout(60_000))
        : await readTarget(uri);
    } catch (error) {
      // The file may have moved since: what was sent then still answers follow-ups.
      const stored =
        error instanceof ImageError && error.reason === 'notFound'
          ? await store.readImage(conversation.id, one.id)
          : undefined;
      if (stored) {
        return stored;
      }
      throw error;
    }
  };
  const readImage = (imageId: string): Promise<Uint8Array> => {
    const one = image(imageId);
    if (!one) {
      return Promise.reject(new ImageError('notFound', imageId));
    }
    const reading = sources.get(imageId) ?? readSource(one);
    sources.set(imageId, reading);
    reading.catch(() => sources.delete(imageId));
    return reading;
  };

  const askImage = (imageId: string): AskImage[] => {
    const one = image(imageId);
    return one ? [{ id: one.id, name: one.name, read: () => readImage(one.id) }] : [];
  };

  const guard = async (turn: Turn, choice: Choice, imageIds: readonly string[]) => {
    const { provider, model } = choice;
    const images = imageIds.flatMap((id) => image(id) ?? []);
    if (provider.vendor) {
      if (!(await providers.isReady(provider.id))) {
        throw new ProviderError('notConfigured', '', { host: provider.host });
      }
      const known = (await providers.models(provider.id, { timeoutMs: 2500 })).models.find((one) => one.id === model);
      if (known?.vision === false && images.length > 0) {
        throw new ProviderError('noVision', model, { host: provider.host });
      }
    }
    if (provider.host === undefined) {
      return;
    }
    const hidden = images.find(
      (one) => !one.source.startsWith(pasteScheme) && isExcluded(vscode.Uri.parse(one.source)),
    );
    if (hidden) {
      set(updateImage(conversation, hidden.id, { problem: 'excluded' }));
      throw new ImageError('excluded', hidden.name);
    }
    const names = turn.imageIds.length > 0 ? turn.imageIds : imageIds;
    if (
      !(await consent.ask(
        provider.host,
        provider.label,
        names.flatMap((id) => image(id)?.name ?? []),
      ))
    ) {
      throw new ProviderError('consent', '', { host: provider.host });
    }
  };

  const choose = async (taskId: string): Promise<Choice> =>
    conversation.choice
      ? { provider: providers.get(conversation.choice.providerId), model: conversation.choice.model }
      : providers.choose(taskId);

  const onPrepared = (turnId: string, event: Extract<AskEvent, { type: 'prepared' }>) => {
    let next = updateTurn(conversation, turnId, {
      leftOut: event.leftOut,
      estimatedInputTokens: event.estimatedInputTokens,
      bodyBytes: event.bodyBytes,
    });
    for (const { id, prepared } of event.images) {
      next = updateImage(next, id, { sent: toSent(prepared) });
      const [part] = prepared.parts;
      if (part && prepared.parts.length === 1 && shown.get(id)?.bytes !== part.bytes) {
        shown.set(id, { mediaType: part.mediaType, bytes: part.bytes });
        if (!image(id)?.source.startsWith(pasteScheme)) {
          store
            .saveImage(conversation.id, id, part.bytes)
            .catch((error: unknown) => log.error(`saving an image: ${errorText(error)}`));
        }
        changed.fire({ kind: 'image', imageId: id });
      }
    }
    set(next);
  };

  const run = async (turnId: string, output: OutputFormat | undefined): Promise<void> => {
    const controller = new AbortController();
    running.set(turnId, controller);
    setStatus(turnId, { kind: 'preparing' });
    let text = '';
    let reasoning = '';
    let notify: NodeJS.Timeout | undefined;
    let loading: NodeJS.Timeout | undefined;
    let countdown: NodeJS.Timeout | undefined;
    const flush = () => {
      clearTimeout(notify);
      notify = undefined;
      set(updateTurn(conversation, turnId, { answer: text, reasoning, state: 'streaming' }), { kind: 'turn', turnId });
    };
    try {
      const turn = conversation.turns.find((one) => one.id === turnId);
      if (!turn) {
        return;
      }
      const choice = await choose(turn.taskId);
      const { provider, model } = choice;
      set(
        updateTurn(conversation, turnId, {
          providerId: provider.id,
          providerLabel: provider.label,
          model,
          host: provider.host ?? '',
        }),
      );
      const carried = carriedTurns(conversation, turnId);
      await guard(
        turn,
        choice,
        carried.flatMap((one) => one.imageIds),
      );
      controller.signal.throwIfAborted();
      const task = withUserTasks(settings.tasks()).get(turn.taskId) ?? tasks.ask;
      const events = ask(
        {
          provider,
          model,
          system: systemPrompt(task, settings.outputLanguage()),
          turns: carried.map((one) => ({
            question: one.turn.question,
            images: one.imageIds.flatMap(askImage),
            answer: one.turn.id === turnId ? undefined : one.turn.answer,
          })),
          intent: task.intent,
          detail: settings.detail(),
          maxOutputTokens: task.maxOutputTokens,
          output,
        },
        { imaging: engines.imaging(), cache, now: () => performance.now() },
        controller.signal,
      );
      for await (const event of events) {
        switch (event.type) {
          case 'prepared':
            onPrepared(turnId, event);
            setStatus(turnId, { kind: 'waiting' });
            if (provider.vendor?.local) {
              loading = setTimeout(() => setStatus(turnId, { kind: 'loading' }), loadingAfterMs);
            }
            break;
          case 'retry':
            setStatus(turnId, { kind: 'retry', reason: event.reason, until: Date.now() + event.waitMs });
            clearInterval(countdown);
            countdown = setInterval(() => changed.fire({ kind: 'turn', turnId }), 1000);
            break;
          case 'start':
            clearInterval(countdown);
            break;
          case 'text':
          case 'reasoning':
            clearTimeout(loading);
            statuses.delete(turnId);
            text += event.type === 'text' ? event.text : '';
            reasoning += event.type === 'reasoning' ? event.text : '';
            notify ??= setTimeout(flush, streamNotifyMs);
            break;
          case 'done': {
            const { result } = event;
            const cost = costOf(result.usage, providers.price(provider.id, model));
            log.info(
              `${provider.host ?? 'this machine'} ${result.model}: ${result.finishReason} in ${result.totalS.toFixed(2)} s, ` +
                `${result.usage?.inputTokens ?? '?'} + ${result.usage?.outputTokens ?? '?'} tokens` +
                `${result.requestId ? `, request ${result.requestId}` : ''}`,
            );
            clearTimeout(notify);
            set(
              updateTurn(conversation, turnId, {
                answer: result.text,
                reasoning: result.reasoning,
                state: result.finishReason === 'interrupted' ? 'failed' : 'done',
                failure:
                  result.finishReason === 'interrupted'
                    ? { source: 'provider', reason: 'interrupted', message: '', host: provider.host }
                    : undefined,
                finishReason: result.finishReason,
                model: result.model || model,
                usage: result.usage,
                cost,
                requestId: result.requestId,
                firstTokenS: result.firstTokenS,
                totalS: result.totalS,
              }),
            );
            break;
          }
        }
      }
    } catch (error) {
      const stopped = controller.signal.aborted;
      const failure = stopped ? undefined : toFailure(error);
      if (failure) {
        log.error(
          `${conversation.turns.find((one) => one.id === turnId)?.host || 'this machine'}: ${errorText(error)}`,
        );
      }
      if (failure?.imageId && failure.source === 'image' && failure.reason !== 'engineUnavailable') {
        conversation = updateImage(conversation, failure.imageId, {
          problem: failure.reason as ConversationImage['problem'],
        });
      }
      set(
        updateTurn(conversation, turnId, { answer: text, reasoning, state: stopped ? 'stopped' : 'failed', failure }),
      );
    } finally {
      clearTimeout(notify);
      clearTimeout(loading);
      clearInterval(countdown);
      running.delete(turnId);
      setStatus(turnId, undefined);
      const turn = conversation.turns.find((one) => one.id === turnId);
      if (turn) {
        deps.onTurnDone(turn);
      }
      await save();
    }
  };

  const start = async (turn: Turn, output?: OutputFormat): Promise<Turn> => {
    set(addTurn(conversation, turn));
    void save();
    await run(turn.id, output);
    return conversation.turns.find((one) => one.id === turn.id) ?? turn;
  };

  const again = async (turnId: string, text: string | undefined): Promise<Turn | undefined> => {
    const old = conversation.turns.find((one) => one.id === turnId);
    if (!old) {
      return undefined;
    }
    running.get(turnId)?.abort();
    for (const imageId of old.imageIds) {
      conversation = updateImage(conversation, imageId, { problem: undefined });
    }
    conversation = supersedeFrom(conversation, turnId);
    const typed = text === undefined ? old.typed : true;
    const taskId = text === undefined || !typed ? old.taskId : 'ask';
    return start(
      waitingTurn({
        id: randomUUID(),
        taskId,
        question: text ?? old.question,
        typed,
        imageIds: old.imageIds,
        language: old.language,
      }),
    );
  };

  return {
    id: initial.id,
    conversation: () => conversation,
    status: (turnId) => statuses.get(turnId),
    onDidChange: changed.event,
    ask: (text, { taskId = 'ask', images = [], output, language } = {}) => {
      const task = withUserTasks(settings.tasks()).get(taskId) ?? tasks.ask;
      const attached = new Set(conversation.turns.flatMap((turn) => turn.imageIds));
      const pending = conversation.images.filter((one) => !attached.has(one.id));
      conversation = addImages(conversation, images);
      return start(
        waitingTurn({
          id: randomUUID(),
          taskId,
          question: text.trim() || task.prompt,
          typed: text.trim() !== '',
          imageIds: [...pending, ...images].map((one) => one.id),
          language,
        }),
        output,
      );
    },
    stop: (turnId) => {
      for (const [id, controller] of running) {
        if (turnId === undefined || turnId === id) {
          controller.abort();
        }
      }
    },
    retry: (turnId) => again(turnId, undefined),
    editAndResend: (turnId, text) => again(turnId, text),
    addPastedImage: async (name, bytes) => {
      const id = randomUUID();
      await store.saveImage(conversation.id, id, bytes);
      sources.set(id, Promise.resolve(bytes));
      const found = sniff(bytes);
      const problem = found.ok ? undefined : found.reason;
      set(addImages(conversation, [{ id, name, source: `${pasteScheme}${id}`, problem }]));
    },
    displayImage: async (imageId) => {
      const known = shown.get(imageId);
      if (known) {
        return known;
      }
      const made = await toDisplay(imageId, readImage, engines, store, conversation.id);
      if (made) {
        shown.set(imageId, made);
      }
      return made;
    },
    readImage,
    setChoice: (choice) => set({ ...conversation, choice }),
    isBusy: () => running.size > 0,
    dispose: () => {
      for (const controller of running.values()) {
        controller.abort();
      }
      changed.dispose();
    },
  };
}

/** Bytes a browser can draw, upright: the stored ones first, they are there at once. */
async function toDisplay(
  imageId: string,
  readImage: (imageId: string) => Promise<Uint8Array>,
  engines: Engines,
  store: ConversationStore,
  conversationId: string,
): Promise<DisplayImage | undefined> {
  const bytes = (await store.readImage(conversationId, imageId)) ?? (await readImage(imageId));
  const found = sniff(bytes);
  if (!found.ok) {
    return undefined;
  }
  const { facts } = found;
  if (browserTypes.test(facts.mediaType) && bytes.length < 8_000_000) {
    return { mediaType: facts.mediaType, bytes };
  }
  const job = {
    accepts: ['image/png', 'image/jpeg'],
    maxEdge: displayEdge,
    maxBytes: 4_000_000,
    content: 'auto',
    maxTiles: 1,
  } as const;
  const { parts } = await engines.imaging().render(bytes, facts, job);
  return parts[0] && { mediaType: parts[0].mediaType, bytes: parts[0].bytes };
}

function toSent({ facts, sourceBytes, parts, changes }: PreparedImage): SentImage {
  return {
    sourceType: facts.mediaType,
    sourceWidth: facts.width,
    sourceHeight: facts.height,
    sourceBytes,
    parts: parts.map(({ mediaType, width, height, bytes }) => ({ mediaType, width, height, bytes: bytes.length })),
    changes,
  };
}

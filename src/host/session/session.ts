import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { type AskEvent, type AskImage, ask, type PreparedCache } from '../../core/ask';
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
} from '../../core/conversation/conversation';
import { costOf } from '../../core/conversation/cost';
import { sniff } from '../../core/image/sniff';
import { ImageError, type PreparedImage } from '../../core/image/types';
import type { OutputFormat } from '../../core/providers/types';
import { systemPrompt, tasks, withUserTasks } from '../../core/tasks/tasks';
import type { Consent } from '../consent';
import type { Engines } from '../engines';
import { toFailure } from '../errors';
import { errorText } from '../log';
import type { Choice, Providers } from '../providers';
import { settings } from '../settings';
import type { ImageTarget } from '../targets';
import type { Transports } from '../transport';
import { checkBeforeSending } from './guard';
import { createSessionImages, type DisplayImage, pastedSource } from './images';
import type { ConversationStore } from './store';

/** What a running turn is busy with; words are made of it by the view. */
export type TurnStatus =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'retry'; readonly reason: 'rateLimit' | 'overloaded' | 'network'; readonly until: number };

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

const streamNotifyMs = 33;
const loadingAfterMs = 3000;
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
  const logError = (what: string) => (error: unknown) => log.error(`${what}: ${errorText(error)}`);
  const images = createSessionImages({
    conversationId: initial.id,
    engines,
    transports,
    store,
    onError: logError('saving an image'),
  });
  let conversation = settle(initial);
  const changed = new vscode.EventEmitter<SessionChange>();
  const statuses = new Map<string, TurnStatus>();
  const running = new Map<string, AbortController>();
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
  const save = () => store.save(conversation).catch(logError('saving'));

  const found = (imageId: string): ConversationImage => {
    const one = image(imageId);
    if (!one) {
      throw new ImageError('notFound', imageId);
    }
    return one;
  };
  const askImage = (imageId: string): AskImage => {
    const one = found(imageId);
    return { id: one.id, name: one.name, read: () => images.read(one) };
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
      if (part && prepared.parts.length === 1 && images.show(found(id), part)) {
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
      const carriedImages = carried.flatMap((one) => one.imageIds.map(found));
      await checkBeforeSending(choice, carriedImages, providers, consent);
      controller.signal.throwIfAborted();
      const task = withUserTasks(settings.tasks()).get(turn.taskId) ?? tasks.ask;
      const events = ask(
        {
          provider,
          model,
          system: systemPrompt(task, settings.outputLanguage()),
          turns: carried.map((one) => ({
            question: one.turn.question,
            images: one.imageIds.map(askImage),
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
    ask: (text, { taskId = 'ask', images: added = [], output, language } = {}) => {
      const task = withUserTasks(settings.tasks()).get(taskId) ?? tasks.ask;
      const attached = new Set(conversation.turns.flatMap((turn) => turn.imageIds));
      const pending = conversation.images.filter((one) => !attached.has(one.id));
      conversation = addImages(conversation, added);
      return start(
        waitingTurn({
          id: randomUUID(),
          taskId,
          question: text.trim() || task.prompt,
          typed: text.trim() !== '',
          imageIds: [...pending, ...added].map((one) => one.id),
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
      await images.keepPasted(id, bytes);
      const sniffed = sniff(bytes);
      const problem = sniffed.ok ? undefined : sniffed.reason;
      set(addImages(conversation, [{ id, name, source: pastedSource(id), problem }]));
    },
    displayImage: (imageId) => images.display(found(imageId)),
    readImage: (imageId) => images.read(found(imageId)),
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

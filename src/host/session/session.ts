import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { AskEvent, AskImage, PreparedCache } from '../../core/askTypes';
import {
  addImages,
  addTurn,
  attachedImages,
  type Conversation,
  type ConversationImage,
  carriedTurns,
  newConversation,
  type SentImage,
  settle,
  supersedeFrom,
  type Turn,
  type TurnFailure,
  updateImage,
  updateTurn,
  waitingTurn,
} from '../../core/conversation/conversation';
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
import { streamTurn, type TurnStatus } from './streamTurn';
import { toolsFor } from './tools';

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
  retry(turnId: string, change?: Pick<Turn, 'contactSheet'>): Promise<Turn | undefined>;
  editAndResend(turnId: string, text: string): Promise<Turn | undefined>;
  addPastedImage(name: string, bytes: Uint8Array): Promise<void>;
  /** As sent where it was sent, else as found; in a type that a browser draws. Undefined when the bytes are gone. */
  displayImage(imageId: string): Promise<DisplayImage | undefined>;
  /** The source's bytes. */
  readImage(imageId: string): Promise<Uint8Array>;
  setChoice(choice: Conversation['choice']): void;
  /** A question that was typed and not sent stays with the conversation. */
  keepDraft(draft: string | undefined): void;
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
  const save = () => store.save(conversation).catch(logError('saving'));

  const turnOf = (turnId: string): Turn => {
    const turn = conversation.turns.find((one) => one.id === turnId);
    if (!turn) {
      throw new Error(`no turn ${turnId}`);
    }
    return turn;
  };
  const imageOf = (imageId: string): ConversationImage => {
    const one = conversation.images.find((candidate) => candidate.id === imageId);
    if (!one) {
      throw new ImageError('notFound', imageId);
    }
    return one;
  };
  const toAskImage = (imageId: string): AskImage => {
    const one = imageOf(imageId);
    const url = /^https?:/.test(one.source) ? vscode.Uri.parse(one.source).toString(true) : undefined;
    return { id: one.id, name: one.name, url, read: () => images.read(one) };
  };

  const choose = async (taskId: string): Promise<Choice> =>
    conversation.choice
      ? { provider: providers.get(conversation.choice.providerId), model: conversation.choice.model }
      : providers.choose(taskId);

  const onPrepared = (turnId: string, event: Extract<AskEvent, { type: 'prepared' }>) => {
    let next = updateTurn(conversation, turnId, {
      shrunk: event.shrunk,
      leftOut: event.leftOut,
      estimatedInputTokens: event.estimatedInputTokens,
      bodyBytes: event.bodyBytes,
    });
    for (const id of event.links) {
      next = updateImage(next, id, { sent: undefined, link: true });
    }
    for (const { id, prepared } of event.images) {
      next = updateImage(next, id, { sent: toSent(prepared), link: undefined });
      const [part] = prepared.parts;
      // Of a contact sheet the panel shows the images themselves, and of a picture that is small for now, the large one.
      const onSheet = prepared.changes.some(({ kind }) => kind === 'contactSheet');
      const own = prepared.parts.length === 1 && !onSheet && !event.shrunk.includes(id);
      if (part && own && images.show(imageOf(id), part)) {
        changed.fire({ kind: 'image', imageId: id });
      }
    }
    set(next);
  };

  const run = async (turnId: string): Promise<Turn> => {
    const controller = new AbortController();
    const update = (change: Partial<Turn>, streaming = false) =>
      set(updateTurn(conversation, turnId, change), streaming ? { kind: 'turn', turnId } : undefined);
    running.set(turnId, controller);
    setStatus(turnId, { kind: 'preparing' });
    try {
      const { taskId, output } = turnOf(turnId);
      const choice = await choose(taskId);
      const { provider, model } = choice;
      update({ providerId: provider.id, providerLabel: provider.label, model, host: provider.host ?? '' });
      const carried = carriedTurns(conversation, turnId);
      const imageIds = carried.flatMap((one) => one.imageIds);
      await checkBeforeSending(choice, imageIds.map(imageOf), providers, consent);
      controller.signal.throwIfAborted();
      const task = withUserTasks(settings.tasks()).get(taskId) ?? tasks.ask;
      await streamTurn(
        {
          provider,
          model,
          system: systemPrompt(task, settings.outputLanguage()),
          turns: carried.map(({ turn, imageIds, numbers }) => ({
            question: turn.question,
            images: imageIds.map(toAskImage),
            numbers,
            answer: turn.id === turnId ? undefined : turn.answer,
            contactSheet: turn.contactSheet,
          })),
          intent: task.intent,
          detail: settings.detail(),
          maxOutputTokens: task.maxOutputTokens,
          output,
          tools: output ? undefined : await toolsFor(choice, task, imageIds.map(toAskImage), deps),
        },
        { imaging: engines.imaging(), cache },
        providers.price(provider.id, model),
        {
          update: (change, streaming) => {
            statuses.delete(turnId);
            update(change, streaming);
          },
          status: (status) => setStatus(turnId, status),
          prepared: (event) => onPrepared(turnId, event),
        },
        controller.signal,
      );
      log.info(summaryOf(turnOf(turnId)));
    } catch (error) {
      if (controller.signal.aborted) {
        update({ state: 'stopped' });
      } else {
        log.error(`${turnOf(turnId).host || 'this machine'}: ${errorText(error)}`);
        fail(turnId, toFailure(error));
      }
    } finally {
      running.delete(turnId);
      setStatus(turnId, undefined);
      deps.onTurnDone(turnOf(turnId));
      await save();
    }
    return turnOf(turnId);
  };

  const fail = (turnId: string, failure: TurnFailure) => {
    const { source, reason, imageId } = failure;
    const atFault = source === 'image' && imageId !== undefined && reason !== 'engineUnavailable';
    const next = atFault
      ? updateImage(conversation, imageId, { problem: reason as ConversationImage['problem'] })
      : conversation;
    set(updateTurn(next, turnId, { state: 'failed', failure }));
  };

  /** One answer at a time: a question asked meanwhile waits for the one above, whose answer it is sent with. */
  let lastAnswer: Promise<unknown> = Promise.resolve();
  const enqueue = (turnId: string): Promise<Turn> => {
    if (running.size > 0) {
      setStatus(turnId, { kind: 'queued' });
    }
    const mine = lastAnswer.then(() => (turnOf(turnId).state === 'waiting' ? run(turnId) : turnOf(turnId)));
    lastAnswer = mine.catch(logError('a turn'));
    return mine;
  };
  const start = (turn: Turn): Promise<Turn> => {
    set(addTurn(conversation, turn));
    void save();
    return enqueue(turn.id);
  };

  /** Nothing that was received is lost: an attempt without a word is made again in its place, any other below it. */
  const again = async (
    turnId: string,
    text: string | undefined,
    change: Pick<Turn, 'contactSheet'> = {},
  ): Promise<Turn | undefined> => {
    const old = conversation.turns.find((one) => one.id === turnId);
    if (!old || running.has(turnId)) {
      return undefined;
    }
    for (const imageId of old.imageIds) {
      conversation = updateImage(conversation, imageId, { problem: undefined });
    }
    const { taskId, question, typed, imageIds, language, output, contactSheet } = old;
    const same = { id: turnId, taskId, question, typed, imageIds, language, output, contactSheet, ...change };
    if (text === undefined && old.answer === '' && conversation.turns.at(-1) === old) {
      set(updateTurn(conversation, turnId, { ...waitingTurn(same), failure: undefined, finishReason: undefined }));
      return enqueue(turnId);
    }
    conversation = supersedeFrom(conversation, turnId);
    const edited = text === undefined ? {} : { question: text, typed: true, taskId: typed ? taskId : 'ask' };
    return start(waitingTurn({ ...same, ...edited, id: randomUUID() }));
  };

  return {
    id: initial.id,
    conversation: () => conversation,
    status: (turnId) => statuses.get(turnId),
    onDidChange: changed.event,
    ask: (text, { taskId = 'ask', images: added = [], output, language } = {}) => {
      const task = withUserTasks(settings.tasks()).get(taskId) ?? tasks.ask;
      const attached = attachedImages(conversation);
      conversation = addImages(conversation, added);
      return start(
        waitingTurn({
          id: randomUUID(),
          taskId,
          question: text.trim() || task.prompt,
          typed: text.trim() !== '',
          imageIds: [...attached, ...added].map((one) => one.id),
          language,
          output,
        }),
      );
    },
    stop: (turnId) => {
      for (const turn of conversation.turns) {
        const meant = turnId === undefined || turnId === turn.id;
        if (meant && running.has(turn.id)) {
          running.get(turn.id)?.abort();
        } else if (meant && turn.state === 'waiting') {
          statuses.delete(turn.id);
          set(updateTurn(conversation, turn.id, { state: 'stopped' }));
        }
      }
    },
    retry: (turnId, change) => again(turnId, undefined, change),
    editAndResend: (turnId, text) => again(turnId, text),
    addPastedImage: async (name, bytes) => {
      const id = randomUUID();
      await images.keepPasted(id, bytes);
      const sniffed = sniff(bytes);
      const problem = sniffed.ok ? undefined : sniffed.reason;
      set(addImages(conversation, [{ id, name, source: pastedSource(id), problem }]));
    },
    displayImage: (imageId) => images.display(imageOf(imageId)),
    readImage: (imageId) => images.read(imageOf(imageId)),
    keepDraft: (draft) => {
      if ((draft ?? '') !== (conversation.draft ?? '')) {
        conversation = { ...conversation, draft: draft || undefined };
        void save();
      }
    },
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

/** For the log: where, which model, how it ended, numbers. No text. */
function summaryOf({ host, model, finishReason, totalS, usage, requestId }: Turn): string {
  const tokens = `${usage?.inputTokens ?? '?'} + ${usage?.outputTokens ?? '?'} tokens`;
  const time = totalS === undefined ? '' : ` in ${totalS.toFixed(2)} s`;
  return `${host || 'this machine'} ${model}: ${finishReason}${time}, ${tokens}${requestId ? `, request ${requestId}` : ''}`;
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

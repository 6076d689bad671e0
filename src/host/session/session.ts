import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';
import {
  addImages,
  addTurn,
  attachedImages,
  type Conversation,
  type ConversationImage,
  detachImage,
  newConversation,
  settle,
  supersedeFrom,
  type Turn,
  updateImage,
  waitingTurn,
} from '../../core/conversation/conversation';
import { errorText } from '../../core/errorText';
import { sniff } from '../../core/image/sniff';
import type { OutputFormat } from '../../core/providers/types';
import { tasks, withUserTasks } from '../../core/tasks/tasks';
import type { Providers } from '../../jobs/providers';
import { maxAttached } from '../../protocol/fromPanel';
import type { Consent } from '../consent';
import type { Engines } from '../engines';
import type { Fetches } from '../mayBeFetched';
import { settings } from '../settings';
import { type ImageTarget, toSource } from '../targets';
import { createSessionImages, type DisplayImage } from './images';
import { createLiveConversation, type SessionChange, type TurnStatus } from './liveConversation';
import { createRunTurn } from './runTurn';
import type { ConversationStore } from './store';

export interface AskOptions {
  readonly taskId?: string;
  readonly images?: readonly ConversationImage[];
  readonly output?: OutputFormat;
  readonly language?: string;
}

/** How a turn is asked again; images that are removed from it go with the next question. */
export type RetryChange = Partial<Pick<Turn, 'contactSheet' | 'detail' | 'imageIds'>>;

/** A live conversation: it continues while its panel is hidden, and is saved after each turn. */
export interface Session extends vscode.Disposable {
  readonly id: string;
  conversation(): Conversation;
  status(turnId: string): TurnStatus | undefined;
  readonly onDidChange: vscode.Event<SessionChange>;
  /** Asks and waits for the end of the answer. An empty text uses the task's own prompt. Never rejects. */
  ask(text: string, options?: AskOptions): Promise<Turn>;
  stop(turnId?: string): void;
  /** Asks the same again; the old answer stays visible but leaves later requests. */
  retry(turnId: string, change?: RetryChange): Promise<Turn | undefined>;
  editAndResend(turnId: string, text: string): Promise<Turn | undefined>;
  /** False if the maximum number of images is already waiting for the next question; the image is then ignored. */
  addPastedImage(name: string, bytes: Uint8Array): Promise<boolean>;
  /** Removes an image that would be sent with the next question. */
  detachImage(imageId: string): void;
  /** As sent, or as found if it wasn't sent; in a type that a browser supports. Undefined if the bytes are gone. */
  displayImage(imageId: string): Promise<DisplayImage | undefined>;
  /** The source's bytes. */
  readImage(imageId: string): Promise<Uint8Array>;
  setChoice(choice: Conversation['choice']): void;
  /** A question that was typed but not sent stays with the conversation. */
  keepDraft(draft: string | undefined): void;
  isBusy(): boolean;
}

export interface SessionDeps {
  readonly providers: Providers;
  readonly engines: Engines;
  readonly fetches: Fetches;
  readonly consent: Consent;
  readonly store: ConversationStore;
  readonly log: vscode.LogOutputChannel;
  readonly onTurnDone: (turn: Turn) => void;
}

export const toConversationImage = (target: ImageTarget): ConversationImage => ({
  id: randomUUID(),
  name: target.name,
  source: toSource(target.uri),
});

export function startConversation(title: string): Conversation {
  return newConversation(randomUUID(), title, Date.now());
}

export function createSession(initial: Conversation, deps: SessionDeps): Session {
  const { store, log } = deps;
  const logError = (what: string) => (error: unknown) => log.error(`${what}: ${errorText(error)}`);
  const images = createSessionImages({
    ...deps,
    conversationId: initial.id,
    onError: logError('saving an image'),
  });
  const live = createLiveConversation(settle(initial));
  const runTurn = createRunTurn({ ...deps, live, images });
  const running = new Map<string, AbortController>();
  /** Images that are being stored. */
  let arriving = 0;
  const save = () => store.save(live.now()).catch(logError('saving'));

  const run = async (turnId: string): Promise<Turn> => {
    const controller = new AbortController();
    running.set(turnId, controller);
    try {
      await runTurn(turnId, controller.signal);
    } finally {
      running.delete(turnId);
      live.setStatus(turnId, undefined);
      deps.onTurnDone(live.turn(turnId));
      await save();
    }
    return live.turn(turnId);
  };

  /**
   * One answer at a time: a question that is asked in the meantime waits for the answer above, which is sent with it.
   */
  let lastAnswer: Promise<unknown> = Promise.resolve();
  const enqueue = (turnId: string): Promise<Turn> => {
    if (running.size > 0) {
      live.setStatus(turnId, { kind: 'queued' });
    }
    const mine = lastAnswer.then(() => (live.turn(turnId).state === 'waiting' ? run(turnId) : live.turn(turnId)));
    lastAnswer = mine.catch(logError('a turn'));
    return mine;
  };
  const start = (turn: Turn): Promise<Turn> => {
    live.set(addTurn(live.now(), turn));
    void save();
    return enqueue(turn.id);
  };

  /** Nothing that was received is lost: an attempt without a word is repeated in its place, any other below it. */
  const again = async (
    turnId: string,
    text: string | undefined,
    change: RetryChange = {},
  ): Promise<Turn | undefined> => {
    const old = live.now().turns.find((one) => one.id === turnId);
    if (!old || running.has(turnId)) {
      return undefined;
    }
    for (const imageId of old.imageIds) {
      live.setQuietly(updateImage(live.now(), imageId, { problem: undefined }));
    }
    const { taskId, question, typed, imageIds, language, output, contactSheet, detail } = old;
    const same = { id: turnId, taskId, question, typed, imageIds, language, output, contactSheet, detail, ...change };
    if (text === undefined && old.answer === '' && live.now().turns.at(-1) === old) {
      live.updateTurn(turnId, { ...waitingTurn(same), failure: undefined, finishReason: undefined });
      return enqueue(turnId);
    }
    live.setQuietly(supersedeFrom(live.now(), turnId));
    const edited = text === undefined ? {} : { question: text, typed: true, taskId: typed ? taskId : 'ask' };
    return start(waitingTurn({ ...same, ...edited, id: randomUUID() }));
  };

  return {
    id: initial.id,
    conversation: live.now,
    status: live.status,
    onDidChange: live.onDidChange,
    ask: (text, { taskId = 'ask', images: added = [], output, language } = {}) => {
      const task = withUserTasks(settings.tasks()).get(taskId) ?? tasks.ask;
      const attached = attachedImages(live.now());
      live.setQuietly(addImages(live.now(), added));
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
      for (const turn of live.now().turns) {
        const meant = turnId === undefined || turnId === turn.id;
        if (meant && running.has(turn.id)) {
          running.get(turn.id)?.abort();
        } else if (meant && turn.state === 'waiting') {
          live.clearStatusQuietly(turn.id);
          live.updateTurn(turn.id, { state: 'stopped' });
        }
      }
    },
    retry: (turnId, change) => again(turnId, undefined, change),
    editAndResend: (turnId, text) => again(turnId, text),
    addPastedImage: async (name, bytes) => {
      if (attachedImages(live.now()).length + arriving >= maxAttached) {
        return false;
      }
      const id = randomUUID();
      arriving += 1;
      await images.keepPasted(id, bytes).finally(() => {
        arriving -= 1;
      });
      const sniffed = sniff(bytes);
      const problem = sniffed.ok ? undefined : sniffed.reason;
      live.set(addImages(live.now(), [{ id, name, source: { kind: 'pasted' }, problem }]));
      return true;
    },
    detachImage: (imageId) => live.set(detachImage(live.now(), imageId)),
    displayImage: (imageId) => images.display(live.image(imageId)),
    readImage: (imageId) => images.read(live.image(imageId)),
    keepDraft: (draft) => {
      if ((draft ?? '') !== (live.now().draft ?? '')) {
        live.setQuietly({ ...live.now(), draft: draft || undefined });
        void save();
      }
    },
    setChoice: (choice) => live.set({ ...live.now(), choice }),
    isBusy: () => running.size > 0,
    dispose: () => {
      for (const controller of running.values()) {
        controller.abort();
      }
      live.dispose();
    },
  };
}

import * as vscode from 'vscode';
import type { Conversation, ConversationImage, Turn } from '../../core/conversation/conversation';
import { updateTurn } from '../../core/conversation/conversation';
import { ImageError } from '../../core/image/types';

/** What changed: everything, one turn (many times a second while it streams), or the bytes of an image. */
export type SessionChange =
  | { readonly kind: 'all' }
  | { readonly kind: 'turn'; readonly turnId: string }
  | { readonly kind: 'image'; readonly imageId: string };

/** What a running turn is busy with; words are made of it by the view. */
export type TurnStatus =
  /** Another answer is coming in; this question is sent after it. */
  | { readonly kind: 'queued' }
  | { readonly kind: 'preparing' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'retry'; readonly reason: 'rateLimit' | 'overloaded' | 'network'; readonly until: number };

/** A conversation as it is now, what its turns are busy with, and who hears of changes. */
export interface LiveConversation extends vscode.Disposable {
  now(): Conversation;
  set(next: Conversation, change?: SessionChange): void;
  /** Changes what nobody sees, or sees with the change that follows. */
  setQuietly(next: Conversation): void;
  updateTurn(turnId: string, change: Partial<Turn>, streaming?: boolean): void;
  /** Throws when there is no such turn. */
  turn(turnId: string): Turn;
  /** Throws `ImageError` when there is no such image. */
  image(imageId: string): ConversationImage;
  status(turnId: string): TurnStatus | undefined;
  setStatus(turnId: string, status: TurnStatus | undefined): void;
  /** The change of the turn that follows tells that it is busy no longer. */
  clearStatusQuietly(turnId: string): void;
  imageChanged(imageId: string): void;
  readonly onDidChange: vscode.Event<SessionChange>;
}

export function createLiveConversation(initial: Conversation): LiveConversation {
  let conversation = initial;
  const changed = new vscode.EventEmitter<SessionChange>();
  const statuses = new Map<string, TurnStatus>();
  const set = (next: Conversation, change: SessionChange = { kind: 'all' }) => {
    conversation = next;
    changed.fire(change);
  };
  return {
    now: () => conversation,
    set,
    setQuietly: (next) => {
      conversation = next;
    },
    updateTurn: (turnId, change, streaming = false) =>
      set(updateTurn(conversation, turnId, change), streaming ? { kind: 'turn', turnId } : undefined),
    turn: (turnId) => {
      const turn = conversation.turns.find((one) => one.id === turnId);
      if (!turn) {
        throw new Error(`no turn ${turnId}`);
      }
      return turn;
    },
    image: (imageId) => {
      const image = conversation.images.find((one) => one.id === imageId);
      if (!image) {
        throw new ImageError('notFound', imageId);
      }
      return image;
    },
    status: (turnId) => statuses.get(turnId),
    setStatus: (turnId, status) => {
      if (status) {
        statuses.set(turnId, status);
      } else {
        statuses.delete(turnId);
      }
      changed.fire({ kind: 'turn', turnId });
    },
    clearStatusQuietly: (turnId) => {
      statuses.delete(turnId);
    },
    imageChanged: (imageId) => changed.fire({ kind: 'image', imageId }),
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}

import * as vscode from 'vscode';
import type { Conversation, ConversationImage, Turn } from '../../core/conversation/conversation';
import { updateTurn } from '../../core/conversation/conversation';
import { ImageError } from '../../core/image/types';

/** What changed: everything, one turn (many times a second while it streams), or the bytes of an image. */
export type SessionChange =
  | { readonly kind: 'all' }
  | { readonly kind: 'turn'; readonly turnId: string }
  | { readonly kind: 'image'; readonly imageId: string };

/** What a running turn is doing; the view turns it into words. */
export type TurnStatus =
  /** Another answer is streaming; this question is sent after it. */
  | { readonly kind: 'queued' }
  | { readonly kind: 'preparing' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'retry'; readonly reason: 'rateLimit' | 'overloaded' | 'network'; readonly until: number };

/** A conversation in its current state, what its turns are doing, and its listeners. */
export interface LiveConversation extends vscode.Disposable {
  now(): Conversation;
  set(next: Conversation, change?: SessionChange): void;
  /** Changes something invisible, or visible with the change that follows. */
  setQuietly(next: Conversation): void;
  updateTurn(turnId: string, change: Partial<Turn>, streaming?: boolean): void;
  /** Throws if there is no such turn. */
  turn(turnId: string): Turn;
  /** Throws `ImageError` if there is no such image. */
  image(imageId: string): ConversationImage;
  status(turnId: string): TurnStatus | undefined;
  setStatus(turnId: string, status: TurnStatus | undefined): void;
  /** The turn's next change reports that it's no longer busy. */
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

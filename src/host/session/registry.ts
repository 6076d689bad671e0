import * as vscode from 'vscode';
import type { Conversation } from '../../core/conversation/conversation';
import { errorText } from '../../core/errorText';
import { settings } from '../settings';
import { createSession, type Session, type SessionDeps } from './session';

/** The live conversations in this window. */
export interface SessionRegistry extends vscode.Disposable {
  /** A new session; its conversation is saved with the first turn. */
  start(conversation: Conversation): Session;
  /** The live session, or the stored conversation, restored. */
  open(id: string): Promise<Session | undefined>;
  remove(id: string): Promise<void>;
  /** Stops what is running and frees the memory; the stored conversation stays unless the user keeps none. */
  close(id: string): void;
}

export function createSessionRegistry(deps: SessionDeps): SessionRegistry {
  const live = new Map<string, Session>();
  let pruned = false;
  const start = (conversation: Conversation) => {
    if (!pruned) {
      pruned = true;
      deps.store
        .prune(settings.keepDays())
        .then(undefined, (error: unknown) => deps.log.warn(`pruning: ${errorText(error)}`));
    }
    const session = createSession(conversation, deps);
    live.set(session.id, session);
    return session;
  };
  const remove = async (id: string) => {
    live.get(id)?.dispose();
    live.delete(id);
    await deps.store.remove(id);
  };
  return {
    start,
    open: async (id) => {
      const known = live.get(id);
      if (known) {
        return known;
      }
      const stored = await deps.store.load(id);
      return stored && (live.get(id) ?? start(stored));
    },
    remove,
    close: (id) => {
      live.get(id)?.dispose();
      live.delete(id);
      if (settings.keepDays() === 0) {
        remove(id).catch((error: unknown) => deps.log.warn(`removing: ${errorText(error)}`));
      }
    },
    dispose: () => vscode.Disposable.from(...live.values()).dispose(),
  };
}

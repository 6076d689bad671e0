import * as vscode from 'vscode';
import type { Conversation } from '../core/conversation/conversation';
import { createSession, type Session, type SessionDeps } from './sessions';
import { settings } from './settings';

/** The live conversations of this window. */
export interface SessionRegistry extends vscode.Disposable {
  /** A new session; its conversation is saved with the first turn. */
  start(conversation: Conversation): Session;
  /** The live session, or the stored conversation brought back to life. */
  open(id: string): Promise<Session | undefined>;
  remove(id: string): Promise<void>;
}

export function createSessionRegistry(deps: SessionDeps): SessionRegistry {
  const live = new Map<string, Session>();
  let pruned = false;
  const start = (conversation: Conversation) => {
    if (!pruned) {
      pruned = true;
      deps.store
        .prune(settings.keepDays())
        .then(undefined, (error: unknown) => deps.log.warn(`pruning: ${String(error)}`));
    }
    const session = createSession(conversation, deps);
    live.set(session.id, session);
    return session;
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
    remove: async (id) => {
      live.get(id)?.dispose();
      live.delete(id);
      await deps.store.remove(id);
    },
    dispose: () => vscode.Disposable.from(...live.values()).dispose(),
  };
}

import * as vscode from 'vscode';
import type { Providers } from '../../jobs/providers';
import type { ToPanel } from '../../protocol/toPanel';
import { panelViewType } from '../panelViewType';
import { createPanel } from '../say';
import type { Session } from '../session/session';
import { connectPanel, type PanelActions } from './connection';

export interface Panels extends vscode.Disposable {
  /** Shows the session's panel beside the editor; the focus goes to the follow-up box when `draft` is given. */
  isOpen(session: Session): boolean;
  show(session: Session, options?: { readonly draft?: string }): void;
  /** The session of the panel that has, or had last, the focus. */
  active(): Session | undefined;
  /** Takes over a panel that the editor brought back; closes it when its conversation is gone. */
  restore(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
}

interface Deps {
  readonly extensionUri: vscode.Uri;
  readonly providers: Providers;
  readonly actions: PanelActions;
  readonly log: vscode.LogOutputChannel;
  readonly openSession: (conversationId: string) => Promise<Session | undefined>;
  /** The user closed the session's panel. */
  readonly onClosed: (session: Session) => void;
  /** Fires when keys, settings or choices change who answers. */
  readonly onDidChangeTarget: vscode.Event<void>;
}

export function createPanels(deps: Deps): Panels {
  const open = new Map<string, vscode.WebviewPanel>();
  const drafts = new Map<string, string>();
  let active: Session | undefined;
  const mediaRoot = vscode.Uri.joinPath(deps.extensionUri, 'dist', 'media');

  const attach = (panel: vscode.WebviewPanel, session: Session) => {
    open.set(session.id, panel);
    active = session;
    panel.iconPath = vscode.Uri.joinPath(deps.extensionUri, 'media', 'icon.png');
    panel.onDidChangeViewState(() => {
      active = panel.active ? session : active;
    });
    const takeDraft = () => {
      const draft = drafts.get(session.id);
      drafts.delete(session.id);
      return draft;
    };
    connectPanel(panel, session, { ...deps, mediaRoot, takeDraft });
    panel.onDidDispose(() => {
      open.delete(session.id);
      active = active === session ? undefined : active;
      deps.onClosed(session);
    });
  };

  return {
    isOpen: (session) => open.has(session.id),
    show: (session, { draft } = {}) => {
      const known = open.get(session.id);
      if (known) {
        known.reveal(undefined, false);
        if (draft !== undefined) {
          void known.webview.postMessage({ type: 'focus', draft } satisfies ToPanel.Focus);
        }
        return;
      }
      if (draft !== undefined) {
        drafts.set(session.id, draft);
      }
      // Beside the editor, where the other conversations are.
      const column =
        [...open.values()].at(-1)?.viewColumn ??
        (vscode.window.tabGroups.all.length > 1 || vscode.window.activeTextEditor
          ? vscode.ViewColumn.Beside
          : vscode.ViewColumn.Active);
      attach(createPanel(panelViewType, session.conversation().title, column), session);
    },
    active: () => active,
    restore: async (panel, state) => {
      const id =
        typeof state === 'object' && state !== null
          ? (state as { conversationId?: unknown }).conversationId
          : undefined;
      const session = typeof id === 'string' ? await deps.openSession(id) : undefined;
      if (session) {
        attach(panel, session);
      } else {
        panel.dispose();
      }
    },
    dispose: () => {
      for (const panel of open.values()) {
        panel.dispose();
      }
    },
  };
}

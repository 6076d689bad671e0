import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type PageName, viewTypes } from '../../startup/viewTypes';
import { createPanel, setTitle } from '../say';
import { pageHtml } from './html';

/** A page as its controller sees it. */
export interface Page<Out> {
  /**
   * Sends a message while the page exists. A hidden panel loses its page: the next `ready` is answered with everything.
   */
  readonly post: (message: Out) => void;
  readonly isReady: () => boolean;
  readonly setTitle: (title: string) => void;
}

/** The controller of an open page. */
export interface Connection<In> extends vscode.Disposable {
  /** Handles a validated message. `ready` comes first, and again whenever the panel was hidden. */
  readonly receive: (message: In) => Promise<void>;
  /** Reports what `receive` threw. */
  readonly fail: (error: unknown) => void;
}

/** Everything about one kind of page, in one file. `Subject` is what a page shows; `In` and `Out` are its protocol. */
export interface PageKind<Subject, In extends { readonly type: string }, Out> {
  /** Also names the folder in `media` with its script and style sheet. */
  readonly name: PageName;
  /** Subjects with the same key share a page. */
  readonly keyOf: (subject: Subject) => string;
  readonly titleOf: (subject: Subject) => string;
  /** Where a new page opens, given the open ones. */
  readonly column: (open: readonly vscode.WebviewPanel[]) => vscode.ViewColumn;
  /** The message if it's valid, otherwise undefined. Never throws. */
  readonly parse: (raw: unknown) => In | undefined;
  /** Tells the user about a message that was ignored, if there is something to say. */
  readonly refused?: (raw: unknown) => void;
  readonly connect: (subject: Subject, page: Page<Out>) => Connection<In>;
  /** What a page showed before the editor was restarted, by what it stored; undefined if that is gone. */
  readonly revive: (state: unknown) => Promise<Subject | undefined>;
}

/** The open pages of one kind. */
export interface Pages<Subject> extends vscode.Disposable {
  isOpen(subject: Subject): boolean;
  show(subject: Subject): void;
  /** Takes over a panel that the editor restored; closes it if what it showed is gone. */
  restore(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
}

export interface PageHost {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

/** Opens, finds, and closes the pages of a kind: one for each subject. */
export function createPages<Subject, In extends { readonly type: string }, Out>(
  kind: PageKind<Subject, In, Out>,
  host: PageHost,
): Pages<Subject> {
  const open = new Map<string, vscode.WebviewPanel>();
  const attach = (panel: vscode.WebviewPanel, subject: Subject) => {
    const key = kind.keyOf(subject);
    open.set(key, panel);
    panel.onDidDispose(() => open.delete(key));
    connect(panel, subject, kind, host);
  };
  return {
    isOpen: (subject) => open.has(kind.keyOf(subject)),
    show: (subject) => {
      const known = open.get(kind.keyOf(subject));
      if (known) {
        known.reveal();
      } else {
        attach(createPanel(viewTypes[kind.name], kind.titleOf(subject), kind.column([...open.values()])), subject);
      }
    },
    restore: async (panel, state) => {
      const subject = await kind.revive(state);
      if (subject === undefined) {
        panel.dispose();
      } else {
        attach(panel, subject);
      }
    },
    dispose: () => {
      for (const panel of open.values()) {
        panel.dispose();
      }
    },
  };
}

/** Sets the page of a panel, and connects it until the panel is closed. */
function connect<Subject, In extends { readonly type: string }, Out>(
  panel: vscode.WebviewPanel,
  subject: Subject,
  kind: PageKind<Subject, In, Out>,
  { extensionUri, log }: PageHost,
): void {
  const { webview } = panel;
  let ready = false;
  const connection = kind.connect(subject, {
    post: (message) => {
      if (ready) {
        void webview.postMessage(message);
      }
    },
    isReady: () => ready,
    setTitle: (title) => setTitle(panel, title),
  });
  const receive = async (raw: unknown) => {
    const message = kind.parse(raw);
    if (!message) {
      log.warn(`The page “${kind.name}” sent a message that is not understood.`);
      kind.refused?.(raw);
      return;
    }
    ready ||= message.type === 'ready';
    await connection.receive(message);
  };
  const subscriptions = [
    connection,
    webview.onDidReceiveMessage((raw: unknown) => void receive(raw).catch(connection.fail)),
    panel.onDidChangeViewState(() => {
      ready = ready && panel.visible;
    }),
  ];
  panel.onDidDispose(() => vscode.Disposable.from(...subscriptions).dispose());
  panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
  setTitle(panel, kind.titleOf(subject));
  setPage(webview, kind.name, vscode.Uri.joinPath(extensionUri, 'dist', 'media'));
}

/** The only place where a webview gets its permissions and its HTML. */
function setPage(webview: vscode.Webview, name: string, mediaRoot: vscode.Uri): void {
  const addressOf = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(mediaRoot, file)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [mediaRoot] };
  webview.html = pageHtml({
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    scriptUri: addressOf(`${name}.js`),
    styleUri: addressOf(`${name}.css`),
    locale: vscode.env.language,
  });
}

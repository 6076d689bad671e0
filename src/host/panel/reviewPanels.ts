import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { sniff } from '../../core/image/sniff';
import { type FromReview, parseFromReview } from '../../protocol/fromReview';
import type { ToReview } from '../../protocol/toReview';
import { toItemView } from '../altText/reviewItem';
import { createReviewRun, type ReviewRun, type ReviewRunDeps } from '../altText/reviewRun';
import { runErrorAction, showFailure } from '../errorActions';
import { actionIds, toFailure } from '../explain';
import { errorText } from '../log';
import { reviewViewType } from '../panelViewType';
import { createPanel, setTitle } from '../say';
import { panelHtml } from './html';
import { reviewStrings, roleViews, statusView } from './reviewTexts';

export interface ReviewPanels extends vscode.Disposable {
  /** Shows the review of a folder or file, or of the workspace when undefined; one panel each. */
  show(scope: vscode.Uri | undefined): void;
  /** Takes over a panel that the editor brought back. What was paid for is there; nothing is sent by itself. */
  restore(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
}

interface Deps extends ReviewRunDeps {
  readonly extensionUri: vscode.Uri;
  readonly onDidChangeTarget: vscode.Event<void>;
}

const { l10n } = vscode;
const thumbnailEdge = 256;
/** Smaller files of types that a browser draws go as they are, bytes. */
const smallFile = 300_000;
const browserTypes = /^image\/(png|jpeg|gif|webp|avif|bmp|svg\+xml)$/;

export function createReviewPanels(deps: Deps): ReviewPanels {
  const open = new Map<string, vscode.WebviewPanel>();
  const mediaRoot = vscode.Uri.joinPath(deps.extensionUri, 'dist', 'media');

  const attach = (panel: vscode.WebviewPanel, scope: vscode.Uri | undefined) => {
    const key = scope?.toString() ?? '';
    open.set(key, panel);
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [mediaRoot] };
    panel.iconPath = vscode.Uri.joinPath(deps.extensionUri, 'media', 'icon.png');
    const name = scope ? vscode.workspace.asRelativePath(scope) : (vscode.workspace.name ?? '');
    setTitle(panel, l10n.t('Alt Text: {0}', name));
    const run = createReviewRun(scope, deps);
    let ready = false;
    const post = (message: ToReview.Message) => {
      if (ready) {
        void webview.postMessage(message);
      }
    };
    const status = () => statusView(name, run.state(), run.items());
    const load = (): ToReview.Load => ({
      type: 'load',
      scope: key,
      status: status(),
      items: run.items().map(toItemView),
      roles: roleViews(),
      strings: reviewStrings(),
      locale: vscode.env.language,
    });
    const fail = (error: unknown) => {
      deps.log.error(`review of alt texts: ${errorText(error)}`);
      const { choice } = run.state();
      void showFailure(error, {
        provider: choice?.provider.label ?? '',
        providerId: choice?.provider.id ?? '',
        model: choice?.model ?? '',
      });
    };
    const onMessage = async (raw: unknown) => {
      const message = parseFromReview(raw);
      if (!message) {
        deps.log.warn('The review sent a message that is not understood.');
        return;
      }
      if (message.type === 'ready') {
        ready = true;
        post(load());
        return;
      }
      if (message.type === 'picture') {
        const picture = await thumbnail(run, message.id, deps);
        if (picture) {
          const { mediaType, bytes } = picture;
          post({ type: 'picture', id: message.id, mediaType, bytes: bytes.slice().buffer as ArrayBuffer });
        }
        return;
      }
      await handle(message, run);
    };
    const subscriptions = [
      run,
      run.onDidChange(({ items }) => {
        if (items === undefined) {
          post(load());
          return;
        }
        const changed = items.flatMap((id) => run.item(id) ?? []);
        if (changed.length > 0) {
          post({ type: 'items', items: changed.map(toItemView) });
        }
        post({ type: 'status', status: status() });
      }),
      deps.onDidChangeTarget(() => void run.refreshTarget().catch(fail)),
      webview.onDidReceiveMessage((raw: unknown) => void onMessage(raw).catch(fail)),
      panel.onDidChangeViewState(() => {
        // A hidden panel loses its page: the next `ready` gets everything.
        ready = ready && panel.visible;
      }),
    ];
    panel.onDidDispose(() => {
      vscode.Disposable.from(...subscriptions).dispose();
      open.delete(key);
    });
    webview.html = panelHtml({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(mediaRoot, 'review.js')).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(mediaRoot, 'review.css')).toString(),
      locale: vscode.env.language,
    });
    void run.scan();
  };

  return {
    show: (scope) => {
      const known = open.get(scope?.toString() ?? '');
      if (known) {
        known.reveal();
        return;
      }
      attach(createPanel(reviewViewType, l10n.t('Review Alt Text'), vscode.ViewColumn.Active), scope);
    },
    restore: async (panel, state) => {
      const scope =
        typeof state === 'object' && state !== null && 'scope' in state && typeof state.scope === 'string'
          ? state.scope
          : undefined;
      const uri = scope ? vscode.Uri.parse(scope, true) : undefined;
      // A folder of another workspace is not read.
      if (scope === undefined || (uri && !vscode.workspace.getWorkspaceFolder(uri))) {
        panel.dispose();
        return;
      }
      attach(panel, uri);
    },
    dispose: () => {
      for (const panel of open.values()) {
        panel.dispose();
      }
    },
  };
}

async function handle(
  message: Exclude<FromReview.Message, { type: 'ready' | 'picture' }>,
  run: ReviewRun,
): Promise<void> {
  switch (message.type) {
    case 'start':
      return run.start();
    case 'pause':
      return run.pause();
    case 'stop':
      return run.stop();
    case 'scan':
      return run.scan();
    case 'acceptAll':
      return run.acceptAll();
    case 'changeModel':
      await vscode.commands.executeCommand('sightread.selectModel');
      return;
    case 'accept':
      return run.decide(message.id, message.text.trim() === '' ? 'decorative' : 'accepted', message.text);
    case 'edit':
      return run.edit(message.id, message.text);
    case 'longDescription':
      return run.editLongDescription(message.id, message.text);
    case 'skip':
      return run.decide(message.id, 'skipped');
    case 'decorative':
      return run.decide(message.id, 'decorative');
    case 'reopen':
      return run.decide(message.id, 'open');
    case 'again':
      return run.again(message.id);
    case 'role':
      return run.again(message.id, message.role);
    case 'longer':
      return run.describeLonger(message.id);
    case 'openPlace':
      return openPlace(run, message.id);
    case 'apply':
      return run.apply(message.preview);
    case 'hostAction':
      return message.id === actionIds.retry ? run.start() : runHostAction(run, message.id);
  }
}

/** A key that was set changes nothing by itself: a review costs, so it is the user who starts it again. */
async function runHostAction(run: ReviewRun, id: string): Promise<void> {
  const { failure } = run.state();
  await runErrorAction(id, failure === undefined ? undefined : toFailure(failure).helpUrl);
}

async function openPlace(run: ReviewRun, id: string): Promise<void> {
  const item = run.item(id);
  if (!item) {
    return;
  }
  const { uri, reference } = item.scanned;
  const document = await vscode.workspace.openTextDocument(uri);
  const at = new vscode.Range(document.positionAt(reference.start), document.positionAt(reference.end));
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.Beside,
    // Nothing is selected: the next key, meant for the review, would replace it.
    selection: new vscode.Range(at.start, at.start),
  });
  editor.revealRange(at, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** A small picture of an item. A web address is not fetched for it: looking must not tell anybody. */
async function thumbnail(
  run: ReviewRun,
  id: string,
  { writer, engines, log }: Deps,
): Promise<{ mediaType: string; bytes: Uint8Array } | undefined> {
  const item = run.item(id);
  if (!item?.picture) {
    return undefined;
  }
  try {
    const { bytes } = await writer.read(item.scanned.uri, item.scanned.reference, AbortSignal.timeout(20_000));
    const found = sniff(bytes);
    if (!found.ok) {
      return undefined;
    }
    if (bytes.length <= smallFile && browserTypes.test(found.facts.mediaType)) {
      return { mediaType: found.facts.mediaType, bytes };
    }
    const { parts } = await engines.imaging().render(bytes, found.facts, {
      accepts: ['image/png', 'image/jpeg'],
      maxEdge: thumbnailEdge,
      maxBytes: smallFile,
      content: 'photo',
      maxTiles: 1,
    });
    return parts[0];
  } catch (error) {
    log.debug(`thumbnail: ${errorText(error)}`);
    return undefined;
  }
}

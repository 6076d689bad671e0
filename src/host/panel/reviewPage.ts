import * as vscode from 'vscode';
import { errorText } from '../../core/errorText';
import { sniff } from '../../core/image/sniff';
import { asRecord, asText } from '../../core/json';
import { type FromReview, parseFromReview } from '../../protocol/fromReview';
import type { ToReview } from '../../protocol/toReview';
import { toItemView } from '../altText/reviewItem';
import { createReviewRun, type ReviewRun, type ReviewRunDeps } from '../altText/reviewRun';
import { runErrorAction, showFailure } from '../errorActions';
import { actionIds, toFailure } from '../explain';
import { type Connection, createPages, type Page, type PageHost, type Pages } from '../webview/page';
import { reviewStrings, roleViews, statusView } from './reviewTexts';

/** What a review covers: a folder or file, or the whole workspace. */
export interface ReviewScope {
  readonly uri: vscode.Uri | undefined;
}

/** The open reviews, by what they cover. */
export type ReviewPanels = Pages<ReviewScope>;

interface Deps extends ReviewRunDeps, PageHost {
  readonly onDidChangeTarget: vscode.Event<void>;
}

const { l10n } = vscode;
const thumbnailEdge = 256;
/** Smaller files of types that a browser supports are used unchanged, bytes. */
const smallFile = 300_000;
const browserTypes = /^image\/(png|jpeg|gif|webp|avif|bmp|svg\+xml)$/;

export function createReviewPanels(deps: Deps): ReviewPanels {
  return createPages<ReviewScope, FromReview.Message, ToReview.Message>(
    {
      name: 'review',
      keyOf,
      titleOf: (scope) => l10n.t('Alt Text: {0}', nameOf(scope)),
      column: () => vscode.ViewColumn.Active,
      parse: parseFromReview,
      connect: (scope, page) => connect(scope, page, deps),
      revive,
    },
    deps,
  );
}

function keyOf({ uri }: ReviewScope): string {
  return uri?.toString() ?? '';
}

function nameOf({ uri }: ReviewScope): string {
  return uri ? vscode.workspace.asRelativePath(uri) : (vscode.workspace.name ?? '');
}

/** What was paid for is there; nothing is sent automatically. A folder in another workspace isn't read. */
async function revive(state: unknown): Promise<ReviewScope | undefined> {
  const scope = asText(asRecord(state)?.scope);
  if (scope === undefined) {
    return undefined;
  }
  const uri = scope ? vscode.Uri.parse(scope, true) : undefined;
  return uri && !vscode.workspace.getWorkspaceFolder(uri) ? undefined : { uri };
}

function connect(scope: ReviewScope, page: Page<ToReview.Message>, deps: Deps): Connection<FromReview.Message> {
  const run = createReviewRun(scope.uri, deps);
  const status = () => statusView(nameOf(scope), run.state(), run.items());
  const load = () =>
    page.post({
      type: 'load',
      scope: keyOf(scope),
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
  const subscriptions = vscode.Disposable.from(
    run,
    run.onDidChange(({ items }) => {
      if (items === undefined) {
        load();
        return;
      }
      const changed = items.flatMap((id) => run.item(id) ?? []);
      if (changed.length > 0) {
        page.post({ type: 'items', items: changed.map(toItemView) });
      }
      page.post({ type: 'status', status: status() });
    }),
    deps.onDidChangeTarget(() => void run.refreshTarget().catch(fail)),
  );
  void run.scan();
  return {
    receive: async (message) => {
      if (message.type === 'ready') {
        load();
      } else if (message.type === 'picture') {
        await sendThumbnail(run, message.id, page, deps);
      } else {
        await handle(message, run);
      }
    },
    fail,
    dispose: () => subscriptions.dispose(),
  };
}

async function sendThumbnail(run: ReviewRun, id: string, page: Page<ToReview.Message>, deps: Deps): Promise<void> {
  const picture = await thumbnail(run, id, deps);
  if (picture) {
    const { mediaType, bytes } = picture;
    page.post({ type: 'picture', id, mediaType, bytes: bytes.slice().buffer as ArrayBuffer });
  }
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

/** Setting a key changes nothing automatically: a review costs money, so the user starts it again. */
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

/** A small picture for an item. A web URL isn't fetched for it: looking must not contact anybody. */
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

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Conversation } from '../../core/conversation/conversation';
import { estimateNext, type NextRequest } from '../../core/conversation/estimate';
import { offlineProviderId } from '../../core/providers/offline';
import type { Providers } from '../../jobs/providers';
import { type FromPanel, parseFromPanel, tooLargeFromPanel } from '../../protocol/fromPanel';
import type { ToPanel } from '../../protocol/toPanel';
import type { TargetView } from '../../protocol/view';
import { hostText } from '../consent';
import { errorText } from '../log';
import { sayError, sayWarning, setTitle } from '../say';
import type { SessionChange } from '../session/liveConversation';
import type { Session } from '../session/session';
import { settings } from '../settings';
import { panelHtml } from './html';
import { panelStrings, tooLargeSentence } from './strings';
import { toConversationView, toTurnView } from './view';

/** What the panel asks of the rest of the host; `features/panelActions.ts` carries it out. */
export interface PanelActions {
  copy(text: string): Promise<void>;
  insert(text: string): Promise<void>;
  openDocument(text: string, language: string | undefined): Promise<void>;
  openLink(href: string): Promise<void>;
  openImage(session: Session, imageId: string): Promise<void>;
  /** Lets the user pick a model; true when one was picked. */
  selectModel(session: Session): Promise<boolean>;
  newConversation(): Promise<void>;
  hostAction(session: Session, id: string, turnId: string | undefined): Promise<void>;
  region(session: Session, message: FromPanel.Region): Promise<void>;
}

interface Deps {
  readonly mediaRoot: vscode.Uri;
  readonly providers: Providers;
  readonly actions: PanelActions;
  readonly log: vscode.LogOutputChannel;
  /** Fires when keys, settings or choices change who answers. */
  readonly onDidChangeTarget: vscode.Event<void>;
  /** A question that waits for the panel, and is handed over once. */
  readonly takeDraft: () => string | undefined;
}

/**
 * Connects a panel with its session until the panel is closed: the page is set, snapshots go there, intents come back.
 * What was typed and not sent stays with the session.
 */
export function connectPanel(panel: vscode.WebviewPanel, session: Session, deps: Deps): void {
  const { webview } = panel;
  webview.options = { enableScripts: true, localResourceRoots: [deps.mediaRoot] };
  let ready = false;
  let draft: string | undefined;
  const post = (message: ToPanel.Message) => {
    if (ready) {
      void webview.postMessage(message);
    }
  };
  let target: TargetView = { providerId: '', provider: '', model: '', host: '', offline: true };
  const view = () => {
    const conversation = session.conversation();
    const next = conversation.turns.length > 0 ? nextRequest(conversation, target, deps.providers) : undefined;
    return toConversationView(conversation, target, (id) => session.status(id), next);
  };
  const refreshTarget = async () => {
    target = await targetView(session, deps.providers);
    update();
  };
  const sendImage = async (imageId: string) => {
    try {
      const image = await session.displayImage(imageId);
      if (image) {
        const { bytes, mediaType } = image;
        post({ type: 'imageBytes', imageId, mediaType, bytes: bytes.slice().buffer as ArrayBuffer });
      }
    } catch (error) {
      deps.log.warn(`image of the panel: ${errorText(error)}`);
    }
  };
  const update = () => {
    setTitle(panel, session.conversation().title);
    post({ type: 'update', conversation: view() });
  };
  const sentImages = new Set<string>();
  const sendNewImages = () => {
    for (const image of session.conversation().images) {
      if (!image.problem && !sentImages.has(image.id)) {
        sentImages.add(image.id);
        void sendImage(image.id);
      }
    }
  };
  const onChange = (change: SessionChange) => {
    if (change.kind === 'turn') {
      const turn = session.conversation().turns.find((one) => one.id === change.turnId);
      if (turn) {
        post({ type: 'turn', turn: toTurnView(turn, session.conversation(), session.status(turn.id)) });
      }
    } else if (change.kind === 'image') {
      void sendImage(change.imageId);
    } else {
      update();
      if (ready) {
        sendNewImages();
      }
    }
  };
  const onMessage = async (raw: unknown) => {
    const message = parseFromPanel(raw);
    if (!message) {
      const tooLarge = tooLargeFromPanel(raw);
      if (tooLarge) {
        void sayWarning(tooLargeSentence(tooLarge));
      }
      deps.log.warn('The panel sent a message that is not understood.');
      return;
    }
    if (message.type === 'draft') {
      draft = message.text;
      return;
    }
    if (message.type !== 'ready') {
      await handle(message, session, deps.actions);
      return;
    }
    ready = true;
    post({ type: 'load', conversation: view(), strings: panelStrings(), locale: vscode.env.language });
    sentImages.clear();
    sendNewImages();
    draft = deps.takeDraft() ?? (message.draft || session.conversation().draft);
    if (draft) {
      post({ type: 'focus', draft });
    }
  };
  const subscriptions = [
    session.onDidChange(onChange),
    deps.onDidChangeTarget(() => void refreshTarget()),
    webview.onDidReceiveMessage((raw: unknown) =>
      onMessage(raw).catch((error: unknown) => {
        deps.log.error(`panel: ${errorText(error)}`);
        void sayError(vscode.l10n.t('That did not work. The log of Sightread has the details.'));
      }),
    ),
    panel.onDidChangeViewState(() => {
      // A hidden panel loses its page: the next `ready` gets a full snapshot.
      ready = ready && panel.visible;
    }),
  ];
  panel.onDidDispose(() => {
    session.keepDraft(draft);
    vscode.Disposable.from(...subscriptions).dispose();
  });
  const scriptUri = webview.asWebviewUri(vscode.Uri.joinPath(deps.mediaRoot, 'panel.js')).toString();
  const styleUri = webview.asWebviewUri(vscode.Uri.joinPath(deps.mediaRoot, 'panel.css')).toString();
  const nonce = randomBytes(16).toString('base64');
  setTitle(panel, session.conversation().title);
  void refreshTarget();
  webview.html = panelHtml({ cspSource: webview.cspSource, nonce, scriptUri, styleUri, locale: vscode.env.language });
}

async function handle(
  message: Exclude<FromPanel.Message, FromPanel.Ready | FromPanel.Draft>,
  session: Session,
  actions: PanelActions,
): Promise<void> {
  const turn = 'turnId' in message ? session.conversation().turns.find((one) => one.id === message.turnId) : undefined;
  switch (message.type) {
    case 'ask':
      await session.ask(message.text);
      break;
    case 'editAndResend':
      await session.editAndResend(message.turnId, message.text);
      break;
    case 'turnAction':
      if (message.action === 'stop') {
        session.stop(message.turnId);
      } else if (message.action === 'regenerate') {
        await session.retry(message.turnId);
      } else if (turn && message.action === 'copy') {
        await actions.copy(turn.answer);
      } else if (turn && message.action === 'insert') {
        await actions.insert(turn.answer);
      } else if (turn) {
        await actions.openDocument(turn.answer, turn.language);
      }
      break;
    case 'copyText':
      await actions.copy(message.text);
      break;
    case 'hostAction':
      await actions.hostAction(session, message.id, message.turnId);
      break;
    case 'changeModel':
      await actions.selectModel(session);
      break;
    case 'newConversation':
      await actions.newConversation();
      break;
    case 'openLink':
      await actions.openLink(message.href);
      break;
    case 'openImage':
      await actions.openImage(session, message.imageId);
      break;
    case 'addImage':
      if (!(await session.addPastedImage(message.name, new Uint8Array(message.bytes)))) {
        void sayWarning(tooLargeSentence('images'));
      }
      break;
    case 'removeImage':
      session.detachImage(message.imageId);
      break;
    case 'region':
      await actions.region(session, message);
      break;
  }
}

function nextRequest(conversation: Conversation, target: TargetView, providers: Providers): NextRequest | undefined {
  const vendor = providers.vendor(target.providerId);
  return (
    vendor &&
    estimateNext(conversation, {
      formula: vendor.tokenFormula,
      model: target.model,
      detail: settings.detail(),
      price: providers.price(vendor.id, target.model),
    })
  );
}

async function targetView(session: Session, providers: Providers): Promise<TargetView> {
  const { choice } = session.conversation();
  const { provider, model } = choice
    ? { provider: providers.get(choice.providerId), model: choice.model }
    : await providers.choose('ask');
  return {
    providerId: provider.id,
    provider: provider.label,
    model,
    host: hostText(provider.destination),
    offline: provider.id === offlineProviderId,
  };
}

import * as vscode from 'vscode';
import type { Conversation } from '../../core/conversation/conversation';
import { estimateNext, type NextRequest } from '../../core/conversation/estimate';
import { errorText } from '../../core/errorText';
import { asRecord, asText } from '../../core/json';
import { offlineProviderId } from '../../core/providers/offline';
import type { Providers } from '../../jobs/providers';
import { type FromPanel, parseFromPanel, tooLargeFromPanel } from '../../protocol/fromPanel';
import type { ToPanel } from '../../protocol/toPanel';
import type { TargetView } from '../../protocol/view';
import { hostText } from '../consent';
import { sayError, sayWarning } from '../say';
import type { Session } from '../session/session';
import { settings } from '../settings';
import { type Connection, createPages, type Page, type PageHost, type Pages } from '../webview/page';
import { panelStrings, tooLargeSentence } from './strings';
import { toConversationView, toTurnView } from './view';

/** What the panel asks the rest of the host to do; `panelActions.ts` does it. */
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

interface Deps extends PageHost {
  readonly providers: Providers;
  readonly actions: PanelActions;
  readonly openSession: (conversationId: string) => Promise<Session | undefined>;
  /** The user closed the session's panel. */
  readonly onClosed: (session: Session) => void;
  /** Fires when keys, settings, or choices change the provider. */
  readonly onDidChangeTarget: vscode.Event<void>;
}

/** The open conversations, by their sessions. */
export type Panels = Pages<Session>;

export function createPanels(deps: Deps): Panels {
  return createPages<Session, FromPanel.Message, ToPanel.Message>(
    {
      name: 'conversation',
      keyOf: ({ id }) => id,
      titleOf: (session) => session.conversation().title,
      // Beside the editor, where the other conversations are.
      column: (open) => open.at(-1)?.viewColumn ?? columnBesideEditor(),
      parse: parseFromPanel,
      refused: (raw) => {
        const tooLarge = tooLargeFromPanel(raw);
        if (tooLarge) {
          void sayWarning(tooLargeSentence(tooLarge));
        }
      },
      connect: (session, page) => connect(session, page, deps),
      revive: async (state) => {
        const id = asText(asRecord(state)?.conversationId);
        return id === undefined ? undefined : deps.openSession(id);
      },
    },
    deps,
  );
}

function columnBesideEditor(): vscode.ViewColumn {
  return vscode.window.tabGroups.all.length > 1 || vscode.window.activeTextEditor
    ? vscode.ViewColumn.Beside
    : vscode.ViewColumn.Active;
}

/**
 * Snapshots of the session go to the page, and intents come back. What was typed but not sent stays with the session.
 */
function connect(session: Session, page: Page<ToPanel.Message>, deps: Deps): Connection<FromPanel.Message> {
  const { providers, log } = deps;
  const images = imageSender(session, page, log);
  let draft: string | undefined;
  let target: TargetView = { providerId: '', provider: '', model: '', host: '', offline: true };
  const view = () => {
    const conversation = session.conversation();
    const next = conversation.turns.length > 0 ? nextRequest(conversation, target, providers) : undefined;
    return toConversationView(conversation, target, (id) => session.status(id), next);
  };
  const update = () => {
    page.setTitle(session.conversation().title);
    page.post({ type: 'update', conversation: view() });
  };
  const refreshTarget = async () => {
    target = await targetView(session, providers);
    update();
  };
  const start = (message: FromPanel.Ready) => {
    page.post({ type: 'load', conversation: view(), strings: panelStrings(), locale: vscode.env.language });
    images.sendAll();
    draft = message.draft || session.conversation().draft;
    if (draft) {
      page.post({ type: 'focus', draft });
    }
  };
  const subscriptions = vscode.Disposable.from(
    session.onDidChange((change) => {
      if (change.kind === 'turn') {
        sendTurn(session, change.turnId, page);
      } else if (change.kind === 'image') {
        void images.send(change.imageId);
      } else {
        update();
        images.sendNew();
      }
    }),
    deps.onDidChangeTarget(() => void refreshTarget()),
  );
  void refreshTarget();
  return {
    receive: async (message) => {
      if (message.type === 'ready') {
        start(message);
      } else if (message.type === 'draft') {
        draft = message.text;
      } else {
        await handle(message, session, deps.actions);
      }
    },
    fail: (error) => {
      log.error(`panel: ${errorText(error)}`);
      void sayError(vscode.l10n.t('That didn’t work. See the Sightread log for details.'));
    },
    dispose: () => {
      session.keepDraft(draft);
      subscriptions.dispose();
      deps.onClosed(session);
    },
  };
}

function sendTurn(session: Session, turnId: string, page: Page<ToPanel.Message>): void {
  const conversation = session.conversation();
  const turn = conversation.turns.find(({ id }) => id === turnId);
  if (turn) {
    page.post({ type: 'turn', turn: toTurnView(turn, conversation, session.status(turn.id)) });
  }
}

/** Sends the bytes of the session's images to the page, each once in the page's lifetime, and again when it changes. */
function imageSender(session: Session, page: Page<ToPanel.Message>, log: vscode.LogOutputChannel) {
  const sent = new Set<string>();
  const send = async (imageId: string) => {
    try {
      const image = await session.displayImage(imageId);
      if (image) {
        const { bytes, mediaType } = image;
        page.post({ type: 'imageBytes', imageId, mediaType, bytes: bytes.slice().buffer as ArrayBuffer });
      }
    } catch (error) {
      log.warn(`image of the panel: ${errorText(error)}`);
    }
  };
  const sendNew = () => {
    const fresh = session.conversation().images.filter(({ id, problem }) => !problem && !sent.has(id));
    for (const { id } of page.isReady() ? fresh : []) {
      sent.add(id);
      void send(id);
    }
  };
  const sendAll = () => {
    sent.clear();
    sendNew();
  };
  return { send, sendNew, sendAll };
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

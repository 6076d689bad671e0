/**
 * The composition root of the editor: builds everything by hand, in order, and registers the features. No logic lives
 * here. Its bundle is loaded by the first command (`extension.ts`).
 */
import * as vscode from 'vscode';
import { createDecisionStore } from './core/altText/decisionStore';
import { createAgreements } from './host/agreements';
import { createCacheFolder } from './host/altText/cacheFolder';
import { createAltDocuments } from './host/altText/documents';
import { createAltTextRecords } from './host/altText/records';
import { AltTextWriter } from './host/altText/writer';
import { createConsent } from './host/consent';
import { createEditors } from './host/editors';
import { createEngines } from './host/engines';
import { registerAltTextSupport } from './host/features/altText';
import { registerAltTextOnPasteSupport } from './host/features/altTextOnPaste';
import { registerAltTextProblems } from './host/features/altTextProblems';
import { registerAltTextReviewSupport } from './host/features/altTextReview';
import { registerDescribeSupport } from './host/features/describe';
import { registerExtractDataSupport } from './host/features/extractData';
import { registerExtractTextSupport } from './host/features/extractText';
import { createLanguageModelTools, type LanguageModelTools } from './host/features/languageModelTools';
import { registerLanguageSupport } from './host/features/languages';
import { registerModelSupport } from './host/features/models';
import { createPasteText } from './host/features/pasteText';
import { registerUsageSupport } from './host/features/usage';
import { createKeys } from './host/keys';
import { createLog, errorText } from './host/log';
import { createFetches } from './host/mayBeFetched';
import { createPanels } from './host/panel/conversationPage';
import { createReviewPanels } from './host/panel/reviewPage';
import { createPanelActions } from './host/panelActions';
import { createProviders } from './host/providers';
import { registerCommand } from './host/say';
import { createSessionRegistry } from './host/session/registry';
import { createConversationStore } from './host/session/store';
import { createUsageLedger } from './host/session/usageLedger';
import { tellWrongSettings } from './host/settings';
import { createTextCompare } from './host/text/compare';
import { createTextDoubts } from './host/text/doubts';
import { createLanguages } from './host/text/languages';
import { createTextOutput } from './host/text/output';
import type { ReadPasted } from './host/text/pasteProvider';
import { TextReader } from './host/text/reader';
import { createTransports } from './host/transport';
import type { PageName } from './host/viewTypes';

/** Registers the features; what they hold ends with the extension. */
export function startApp(context: vscode.ExtensionContext): App {
  const distDir = vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath;
  const storage = context.storageUri ?? context.globalStorageUri;
  const memory = context.globalState;
  const targetChanged = new vscode.EventEmitter<void>();

  const log = createLog();
  tellWrongSettings((line) => log.warn(line));
  const keys = createKeys(context.secrets, process.env);
  const languageFolder = vscode.Uri.joinPath(context.globalStorageUri, 'languages');
  const languages = createLanguages(languageFolder, log);
  const engines = createEngines({ distDir, languageDir: languageFolder.fsPath, languages });
  const transports = createTransports(distDir);
  const agreements = createAgreements(memory);
  const fetches = createFetches(transports, agreements);
  const providers = createProviders({ keys, engines, transports, memory, agreements, log });
  const store = createConversationStore(vscode.Uri.joinPath(storage, 'conversations'));
  const ledger = createUsageLedger(memory, log);
  const consent = createConsent(agreements, ledger.monthUsd);
  const sessions = createSessionRegistry({
    providers,
    engines,
    fetches,
    consent,
    store,
    log,
    onTurnDone: (turn) => ledger.add(turn),
  });
  const editors = createEditors();
  const reader = new TextReader({ engines, providers, consent, log });
  const doubts = createTextDoubts(log);
  const compare = createTextCompare({ reader, editors, doubts, log });
  const output = createTextOutput({ editors, doubts, compare, providers, log });
  const altDocuments = createAltDocuments(engines);
  const altWriter = new AltTextWriter({
    engines,
    providers,
    fetches,
    consent,
    store: createDecisionStore({
      folder: createCacheFolder(vscode.Uri.joinPath(context.globalStorageUri, 'altTexts')),
      report: (error) => log.warn(`alt texts: ${errorText(error)}`),
    }),
  });
  const altRecords = createAltTextRecords({ folder: storage, log });
  const altText = { documents: altDocuments, writer: altWriter, records: altRecords, engines, log };
  const models = { providers, keys, log, onChosen: () => targetChanged.fire() };
  const panels = createPanels({
    extensionUri: context.extensionUri,
    providers,
    log,
    actions: createPanelActions({ editors, models, reader, output, log }),
    openSession: (id) => sessions.open(id),
    onClosed: (session) => sessions.close(session.id),
    onDidChangeTarget: targetChanged.event,
  });

  const reviews = createReviewPanels({
    extensionUri: context.extensionUri,
    writer: altWriter,
    engines,
    providers,
    consent,
    records: altRecords,
    memory: context.workspaceState,
    log,
    onDidChangeTarget: targetChanged.event,
  });

  context.subscriptions.push(
    log,
    keys,
    engines,
    transports,
    sessions,
    editors,
    panels,
    targetChanged,
    keys.onDidChange(() => targetChanged.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('sightread')) {
        targetChanged.fire();
      }
    }),
    registerDescribeSupport({ sessions, panels, store, log }),
    doubts,
    compare,
    registerExtractTextSupport({ reader, output, log }),
    registerLanguageSupport(languages, log),
    registerExtractDataSupport({ sessions, panels, log }),
    altDocuments,
    registerAltTextSupport(altText),
    registerAltTextOnPasteSupport(altText),
    registerAltTextProblems({ engines, documents: altDocuments, records: altRecords, log }),
    reviews,
    registerAltTextReviewSupport(reviews, log),
    registerModelSupport(models),
    registerUsageSupport(ledger, editors, log),
    registerCommand('sightread.showLog', log, () => log.show()),
  );
  return {
    restorePage: { conversation: panels.restore, review: reviews.restore },
    readPasted: createPasteText({ reader, output, log }),
    languageModelTools: createLanguageModelTools({ sessions, panels, reader, providers, engines, fetches }),
  };
}

/** What the start-up hands on once it is asked. */
export interface App {
  readonly restorePage: Readonly<Record<PageName, RestorePage>>;
  readonly readPasted: ReadPasted;
  readonly languageModelTools: LanguageModelTools;
}

/** Brings a page back after a reload, from what it kept by `setState`. */
type RestorePage = (panel: vscode.WebviewPanel, state: unknown) => Promise<void>;

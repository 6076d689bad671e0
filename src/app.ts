/**
 * The composition root of the editor: builds everything by hand, in order, and registers the features. No logic lives
 * here. Its bundle is loaded by the first command (`extension.ts`) and takes over the running findings.
 */
import * as vscode from 'vscode';
import { createDecisionStore } from './core/altText/decisionStore';
import { errorText } from './core/errorText';
import type { Findings } from './findings';
import { createAgreements } from './host/agreements';
import type { AltTextActions } from './host/altText/actions';
import { createCacheFolder } from './host/altText/cacheFolder';
import { createAltTextRecords } from './host/altText/records';
import { AltTextWriter } from './host/altText/writer';
import { createConsent } from './host/consent';
import { createEditors } from './host/editors';
import { createEngines } from './host/engines';
import { createAltTextActions, registerAltTextSupport } from './host/features/altText';
import { registerAltTextReviewSupport } from './host/features/altTextReview';
import { registerDescribeSupport } from './host/features/describe';
import { registerExtractDataSupport } from './host/features/extractData';
import { registerExtractTextSupport } from './host/features/extractText';
import { createLanguageModelTools } from './host/features/languageModelTools';
import { registerLanguageSupport } from './host/features/languages';
import { registerModelSupport } from './host/features/models';
import { createPasteText } from './host/features/pasteText';
import { registerUsageSupport } from './host/features/usage';
import { createKeys } from './host/keys';
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
import { TextReader } from './host/text/reader';
import { createTransports } from './host/transport';
import type { Start, StartedApp } from './startup/parts';

/** Registers the features; what they hold ends with the extension. */
export function startApp({ context, log, keep }: Start, findings: Findings): App {
  const distDir = vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath;
  const storage = context.storageUri ?? context.globalStorageUri;
  const memory = context.globalState;
  const { markup, documents, recordFiles } = findings;
  const targetChanged = keep(new vscode.EventEmitter<void>());

  tellWrongSettings(findings.tellOnce);
  const keys = keep(createKeys(context.secrets, process.env));
  const languageFolder = vscode.Uri.joinPath(context.globalStorageUri, 'languages');
  const languages = createLanguages(languageFolder, log);
  const engines = keep(createEngines({ distDir, languageDir: languageFolder.fsPath, languages, markup }));
  const transports = keep(createTransports(distDir));
  const agreements = createAgreements(memory);
  const fetches = createFetches(transports, agreements);
  const providers = createProviders({ keys, engines, transports, memory, agreements, log });
  const store = createConversationStore(vscode.Uri.joinPath(storage, 'conversations'));
  const ledger = createUsageLedger(memory, log);
  const consent = createConsent(agreements, ledger.monthUsd);
  const sessions = keep(
    createSessionRegistry({
      providers,
      engines,
      fetches,
      consent,
      store,
      log,
      onTurnDone: (turn) => ledger.add(turn),
    }),
  );
  const editors = keep(createEditors());
  const reader = new TextReader({ engines, providers, consent, log });
  const doubts = keep(createTextDoubts(log));
  const compare = keep(createTextCompare({ reader, editors, doubts, log }));
  const output = createTextOutput({ editors, doubts, compare, providers, log });
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
  const altRecords = createAltTextRecords({ files: recordFiles, log });
  const altText = { documents, writer: altWriter, records: altRecords, engines, log };
  const models = { providers, keys, log, onChosen: () => targetChanged.fire() };
  const panels = keep(
    createPanels({
      extensionUri: context.extensionUri,
      providers,
      log,
      actions: createPanelActions({ editors, models, reader, output, log }),
      openSession: (id) => sessions.open(id),
      onClosed: (session) => sessions.close(session.id),
      onDidChangeTarget: targetChanged.event,
    }),
  );

  const reviews = keep(
    createReviewPanels({
      extensionUri: context.extensionUri,
      writer: altWriter,
      engines,
      providers,
      consent,
      records: altRecords,
      memory: context.workspaceState,
      log,
      onDidChangeTarget: targetChanged.event,
    }),
  );

  keep(keys.onDidChange(() => targetChanged.fire()));
  keep(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('sightread')) {
        targetChanged.fire();
      }
    }),
  );
  keep(registerDescribeSupport({ sessions, panels, store, log }));
  keep(registerExtractTextSupport({ reader, output, log }));
  keep(registerLanguageSupport(languages, log));
  keep(registerExtractDataSupport({ sessions, panels, log }));
  keep(registerAltTextSupport(altText));
  keep(registerAltTextReviewSupport(reviews, log));
  keep(registerModelSupport(models));
  keep(registerUsageSupport(ledger, editors, log));
  keep(registerCommand('sightread.showLog', log, () => log.show()));
  return {
    restorePage: { conversation: panels.restore, review: reviews.restore },
    readPasted: createPasteText({ reader, output, log }),
    altText: createAltTextActions(altText),
    languageModelTools: createLanguageModelTools({ sessions, panels, reader, providers, engines, fetches }),
  };
}

/** What the start-up and the findings use once it's loaded. */
export interface App extends StartedApp {
  readonly altText: AltTextActions;
}

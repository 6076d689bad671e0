/**
 * The composition root for a visible document: its problems and the actions on its images. Its bundle is loaded by the first
 * such document, and before `app.ts`, which takes over what runs here.
 */
import * as vscode from 'vscode';
import type { MarkupEngine } from './core/altText/engine';
import { createMarkupEngine } from './engines/markup/client';
import type { AltTextActions } from './host/altText/actions';
import { type AltDocuments, createAltDocuments } from './host/altText/documents';
import { createRecordFiles, type RecordFiles } from './host/altText/recordFiles';
import { registerAltTextFixes } from './host/features/altTextFixes';
import { registerAltTextOnPasteSupport } from './host/features/altTextOnPaste';
import { registerAltTextProblems } from './host/features/altTextProblems';
import { tellOnce, tellWrongSettings } from './host/settings';
import type { LoadApp, Start } from './startup/parts';

/** What the app takes over. */
export interface Findings {
  readonly markup: MarkupEngine;
  readonly documents: AltDocuments;
  readonly recordFiles: RecordFiles;
  /** Logs a line about a setting's wrong value, once. */
  readonly tellOnce: (line: string) => void;
}

export function startFindings(
  { context, log, keep }: Start,
  load: LoadApp<{ readonly altText: AltTextActions }>,
): Findings {
  tellWrongSettings((line) => log.warn(line));
  const distDir = vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath;
  const markup = keep(createMarkupEngine({ distDir, isBounded: true }));
  const documents = keep(createAltDocuments(markup));
  const recordFiles = createRecordFiles(context.storageUri ?? context.globalStorageUri);
  const actions = async () => (await load(true)).altText;
  const quietActions = async () => (await load(false)).altText;

  keep(registerAltTextProblems({ markup, documents, recordFiles, actions: quietActions, log }));
  keep(registerAltTextFixes({ documents, actions, log }));
  keep(registerAltTextOnPasteSupport({ actions: quietActions, log }));
  return { markup, documents, recordFiles, tellOnce };
}

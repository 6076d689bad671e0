/** What the start-up loads, and what it passes to each part and expects from it. */
import type { Disposable, ExtensionContext, LanguageModelTool, LogOutputChannel, WebviewPanel } from 'vscode';
import type { ReadPasted } from './pasteText';
import type { PageName } from './viewTypes';

/** Disposes something with the extension, or when the start fails. */
export type Keep = <T extends Disposable>(one: T) => T;

/** What each part is started with. */
export interface Start {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly keep: Keep;
}

/** What the start-up expects from `app.js`. */
export interface StartedApp {
  readonly restorePage: Readonly<Record<PageName, RestorePage>>;
  readonly readPasted: ReadPasted;
  readonly languageModelTools: Readonly<Record<string, LanguageModelTool<unknown>>>;
}

/** Restores a page after a reload, from what it stored with `setState`. */
type RestorePage = (panel: WebviewPanel, state: unknown) => Promise<void>;

/**
 * Loads the app; `isAsked` if the user is waiting for it. Rejects with `CancellationError` if it couldn't start, which the user
 * has been told.
 */
export type LoadApp<App> = (isAsked: boolean) => Promise<App>;

export interface Parts<Findings, App> {
  /** Loaded before everything else. Not part of the start-up: its expressions alone take as long to parse as the rest. */
  log(): Promise<{ createLog(): LogOutputChannel }>;
  /** Loaded by a visible document with images, and before the app. */
  findings(): Promise<{ startFindings(start: Start, load: LoadApp<App>): Findings }>;
  /** Loaded by everything else; takes over the running findings. */
  app(): Promise<{ startApp(start: Start, findings: Findings): App }>;
}

/** What `findings.js` offers on an image but leaves to `app.js`, which is loaded when one of these is used. */
import type * as vscode from 'vscode';
import type { ImageReference } from '../../core/altText/types';
import type { GeneratedAlt } from '../../jobs/altTexts';

/** A quick fix that is offered; its edit is worked out when the user chooses it. */
export interface Planned {
  readonly document: vscode.TextDocument;
  readonly reference: ImageReference;
  readonly kind: 'generate' | 'decorative' | 'longer';
}

export interface AltTextActions {
  /** Works out the edit of a quick fix. Reports failures itself. */
  resolveFix(fix: vscode.CodeAction, planned: Planned, token: vscode.CancellationToken): Promise<void>;
  /** Shows alt text before it's written; a model is asked first unless it's `known`. Reports failures itself. */
  review(planned: Planned, known?: GeneratedAlt): Promise<void>;
  /** Describes the images that were inserted between two offsets. Reports failures itself. */
  describePasted(document: vscode.TextDocument, start: number, end: number, signal: AbortSignal): Promise<void>;
  /** Indexes of the images whose picture has changed since their alt text was written. */
  staleOf(document: vscode.Uri, references: readonly ImageReference[]): Promise<ReadonlySet<number>>;
}

/** The command of a fix that shows alt text before it's written. */
export const reviewCommand = 'sightread.altText.review';

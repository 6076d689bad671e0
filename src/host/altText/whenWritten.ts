import * as vscode from 'vscode';
import type { ImageReference } from '../../core/altText/types';
import type { AltDocuments } from './documents';

/** How long to wait for a prepared fix, milliseconds: the editor may also drop it. */
const maxWaitMs = 10_000;

/** The image again, with its alt text by now; undefined if there is none. */
export async function imageWith(
  document: vscode.TextDocument,
  { src, start }: ImageReference,
  alt: string,
  documents: AltDocuments,
): Promise<ImageReference | undefined> {
  const all = await documents.references(document, start);
  return all
    .filter((one) => one.src.raw === src.raw && one.alt.value === alt)
    .sort((a, b) => Math.abs(a.start - start) - Math.abs(b.start - start))[0];
}

/**
 * Resolves with true once the editor has put alt text into its document, and with false if it hasn't done so in time.
 * The fix's command can't report that: VS Code 1.139 drops it if it released its list of fixes before the fix was
 * prepared, as it does whenever the light bulb is on (seen 2026-11-29).
 */
export function whenWritten(
  document: vscode.TextDocument,
  reference: ImageReference,
  alt: string,
  documents: AltDocuments,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const end = (isWritten: boolean) => {
      clearTimeout(timer);
      subscription.dispose();
      resolve(isWritten);
    };
    const timer = setTimeout(() => end(false), maxWaitMs);
    const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && event.contentChanges.length > 0) {
        imageWith(document, reference, alt, documents).then((image) => image && end(true), reject);
      }
    });
  });
}

import * as vscode from 'vscode';
import type { FoundImages, MarkupEngine } from '../../core/altText/engine';
import type { FindingOptions } from '../../core/altText/findings';
import { altTextLanguageIds, languageIdOfFile } from '../../core/altText/languages';
import type { ImageReference } from '../../core/altText/types';
import { settings, tellOnce } from '../settings';
import { fileOf } from './notebooks';

/** The images of open documents, found once for each version; of very many those around an offset. */
export interface AltDocuments extends vscode.Disposable {
  references(document: vscode.TextDocument, near: number, signal?: AbortSignal): Promise<readonly ImageReference[]>;
  /** The image that a range touches; the innermost and first. */
  at(document: vscode.TextDocument, range: vscode.Range): Promise<ImageReference | undefined>;
}

/** A document longer than this is not read while one types, characters. */
export const maxDocumentLength = 2_000_000;

const languages = new Set(altTextLanguageIds);

export const holdsImages = (document: vscode.TextDocument) =>
  languages.has(document.languageId) && lengthOf(document) <= maxDocumentLength;

/** Characters of a document: its text is not put together for that. */
export const lengthOf = (document: vscode.TextDocument): number =>
  document.offsetAt(document.lineAt(document.lineCount - 1).range.end);

/**
 * How a document is judged: by the settings of its folder, and the globs that its file matches. Invalid rules are logged and
 * otherwise ignored, because the editor underlines them.
 */
export async function checkOptions(
  document: vscode.Uri,
  markup: MarkupEngine,
): Promise<Required<Pick<FindingOptions, 'rules' | 'maxLength'>>> {
  const maxLength = settings.altTextMaxLength(document);
  const file = fileOf(document);
  const written = settings.altTextRules(file);
  if (Object.keys(written).length === 0) {
    return { rules: {}, maxLength };
  }
  const { rules, problems } = await markup.rulesFor(written, vscode.workspace.asRelativePath(file, false));
  for (const problem of problems.slice(0, 20)) {
    tellOnce(`sightread.altText.rules: ${problem.slice(0, 200)}`);
  }
  return { rules, maxLength };
}

/** The language to parse a document in: the editor may not know it, for want of an extension. */
export function languageOf(document: vscode.TextDocument): string {
  return holdsImages(document) ? document.languageId : (languageIdOfFile(document.uri.path) ?? document.languageId);
}

export function createAltDocuments(markup: MarkupEngine): AltDocuments {
  const known = new Map<string, { readonly version: number; readonly found: Promise<FoundImages> }>();
  const references: AltDocuments['references'] = async (document, near, signal) => {
    const key = document.uri.toString();
    const remembered = known.get(key);
    if (remembered?.version === document.version) {
      const before = await remembered.found;
      if (reaches(before, near)) {
        return before.references;
      }
    }
    const found = markup.find(document.getText(), document.languageId, signal, near);
    known.set(key, { version: document.version, found });
    found.catch(() => known.delete(key));
    return (await found).references;
  };
  const closed = vscode.workspace.onDidCloseTextDocument((document) => known.delete(document.uri.toString()));
  return {
    references,
    at: async (document, range) => {
      const start = document.offsetAt(range.start);
      const all = holdsImages(document) ? await references(document, start) : [];
      const end = document.offsetAt(range.end);
      return all
        .filter((one) => one.start <= end && start <= one.end)
        .sort((a, b) => a.end - a.start - (b.end - b.start))[0];
    },
    dispose: () => closed.dispose(),
  };
}

/** Whether the image at an offset, when there is one, is among those that were found. */
function reaches({ references, leftOut = 0 }: FoundImages, near: number): boolean {
  const [first, last] = [references[0], references.at(-1)];
  return (
    !first ||
    !last ||
    ((first.index === 0 || first.start <= near) && (last.index === references.length + leftOut - 1 || near <= last.end))
  );
}

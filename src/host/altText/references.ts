import * as vscode from 'vscode';
import { placer } from '../../core/altText/findings';
import { altTextExtensions, languageIdOfFile } from '../../core/altText/languages';
import { resolveImage } from '../../core/altText/resolve';
import type { ImageReference } from '../../core/altText/types';
import { bounds } from '../../core/bounds';
import type { Engines } from '../engines';
import { isInWorkspace } from '../mayBeSent';
import { readTextUpTo } from '../readUpTo';
import { pickFrom, sayInfo, withProgress } from '../say';
import { settings } from '../settings';
import { maxDocumentLength } from './documents';
import { showCell } from './notebooks';
import type { ReviewDeps } from './review';

interface Found {
  readonly document: vscode.TextDocument;
  readonly reference: ImageReference;
}

interface Place {
  readonly uri: vscode.Uri;
  readonly reference: ImageReference;
  /** From 1. */
  readonly line: number;
  /** The image's index in its notebook cell, from 0; in the document if there are no cells. */
  readonly inCell: number;
}

const { l10n } = vscode;
const maxFiles = 5000;

/** Every place in the workspace that shows an image, for the user to choose from; undefined if there is none. */
export async function findReferences(
  image: vscode.Uri,
  { engines }: Pick<ReviewDeps, 'engines'>,
): Promise<Found | undefined> {
  const found = await withProgress(l10n.t('Looking for documents with this image'), async (_report, token) => {
    const all: Place[] = [];
    const name = image.path.split('/').at(-1) ?? '';
    const files = await vscode.workspace.findFiles(`**/*.{${altTextExtensions.join(',')}}`, undefined, maxFiles, token);
    for (const uri of files) {
      if (token.isCancellationRequested) {
        return undefined;
      }
      const text = (await readTextUpTo(uri, bounds.documentBytes)) ?? '';
      const languageId = languageIdOfFile(uri.path);
      const mentions = text.includes(name) || text.includes(encodeURIComponent(name));
      if (!mentions || !languageId || text.length > maxDocumentLength || !(await isInWorkspace(uri))) {
        continue;
      }
      const { references } = await engines.markup().find(text, languageId);
      const place = placer(text);
      const inCells = new Map<number | undefined, number>();
      for (const reference of references) {
        const inCell = inCells.get(reference.cell) ?? 0;
        inCells.set(reference.cell, inCell + 1);
        if (shows(uri, reference, image)) {
          all.push({ uri, reference, line: place(reference.start)[0], inCell });
        }
      }
    }
    return all;
  });
  if (!found) {
    return undefined;
  }
  if (found.length === 0) {
    void sayInfo(l10n.t('No document in this workspace uses this image.'));
    return undefined;
  }
  const items = found.map((place) => ({
    label: `${vscode.workspace.asRelativePath(place.uri)}:${place.line}`,
    description: place.reference.alt.value || l10n.t('no alt text'),
    place,
  }));
  const picked =
    items.length === 1 ? items[0] : await pickFrom(items, { title: l10n.t('{0} places use this image', items.length) });
  return picked && show(picked.place, engines);
}

/** Opens the document at the image; a notebook at its cell. */
async function show({ uri, reference, inCell }: Place, engines: Engines): Promise<Found | undefined> {
  if (reference.cell !== undefined) {
    const cell = await showCell(uri, reference.cell);
    const { references } = await engines.markup().find(cell.getText(), cell.languageId);
    const shown = references[inCell];
    return shown && { document: cell, reference: shown };
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const at = document.positionAt(reference.start);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return { document, reference };
}

function shows(document: vscode.Uri, reference: ImageReference, image: vscode.Uri): boolean {
  const resolution = resolveImage(reference, {
    document: document.toString(),
    roots: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.toString()),
    baseFolders: settings.altTextBaseFolders(document),
  });
  return (
    resolution.kind === 'file' &&
    resolution.candidates.some((candidate) => vscode.Uri.parse(candidate, true).path === image.path)
  );
}

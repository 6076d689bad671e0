/** "Text from image" among the choices of Paste As. Part of the startup: it reads and loads nothing until chosen. */
import {
  type CancellationToken,
  type DataTransfer,
  type Disposable,
  DocumentDropOrPasteEditKind,
  DocumentPasteEdit,
  type DocumentPasteEditContext,
  type DocumentPasteEditProvider,
  DocumentPasteTriggerKind,
  l10n,
  languages,
  type Range,
  type TextDocument,
  type WorkspaceEdit,
  workspace,
} from 'vscode';

const mediaTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/bmp', 'image/tiff', 'image/avif'];

/**
 * Reads pasted bytes and returns the edit that inserts their text; undefined if there is none, and the user was told.
 */
export type ReadPasted = (
  name: string,
  bytes: Uint8Array,
  place: PastePlace,
  token: CancellationToken,
) => Promise<WorkspaceEdit | undefined>;

/** Where a paste goes: it replaces each of the ranges. */
export interface PastePlace {
  readonly document: TextDocument;
  readonly ranges: readonly Range[];
}

/**
 * Offered only if the user opens Paste As, asks for this kind by name, or prefers it in `editor.pasteAs.preferences`:
 * any other paste never waits for it. The manifest activates the extension with `onCommand:editor.action.pasteAs`: VS
 * Code waits for that before it pastes, and a window in which nobody uses Paste As pays nothing.
 *
 * The image is read before the choices are shown: VS Code 1.139 resolves an edit that is pasted by preference, but
 * applies one that was picked unresolved (seen 2026-11-22).
 */
export function registerPasteText(load: () => Promise<ReadPasted | undefined>): Disposable {
  const kind = DocumentDropOrPasteEditKind.Empty.append('text', 'image', 'ocr');
  const provider: DocumentPasteEditProvider = {
    provideDocumentPasteEdits: async (document, ranges, data, context, token) => {
      const file = isAskedFor(context) ? imageOf(data) : undefined;
      if (!file || ranges.length === 0) {
        return undefined;
      }
      const bytes = await file.data();
      const read = await load();
      const additionalEdit = await read?.(file.name || l10n.t('Pasted image'), bytes, { document, ranges }, token);
      if (!additionalEdit) {
        return undefined;
      }
      const edit = new DocumentPasteEdit('', l10n.t('Text from image'), kind);
      // An edit of its own: VS Code would indent inserted text like its line, including blank lines.
      edit.additionalEdit = additionalEdit;
      edit.yieldTo = [DocumentDropOrPasteEditKind.Text, DocumentDropOrPasteEditKind.Empty.append('markdown')];
      return [edit];
    },
  };
  const isAskedFor = ({ triggerKind, only }: DocumentPasteEditContext) =>
    triggerKind === DocumentPasteTriggerKind.PasteAs || only?.intersects(kind) === true || isPreferred(kind);
  return languages.registerDocumentPasteEditProvider('*', provider, {
    providedPasteEditKinds: [kind],
    pasteMimeTypes: mediaTypes,
  });
}

function isPreferred(kind: DocumentDropOrPasteEditKind): boolean {
  const preferences = workspace.getConfiguration('editor').get<unknown>('pasteAs.preferences');
  return Array.isArray(preferences) && preferences.includes(kind.value);
}

function imageOf(data: DataTransfer) {
  for (const type of mediaTypes) {
    const file = data.get(type)?.asFile();
    if (file) {
      return file;
    }
  }
  return undefined;
}

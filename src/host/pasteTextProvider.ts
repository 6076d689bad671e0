/** "Text from image" among the choices of Paste As. Part of the start-up: it reads nothing and loads nothing until chosen. */
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
  workspace,
} from 'vscode';

const mediaTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/bmp', 'image/tiff', 'image/avif'];

/** Reads pasted bytes for a place; undefined when nothing was found or it was cancelled. */
export type ReadPasted = (
  name: string,
  bytes: Uint8Array,
  place: { readonly document: TextDocument; readonly range: Range },
  token: CancellationToken,
) => Promise<string | undefined>;

interface TextFromImage extends DocumentPasteEdit {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly place: { readonly document: TextDocument; readonly range: Range };
}

/**
 * Offered only when the user opens Paste As, asks for this kind by name, or prefers it by `editor.pasteAs.preferences`: any
 * other paste never waits for it. The manifest starts the extension by `onCommand:editor.action.pasteAs`: VS Code waits
 * for that before it pastes, and a window in which nobody uses Paste As pays nothing.
 */
export function registerPasteText(load: () => Promise<ReadPasted>): Disposable {
  const kind = DocumentDropOrPasteEditKind.Empty.append('text', 'image', 'ocr');
  const provider: DocumentPasteEditProvider<TextFromImage> = {
    provideDocumentPasteEdits: async (document, ranges, data, context) => {
      const file = isAskedFor(context) ? imageOf(data) : undefined;
      const range = ranges[0];
      if (!file || !range) {
        return undefined;
      }
      const edit = Object.assign(new DocumentPasteEdit('', l10n.t('Text from image'), kind), {
        name: file.name || l10n.t('Pasted image'),
        // VS Code takes the clipboard's file away when this returns.
        bytes: await file.data(),
        place: { document, range },
      });
      edit.yieldTo = [DocumentDropOrPasteEditKind.Text, DocumentDropOrPasteEditKind.Empty.append('markdown')];
      return [edit];
    },
    resolveDocumentPasteEdit: async (edit, token) => {
      const read = await load();
      const text = await read(edit.name, edit.bytes, edit.place, token);
      // What is selected stays when there is nothing to put in its place.
      edit.insertText = text ?? edit.place.document.getText(edit.place.range);
      return edit;
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

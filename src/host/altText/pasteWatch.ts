import * as vscode from 'vscode';

/** Notes each paste and drop by the user, as the editor reports it. */
export interface PasteWatch extends vscode.Disposable {
  /** True once for each paste or drop into the document: the change that follows it is the user's own. */
  take(document: vscode.TextDocument): boolean;
}

/** How long the editor can take from a paste to the change it makes, in milliseconds: it may ask how to paste. */
const withinMs = 10_000;
const mediaTypes = ['image/*', 'text/plain', 'text/html', 'text/uri-list', 'files'];

/**
 * The editor asks every provider of paste and drop edits. This one provides none, but so learns about the paste. A
 * change by a program, another extension, git, or a formatter isn't a paste, and then no provider is asked.
 */
export function watchPastes(languages: readonly string[]): PasteWatch {
  let last: { readonly uri: string; readonly at: number } | undefined;
  const note = ({ uri }: vscode.TextDocument) => {
    last = { uri: uri.toString(), at: Date.now() };
    return undefined;
  };
  const selector = languages.map((language) => ({ language }));
  const kind = vscode.DocumentDropOrPasteEditKind.Empty.append('text', 'image', 'alt');
  const watching = vscode.Disposable.from(
    vscode.languages.registerDocumentPasteEditProvider(
      selector,
      { provideDocumentPasteEdits: note },
      { providedPasteEditKinds: [kind], pasteMimeTypes: mediaTypes },
    ),
    vscode.languages.registerDocumentDropEditProvider(
      selector,
      { provideDocumentDropEdits: note },
      { providedDropEditKinds: [kind], dropMimeTypes: mediaTypes },
    ),
  );
  return {
    take: ({ uri }) => {
      const is = last !== undefined && last.uri === uri.toString() && Date.now() - last.at < withinMs;
      last = is ? undefined : last;
      return is;
    },
    dispose: () => watching.dispose(),
  };
}

import * as vscode from 'vscode';

/** Where text goes: the editor the user was in before a panel or the explorer took the focus. */
export interface Editors extends vscode.Disposable {
  last(): vscode.TextEditor | undefined;
  /** One undo step at the cursor, over the selection; a new document when no editor is open. */
  insert(text: string): Promise<void>;
  openDocument(text: string, language?: string): Promise<void>;
}

export function createEditors(): Editors {
  let last = vscode.window.activeTextEditor;
  const subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
    last = editor ?? last;
  });
  const current = () => {
    const editor = vscode.window.activeTextEditor ?? last;
    return editor && vscode.window.visibleTextEditors.find((one) => one.document === editor.document);
  };
  const openDocument = async (text: string, language?: string) => {
    const document = await vscode.workspace.openTextDocument({ content: text, language });
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Active });
  };
  return {
    last: current,
    openDocument,
    insert: async (text) => {
      const editor = current();
      if (!editor) {
        await openDocument(text);
        return;
      }
      const done = await editor.edit((edit) => {
        for (const selection of editor.selections) {
          edit.replace(selection, text);
        }
      });
      if (!done) {
        await vscode.env.clipboard.writeText(text);
        void vscode.window.showWarningMessage(
          vscode.l10n.t('The editor does not take text here. The text is in the clipboard.'),
        );
        return;
      }
      await vscode.window.showTextDocument(editor.document, { viewColumn: editor.viewColumn });
    },
    dispose: () => subscription.dispose(),
  };
}

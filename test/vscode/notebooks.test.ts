import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { altAnswer } from '../servers/altAnswer';
import { type LoopbackProvider, startLoopbackProvider } from '../servers/loopbackProvider';
import { chatStream } from '../servers/vendorReplies';
import { until } from './until';

const place = (name: string) => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder, 'no workspace is open');
  return vscode.Uri.joinPath(folder, name);
};

suite('notebooks', () => {
  let server: LoopbackProvider;
  const settings = () => vscode.workspace.getConfiguration('sightread');
  const uri = place('alt-notebook.ipynb');
  let text = '';

  suiteSetup(async () => {
    server = await startLoopbackProvider();
    const rows = { mine: { baseUrl: server.url, models: [{ id: 'eyes', vision: true }] } };
    await settings().update('providers', rows, vscode.ConfigurationTarget.Global);
    await settings().update('provider', 'mine', vscode.ConfigurationTarget.Global);
    const png = Buffer.from(await vscode.workspace.fs.readFile(place('logo.png'))).toString('base64');
    const cells = [
      {
        cell_type: 'markdown',
        id: 'one',
        metadata: {},
        source: ['# Lakes\n', '\n', '![](chart.png) and ![](attachment:small.png)'],
        attachments: { 'small.png': { 'image/png': png } },
      },
      { cell_type: 'markdown', id: 'two', metadata: {}, source: ['![Here already](chart.png)'] },
      {
        cell_type: 'code',
        id: 'three',
        execution_count: 1,
        metadata: {},
        source: ['plot()'],
        outputs: [{ output_type: 'display_data', data: { 'image/png': png }, metadata: {} }],
      },
    ];
    text = `${JSON.stringify({ cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uri);
    await settings().update('provider', undefined, vscode.ConfigurationTarget.Global);
    await settings().update('providers', undefined, vscode.ConfigurationTarget.Global);
    await server.close();
  });

  test('a cell shows its findings; its quick fixes write the alt of a file and of an attachment, and nothing else', async () => {
    server.on('POST', '/chat/completions', ({ text: question }) =>
      chatStream([altAnswer(question.includes('chart.png') ? 'Chart of "August"' : 'Small [logo]')]),
    );
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
    // A cell has an editor, and with it quick fixes, while it's being edited.
    await vscode.commands.executeCommand('notebook.cell.edit');
    const [cell, second] = notebook.getCells();
    assert.ok(cell && second);
    const { document } = cell;
    const fix = async (at: string) => {
      const start = document.positionAt(document.getText().indexOf(at));
      const found = await vscode.commands
        .executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          document.uri,
          new vscode.Range(start, start),
          'quickfix.sightread',
          1,
        )
        // The editor cancels a request when the cell changes, as it does while it's being rendered.
        .then(undefined, (error: Error) => (error.name === 'Canceled' ? [] : Promise.reject(error)));
      return found[0]?.edit;
    };
    const problems = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Sightread');
    await until(async () => Boolean(await fix('chart')) && problems().length === 2);
    for (const at of ['chart', 'attachment']) {
      let edit: vscode.WorkspaceEdit | undefined;
      await until(async () => {
        edit = await fix(at);
        return edit !== undefined;
      });
      await vscode.workspace.applyEdit(edit!);
    }
    assert.equal(
      document.getText(),
      '# Lakes\n\n![Chart of "August".](chart.png) and ![Small \\[logo\\].](attachment:small.png)',
    );
    assert.equal(second.document.getText(), '![Here already](chart.png)');
    await until(() => problems().length === 0);
    await notebook.save();
    const saved = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
    const wanted = JSON.parse(text);
    wanted.cells[0].source[2] = '![Chart of "August".](chart.png) and ![Small \\[logo\\].](attachment:small.png)';
    assert.deepEqual(saved, wanted);
    const pictures = server.requests.filter(({ text: body }) => body.includes('data:image/'));
    assert.equal(pictures.length, 2);
  });
});

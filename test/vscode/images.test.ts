import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startLoopbackProvider } from '../servers/loopbackProvider';
import { chatStream } from '../servers/vendorReplies';
import { until } from './until';

const command = (name: string, ...args: unknown[]) => vscode.commands.executeCommand(`sightread.${name}`, ...args);
const sample = (name: string) => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder, 'no workspace is open');
  return vscode.Uri.joinPath(folder, name);
};
const terminalText = /expected 18\.4 to be 18\.3/;

suite('reading images', () => {
  setup(async () => {
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('reads the text of an image of the workspace', async () => {
    await command('extractTextToClipboard', sample('screenshot-terminal.png'));
    assert.match(await vscode.env.clipboard.readText(), terminalText);
  });

  test('reads through the file system of any scheme', async () => {
    const bytes = await vscode.workspace.fs.readFile(sample('screenshot-terminal.png'));
    const registration = vscode.workspace.registerFileSystemProvider('sightreadtest', oneFile(bytes), {
      isReadonly: true,
    });
    try {
      await command('extractTextToClipboard', vscode.Uri.parse('sightreadtest:/pictures/terminal.png'));
    } finally {
      registration.dispose();
    }
    assert.match(await vscode.env.clipboard.readText(), terminalText);
  });

  test('takes the image link under the cursor', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'markdown',
      content: 'See ![a](logo.png) and ![b](screenshot-terminal.png "title") here.',
    });
    // The document needs a location for the link to be relative to.
    const uri = sample('cursor-test.md');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(document.getText()));
    try {
      const editor = await vscode.window.showTextDocument(uri);
      const at = new vscode.Position(0, document.getText().indexOf('terminal'));
      editor.selection = new vscode.Selection(at, at);
      await command('extractTextToClipboard');
      assert.match(await vscode.env.clipboard.readText(), terminalText);
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });

  test('inserts at the cursor in one undo step', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'before  after' });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 7, 0, 7);
    await command('extractText', sample('screenshot-terminal.png'));
    assert.match(document.getText(), /^before [\s\S]*18\.4 to be 18\.3[\s\S]* after$/);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), 'before  after');
  });

  test('opens a new document when no editor is open', async () => {
    await command('extractText', sample('screenshot-terminal.png'));
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', terminalText);
  });

  test('reads several images in the order given', async () => {
    const images = [sample('screenshot-terminal.png'), sample('error-dialog.png')];
    await command('extractTextToClipboard', images[0], images);
    const text = await vscode.env.clipboard.readText();
    assert.match(text, terminalText);
    assert.ok(text.length > text.search(terminalText) + 200, 'the second image is missing');
  });
});

suite('describing images', () => {
  setup(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('opens one panel for each conversation, named after its image', async () => {
    await command('describeImage', sample('logo.png'));
    await command('describeImage', sample('chart.png'));
    await tabs('chart.png', 'logo.png');
  });

  test('several images make one conversation', async () => {
    const images = [sample('logo.png'), sample('chart.png'), sample('guide.md')];
    await command('describeImage', images[0], images);
    await tabs('2 images');
  });

  test('asks a local server by the direct path, and leaves the dispatchers of others alone', async () => {
    const slots = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((name) => Symbol.for(name));
    const dispatchers = () => slots.map((slot) => (globalThis as Record<symbol, unknown>)[slot]);
    const before = dispatchers();
    const server = await startLoopbackProvider();
    server.on('POST', '/chat/completions', chatStream(['A logo.']));
    const settings = vscode.workspace.getConfiguration('sightread');
    const rows = { mine: { baseUrl: server.url, models: [{ id: 'eyes', vision: true }] } };
    try {
      await settings.update('providers', rows, vscode.ConfigurationTarget.Global);
      await settings.update('provider', 'mine', vscode.ConfigurationTarget.Global);
      await command('describeImage', sample('logo.png'));
      const request = (await server.waitFor(1, '/chat/completions'))[0];
      assert.match(request?.text ?? '', /data:image\/png;base64/);
      await request?.ended;
    } finally {
      await settings.update('provider', undefined, vscode.ConfigurationTarget.Global);
      await settings.update('providers', undefined, vscode.ConfigurationTarget.Global);
      await server.close();
    }
    const after = dispatchers();
    assert.ok(after[0] === before[0] && after[1] === before[1], 'a global dispatcher was replaced');
  });
});

/** Waits until exactly these tabs are open. */
async function tabs(...expected: string[]): Promise<void> {
  const labels = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label)).sort();
  await until(() => labels().join() === expected.join());
}

/** A file system with one file, like that of a remote or virtual workspace. */
function oneFile(bytes: Uint8Array): vscode.FileSystemProvider {
  const refuse = () => {
    throw vscode.FileSystemError.NoPermissions('read-only');
  };
  return {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: bytes.length }),
    readFile: () => bytes,
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}

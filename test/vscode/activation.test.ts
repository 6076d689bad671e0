import * as assert from 'node:assert/strict';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { until } from './until';

// Taken when this file is loaded, before anything has activated the extension.
const slots = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((name) => Symbol.for(name));
const dispatchers = () => slots.map((slot) => (globalThis as Record<symbol, unknown>)[slot]);
const before = dispatchers();
const id = 'sightread.sightread';

suite('activation', () => {
  test('is not active before one of its commands is used', () => {
    assert.equal(vscode.extensions.getExtension(id)?.isActive, false);
  });

  test('activates', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  test('a document on screen gets its problems and offers from the findings alone', async () => {
    const loaded = () => Object.keys(require.cache).map((file) => basename(file));
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: '![](a.png)\n' });
    await vscode.window.showTextDocument(document);
    await until(() => vscode.languages.getDiagnostics(document.uri).some(({ source }) => source === 'Sightread'));
    // The editor drops a question while other extensions still register what they offer.
    const offered = await until(async () =>
      vscode.commands
        .executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          document.uri,
          new vscode.Range(0, 1, 0, 1),
          'quickfix.sightread',
        )
        .then(
          (found) => found.length > 0 && found,
          () => undefined,
        ),
    );
    assert.deepEqual(
      offered.map(({ title }) => title),
      ['Generate Alt Text', 'Mark Image as Decorative (leaves a link without a name here)'],
    );
    assert.ok(loaded().includes('findings.js'), 'the findings are not loaded from their bundle');
    assert.ok(!loaded().includes('app.js'), 'the rest is loaded too');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('registers every command that its manifest names, and names every public one', async () => {
    const manifest = vscode.extensions.getExtension(id)?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const named = manifest.contributes.commands.map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      named.filter((command) => !registered.has(command)),
      [],
      'named but not registered',
    );
    assert.deepEqual(
      publicCommands.filter((command) => !named.includes(`sightread.${command}`)),
      [],
      'public but not named',
    );
  });

  test('every command stays registered when the first use has loaded the rest', async () => {
    await vscode.commands.executeCommand('sightread.showLog');
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      publicCommands.filter((command) => !registered.has(`sightread.${command}`)),
      [],
    );
  });

  test("leaves undici's global dispatchers as they were", () => {
    const after = dispatchers();
    assert.ok(after[0] === before[0], 'slot 1 was replaced');
    assert.ok(after[1] === before[1], 'slot 2 was replaced');
  });
});

const publicCommands = [
  'describeImage',
  'askAboutImage',
  'describeImageUrl',
  'compareImages',
  'extractText',
  'extractTextToNewFile',
  'extractTextToClipboard',
  'manageLanguages',
  'extractData',
  'newConversation',
  'showHistory',
  'selectModel',
  'setApiKey',
  'removeApiKey',
  'showUsage',
  'showLog',
];

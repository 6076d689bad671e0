import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

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

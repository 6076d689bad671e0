import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { registryRoutes } from '../servers/languageRegistry';
import { startLoopbackProvider } from '../servers/loopbackProvider';
import { chatStream } from '../servers/vendorReplies';
import { until } from './until';

const command = (name: string, ...args: unknown[]) => vscode.commands.executeCommand(`sightread.${name}`, ...args);
const folder = () => {
  const uri = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(uri, 'no workspace is open');
  return uri;
};
const sample = (name: string) => vscode.Uri.joinPath(folder(), name);
/** The compiled suite is in test/output/vscode; the workspace is a copy of the samples. */
const fixtures = join(__dirname, '../../fixtures');
const page = (name: string) => vscode.Uri.file(join(fixtures, 'ocr/img', name));
const warnings = (document: vscode.TextDocument) =>
  vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === 'Sightread');
const indentOf = (line: string) => /^[ \t]*/.exec(line)?.[0] ?? '';

async function editorWith(content: string, options: vscode.TextEditorOptions = {}): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language: 'plaintext' });
  const editor = await vscode.window.showTextDocument(document);
  editor.options = { insertSpaces: true, tabSize: 4, ...options };
  return editor;
}

function cursorAt(editor: vscode.TextEditor, ...places: readonly (readonly [number, number])[]): void {
  editor.selections = places.map(([line, character]) => new vscode.Selection(line, character, line, character));
}

suite('text into the editor', () => {
  setup(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('indents to the place, with the tabs of the editor, in one undo step', async () => {
    const before = 'class A {\n\t\n}\n';
    const editor = await editorWith(before, { insertSpaces: false });
    cursorAt(editor, [1, 1]);
    await command('extractText', sample('screenshot-code-dark.png'));
    const lines = editor.document.getText().split('\n');
    const at = lines.findIndex((line) => line.includes('export class Buoy'));
    assert.equal(indentOf(lines[at] ?? ''), '\t');
    assert.equal(indentOf(lines[at + 1] ?? ''), '\t\t');
    assert.ok(!lines.some((line) => /^ {2,}/.test(line)), 'a line is indented by spaces');
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
  });

  test('goes in at every cursor, and all of it goes with one undo', async () => {
    const before = 'a \n    b \n';
    const editor = await editorWith(before);
    cursorAt(editor, [0, 2], [1, 6]);
    await command('extractText', sample('table.png'));
    const text = editor.document.getText();
    assert.equal(text.split('Mirror Lake').length, 3);
    assert.match(text, /\n {4}Mirror Lake/);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
  });

  test('a new file opens with the language of the code, without fences', async () => {
    await command('extractTextToNewFile', sample('screenshot-code-dark.png'));
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'typescript');
    assert.doesNotMatch(document?.getText() ?? '', /```/);
    await command('extractTextToNewFile', page('python-github@2x.png'));
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'python');
    await command('extractTextToNewFile', page('prose-serif@2x.png'));
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'plaintext');
  });

  test('a dark editor comes over exactly, with its indentation', async () => {
    const truth = readFileSync(join(fixtures, 'samples/screenshot-code-dark.txt'), 'utf8');
    const editor = await editorWith('');
    await command('extractText', sample('screenshot-code-dark.png'));
    const read = editor.document.getText().trimEnd().split('\n');
    const wanted = truth.trimEnd().split('\n');
    assert.deepEqual(read, wanted);
  });

  test('reads several images in the order given', async () => {
    const editor = await editorWith('');
    const images = [sample('table.png'), sample('screenshot-code-dark.png')];
    await command('extractText', images[0], images);
    const text = editor.document.getText();
    assert.ok(text.indexOf('Mirror Lake') >= 0 && text.indexOf('Mirror Lake') < text.indexOf('export class Buoy'));
  });
});

suite('doubts about what was read', () => {
  setup(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Reads a page on which OCR is unsure, below two lines of the user's. */
  async function unsure() {
    const editor = await editorWith('// first\n\n');
    cursorAt(editor, [2, 0]);
    await command('extractText', page('ide-outline@1x.png'));
    const { document } = editor;
    const found = await until(() => warnings(document).length > 0 && warnings(document));
    return { editor, document, found };
  }
  const actionsAt = (document: vscode.TextDocument, range: vscode.Range) =>
    vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
  async function apply(action: vscode.CodeAction | undefined): Promise<void> {
    assert.ok(action, 'the quick fix is missing');
    if (action.edit) {
      await vscode.workspace.applyEdit(action.edit);
    }
    if (action.command) {
      await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
    }
  }

  test('are warnings on their words, few, and nothing else of the document', async () => {
    const { document, found } = await unsure();
    const words = document.getText().split(/\s+/).length;
    assert.ok(found.length <= Math.max(4, 0.1 * words), `${found.length} of ${words} words are marked`);
    for (const { range, message, severity } of found) {
      assert.ok(range.start.line >= 2 && range.isSingleLine && !range.isEmpty);
      assert.equal(severity, vscode.DiagnosticSeverity.Warning);
      assert.ok(message.includes(document.getText(range)), message);
    }
  });

  test('move with the text, and go where it is edited', async () => {
    const { editor, document, found } = await unsure();
    const texts = found.map(({ range }) => document.getText(range));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// a new line\n'));
    const moved = await until(() => {
      const now = warnings(document);
      return now[0]?.range.start.line !== found[0]?.range.start.line && now;
    });
    assert.deepEqual(
      moved.map(({ range }) => document.getText(range)),
      texts,
    );
    const [first] = moved;
    assert.ok(first);
    await editor.edit((edit) => edit.replace(first.range, 'mine'));
    await until(() => warnings(document).length === found.length - 1);
  });

  test('are settled by their quick fixes: a reading chosen, confirmed, all confirmed', async () => {
    const { document, found } = await unsure();
    const all = await Promise.all(
      found.map(async ({ range }) => ({ range, actions: await actionsAt(document, range) })),
    );
    const other = all.flatMap(({ range, actions }) =>
      actions.flatMap((action) => {
        const [, text] = /^Change to (.+)$/.exec(action.title) ?? [];
        return text && text.length === document.getText(range).length ? [{ range, action, text }] : [];
      }),
    )[0];
    assert.ok(other, 'no other reading is offered');
    const before = document.getText();
    const at = document.offsetAt(other.range.start);
    await apply(other.action);
    await until(() => warnings(document).length === found.length - 1);
    assert.equal(document.getText(), before.slice(0, at) + other.text + before.slice(at + other.text.length));
    const [next] = warnings(document);
    assert.ok(next);
    const text = document.getText();
    await apply((await actionsAt(document, next.range)).find(({ title }) => /^Mark “.*” as Correct/.test(title)));
    await until(() => warnings(document).length === found.length - 2);
    const [third] = warnings(document);
    assert.ok(third);
    await apply((await actionsAt(document, third.range)).find(({ title }) => /^Mark All as Correct/.test(title)));
    await until(() => warnings(document).length === 0);
    assert.equal(document.getText(), text);
  });

  test('go with an undo of the insertion, and with the document', async () => {
    const { document } = await unsure();
    await vscode.commands.executeCommand('undo');
    await until(() => warnings(document).length === 0);
    assert.equal(document.getText(), '// first\n\n');
  });
});

suite('languages', () => {
  const registry = 'https://registry.npmjs.org';
  const settings = vscode.workspace.getConfiguration('sightread');
  const set = (codes: string[] | undefined) =>
    settings.update('ocr.languages', codes, vscode.ConfigurationTarget.Global);
  /** The user's answer: the first button of the question, or none. */
  async function answerWith(command: string, finished: () => boolean): Promise<void> {
    for (let tries = 0; tries < 600 && !finished(); tries++) {
      // What follows an answer is waited for: the next notification is the progress, which its button cancels.
      if (tries % 100 === 5) {
        await vscode.commands.executeCommand(command);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  test('one that is missing is asked for once, comes through the editor’s fetch, and is kept', async () => {
    const server = await startLoopbackProvider();
    registryRoutes(server, 'fra', readFileSync(process.env.SIGHTREAD_TEST_FRENCH ?? ''));
    const { fetch } = globalThis;
    const asked: string[] = [];
    globalThis.fetch = (input, init) => {
      asked.push(String(input));
      return fetch(String(input).replace(registry, server.url), init);
    };
    try {
      await set(['fra']);
      await vscode.commands.executeCommand('notifications.clearAll');
      const editor = await editorWith('');
      let done = false;
      const reading = command('extractText', sample('table.png')).then(() => {
        done = true;
      });
      await answerWith('notification.acceptPrimaryAction', () => done || asked.length > 0);
      await reading;
      assert.match(editor.document.getText(), /Mirror Lake/);
      assert.deepEqual(asked, [`${registry}/@tesseract.js-data/fra/-/fra-1.0.0.tgz`]);
      // Now without any network, and without a question.
      const again = await editorWith('');
      await command('extractText', sample('table.png'));
      assert.match(again.document.getText(), /Mirror Lake/);
      assert.equal(asked.length, 1);
    } finally {
      globalThis.fetch = fetch;
      await set(undefined);
      await server.close();
    }
  });
});

suite('text by a model', () => {
  test('replaces the offline reader by setting, and says where it could not read', async () => {
    const server = await startLoopbackProvider();
    server.on('POST', '/chat/completions', chatStream(['```\nLake  Depth\n', 'Tarn  [unreadable]\n```']));
    const settings = vscode.workspace.getConfiguration('sightread');
    const set = async (values: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(values)) {
        await settings.update(key, value, vscode.ConfigurationTarget.Global);
      }
    };
    const rows = { mine: { baseUrl: server.url, models: [{ id: 'eyes', vision: true }] } };
    try {
      await set({ providers: rows, provider: 'mine', 'ocr.engine': 'model' });
      const editor = await editorWith('');
      await command('extractText', sample('table.png'));
      assert.equal(editor.document.getText(), 'Lake  Depth\nTarn  [unreadable]');
      const [warning] = await until(() => warnings(editor.document).length > 0 && warnings(editor.document));
      assert.ok(warning);
      assert.equal(editor.document.getText(warning.range), '[unreadable]');

      // In prose, what a site generator would run is written as text, in one step; in code, it stays.
      server.on('POST', '/chat/completions', chatStream(['Use {{ secret }} <b>here</b>']));
      for (const [language, before, text] of [
        ['markdown', 'See ', 'See Use &#123; &#123; secret &#125;&#125; &lt;b>here&lt;/b>'],
        ['markdown', '```\n', '```\nUse {{ secret }} <b>here</b>'],
        ['typescript', '', 'Use {{ secret }} <b>here</b>'],
      ] as const) {
        const document = await vscode.workspace.openTextDocument({ content: before, language });
        const shown = await vscode.window.showTextDocument(document);
        const end = document.positionAt(before.length);
        shown.selection = new vscode.Selection(end, end);
        await command('extractText', sample('table.png'));
        assert.equal(document.getText(), text);
        await vscode.commands.executeCommand('undo');
        assert.equal(document.getText(), before);
      }
      const body = JSON.stringify((await server.waitFor(1, '/chat/completions'))[0]?.json);
      assert.match(body, /Do not correct, translate, complete or explain/);
    } finally {
      await set({ providers: undefined, provider: undefined, 'ocr.engine': undefined });
      await server.close();
    }
  });
});

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
const answer = (alt: string, role = 'functional', longDescription: string | null = null) =>
  chatStream([altAnswer(alt, { role, why: 'It is a link.', longDescription })]);

suite('alt text', () => {
  let server: LoopbackProvider;
  const files: vscode.Uri[] = [];
  const systems: vscode.Disposable[] = [];
  const settings = () => vscode.workspace.getConfiguration('sightread');
  /** Only questions: the model list is requested too, and costs nothing. */
  const paidRequests = () => server.requests.filter(({ method }) => method === 'POST').length;

  suiteSetup(async () => {
    server = await startLoopbackProvider();
    const rows = { mine: { baseUrl: server.url, models: [{ id: 'eyes', vision: true }] } };
    await settings().update('providers', rows, vscode.ConfigurationTarget.Global);
    await settings().update('provider', 'mine', vscode.ConfigurationTarget.Global);
  });

  suiteTeardown(async () => {
    await settings().update('provider', undefined, vscode.ConfigurationTarget.Global);
    await settings().update('providers', undefined, vscode.ConfigurationTarget.Global);
    await server.close();
    vscode.Disposable.from(...systems).dispose();
  });

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const file of files.splice(0)) {
      await vscode.workspace.fs.delete(file);
    }
  });

  const open = async (name: string, text: string) => {
    const uri = place(name);
    files.push(uri);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const editor = await vscode.window.showTextDocument(uri);
    const problems = () => vscode.languages.getDiagnostics(uri).filter((one) => one.source === 'Sightread');
    return { uri, editor, document: editor.document, problems };
  };
  const rules = (problems: readonly vscode.Diagnostic[]) =>
    problems.map((one) => (typeof one.code === 'object' ? one.code.value : one.code));
  const actions = async (document: vscode.TextDocument, at: string, resolve: number, kind = 'quickfix.sightread') => {
    const start = document.positionAt(document.getText().indexOf(at));
    const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(start, start),
      kind,
      resolve,
    );
    return found;
  };

  test('an open document shows its findings without a model, and they go as one types', async () => {
    const { editor, problems } = await open('alt-problems.md', '# T\n\n![](logo.png) and ![image](chart.png)\n');
    await until(() => problems().length === 2);
    assert.deepEqual(rules(problems()), ['missing', 'vague']);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 2), 'The logo of Sightread'));
    await until(() => problems().length === 1);
    assert.deepEqual(rules(problems()), ['vague']);
    assert.equal(server.requests.length, 0);
  });

  test('rules are set for all documents and below globs, while a document is open', async () => {
    try {
      const { problems } = await open('alt-globs.md', '# T\n\n![](logo.png) and ![image](chart.png)\n');
      await until(() => problems().length === 2);
      const set = (rules: unknown) => settings().update('altText.rules', rules, vscode.ConfigurationTarget.Global);
      await set({ vague: 'off', 'other/**': { missing: 'off' } });
      await until(() => problems().length === 1);
      assert.deepEqual(rules(problems()), ['missing']);
      await set({ vague: 'off', '**/alt-glob*.md': { missing: 'off', vague: 'error' } });
      await until(() => rules(problems()).join() === 'vague');
      assert.equal(problems()[0]?.severity, vscode.DiagnosticSeverity.Error);
    } finally {
      await settings().update('altText.rules', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('Add Missing Alt Text writes nothing for what the rules switch off, as the Problems show it', async () => {
    const set = (rules: unknown) => settings().update('altText.rules', rules, vscode.ConfigurationTarget.Global);
    try {
      await set({ '**/alt-off*.{md,ipynb}': { missing: 'off' } });
      const { problems } = await open('alt-off.md', '# T\n\n![](logo.png) and ![image](chart.png)\n');
      await until(() => rules(problems()).join() === 'vague');
      const before = paidRequests();
      await vscode.commands.executeCommand('sightread.addMissingAltText');
      assert.equal(paidRequests(), before);

      // A cell is judged by the globs that its notebook matches.
      const uri = place('alt-off.ipynb');
      files.push(uri);
      const cell = { cell_type: 'markdown', metadata: {}, source: ['![](logo.png) and ![image](chart.png)'] };
      const notebook = JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 });
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(notebook));
      const [shown] = (await vscode.workspace.openNotebookDocument(uri)).getCells();
      assert.ok(shown);
      const ofCell = () => rules(vscode.languages.getDiagnostics(shown.document.uri)).join();
      await until(() => ofCell() !== '');
      assert.equal(ofCell(), 'vague');
    } finally {
      await set(undefined);
    }
  });

  // The TSX page shows the same picture in the same place as the HTML page, which is paid for once.
  for (const [name, paid, text, wanted] of [
    [
      'alt-fix.md',
      1,
      '# T\n\n[![](logo.png)](/home) text\n',
      '# T\n\n[![Go \\[home\\] "now" &lt;b>.](logo.png)](/home) text\n',
    ],
    [
      'alt-fix.html',
      1,
      '<p><a href="/home"><img src="logo.png"></a></p>\n',
      '<p><a href="/home"><img src="logo.png" alt="Go [home] &quot;now&quot; &lt;b>."></a></p>\n',
    ],
    [
      'alt-fix.tsx',
      0,
      'export const A = () => <a href="/home"><img src="./logo.png" /></a>;\n',
      'export const A = () => <a href="/home"><img src="./logo.png" alt="Go [home] &quot;now&quot; &lt;b>." /></a>;\n',
    ],
  ] as const) {
    test(`the quick fix writes the alt and nothing else: ${name}`, async () => {
      server.on('POST', '/chat/completions', answer('Go [home] "now" <b>'));
      const { document } = await open(name, text);
      await until(async () => (await actions(document, 'logo', 0)).length > 0);
      const before = paidRequests();
      const [fix] = await actions(document, 'logo', 1);
      assert.ok(fix?.edit, 'no edit');
      assert.equal(fix.kind?.value, 'quickfix.sightread.altText');
      assert.equal(document.getText(), text, 'working a fix out must not write it');
      await vscode.workspace.applyEdit(fix.edit);
      assert.equal(document.getText(), wanted);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), text);
      assert.equal(paidRequests() - before, paid);
      const request = server.requests.filter(({ method }) => method === 'POST').at(-1);
      assert.match(request?.text ?? '', /leadsTo/);
      // The same picture in the same place again: from the cache.
      const asked = paidRequests();
      await actions(document, 'logo', 1);
      assert.equal(paidRequests(), asked);
    });
  }

  test('a document that changes while the model answers: the fix is worked out on what is there then', async () => {
    const { document, editor } = await open('alt-meanwhile.md', '# Meanwhile\n\n![](logo.png)\n');
    server.on('POST', '/chat/completions', async () => {
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'Typed above.\n\n'));
      return answer('A tarn below peaks', 'informative');
    });
    await until(async () => (await actions(document, 'logo', 0)).length > 0);
    const [fix] = await actions(document, 'logo', 1);
    assert.ok(fix?.edit, 'no edit');
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), 'Typed above.\n\n# Meanwhile\n\n![A tarn below peaks.](logo.png)\n');
  });

  test('words that a place cannot hold are not written without a question', async () => {
    server.on('POST', '/chat/completions', answer('Keys [a] | {Enter}', 'informative'));
    const text = '# Words\n\n![[logo.png]]\n';
    const { document } = await open('alt-words.md', text);
    await until(async () => (await actions(document, 'logo', 0)).length > 0);
    const [fix] = await actions(document, 'logo', 1);
    assert.equal(fix?.edit, undefined);
    assert.equal(fix?.command, undefined);
    assert.equal(document.getText(), text);
  });

  test('VS Code resolves an action twice at once: one request', async () => {
    server.on('POST', '/chat/completions', async () => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      return answer('Home');
    });
    const { document } = await open('alt-twice.md', '# Twice\n\n[![](logo.png)](/home)\n');
    await until(async () => (await actions(document, 'logo', 0)).length > 0);
    const before = paidRequests();
    const both = await Promise.all([actions(document, 'logo', 1), actions(document, 'logo', 1)]);
    assert.ok(both.every(([fix]) => fix?.edit));
    assert.equal(paidRequests() - before, 1);
  });

  test('two fixes of one document at once: each is worked out on what the other has written', async () => {
    server.on('POST', '/chat/completions', answer('Go home'));
    const { document } = await open(
      'alt-pair.html',
      '<p><a href="/a"><img src="logo.png"></a><img src="chart.png"></p>\n',
    );
    await until(async () => (await actions(document, 'chart', 0)).length > 0);
    const fixAndApply = async (at: string) => {
      const [fix] = await actions(document, at, 1);
      assert.ok(fix?.edit, 'no edit');
      // Like VS Code: a moment later, and without checking the version.
      await new Promise((resolve) => setTimeout(resolve, 50));
      const editor = await vscode.window.showTextDocument(document);
      const [, edits] = fix.edit.entries()[0] ?? assert.fail('no edit');
      await editor.edit((edit) => edits.map((one) => edit.replace(one.range, one.newText)));
    };
    await Promise.all([fixAndApply('logo'), fixAndApply('chart')]);
    assert.equal(
      document.getText(),
      '<p><a href="/a"><img src="logo.png" alt="Go home."></a><img src="chart.png" alt="Go home."></p>\n',
    );
  });

  test('decorative is suggested and never written silently', async () => {
    server.on('POST', '/chat/completions', answer('', 'decorative'));
    const { document } = await open('alt-decorative.html', '<p>Text</p><img src="chart.png">\n');
    await until(async () => (await actions(document, 'chart', 0)).length > 0);
    const [generate, decorative] = await actions(document, 'chart', 2);
    assert.equal(generate?.edit, undefined);
    assert.equal(generate?.command?.command, 'sightread.altText.review');
    assert.ok(decorative?.edit);
    await vscode.workspace.applyEdit(decorative.edit);
    assert.equal(document.getText(), '<p>Text</p><img src="chart.png" alt="">\n');
  });

  test('works in a file system of any scheme', async () => {
    server.on('POST', '/chat/completions', answer('A house far away behind a lake', 'informative'));
    const picture = await vscode.workspace.fs.readFile(place('logo.png'));
    const page = new TextEncoder().encode('# Far\n\n![](img/logo.png)\n');
    // Until the end of the suite: its editor is closed only after the test.
    systems.push(
      vscode.workspace.registerFileSystemProvider(
        'sightreadfar',
        filesOf({ '/docs/far.md': page, '/docs/img/logo.png': picture }),
      ),
    );
    const { document } = await vscode.window.showTextDocument(vscode.Uri.parse('sightreadfar:/docs/far.md'));
    await until(async () => (await actions(document, 'logo', 0)).length > 0);
    const [fix] = await actions(document, 'logo', 1);
    assert.ok(fix?.edit, 'no edit');
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), '# Far\n\n![A house far away behind a lake.](img/logo.png)\n');
  });

  test('an alt that an expression gives is left alone', async () => {
    const { document } = await open(
      'alt-dynamic.tsx',
      'export const A = () => <img src="./logo.png" alt={t("x")} />;\n',
    );
    assert.deepEqual(await actions(document, 'logo', 1), []);
  });

  test('what a program puts into a document is no paste: no alt is asked for', async () => {
    await settings().update('altText.onPaste', true, vscode.ConfigurationTarget.Global);
    try {
      server.on('POST', '/chat/completions', answer('A pasted lake', 'informative'));
      const { editor, document, problems } = await open('alt-paste.md', '# Paste\n\n\n\nText\n');
      const asked = paidRequests();
      await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), '![alt text](logo.png)'));
      const other = new vscode.WorkspaceEdit();
      other.insert(document.uri, new vscode.Position(4, 4), '\n\n![alt text](chart.png)');
      await vscode.workspace.applyEdit(other);
      // By then, the extension has read both.
      await until(() => problems().length === 2);
      await new Promise((resolve) => setTimeout(resolve, 900));
      assert.equal(paidRequests(), asked);
      assert.equal(document.getText(), '# Paste\n\n![alt text](logo.png)\n\nText\n\n![alt text](chart.png)\n');
    } finally {
      await settings().update('altText.onPaste', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('a long description goes below an image by its own fix, proved and in one step', async () => {
    const table = '| Lake | °C |\n| --- | --- |\n| Tarn </details> | {9} |';
    server.on('POST', '/chat/completions', answer('Water temperatures of a tarn.', 'complex', table));
    const text = '# Lakes\n\n![Temperatures of a lake](chart.png)\n\nNext\n\n| ![In a table](chart.png) |\n| --- |\n';
    const { document } = await open('alt-longer.md', text);
    const fix = async (at: string, resolve: number) =>
      (await actions(document, at, resolve, 'refactor.rewrite.sightread')).find(
        ({ title }) => title === 'Add Long Description Below',
      );
    await until(async () => (await fix('Temperatures', 0)) !== undefined);
    // Every fix in this place is resolved: the alt text's own and this one.
    const made = await fix('Temperatures', 9);
    assert.ok(made?.edit);
    const request = server.requests
      .filter(({ method }) => method === 'POST')
      .find((one) => /table of its values/.test(one.text));
    assert.ok(request, 'no request for a long description');
    await vscode.workspace.applyEdit(made.edit);
    assert.equal(
      document.getText(),
      text.replace(
        '.png)\n',
        '.png)\n\n<details>\n<summary>Description of the image</summary>\n\n' +
          '| Lake | °C |\n| --- | --- |\n| Tarn | &#123;9&#125; |\n\n</details>\n',
      ),
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);

    // There is no place in a table, so no model is asked.
    const longRequests = () => server.requests.filter((one) => /table of its values/.test(one.text)).length;
    const asked = longRequests();
    assert.equal((await fix('In a table', 9))?.edit, undefined);
    assert.equal(longRequests(), asked);

    // Nor in a language without a form for it.
    const { document: page } = await open('alt-learn.md', ':::image source="chart.png" alt-text="It":::\n');
    const ofPage = () => actions(page, 'chart', 9, 'refactor.rewrite.sightread');
    await until(async () => (await ofPage()).some(({ title }) => title.startsWith('Improve Alt Text')));
    // It exists, but is disabled with its reason: VS Code returns what can be chosen.
    assert.deepEqual(
      (await ofPage()).filter(({ title }) => title === 'Add Long Description Below'),
      [],
    );
    assert.equal(longRequests(), asked);
  });

  test('a long description in other words is not written without a question', async () => {
    const text = '# T\n\n![Sales](chart.png)\n';
    const { document } = await open('alt-long-words.md', text);
    server.on('POST', '/chat/completions', () => answer('Sales by month', 'complex', 'The label is {{ secret }}.'));
    const [fix] = (await actions(document, 'Sales', 9, 'refactor.rewrite.sightread')).filter(
      ({ title }) => title === 'Add Long Description Below',
    );
    assert.ok(fix);
    assert.equal(fix.edit, undefined);
    assert.equal(document.getText(), text);
  });

  test('a picture that changed makes its alt stale; the committed file is kept and used', async () => {
    const picture = place('alt-stale.png');
    const record = place('.sightread-alt.json');
    files.push(picture, record);
    await vscode.workspace.fs.copy(place('logo.png'), picture, { overwrite: true });
    await vscode.workspace.fs.writeFile(record, new TextEncoder().encode('{"version":1,"documents":{}}'));
    server.on('POST', '/chat/completions', answer('Stale soon', 'informative'));
    const { document, problems } = await open('alt-stale.md', '# Stale\n\n![](alt-stale.png)\n');
    await until(() => problems().length === 1);
    const [fix] = await actions(document, 'alt-stale', 1);
    assert.ok(fix?.edit);
    // What was written is recorded as soon as it's there, without a command.
    await vscode.workspace.applyEdit(fix.edit);
    const kept = async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(record));
    await until(async () => /"alt-stale\.md"/.test(await kept()));
    assert.match(await kept(), /"alt-stale\.png": "[0-9a-f]{16} [0-9a-f]{14}"/);
    await until(() => problems().length === 0);
    await vscode.workspace.fs.copy(place('chart.png'), picture, { overwrite: true });
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(4, 0), 'More\n'));
    await until(() => rules(problems()).includes('stale'));
  });
});

/** A read-only file system with these files and nothing else. */
function filesOf(files: Readonly<Record<string, Uint8Array>>): vscode.FileSystemProvider {
  const read = ({ path }: vscode.Uri) => {
    const bytes = files[path];
    if (!bytes) {
      throw vscode.FileSystemError.FileNotFound(path);
    }
    return bytes;
  };
  const refuse = () => {
    throw vscode.FileSystemError.NoPermissions('read-only');
  };
  return {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: read(uri).length }),
    readFile: read,
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}

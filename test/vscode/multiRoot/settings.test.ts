// The effect of the settings in a workspace with several folders: those of the workspace file, of each folder, and of
// both for one language. Every setting is written in all of them. The window is trusted, or it isn't.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { settingTable } from '../../../src/core/settings';
import { whyNot } from '../../../src/host/mayBeSent';
import { settings } from '../../../src/host/settings';

const isTrusted = process.env.SIGHTREAD_TEST_FOLDERS === 'trusted';
const [one, two, three] = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) =>
  vscode.Uri.joinPath(uri, 'page.md'),
);
const readers = Object.keys(settings) as (keyof typeof settings)[];
/** Everything that the settings say about a document. */
const all = (document: vscode.Uri) => {
  const byName = settings as Record<string, (resource: vscode.Uri) => unknown>;
  return Object.fromEntries(readers.map((name) => [name, byName[name]?.(document)]));
};

/** The values if no workspace sets anything. */
const fallbacks = {
  provider: settingTable.provider.fallback,
  model: settingTable.model.fallback,
  taskModels: settingTable.taskModels.fallback,
  providers: settingTable.providers.fallback,
  tasks: settingTable.tasks.fallback,
  confirmBeforeSending: settingTable.confirmBeforeSending.fallback,
  monthlyLimit: settingTable['usage.monthlyLimit'].fallback,
  keepDays: settingTable['history.keepDays'].fallback,
  ocrEngine: settingTable['ocr.engine'].fallback,
  ocrLanguages: settingTable['ocr.languages'].fallback,
  detail: settingTable['image.detail'].fallback,
  outputLanguage: settingTable.outputLanguage.fallback,
  altTextMaxLength: settingTable['altText.maxLength'].fallback,
  altTextLanguage: settingTable['altText.language'].fallback,
  altTextEnding: settingTable['altText.ending'].fallback,
  altTextProblems: settingTable['altText.problems'].fallback,
  altTextShareRecords: settingTable['altText.shareRecords'].fallback,
  altTextOnPaste: settingTable['altText.onPaste'].fallback,
  altTextParallel: settingTable['altText.parallelRequests'].fallback,
  altTextRules: {},
  altTextBaseFolders: undefined,
  exclude: settingTable.exclude.fallback,
};
/** What a trusted workspace can set for all its folders. */
const said = {
  ocrLanguages: ['deu'],
  detail: 'original',
  outputLanguage: 'de',
  altTextMaxLength: 2000,
  altTextLanguage: 'de',
  altTextEnding: 'asIs',
  altTextProblems: false,
  altTextShareRecords: true,
  altTextRules: { missing: 'off' },
  altTextBaseFolders: ['assets'],
  exclude: [...settingTable.exclude.fallback, '**/plans/**'],
};

suite(`settings of a workspace with several folders, ${isTrusted ? 'trusted' : 'not trusted'}`, () => {
  suiteSetup(async () => {
    assert.equal(vscode.workspace.isTrusted, isTrusted);
    assert.ok(one && two && three && vscode.workspace.workspaceFile, 'the folders are open');
    // With its language, whose settings could count.
    for (const uri of [one, two, three]) {
      assert.equal((await vscode.workspace.openTextDocument(uri)).languageId, 'markdown');
    }
  });

  test('every setting is written in every place', async () => {
    const names = Object.keys(settingTable).map((name) => `sightread.${name}`);
    const read = async (uri: vscode.Uri) =>
      JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
    const file = vscode.workspace.workspaceFile;
    assert.ok(file && one && two);
    const places = [
      (await read(file)).settings,
      ...(await Promise.all([one, two].map((uri) => read(vscode.Uri.joinPath(uri, '../.vscode/settings.json'))))),
    ];
    for (const place of places) {
      assert.deepEqual(
        names.filter((name) => !(name in place) || !(name in place['[markdown]'])),
        [],
      );
    }
    assert.deepEqual(Object.keys(fallbacks).sort(), [...readers].sort());
  });

  test('what they say counts in a trusted window alone, and of what is sent where never', () => {
    assert.ok(three);
    assert.deepEqual(all(three), isTrusted ? { ...fallbacks, ...said } : fallbacks);
  });

  test('a folder has its own, and adds to what is never sent', () => {
    assert.ok(one);
    const own = { ...said, altTextMaxLength: 300, exclude: [...said.exclude, 'drafts/**'] };
    assert.deepEqual(all(one), isTrusted ? { ...fallbacks, ...own } : fallbacks);
  });

  test('a file is judged by its own folder, whose globs do not count for the others', async () => {
    assert.ok(one && three);
    const drafts = [one, three].map((uri) => vscode.Uri.joinPath(uri, '../drafts/a.png'));
    for (const uri of drafts) {
      await vscode.workspace.fs.writeFile(uri, new Uint8Array([1]));
    }
    const reasons = await Promise.all(drafts.map((uri) => whyNot(uri)));
    assert.deepEqual(reasons, isTrusted ? ['excluded', undefined] : [undefined, undefined]);
    const plans = vscode.Uri.joinPath(three, '../plans/a.png');
    assert.equal(await whyNot(plans, { isPicked: true }), isTrusted ? 'excluded' : undefined);
    assert.equal(await whyNot(vscode.Uri.joinPath(three, '../../a.png')), 'outside');
  });

  test('what a folder writes in another form is replaced by the default', () => {
    assert.ok(two);
    // These three are read for the window.
    const { ocrLanguages, detail, outputLanguage } = said;
    const excluded = [...said.exclude, ''];
    const wrong = { ...fallbacks, ocrLanguages, detail, outputLanguage, exclude: excluded };
    assert.deepEqual(all(two), isTrusted ? wrong : fallbacks);
  });
});

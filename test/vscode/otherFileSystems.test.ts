// Files that aren't on this machine's disks: only what another extension says about them is known.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { checkMayBeSent, isInWorkspace, whyNot } from '../../src/host/mayBeSent';
import { writeOwnFile } from '../../src/host/ownFiles';
import { readTextUpTo, readUpTo } from '../../src/host/readUpTo';
import { readTarget } from '../../src/host/targets';

const { Directory, File, SymbolicLink, Unknown } = vscode.FileType;
const scheme = 'sightread-test';
const at = (path: string, authority = 'one') => vscode.Uri.from({ scheme, authority, path });
const root = at('/work');

/** By path; a folder has no bytes. */
const tree: Record<string, { readonly type: vscode.FileType; readonly size?: number; readonly text?: string }> = {
  '/': { type: Directory },
  '/work': { type: Directory },
  '/work/a.png': { type: File, text: 'a' },
  '/work/linked.png': { type: File | SymbolicLink, text: 'secret' },
  '/work/folder': { type: Directory },
  '/work/folder/b.png': { type: File, text: 'b' },
  '/work/away': { type: Directory | SymbolicLink },
  '/work/away/deep': { type: Directory },
  '/work/away/deep/c.png': { type: File, text: 'secret' },
  '/work/.env.png': { type: File, text: 'secret' },
  '/work/secrets': { type: Directory },
  '/work/secrets/d.png': { type: File, text: 'secret' },
  '/work/device.png': { type: Unknown, text: 'secret' },
  '/work/huge.png': { type: File, size: 1e12, text: 'secret' },
  '/workshop': { type: Directory },
  '/workshop/e.png': { type: File, text: 'e' },
  '/f.png': { type: File, text: 'f' },
};
const read: string[] = [];
const found = ({ path }: vscode.Uri) => {
  // As many file systems do.
  const plain = new URL(path, 'file:///').pathname;
  const entry = tree[plain];
  if (!entry) {
    throw vscode.FileSystemError.FileNotFound(path);
  }
  return { plain, entry };
};
const refuse = () => {
  throw vscode.FileSystemError.NoPermissions();
};
const provider: vscode.FileSystemProvider = {
  onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
  watch: () => ({ dispose: () => undefined }),
  stat: (uri) => {
    const { type, size, text = '' } = found(uri).entry;
    return { type, size: size ?? text.length, ctime: 0, mtime: 0 };
  },
  readFile: (uri) => {
    const { plain, entry } = found(uri);
    read.push(plain);
    return new TextEncoder().encode(entry.text);
  },
  readDirectory: () => [],
  createDirectory: refuse,
  writeFile: refuse,
  delete: refuse,
  rename: refuse,
};

suite('files of other file systems', () => {
  let registered: vscode.Disposable;
  suiteSetup(() => {
    registered = vscode.workspace.registerFileSystemProvider(scheme, provider, { isCaseSensitive: true });
  });
  suiteTeardown(() => registered.dispose());

  const cases: readonly (readonly [string, vscode.Uri, string | undefined])[] = [
    ['in the folder', at('/work/a.png'), undefined],
    ['in a folder below', at('/work/folder/b.png'), undefined],
    ['one that is not there yet', at('/work/new.png'), undefined],
    ['a link', at('/work/linked.png'), 'outside'],
    ['behind a folder that is a link', at('/work/away/deep/c.png'), 'outside'],
    ['by its name', at('/work/.env.png'), 'excluded'],
    ['by the name of its folder', at('/work/secrets/d.png'), 'excluded'],
    ['beside the folder', at('/f.png'), 'outside'],
    ['in a folder whose name only begins alike', at('/workshop/e.png'), 'outside'],
    ['of another machine', at('/work/a.png', 'two'), 'outside'],
    ['of another scheme', at('/work/a.png').with({ scheme: 'untitled' }), 'outside'],
    ['out of the folder by dots', at('/work/../f.png'), 'outside'],
    ['out of the folder by dots, further down', at('/work/folder/../../workshop/e.png'), 'outside'],
    ['excluded, by dots', at('/work/folder/../secrets/d.png'), 'excluded'],
    ['a file, by dots', at('/work/folder/../a.png'), undefined],
    ['the folder by dots', at('/work/..'), 'outside'],
  ];
  for (const [name, uri, reason] of cases) {
    test(`may be sent or not: ${name}`, async () => {
      assert.equal(await whyNot(uri, { folders: [root] }), reason);
    });
  }

  test('a file that a person picked may lie anywhere, and is still excluded by its names', async () => {
    assert.equal(await whyNot(at('/f.png'), { isPicked: true }), undefined);
    assert.equal(await whyNot(at('/work/linked.png'), { isPicked: true }), undefined);
    assert.equal(await whyNot(at('/work/secrets/d.png'), { isPicked: true }), 'excluded');
    await assert.rejects(checkMayBeSent(at('/f.png')), { reason: 'outside' });
  });

  test('no folder of theirs is open: none counts as found in the workspace', async () => {
    assert.equal(await isInWorkspace(at('/work/a.png')), false);
  });

  test('are read as files alone, up to a limit, and nothing else is asked for', async () => {
    read.length = 0;
    assert.equal(await readUpTo(at('/work/device.png'), 1e6), 'noFile');
    assert.equal(await readUpTo(at('/work/folder'), 1e6), 'noFile');
    assert.equal(await readUpTo(at('/work/huge.png'), 1e6), 'tooLarge');
    assert.equal(await readUpTo(at('/work/none.png'), 1e6), 'missing');
    assert.equal(await readTextUpTo(at('/work/huge.png'), 1e6), undefined);
    await assert.rejects(readTarget(at('/work/device.png')), { reason: 'notFound' });
    await assert.rejects(readTarget(at('/work/huge.png')), { reason: 'tooLarge' });
    assert.deepEqual(read, []);
    assert.equal(await readTextUpTo(at('/work/a.png'), 1), 'a');
    assert.deepEqual(read, ['/work/a.png']);
  });

  test('none is written through a link', async () => {
    const data = new Uint8Array([1]);
    await assert.rejects(writeOwnFile(at('/work/linked.png'), data, root), { name: 'LinkError' });
    await assert.rejects(writeOwnFile(at('/work/away/deep/x.json'), data, root), { name: 'LinkError' });
  });
});

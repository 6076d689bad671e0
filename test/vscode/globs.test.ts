// The globs of `sightread.exclude` compared with the editor's own: whatever the editor excludes, ours exclude too.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createGlobs } from '../../src/core/globs';

const names = [
  'a.png',
  'b.PNG',
  'c.jpg',
  '.env',
  '.env.local',
  '.hidden/x.png',
  'docs/a.png',
  'docs/img/a.png',
  'docs/img/deep/er/a.png',
  'docs/img.png/a.txt',
  'Docs2/a.png',
  'secrets/a.png',
  'deep/secrets/b/a.png',
  'mysecrets/a.png',
  'scan1.png',
  'scan7.png',
  'scanx.png',
  'scan-.png',
  'scan^.png',
  'a1.png',
  'ab1.png',
  'a b/c d.png',
  'a(1).png',
  '!(a).png',
  '+(a).png',
  '#a.png',
  '@a/b.png',
  '~$a.docx',
  'x/y/z.png',
  'x/y.png',
  'x/z/y/z.png',
  'x.y/z.png',
  'brace,d.png',
  'dollar$1.png',
  'über/ä.png',
  '日本/絵.png',
  'emoji/😀.png',
  'nfd/e\u0301.png',
];

const globs = [
  ...[
    '**',
    '*',
    '**/*',
    '*.png',
    '**/*.png',
    '**/*.PNG',
    '*.{png,jpg}',
    '**/*.{png,jpg}',
    '**/*.{jpg}',
    '{*.jpg,*.docx}',
  ],
  ...[
    'docs',
    'docs/',
    'docs/**',
    'docs/*',
    'docs/**/*',
    'docs/*.png',
    'docs/**/*.png',
    'docs/*/*.png',
    'docs/**/a.png',
  ],
  ...[
    '**/docs',
    '**/docs/**',
    '**/img/**',
    '**/img',
    'DOCS/**',
    'docs*',
    'docs*/**',
    '**/img*/*',
    '**/secrets/**',
    '**/secrets',
  ],
  ...[
    '*secrets*/**',
    '**/*secrets*/**',
    '**/.env*',
    '.*',
    '**/.*',
    '**/.*/**',
    '.hidden',
    'scan?.png',
    'scan[0-9].png',
  ],
  ...[
    'scan[!0-9].png',
    'scan[^0-9].png',
    'scan[17].png',
    'scan[1-7x].png',
    'scan[-].png',
    'scan[[]x.png',
    'a?.png',
    'a??.png',
    '?.png',
  ],
  ...[
    '**/?.png',
    'x/**/z.png',
    'x/**/y/**',
    'x/*/z.png',
    'x/**/**/z.png',
    '**/y/z.png',
    'x.*/z.png',
    'x?y/z.png',
    '{x,docs}/**',
  ],
  ...[
    '{x/y,docs/img}/**',
    '{docs/{img,no},x}/*.png',
    '**/{a,z}.png',
    '{,x/}y.png',
    'a(1).png',
    '*(1).png',
    '!(a).png',
    '+(a).png',
  ],
  ...[
    '#a.png',
    '@a/**',
    '~$*',
    'a b/**',
    '* */*',
    'brace,d.png',
    'dollar$1.png',
    'über/**',
    '**/ä.png',
    '日本/*',
    '**/😀.png',
  ],
  ...[
    '**/?.png',
    './docs/**',
    '/docs/**',
    'docs//img/**',
    '**docs/**',
    'do**/a.png',
    'docs/**.png',
    '**.png',
    'none/**',
    '[ab].png',
  ],
  ...[
    '**docs',
    '**ng',
    '**a1.png',
    'docs**',
    '{**.jpg,x}',
    'x**z.png',
    'nfd/\u00e9.png',
    '~/x/**',
    '../globs/**',
    'x/../docs/**',
  ],
];

const capitals = 'capitals do not matter to us';
const notUnderstood = 'is not understood: everything is left out, and told';
/** Where ours exclude more, and why; they never exclude less. */
const more: Readonly<Record<string, string>> = {
  '*.png': capitals,
  '**/*.png': capitals,
  '**/*.PNG': capitals,
  '*.{png,jpg}': capitals,
  '**/*.{png,jpg}': capitals,
  'DOCS/**': capitals,
  'docs*': capitals,
  'docs*/**': capitals,
  'docs**': capitals,
  'do**/a.png': capitals,
  '**.png': capitals,
  '**ng': capitals,
  '?.png': capitals,
  '[ab].png': capitals,
  'scan[[]x.png': notUnderstood,
  '!(a).png': notUnderstood,
  '~/x/**': notUnderstood,
  '../globs/**': notUnderstood,
  'x/../docs/**': notUnderstood,
  '**/?.png': 'capitals do not matter to us, and a sign is a character, not a byte',
  './docs/**': 'a path has no dot in front',
  'docs//img/**': 'two slashes are one',
  'nfd/\u00e9.png': 'an accent may be a character of its own',
};

suite('globs', () => {
  let base: vscode.Uri;

  suiteSetup(async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root, 'no workspace is open');
    base = vscode.Uri.joinPath(root, 'globs');
    for (const name of names) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(base, name), new Uint8Array([1]));
    }
  });
  suiteTeardown(() => vscode.workspace.fs.delete(base, { recursive: true }));

  const found = async (exclude: string | null) => {
    const without = exclude === null ? null : new vscode.RelativePattern(base, exclude);
    const uris = await vscode.workspace.findFiles(new vscode.RelativePattern(base, '**'), without);
    return uris.map(({ path }) => path.slice(base.path.length + 1));
  };

  test('the editor finds the files', async () => {
    assert.deepEqual((await found(null)).sort(), [...names].sort());
    assert.ok(new Set(globs).size >= 60);
  });

  test('leave out what the editor leaves out, and more only for a reason that is told', async () => {
    const less: string[] = [];
    const plus = new Set<string>();
    for (const glob of new Set(globs)) {
      const kept = new Set(await found(glob));
      const ours = createGlobs([glob]);
      const isLeftOut = (name: string) => ours.notUnderstood.length > 0 || ours.matches(name);
      for (const name of names.filter((one) => kept.has(one) === isLeftOut(one))) {
        if (kept.has(name)) {
          plus.add(glob);
        } else {
          less.push(`${glob} on ${name}`);
        }
      }
    }
    assert.deepEqual(less, []);
    assert.deepEqual([...plus].sort(), Object.keys(more).sort());
  });

  test('leave out by a whole path what the editor does not', async () => {
    const glob = `${base.path}/docs/**`;
    assert.equal((await found(glob)).length, names.length);
    const { matchesWhole } = createGlobs([glob]);
    assert.deepEqual(
      names.filter((name) => matchesWhole(`${base.path}/${name}`)),
      names.filter((name) => name.startsWith('docs/')),
    );
  });
});

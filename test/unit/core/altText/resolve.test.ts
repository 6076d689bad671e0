import { describe, expect, test } from 'vitest';
import { type ResolveOptions, resolveImage } from '../../../../src/core/altText/resolve';
import { findImages } from '../../../../src/engines/markup/read/parse';

const options: ResolveOptions = { document: 'file:///work/docs/guide/index.md', roots: ['file:///work'] };

function resolve(text: string, languageId = 'markdown', more: Partial<ResolveOptions> = {}) {
  return resolveImage(findImages(text, languageId)[0]!, { ...options, ...more });
}

test.each([
  ['![](a.png)', 'file:///work/docs/guide/a.png'],
  ['![](./img/a.png?raw=true#x)', 'file:///work/docs/guide/img/a.png'],
  ['![](../a.png)', 'file:///work/docs/a.png'],
  ['![](my%20cat.png)', 'file:///work/docs/guide/my%20cat.png'],
  ['![](<my cat.png>)', 'file:///work/docs/guide/my%20cat.png'],
  ['![](a_(1).png)', 'file:///work/docs/guide/a_(1).png'],
  ['![](img\\a.png)', 'file:///work/docs/guide/img/a.png'],
  ['![](file:///work/x/a.png)', 'file:///work/x/a.png'],
  ['![a][r]\n\n[r]: r.png', 'file:///work/docs/guide/r.png'],
])('%s', (text, uri) => {
  const found = resolve(text);
  expect(found.kind).toBe('file');
  expect(found.kind === 'file' && found.candidates[0]).toBe(uri);
});

test('root-relative paths are tried at the root and in the static folders', () => {
  const found = resolve('![](/logo.png)');
  expect(found).toMatchObject({ kind: 'file', how: 'rootRelative' });
  expect(found.kind === 'file' && found.candidates.slice(0, 3)).toEqual([
    'file:///work/logo.png',
    'file:///work/public/logo.png',
    'file:///work/static/logo.png',
  ]);
  expect(resolve('![](/logo.png)', 'markdown', { baseFolders: ['site/files'] })).toMatchObject({
    candidates: ['file:///work/logo.png', 'file:///work/site/files/logo.png'],
  });
});

test('works on file systems without a host', () => {
  const far = { document: 'memfs:/docs/a/b.md', roots: ['memfs:/docs'] };
  expect(resolve('![](../i.png)', 'markdown', far)).toMatchObject({ candidates: ['memfs:/docs/i.png'] });
  expect(resolve('![](/i.png)', 'markdown', far)).toMatchObject({ kind: 'file', how: 'rootRelative' });
  expect(resolve('![](../../i.png)', 'markdown', far)).toMatchObject({ kind: 'outside' });
});

test('works on other file systems', () => {
  const remote = {
    document: 'vscode-remote://ssh-remote%2Bbox/home/me/p/a/b.md',
    roots: ['vscode-remote://ssh-remote%2Bbox/home/me/p'],
  };
  expect(resolve('![](../i.png)', 'markdown', remote)).toMatchObject({
    candidates: ['vscode-remote://ssh-remote%2Bbox/home/me/p/i.png'],
  });
});

describe('outside of the workspace', () => {
  test.each([
    '![](../../../etc/passwd.png)',
    '![](../../%2e%2e/%2e%2e/etc/x.png)',
    '![](a/%2f..%2f..%2f..%2fetc/x.png)',
    '![](file:///etc/x.png)',
    '![](file://evil.example/share/x.png)',
    '<img src="\\\\evil.example\\share\\x.png">',
    '<img src="C:\\img\\a.png">',
    '<img src="/../../x.png">',
    '![](file:///work-other/x.png)',
  ])('%s', (text) => {
    const found = resolve(text);
    expect(['outside', 'file']).toContain(found.kind);
    for (const uri of found.kind === 'file' ? found.candidates : []) {
      expect(uri.startsWith('file:///work/')).toBe(true);
      expect(decodeURIComponent(uri)).not.toContain('..');
    }
  });
});

test('everything that is no file', () => {
  expect(resolve('![](https://example.com/a.png?x=1)')).toEqual({
    kind: 'remote',
    url: 'https://example.com/a.png?x=1',
  });
  expect(resolve('![](//example.com/a.png)')).toEqual({ kind: 'remote', url: 'https://example.com/a.png' });
  expect(resolve('![](data:image/gif;base64,R0lG)')).toMatchObject({ kind: 'data', mediaType: 'image/gif' });
  expect(resolve('<img>')).toEqual({ kind: 'dynamic' });
  expect(resolve('<img src="javascript:alert(1)">')).toEqual({ kind: 'dynamic' });
  expect(resolve('<img src="{{ site.logo }}">', 'html')).toEqual({ kind: 'dynamic' });
});

test('imports lead to their module', () => {
  expect(
    resolve("import logo from './logo.svg';\nexport const A = () => <img src={logo} />;", 'typescriptreact'),
  ).toMatchObject({
    kind: 'file',
    how: 'imported',
    candidates: ['file:///work/docs/guide/logo.svg'],
  });
  expect(
    resolve("import logo from '@/img/logo.svg';\nexport const A = () => <img src={logo.src} />;", 'typescriptreact'),
  ).toMatchObject({ candidates: ['file:///work/src/img/logo.svg'] });
  expect(
    resolve("import { logo } from 'brand';\nexport const A = () => <img src={logo} />;", 'typescriptreact'),
  ).toEqual({ kind: 'module', specifier: 'brand' });
  expect(resolve('export const A = (p) => <img src={p.src} />;', 'javascriptreact')).toEqual({ kind: 'dynamic' });
  expect(
    resolve('<template><img :src="logo"></template><script setup>import logo from "../l.png"</script>', 'vue'),
  ).toMatchObject({ candidates: ['file:///work/docs/l.png'] });
});

test('notebooks name their attachments and outputs', () => {
  const notebook = JSON.stringify({
    cells: [
      { cell_type: 'markdown', source: ['![](attachment:a%20b.png)'] },
      { cell_type: 'code', outputs: [{ output_type: 'display_data', data: { 'image/png': '' }, metadata: {} }] },
    ],
  });
  const [attachment, output] = findImages(notebook, 'jupyter');
  expect(resolveImage(attachment!, options)).toEqual({ kind: 'attachment', cell: 0, name: 'a b.png' });
  expect(resolveImage(output!, options)).toEqual({ kind: 'output', cell: 1, output: 0, mediaType: 'image/png' });
});

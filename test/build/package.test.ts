// What the VSIX holds: everything that the manifest names and nothing of the workshop.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const packed = execFileSync(process.execPath, ['node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies'], {
  encoding: 'utf8',
})
  .split(/\r?\n/)
  .filter(Boolean);

test('every file that the manifest names is packed', () => {
  const named = pathsIn(JSON.parse(readFileSync('package.json', 'utf8')));
  expect(named).toContain('dist/extension.js');
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((path) => !packed.includes(path))).toEqual([]);
});

test('every file of the build is packed, and no source, test, map or metafile', () => {
  for (const path of [
    'dist/app.js',
    'dist/findings.js',
    'dist/media/conversation.js',
    'LICENSE',
    'README.md',
    'CHANGELOG.md',
    'package.nls.json',
  ]) {
    expect(packed).toContain(path);
  }
  const allowed = /^(dist\/(?!meta\/)|l10n\/|media\/icon\.png$|docs\/walkthrough\/|[^/]+$)/;
  expect(packed.filter((path) => !allowed.test(path) || /\.(map|ts|vsix)$/.test(path))).toEqual([]);
});

test('asks for no proposed API, which only the editor’s own publisher may ship', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8')).enabledApiProposals).toBeUndefined();
});

test('takes nobody’s vendor id: it gives the editor no chat models', () => {
  expect(Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).contributes)).not.toContain(
    'languageModelChatProviders',
  );
  for (const bundle of ['dist/extension.js', 'dist/findings.js', 'dist/app.js']) {
    expect(readFileSync(bundle, 'utf8')).not.toContain('registerLanguageModelChatProvider');
  }
});

test('settings stand in sections and in an order of ours, who answers first', () => {
  const { configuration } = JSON.parse(readFileSync('package.json', 'utf8')).contributes;
  const sections: readonly { order: number; properties: Record<string, { order: number }> }[] = configuration;
  expect(sections.map(({ order }) => order)).toEqual(sections.map((_, index) => index + 1));
  for (const { properties } of sections) {
    const orders = Object.values(properties).map(({ order }) => order);
    expect(orders).toEqual(orders.map((_, index) => index + 1));
  }
  expect(Object.keys(sections[0]!.properties).slice(0, 2)).toEqual(['sightread.provider', 'sightread.model']);
});

test('commands and settings that the documents name are there, by that name', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
  const texts: Record<string, string> = JSON.parse(readFileSync('package.nls.json', 'utf8'));
  const commands: readonly { command: string; title: string }[] = contributes.commands;
  const titles = commands.map(({ title }) => texts[title.slice(1, -1)]?.replace('…', ''));
  const ids = [
    ...commands.map(({ command }) => command),
    ...[contributes.configuration].flat().flatMap(({ properties }) => Object.keys(properties)),
  ];
  const documents = ['README.md', 'CHANGELOG.md', 'package.nls.json', 'samples/README.md', ...globSync('docs/**/*.md')];
  const wrong = documents.flatMap((path) => {
    const text = readFileSync(path, 'utf8').replace(/\s+/g, ' ');
    const named = [...text.matchAll(/\*\*Sightread: ([^*]+?)…?\*\*/g)].map(([, title]) => title);
    const settings = [...text.matchAll(/\bsightread(?:\.[a-z]\w*)+(?!\w|[*/])/g)].map(([id]) => id);
    return [...named.filter((title) => !titles.includes(title)), ...settings.filter((id) => !ids.includes(id))].map(
      (name) => `${path}: ${name}`,
    );
  });
  expect(wrong).toEqual([]);
});

/** The manifest's texts that are paths of files of ours: `./dist/extension.js`, `docs/walkthrough/model.md`. */
function pathsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const path = value.replace(/^\.\//, '');
    return /^[\w./-]+\/[\w.-]+\.\w+$/.test(path) && existsSync(path) ? [path] : [];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pathsIn) : [];
}

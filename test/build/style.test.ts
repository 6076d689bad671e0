// What docs/style.md forbids and a program can see.
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const pages = ['*.md', 'docs/**/*.md', '.github/**/*.{md,yml}', 'package.nls.json', 'l10n/*.json', 'samples/README.md'];
const read = (file: string) => readFileSync(file, 'utf8').replace(/\s+/g, ' ');

test('no text for people has a phrase of the table in docs/style.md', () => {
  const table = readFileSync('docs/style.md', 'utf8').matchAll(/^\| ([a-z ]+) \| .+ \|$/gm);
  const phrases = [...table].map(([, phrase]) => phrase!);
  expect(phrases).toContain('belongs into');
  const files = pages.flatMap((pattern) => globSync(pattern)).filter((file) => !/style\.md$|NOTICES/.test(file));
  expect(files.length).toBeGreaterThan(10);
  const found = files.flatMap((file) =>
    phrases
      .filter((phrase) => new RegExp(`\\b${phrase}\\b`, 'i').test(read(file)))
      .map((phrase) => `${file}: ${phrase}`),
  );
  expect(found).toEqual([]);
});

test('no file is named for what it is not: utils, helpers, common, misc', () => {
  const files = globSync('{src,media,scripts,test}/**/*.{ts,tsx,mjs,cjs}').filter((file) => !file.includes('output'));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => /(?:^|[\\/])(?:utils?|helpers?|common|misc)\.\w+$/i.test(file))).toEqual([]);
});

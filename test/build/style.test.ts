// What docs/style.md forbids and a program can see.
import { globSync, readFileSync } from 'node:fs';
import { parse } from '@babel/parser';
import { expect, test } from 'vitest';

const read = (file: string) => readFileSync(file, 'utf8');

const table = read('docs/style.md').matchAll(/^\| ([a-z ]+) \| .+ \|$/gm);
const phrases = [...table].map(([, phrase]) => phrase!);

/** The forbidden phrases in the texts, each with its file. Line breaks count as spaces. */
function foundIn(texts: ReadonlyMap<string, string>): string[] {
  return [...texts].flatMap(([file, text]) =>
    phrases
      .filter((phrase) => new RegExp(`\\b${phrase}s?\\b`, 'i').test(text.replace(/\s+/g, ' ')))
      .map((phrase) => `${file}: ${phrase}`),
  );
}

function commentsOf(source: string, isJsx: boolean): string {
  // Without `.tsx`, `<T>` is a type.
  const { comments } = parse(source, {
    sourceType: 'module',
    plugins: ['typescript', ...(isJsx ? (['jsx'] as const) : [])],
  });
  const runs = (comments ?? []).map(({ value }) => value.replace(/^\s*\*/gm, ''));
  return runs.join('\n');
}

test('no text for people has a phrase of the table in docs/style.md', () => {
  expect(phrases).toContain('belongs into');
  const pages = ['*.md', 'docs/**/*.md', '.github/**/*.{md,yml}', 'package.nls.json', 'l10n/*.json'];
  const files = [...pages, 'samples/README.md', 'test/e2e/README.md']
    .flatMap((pattern) => globSync(pattern))
    .filter((file) => !/style\.md$|NOTICES/.test(file));
  expect(files.length).toBeGreaterThan(10);
  expect(foundIn(new Map(files.map((file) => [file, read(file)])))).toEqual([]);
});

test('nor does a comment, even across its lines', () => {
  const sample = '// Pixels of\n// colour.\n/**\n * What is thrown\n * away.\n */\nconst text = "so many";';
  expect(foundIn(new Map([['sample', commentsOf(sample, false)]]))).toEqual(['sample: colour', 'sample: thrown away']);
  const files = globSync('{src,media}/**/*.{ts,tsx}');
  expect(files.length).toBeGreaterThan(300);
  const comments = files.map((file) => [file, commentsOf(read(file), file.endsWith('x'))] as const);
  expect(foundIn(new Map(comments))).toEqual([]);
});

test('no file is named for what it is not: utils, helpers, common, misc', () => {
  const files = globSync('{src,media,scripts,test}/**/*.{ts,tsx,mjs,cjs}').filter((file) => !file.includes('output'));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => /(?:^|[\\/])(?:utils?|helpers?|common|misc)\.\w+$/i.test(file))).toEqual([]);
});

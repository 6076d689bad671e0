// Documents by other people: every README and page of the installed packages. What other parsers find is found, and alt
// text written to any of the images changes that alt text and nothing else.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { applyEdits, isRefusal } from '../../../../src/core/altText/applyEdits';
import { cleanAlt } from '../../../../src/core/altText/clean';
import type { AltEdits } from '../../../../src/core/altText/engine';
import type { ImageReference } from '../../../../src/core/altText/types';
import { hasRedundantPrefix } from '../../../../src/core/altText/wording';
import { isRefusal as isModelsRefusal } from '../../../../src/core/answers/refusal';
import { parseDocument } from '../../../../src/engines/markup/read/parse';
import { runMarkup } from '../../../../src/engines/markup/run';
import { altEdit } from './edit/altEdit';
import { type Judged, judgeHtml } from './judges/html';
import { judgeMarkdown } from './judges/markdown';

interface Page {
  readonly path: string;
  readonly text: string;
  readonly languageId: 'markdown' | 'html';
}

const root = join(__dirname, '../../../../node_modules');
/** Larger ones are changelogs and bundled applications: the same images again and again. */
const maxBytes = 400_000;
const pages: Page[] = [];
const hostile = [
  'A "quoted" [cat] & <dog>',
  'x" onerror="y',
  '](javascript:alert(1))',
  'plain text',
  '`tick` | bar \\',
  "it's {ok}",
];

function collect(folder: string, seen: Set<string>) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      collect(path, seen);
    } else if (entry.isFile() && /\.(?:md|markdown|html?)$/i.test(entry.name) && statSync(path).size <= maxBytes) {
      const text = readFileSync(path, 'utf8');
      const hash = createHash('sha1').update(text).digest('hex');
      if (!seen.has(hash)) {
        seen.add(hash);
        pages.push({
          path: path.slice(root.length + 1),
          text,
          languageId: /html?$/i.test(entry.name) ? 'html' : 'markdown',
        });
      }
    }
  }
}

const parsed = new Map<Page, readonly ImageReference[]>();
/** The images that are found in a page. */
function referencesOf(page: Page): readonly ImageReference[] {
  const references = parsed.get(page) ?? parseDocument(page.text, page.languageId).references;
  parsed.set(page, references);
  return references;
}

function judge({ languageId }: Page, text: string): Judged {
  return languageId === 'html' ? judgeHtml(text) : judgeMarkdown(text);
}

beforeAll(() => collect(root, new Set()));

test('the corpus is large enough to mean something', () => {
  expect(pages.length).toBeGreaterThanOrEqual(1000);
  expect(pages.filter((page) => page.languageId === 'html').length).toBeGreaterThanOrEqual(300);
});

test('what other parsers find is found, in the same order', () => {
  let images = 0;
  const differences: string[] = [];
  for (const page of pages) {
    const expected = judge(page, page.text).images;
    const found = referencesOf(page);
    images += expected.length;
    const theirs = expected.map((image) => image.src ?? '').join('\n');
    const ours = found.map((one) => one.src.value ?? '').join('\n');
    if (theirs !== ours) {
      differences.push(
        `${page.path}\n  theirs ${expected.length}: ${theirs.slice(0, 200)}\n  ours ${found.length}: ${ours.slice(0, 200)}`,
      );
    }
  }
  expect(differences).toEqual([]);
  expect(images).toBeGreaterThan(2000);
});

test('every alt is written exactly: all of a page at once, and some one by one', async () => {
  let written = 0;
  let single = 0;
  const refused: string[] = [];
  for (const page of pages) {
    const references = referencesOf(page);
    if (references.length === 0) {
      continue;
    }
    const before = judge(page, page.text);
    if (before.images.length !== references.length) {
      refused.push(`${page.path}: count`);
      continue;
    }
    const wanted = references.map((_one, at) => `${hostile[at % hostile.length]} ${at}`);
    const changes = references.map((reference, at) => ({ reference, alt: wanted[at]! }));
    const job = { kind: 'edit', text: page.text, languageId: page.languageId, changes } as const;
    const all = (await runMarkup(job)) as AltEdits;
    refused.push(
      ...all.refused.map(
        (one) =>
          `${page.path}: ${JSON.stringify(one)} ${page.text.slice(references[one.change]!.start, references[one.change]!.end)}`,
      ),
    );
    const after = judge(page, applyEdits(page.text, all.edits));
    const skipped = new Set(all.refused.map((one) => one.change));
    expect(
      after.images.map((image) => image.alt),
      page.path,
    ).toEqual(wanted.map((alt, at) => (skipped.has(at) ? before.images[at]!.alt : alt)));
    expect(after.rest, page.path).toEqual(before.rest);
    written += all.edits.length;

    for (let at = 0; at < references.length; at += Math.max(1, Math.ceil(references.length / 3))) {
      const edit = altEdit(page.text, page.languageId, references[at]!, wanted[at]!);
      if (isRefusal(edit)) {
        refused.push(`${page.path}: ${edit.refused}`);
        continue;
      }
      const alone = judge(page, applyEdits(page.text, [edit]));
      expect(
        alone.images.map((image) => image.alt),
        page.path,
      ).toEqual(before.images.map((image, other) => (other === at ? wanted[at] : image.alt)));
      expect(alone.rest, page.path).toEqual(before.rest);
      single += 1;
    }
  }
  expect(refused).toEqual([]);
  expect(written).toBeGreaterThan(2000);
  expect(single).toBeGreaterThan(700);
});

test('alts that people wrote come out of the cleaning as they are, and none is taken for a refusal', () => {
  const alts = new Set(pages.flatMap((page) => referencesOf(page).map(({ alt }) => alt.value ?? '')));
  alts.delete('');
  const oneLine = (alt: string) => alt.replace(/\s+/g, ' ').trim();
  const changed = [...alts].filter((alt) => !hasRedundantPrefix(alt) && cleanAlt(alt) !== oneLine(alt));
  expect(changed).toEqual([]);
  expect([...alts].filter(isModelsRefusal)).toEqual([]);
  expect(alts.size).toBeGreaterThan(500);
});

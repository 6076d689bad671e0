// What the pages promise about privacy and security is tied to the tests that prove it: a sentence that is new or
// changed, or whose proof is gone, fails here. The list is in promises/.
import { existsSync, readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { privacy } from './promises/privacy';
import type { Promises } from './promises/promises';
import { security } from './promises/security';

const pages: Record<string, Promises> = { 'docs/privacy.md': privacy, 'SECURITY.md': security };

/** A page's sentences: those of its paragraphs and list items, and each table row as one. */
function sentencesOf(markdown: string): string[] {
  const found: string[] = [];
  let row: string[] | undefined;
  let isHeading = false;
  for (const token of new MarkdownIt().parse(markdown, {})) {
    if (token.type === 'tr_open') {
      row = [];
    } else if (token.type === 'tr_close' && row) {
      found.push(row.join(' | '));
      row = undefined;
    } else if (token.type === 'heading_open' || token.type === 'heading_close') {
      isHeading = token.type === 'heading_open';
    } else if (token.type === 'inline' && !isHeading) {
      const text = (token.children ?? []).map((one) => (one.type === 'softbreak' ? ' ' : one.content)).join('');
      if (row) {
        row.push(text);
      } else {
        found.push(...text.split(/(?<=[.:?!])\s+(?=[A-Z])/));
      }
    }
  }
  return found;
}

describe.each(Object.entries(pages))('%s', (page, promises) => {
  const sentences = sentencesOf(readFileSync(page, 'utf8'));

  test('each sentence has its proof, or says why it needs none', () => {
    expect(sentences.filter((sentence) => !promises.has(sentence))).toEqual([]);
  });

  test('each entry of the list is a sentence of the page', () => {
    expect([...promises.keys()].filter((sentence) => !sentences.includes(sentence))).toEqual([]);
  });

  test('each proof is a test that is there', () => {
    const proofs = [...promises.values()].flatMap((one) => (typeof one === 'string' ? [] : one));
    const missing = proofs.filter(
      ({ file, title }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(title),
    );
    expect(missing).toEqual([]);
    expect(proofs.length).toBeGreaterThan(5);
  });
});

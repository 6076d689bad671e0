import { expect, test } from 'vitest';
import { reportFindings } from '../../../../src/core/altText/report';
import { findFindings } from '../../../../src/engines/markup/check/findings';
import { parseDocument } from '../../../../src/engines/markup/read/parse';

/** What SARIF 2.1.0 treats as a link in plain text (3.11.6), and as a placeholder (3.11.5). */
const link = /(?<!\\)\[[^\]]+\]\([^)]+\)/;
const placeholder = /(?<!\{)\{\d+\}(?!\})/;

test('SARIF says the words of a document as words: no link, no place to fill', () => {
  const words = '[Fix-it-now](https://evil.example/{0}).png';
  const text = `<img src="a.png" alt="${words}">\n`;
  const findings = findFindings(text, parseDocument(text, 'html').references);
  expect(findings.map(({ message }) => message).join()).toContain(words);
  const { runs } = JSON.parse(reportFindings([{ file: 'a.html', findings }], 'sarif', '1.0.0'));
  const said: readonly string[] = runs[0].results.map((one: { message: { text: string } }) => one.message.text);
  expect(said).toHaveLength(findings.length);
  expect(said.filter((one) => link.test(one) || placeholder.test(one))).toEqual([]);
  expect(said.join()).toContain('Fix-it-now');
  expect(said.join()).toContain('{{0}}');
});

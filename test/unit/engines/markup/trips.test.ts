// What one fix costs the worker: it parses the document as it is, and as it would be.
import { expect, test, vi } from 'vitest';
import type { AltChange } from '../../../../src/core/altText/engine';
import * as parser from '../../../../src/engines/markup/read/parse';
import { runMarkup } from '../../../../src/engines/markup/run';

vi.mock(import('../../../../src/engines/markup/read/parse'), async (original) => {
  const actual = await original();
  return { ...actual, parseDocument: vi.fn(actual.parseDocument) };
});

test.each([
  ['markdown', '# Lakes\n\n![](a.png)\n\n![](b.png)\n'],
  ['html', '<h1>Lakes</h1>\n<img src="a.png">\n<img src="b.png">\n'],
  ['typescriptreact', 'export const a = (\n  <p>\n    <img src="a.png" />\n    <img src="b.png" />\n  </p>\n);\n'],
])('%s: finding takes one parse, writing two, for one image and for all', async (languageId, text) => {
  const parse = vi.mocked(parser.parseDocument);
  const parses = async <T>(work: () => Promise<T>) => {
    parse.mockClear();
    return { result: await work(), count: parse.mock.calls.length };
  };
  const found = await parses(() => runMarkup({ kind: 'find', text, languageId }));
  expect(found.count).toBe(1);
  const { references } = found.result as { references: AltChange['reference'][] };
  expect(references).toHaveLength(2);
  const changes = references.map((reference) => ({ reference, alt: 'A lake at dusk' }));
  for (const some of [changes.slice(0, 1), changes]) {
    const written = await parses(() => runMarkup({ kind: 'edit', text, languageId, changes: some }));
    expect(written.result).toMatchObject({ refused: [], edits: some.map(() => expect.anything()) });
    expect(written.count).toBe(2);
  }
});

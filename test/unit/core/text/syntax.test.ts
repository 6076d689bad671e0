import { expect, test } from 'vitest';
import type { Shaped } from '../../../../src/core/text/shape';
import { checkSyntax } from '../../../../src/core/text/syntax';

const stopsAt = (at: number) => ({ findFault: async () => ({ at, message: 'Unexpected token' }) });
const marked = ({ text, doubts }: Shaped) => doubts.map((one) => [text.slice(one.start, one.end), one.kind]);

test.each([
  ['const b 2;', 8, '2'],
  ['const b 2;', 7, '2'],
  ['f(name$1 2)', 2, 'name$1'],
  ['let a =  \nlet b;', 7, '='],
  ['a;', 0, 'a'],
])('%s, stopped at %i, is marked at %s', async (text, at, token) => {
  const shaped = await checkSyntax({ text, language: 'javascript', doubts: [] }, stopsAt(at));
  expect(marked(shaped)).toEqual([[token, 'syntax']]);
  expect(shaped.doubts[0]?.fault).toBe('Unexpected token');
  expect(shaped.text).toBe(text);
});

test('takes the place of a lone bracket, not of a doubtful word', async () => {
  const text = 'f(a} b)';
  const shaped: Shaped = {
    text,
    language: 'json',
    doubts: [
      { start: 2, end: 4, kind: 'lowConfidence', alternatives: ['a)'] },
      { start: 3, end: 4, kind: 'bracket', alternatives: [], unbalanced: true },
    ],
  };
  expect(marked(await checkSyntax(shaped, stopsAt(3)))).toEqual([
    ['a}', 'lowConfidence'],
    ['}', 'syntax'],
  ]);
});

test.each([undefined, 'python', 'markdown'])('%s is not parsed', async (language) => {
  const shaped: Shaped = { text: 'a b', language, doubts: [] };
  expect(await checkSyntax(shaped, stopsAt(0))).toBe(shaped);
});

test('what can be parsed stays as it is', async () => {
  const shaped: Shaped = { text: '{}', language: 'json', doubts: [] };
  expect(await checkSyntax(shaped, { findFault: async () => undefined })).toBe(shaped);
});

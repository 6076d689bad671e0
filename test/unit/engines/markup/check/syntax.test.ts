import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findFault } from '../../../../../src/engines/markup/check/syntax';

/** The line and column, from 1, of a fault, and the text there. */
function place(text: string, languageId: string) {
  const fault = findFault(text, languageId);
  if (!fault) {
    return undefined;
  }
  const before = text.slice(0, fault.at).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1} ${text[fault.at]}`;
}

describe('what is whole, or a part of a file, has no fault', () => {
  test.each([
    ['typescript', 'export const a = <T,>(x: T): T => x;\nconst b = <string>c;'],
    ['javascript', 'const a: number = 1;\nasync function f() { await g(); }\nreturn 3;'],
    ['javascriptreact', 'export default () => <img src={a} alt="" />;'],
    ['typescript', 'const a = 1;\nconst a = 2;\nexport { missing };\nbreak;'],
    ['typescript', '  private readonly items: string[] = [];\n  get size() { return this.items.length; }'],
    ['typescript', 'function f(a: string) {\n  if (a) {\n    return [1,'],
    ['javascript', '  "a": 1,\n  b: [2],'],
    ['javascript', '  }\n  return a;\n}'],
    ['javascript', 'for await (const x of y) yield x;'],
    ['json', '{"a": [1, true, null], "b": {"c": "d"}}'],
    ['json', '  "a": 1,\n  "b": {"c": 2}'],
    ['json', '{"a": 1,\n "b": ['],
    ['json', '{"a": 1}, {"a": 2}'],
  ])('%s %s', (languageId, text) => {
    expect(findFault(text, languageId)).toBeUndefined();
  });

  test('this project', () => {
    for (const file of ['src/engines/markup/check/syntax.ts', 'src/core/ask/ask.ts', 'media/conversation/state.ts']) {
      expect(findFault(readFileSync(file, 'utf8'), 'typescript')).toBeUndefined();
    }
    expect(findFault(readFileSync('package.json', 'utf8'), 'json')).toBeUndefined();
  });
});

describe('what was misread is pointed at', () => {
  test.each([
    ['typescript', 'const a = 1;\nconst b 2;\nconst c = 3;', '2:8  '],
    ['typescript', 'const a = items.map((x) => x * 2;\nconst b = 1;', '1:33 ;'],
    ['javascript', "import fs from 'node:fs;\nconst a = 1;", "1:16 '"],
    ['javascript', 'if (a === 1 {\n  b();\n}', '1:13 {'],
    ['json', '{\n  "a": 1\n  "b": 2\n}', '3:3 "'],
    ['json', '{\n  "a": 8.1.2,\n  "b": 2\n}', '2:8 8'],
    ['json', '{\n  "a": "\\q",\n  "b": O\n}', '2:8 "'],
    ['json', '{\n  "a": O\n}', '2:8 O'],
  ])('%s %s', (languageId, text, where) => {
    expect(place(text, languageId)).toBe(where);
  });

  test('with the parser’s words, without the place', () => {
    expect(findFault('const b 2;', 'typescript')?.message).toMatch(/^[A-Z][^()]*$/);
    expect(findFault('{"a" 1}', 'json')?.message).toBe(': expected');
  });
});

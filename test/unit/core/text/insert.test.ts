import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitToEditor } from '../../../../src/core/text/insert';

const spaces = { insertSpaces: true, tabSize: 4 };
const tabs = { insertSpaces: false, tabSize: 4 };
const code = 'if (a) {\n  b();\n\n  if (c) {\n    d();\n  }\n}';

describe('fitToEditor', () => {
  it('keeps everything at the start of a line where spaces are used', () => {
    expect(fitToEditor(code, { linePrefix: '', ...spaces })).toBe(code);
    expect(fitToEditor('    a\n      b', { linePrefix: '', ...spaces })).toBe('    a\n      b');
  });

  it('puts the other lines under the indentation of the line', () => {
    expect(fitToEditor('a {\n  b\n}', { linePrefix: '    ', ...spaces })).toBe('a {\n      b\n    }');
    expect(fitToEditor('a {\n  b\n}', { linePrefix: '\t\tx = ', ...tabs })).toBe('a {\n\t\t\tb\n\t\t}');
  });

  it('drops indentation that all lines share, except at the start of a line', () => {
    expect(fitToEditor('    a\n      b', { linePrefix: '  ', ...spaces })).toBe('a\n    b');
  });

  it('makes a tab of each level, however wide it was', () => {
    expect(fitToEditor(code, { linePrefix: '', ...tabs })).toBe('if (a) {\n\tb();\n\n\tif (c) {\n\t\td();\n\t}\n}');
    expect(fitToEditor('/**\n * a\n */\nf(\n    b)', { linePrefix: '', ...tabs })).toBe('/**\n * a\n */\nf(\n\tb)');
  });

  it('makes spaces of tabs', () => {
    expect(fitToEditor('a\n\tb\n\t\tc', { linePrefix: '', ...spaces })).toBe('a\n    b\n        c');
  });

  it('keeps columns where lines stand on no levels', () => {
    expect(fitToEditor('a\n     b\n  c\n       d', { linePrefix: '', ...tabs })).toBe('a\n\t b\n  c\n\t   d');
  });

  const line = fc.tuple(fc.nat(20), fc.stringMatching(/^[a-z{}();"' .]{0,20}$/)).map(([n, s]) => ' '.repeat(n) + s);
  const text = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));
  const place = fc.record({
    linePrefix: fc.constantFrom('', '  ', '\t', '\t  ', 'x = ', '    y('),
    insertSpaces: fc.boolean(),
    tabSize: fc.constantFrom(2, 3, 4, 8),
  });

  it('changes nothing but indentation', () => {
    fc.assert(
      fc.property(text, place, (input, at) => {
        const bare = (value: string) => value.split('\n').map((one) => one.replace(/^[ \t]*/, ''));
        expect(bare(fitToEditor(input, at))).toEqual(bare(input));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('keeps every line as it is at the start of a line, in spaces', () => {
    fc.assert(
      fc.property(text, (input) => {
        expect(fitToEditor(input, { linePrefix: '', ...spaces })).toBe(input);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('keeps the order of indentation, whatever the editor uses', () => {
    fc.assert(
      fc.property(text, place, (input, at) => {
        const columns = (value: string) =>
          value.split('\n').map((one) => {
            const indent = /^[ \t]*/.exec(one)?.[0] ?? '';
            return indent.split('\t').length * 100 + indent.replace(/\t/g, '').length;
          });
        const before = columns(input);
        const after = columns(fitToEditor(input, at));
        const lines = input.split('\n');
        for (let i = 2; i < lines.length; i++) {
          if (lines[i]!.trim() && lines[i - 1]!.trim()) {
            expect(Math.sign(after[i]! - after[i - 1]!)).toBe(Math.sign(before[i]! - before[i - 1]!));
          }
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

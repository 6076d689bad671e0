// Whatever a model, a document, or a file name says, a terminal and a build server take it for words.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTerminal, type Terminal } from '../../../src/commandLine/terminal';

function printed(print: (terminal: Terminal) => void, options: { obeyed?: boolean } = {}) {
  let out = '';
  let err = '';
  const add = (text: string) => {
    out += text;
  };
  const addError = (text: string) => {
    err += text;
  };
  print(createTerminal({ out: add, err: addError, watched: true, obeyed: options.obeyed ?? false }));
  return { out, err };
}

const clipboard = '\u001b]52;c;cm0gLXJm\u0007';
/** What a terminal obeys or reverses. */
const acting = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\r(?!\n)/;
/** GitHub: trimmed lines that start with `::`, and `##[` anywhere. Azure Pipelines and TeamCity: their prefix anywhere. */
const commands = /^\s*::|##(?:vso|teamcity)?\[/im;

describe('words', () => {
  test.each<[string, string]>([
    [`a${clipboard}b`, 'a\\x1b]52;c;cm0gLXJm\\x07b'],
    ['title \u009d0;x\u009c', 'title \\x9d0;x\\x9c'],
    ['over\rwritten', 'over\\x0dwritten'],
    ['\u202etxt.exe', '\\u202etxt.exe'],
    ['::set-output name=a::b', ':\\:set-output name=a::b'],
    ['a\n  ::warning::b\nstd::vector', 'a\n  :\\:warning::b\nstd::vector'],
    ['x ##vso[task.setvariable]y', 'x ##vso\\[task.setvariable]y'],
    ['##[add-path]x ##teamcity[a]', '##\\[add-path]x ##teamcity\\[a]'],
    ['# heading\r\n\tcode [x]\nقيمة é 日本', '# heading\r\n\tcode [x]\nقيمة é 日本'],
  ])('%j', (text, shown) => {
    expect(printed((terminal) => terminal.write(text)).out).toBe(shown);
  });

  test('in pieces, as an answer comes: the same', () => {
    const part = fc.constantFrom(
      ':',
      '::',
      '##',
      '#',
      'vso',
      '[',
      ' ',
      '\n',
      '\r',
      '\r\n',
      'a',
      '\u001b',
      'TeamCity',
      'x'.repeat(30),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const inPieces = printed((terminal) => {
          for (const one of parts) {
            terminal.write(one);
          }
        }).out;
        expect(inPieces).not.toMatch(acting);
        expect(inPieces).not.toMatch(commands);
        // A carriage return at the very end waits for something that never comes.
        expect(inPieces).toBe(printed((terminal) => terminal.write(parts.join(''))).out);
      }),
      { numRuns: 2000, seed: 20261129 },
    );
  });
});

test('what stands in a picture comes out byte for byte, but for what acts; on a build server without its commands', () => {
  const code = 'steps:\n\t- run: echo "::set-output name=a::b"\n::std::cout << "##[x]";\n';
  expect(printed((terminal) => terminal.exact(code)).out).toBe(code);
  expect(printed((terminal) => terminal.exact(`${clipboard}\n`)).out).not.toMatch(acting);
  expect(printed((terminal) => terminal.exact(code), { obeyed: true }).out).not.toMatch(commands);
});

test('JSON: ASCII for what acts, and the same values', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '\u009b1m', '\u2028::x', '##vso[', '\u202e', '\u007f'),
      (a, b) => {
        const value = { [a]: [b + a, a + b] };
        const { out } = printed((terminal) => terminal.json(`${JSON.stringify(value, null, 2)}\n`));
        expect(out).not.toMatch(acting);
        expect(out).not.toMatch(commands);
        expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(value)));
      },
    ),
    { numRuns: 1000, seed: 20261129 },
  );
});

test('an error is one line for each of its sentences', () => {
  const { err } = printed((terminal) => {
    terminal.error('photo\n::error::forged\u001b[2J', 'second');
    terminal.step('##[group]x');
    terminal.progress('a\tb');
  });
  expect(err).toBe('photo\\x0a::error::forged\\x1b[2J\nsecond\n##\\[group]x\na\\x09b\n');
});

test('our own workflow commands stay, what they speak of does not become one', () => {
  const own = '::warning file=a.md,line=1::bad ##[x] alt\n';
  expect(printed((terminal) => terminal.commands(own)).out).toBe('::warning file=a.md,line=1::bad ##\\[x] alt\n');
});

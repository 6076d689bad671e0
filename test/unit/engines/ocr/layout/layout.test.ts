import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layOut } from '../../../../../src/engines/ocr/layout/layout';
import type { PlacedWord } from '../../../../../src/engines/ocr/layout/placed';

interface Setting {
  readonly left?: number;
  readonly top?: number;
  readonly pitch?: number;
  readonly leading?: number;
  readonly confidence?: number;
}

/** Words as OCR would place them, every character in its own cell. */
function typeset(text: string, setting: Setting = {}): PlacedWord[] {
  const { left = 20, top = 10, pitch = 8, leading = 20, confidence = 95 } = setting;
  return text.split('\n').flatMap((line, row) =>
    [...line.matchAll(/\S+/g)].map((match) => {
      const glyphs = [...match[0]].map((_, i): [number, number] => {
        const cell = left + (match.index + i) * pitch;
        return [cell + 0.1 * pitch, cell + 0.9 * pitch];
      });
      const baseline = top + row * leading + 12;
      return {
        text: match[0],
        confidence,
        left: glyphs[0]![0],
        right: glyphs.at(-1)![1],
        top: baseline - 11,
        bottom: baseline + 3,
        baseline,
        glyphs,
      };
    }),
  );
}

/** Words of a proportional font: wide and narrow letters. */
function typesetProse(line: string, left: number, baseline: number): PlacedWord[] {
  let x = left;
  return line.split(' ').map((text) => {
    const glyphs = [...text].map((letter): [number, number] => {
      const width = 'mwMW'.includes(letter) ? 11 : 'iljtf.,'.includes(letter) ? 3 : 7;
      const glyph: [number, number] = [x, x + width];
      x += width + 1;
      return glyph;
    });
    x += 4;
    const sides = { left: glyphs[0]![0], right: glyphs.at(-1)![1] };
    return { text, confidence: 90, ...sides, top: baseline - 11, bottom: baseline + 3, baseline, glyphs };
  });
}

const code = `export function sum(values: number[]): number {
  let total = 0;

  for (const value of values) {
    if (value > 0) {
      total += value;   // only what is positive
    }
  }
  return total;
}`;

describe('monospaced text', () => {
  test('keeps indentation, blank lines and wide gaps', () => {
    const result = layOut(typeset(code), 'text');
    expect(result.text).toBe(code);
    expect(result.monospace).toBe(true);
  });

  test('keeps any indentation, for any pitch and place', () => {
    const word = fc.stringMatching(/^[a-z(){};=<>+]{4,9}$/);
    const line = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.array(word, { minLength: 2, maxLength: 6 }));
    const page = fc.array(line, { minLength: 3, maxLength: 14 });
    const pitch = fc.double({ min: 6, max: 17, noNaN: true });
    fc.assert(
      fc.property(page, pitch, fc.integer({ min: 0, max: 400 }), (lines, width, left) => {
        const least = Math.min(...lines.map(([depth]) => depth));
        const text = lines.map(([depth, words]) => ' '.repeat(depth - least) + words.join(' ')).join('\n');
        expect(layOut(typeset(text, { pitch: width, left }), 'text').text).toBe(text);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  test('says where each word begins', () => {
    const result = layOut(typeset(code), 'text');
    for (const word of result.lines.flatMap((line) => line.words)) {
      expect(result.text.slice(word.start, word.start! + word.text.length)).toBe(word.text);
    }
  });

  test('turns typographic quotes of the reader into plain ones', () => {
    const result = layOut(typeset('const name = “tides”;\nconst other = ‘pier’;\nlet third = name + other;'), 'text');
    expect(result.text).toContain('"tides"');
    expect(result.text).toContain("'pier'");
  });
});

describe('line numbers', () => {
  const numbered = (from: number) =>
    code
      .split('\n')
      .map((line, i) => `${String(i + from).padStart(4)}  ${line}`)
      .join('\n');

  test.each([1, 8, 96, 995])('are taken away when they begin at %i', (from) => {
    expect(layOut(typeset(numbered(from)), 'text').text).toBe(code);
  });

  test('are taken away where one was misread', () => {
    const words = typeset(numbered(8)).map((word) => (word.text === '13' ? { ...word, text: 'i3' } : word));
    expect(layOut(words, 'text').text).toBe(code);
  });

  test('stay when they are a column of figures', () => {
    const figures = '1042  apples and pears\n17    oranges, loose\n388   plums in a basket\n5     melons, large';
    expect(layOut(typeset(figures), 'text').text).toBe(figures);
  });
});

describe('columns', () => {
  test('of prose are read one after the other', () => {
    const left = ['The harbour was built long', 'before the town had a wall', 'and was closed at nightfall.'];
    const right = ['Ships from the north came in', 'spring with timber and furs', 'and left again with salt.'];
    const words = left.flatMap((line, i) => [
      ...typesetProse(line, 20, 30 + i * 20),
      ...typesetProse(right[i]!, 320, 30 + i * 20),
    ]);
    const text = layOut(words, 'text').text;
    expect(text.split('\n').filter(Boolean)).toEqual([...left, ...right]);
  });

  test('of a side bar stay apart from the code beside', () => {
    const side = ['src', 'index', 'pages', 'README', 'tests', 'setup'].flatMap((name, i) =>
      typesetProse(name, 10, 27 + i * 26),
    );
    const text = layOut([...side, ...typeset(code, { left: 150 })], 'text').text;
    expect(text).toContain(code);
  });

  test('of a table stay in their rows', () => {
    const rows = [
      ['Bergen', '14', '3.10'],
      ['Galway', '5', '96.00'],
      ['Genoa', '310', '0.45'],
      ['Gdynia', '66', '8.20'],
    ];
    const words = rows.flatMap((row, i) => row.flatMap((cell, k) => typesetProse(cell, 20 + k * 150, 30 + i * 24)));
    expect(layOut(words, 'text').text.replace(/ +/g, ' ')).toBe(rows.map((row) => row.join(' ')).join('\n'));
    expect(layOut(words, 'table').text.split('\n')[2]).toMatch(/^\| Galway +\| +5 +\| +96\.00 +\|$/);
  });
});

describe('modes', () => {
  const lines = [
    'A tide log needs three things: a fixed',
    'mark, a clock you trust, and the patience',
    'to look twice.',
  ];
  const words = lines.flatMap((line, i) => typesetProse(line, 20, 30 + i * 20));

  test('text keeps the lines of prose', () => {
    expect(layOut(words, 'text').text).toBe(lines.join('\n'));
  });

  test('paragraph joins them', () => {
    expect(layOut(words, 'paragraph').text).toBe(lines.join(' '));
  });

  test('nothing gives an empty result in every mode', () => {
    for (const mode of ['text', 'code', 'table', 'paragraph'] as const) {
      expect(layOut([], mode)).toEqual({ text: '', lines: [], monospace: false, confidence: 0 });
    }
  });
});

test('no word is ever lost', () => {
  const word = fc.record({
    text: fc.stringMatching(/^[A-Za-z0-9_.]{1,8}$/).filter((text) => /[A-Za-z]{2}/.test(text)),
    x: fc.integer({ min: 0, max: 900 }),
    y: fc.integer({ min: 0, max: 600 }),
    height: fc.integer({ min: 8, max: 40 }),
  });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const placed = words.map(({ text, x, y, height }): PlacedWord => {
        const right = x + text.length * height * 0.6;
        const sides = { left: x, right, top: y, bottom: y + height, baseline: y + height * 0.8 };
        return { text, confidence: 80, ...sides, glyphs: [[x, right]] };
      });
      const read = layOut(placed, 'text').lines.flatMap((line) => line.words.map((one) => one.text));
      expect(read.toSorted()).toEqual(words.map((one) => one.text).toSorted());
    }),
    { seed: 11, numRuns: 150 },
  );
});

describe("a terminal's line marks", () => {
  const far = ' '.repeat(40);

  test('go, at both edges', () => {
    const shown = `[user@host:~$ python${far}]\n Python 3.7.5 on darwin\n[>>> 2 + 3${' '.repeat(50)}]\n 5`;
    expect(layOut(typeset(shown), 'code').text).toBe('user@host:~$ python\nPython 3.7.5 on darwin\n>>> 2 + 3\n5');
  });

  test.each([
    ['of which there is one', `[user@host:~$ python${far}]\n Python 3.7.5 on darwin\n 5`],
    ['beside brackets of the text', `[###${far}]\nfirst half is done\n[######${' '.repeat(37)}]\nsecond half is done`],
  ])('stay %s', (_, shown) => {
    expect(layOut(typeset(shown), 'code').text).toBe(shown);
  });
});

describe('what Tesseract did not read', () => {
  const code = typeset('    const first = 1;\n    const second = 2;\n    return first + second;');
  /** A brace that begins a line below the rest, far to their left. */
  const brace: PlacedWord = { ...typeset('x', { top: 70 })[0]!, text: '' };

  test('a brace alone, far left of all lines, is in their block', () => {
    const rows = layOut([...code, brace], 'code', (given) => ({
      rows: given.map((row) => ({ ...row, words: row.words.map((word) => ({ ...word, text: word.text || '}' })) })),
    }));
    expect(rows.text).toBe('    const first = 1;\n    const second = 2;\n    return first + second;\n}');
  });

  test('a dash stays one where each character was looked at', () => {
    const line = typeset('// two words \u2014 one dash');
    const read = (isJudged: boolean) => layOut(line, 'code', (rows) => ({ rows, isJudged })).text;
    expect([read(true), read(false)]).toEqual(['// two words \u2014 one dash', '// two words - one dash']);
  });
});

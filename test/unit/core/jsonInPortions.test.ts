import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../../src/core/bounds';
import { parseJsonInPortions, readJsonInPortions } from '../../../src/core/jsonInPortions';

/** Too long to be read in one go. */
const long = (text: string) => ' '.repeat(100_000) + text;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe('JSON in portions', () => {
  it('is what JSON.parse gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t'), async (text, space) => {
        const written = JSON.stringify(JSON.parse(text), null, space);
        expect(await readJsonInPortions(long(written))).toEqual(JSON.parse(written));
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('is JSON just where JSON.parse takes it', async () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'true',
      'null',
      ' ',
      '\n',
      '\u00a0',
    ];
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((all) => all.join(''));
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(await parseJsonInPortions(long(text))).toEqual(parsed(text));
      }),
      { seed: 42, numRuns: 5_000 },
    );
  });

  it('reads strings of any length, whatever is escaped where a portion ends', async () => {
    for (const text of ['\\', '"', '\n', '\u0001', 'a\\', '\ud83d\ude00', 'ab"', 'é']) {
      const value = { [text.repeat(150_000)]: ['', text.repeat(400_000), ''], a: `x${text.repeat(300_000)}` };
      expect(await readJsonInPortions(JSON.stringify(value))).toEqual(value);
    }
    await expect(readJsonInPortions(`["${'a'.repeat(900_000)}`)).rejects.toThrow(SyntaxError);
    await expect(readJsonInPortions(`["${'a'.repeat(900_000)}\\"]`)).rejects.toThrow(SyntaxError);
  });

  it('keeps names that mean something to JavaScript', async () => {
    const text = '{"__proto__":{"a":1},"constructor":2,"a":1,"a":2,"3":0}';
    const value = (await readJsonInPortions(long(text))) as object;
    expect(Object.entries(value)).toEqual(Object.entries(JSON.parse(text)));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('refuses what nests deeper, or holds more values', async () => {
    const list = (count: number) => `[${'0,'.repeat(count - 2)}0]`;
    expect(await parseJsonInPortions(list(bounds.jsonValues))).toHaveLength(bounds.jsonValues - 1);
    await expect(readJsonInPortions(list(bounds.jsonValues + 1))).rejects.toThrow(SyntaxError);
    expect(await parseJsonInPortions(long('[[[1]]]'), 4)).toBeDefined();
    expect(await parseJsonInPortions(long('[[[1]]]'), 3)).toBeUndefined();
    const nested = (depth: number) => long('['.repeat(depth) + ']'.repeat(depth));
    expect(await parseJsonInPortions(nested(bounds.jsonDepth))).toBeDefined();
    expect(await parseJsonInPortions(nested(bounds.jsonDepth + 1))).toBeUndefined();
    expect(await parseJsonInPortions(nested(1_000_000))).toBeUndefined();
  });
});

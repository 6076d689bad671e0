// JSON from outside is read by src/core/json.ts, which knows how deep and how large it may be.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const home = 'src/core/json.ts';
const others: Readonly<Record<string, string>> = {
  'src/engines/markup/json.ts': 'one string or number, which its own expression has found',
  'src/engines/ocr/tesseract.ts': 'made by our own engine in the same thread',
};

const sources = ['src', 'media']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => file.endsWith('.ts'));
const parsing = sources.filter((file) => /\bJSON\s*\.\s*parse\b|\.json\(\)/.test(readFileSync(file, 'utf8')));

test('nothing else parses JSON, but for what is named with its reason', () => {
  expect(parsing).toContain(home);
  expect(parsing.filter((file) => file !== home).sort()).toEqual(Object.keys(others).sort());
});

// Every expression takes linear time, except for those with short input. Judged by recheck.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keyOf, regularExpressions, verdictOn } from '../../scripts/tools/regularExpressions.mjs';

/**
 * Where an expression can take quadratic time, or more, and what keeps its input short. A file, or a folder with a
 * slash at its end. None may take exponential time anywhere.
 */
const bounded: Readonly<Record<string, string>> = {
  'src/engines/markup/': 'a document is read on the parsers’ thread, which is ended after 20 seconds',
  'src/core/altText/answerCheck.ts': 'what stands between two marks has at most 500 characters',
  'src/core/answers/': 'what stands between two marks has at most 200 characters',
  'src/core/altText/clean.ts': '`cleanAlt` refuses what is longer than `bounds.altAnswer`',
  'src/core/providers/errorWords.ts': '`tidy` cuts messages to 500 characters, codes to 300',
  'src/core/providers/errorMapping.ts':
    'messages are cut to `bounds.errorText`, and the words between have at most 100 characters',
  'src/core/text/inertProse.ts': 'what stands between two marks has at most 200 characters',
  'src/core/text/codeLanguage.ts': 'the text is cut to `bounds.languageSample`',
  'media/conversation/markdown/links.ts': 'a link’s words are cut to 1,000 characters',
};

const expressions = regularExpressions();
const known: Record<string, string> = JSON.parse(readFileSync('test/build/expressions.json', 'utf8'));
const reasonFor = (file: string) =>
  Object.keys(bounded).find((place) => (place.endsWith('/') ? file.startsWith(place) : file === place));

/** Those that aren't linear; new ones are judged here. */
const doubtful = expressions.flatMap((one) => {
  const verdict = known[keyOf(one.source, one.flags)] ?? verdictOn(one.source, one.flags, 10_000);
  return verdict === 'linear' ? [] : [{ ...one, verdict }];
});

test('every expression takes time linear in its input, or its input is short for a stated reason', () => {
  expect(expressions.length).toBeGreaterThan(500);
  const wrong = doubtful.filter(({ verdict, file }) => verdict !== 'polynomial' || reasonFor(file) === undefined);
  expect(
    wrong.map(({ file, line, verdict, source }) => `${file}:${line} ${verdict} ${source}`),
    'For “unknown” run `node scripts/regularExpressions.mjs`, which takes its time.',
  ).toEqual([]);
});

test('no reason is left over', () => {
  const used = new Set(doubtful.map(({ file }) => reasonFor(file)));
  expect(Object.keys(bounded).filter((place) => !used.has(place))).toEqual([]);
});

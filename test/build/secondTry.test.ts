import { expect, test } from 'vitest';
import { afterSecondTry, afterTwoTries, countsOf, failedFiles, failuresOf } from '../../scripts/tools/vitest.mjs';

const fileOf = (file: string, tests: Record<string, boolean>, isBroken = false) => ({
  file: `/e2e/${file}`,
  isBroken,
  tests: Object.entries(tests).map(([name, passed]) => ({ name, passed })),
});
const first = {
  code: 1,
  files: [
    fileOf('text.e2e.ts', { reads: true, marks: false, asks: false }),
    fileOf('panel.e2e.ts', { opens: true }),
    fileOf('keys.e2e.ts', {}, true),
  ],
};

test('the files with something failed are tried again, whole', () => {
  expect(failedFiles(first)).toEqual(['/e2e/text.e2e.ts', '/e2e/keys.e2e.ts']);
  expect(countsOf(first)).toEqual({ passed: 2, failed: 3 });
});

test('what passes the second time has passed, and is named; what fails twice has failed; a pass is not taken back', () => {
  const second = {
    code: 1,
    files: [
      fileOf('text.e2e.ts', { reads: false, marks: true, asks: false }),
      fileOf('keys.e2e.ts', { takes: true, refuses: false }),
    ],
  };
  const both = afterSecondTry(first, second);
  expect(both.late).toEqual([
    'text.e2e.ts: marks (test/output/e2e/marks.png)',
    'keys.e2e.ts: takes (test/output/e2e/takes.png)',
  ]);
  expect(countsOf(both)).toEqual({ passed: 4, failed: 2 });
});

test('a file that breaks twice fails, and so does a run that ends badly with every test passed', () => {
  expect(countsOf(afterSecondTry(first, first))).toEqual({ passed: 2, failed: 3 });
  const fine = { code: 0, files: [fileOf('text.e2e.ts', { reads: true, marks: true, asks: true })] };
  const broken = fileOf('keys.e2e.ts', {}, true);
  expect(countsOf(afterSecondTry(first, { code: 1, files: [...fine.files, broken] }))).toEqual({
    passed: 4,
    failed: 1,
  });
  expect(countsOf({ ...fine, code: 1 })).toEqual({ passed: 3, failed: 1 });
});

test('the second run ends badly only for what passed the first time: all have passed', () => {
  const once = { code: 1, files: [fileOf('text.e2e.ts', { reads: true, marks: false })] };
  const other = { code: 1, files: [fileOf('text.e2e.ts', { reads: false, marks: true })] };
  expect(countsOf(afterSecondTry(once, other))).toEqual({ passed: 2, failed: 0 });
  const unexplained = { code: 1, files: [fileOf('text.e2e.ts', { reads: true, marks: true })] };
  expect(countsOf(afterSecondTry(once, unexplained))).toEqual({ passed: 2, failed: 1 });
});

test('nothing is hidden where the second run says nothing of a file', () => {
  expect(countsOf(afterSecondTry(first, { code: 1, files: [] }))).toEqual({ passed: 2, failed: 3 });
});

test('each failure is told: where, and what it said; a late pass tells what the first try said', () => {
  const told = {
    code: 1,
    files: [
      {
        ...fileOf('text.e2e.ts', {}),
        tests: [
          { name: 'marks', passed: false, why: 'TimeoutError: no toast' },
          { name: 'reads', passed: true },
        ],
      },
      fileOf('keys.e2e.ts', {}, true),
    ],
  };
  expect(failuresOf(told)).toEqual(['text.e2e.ts: marks: TimeoutError: no toast', 'keys.e2e.ts: could not be run']);
  const second = { code: 0, files: [fileOf('text.e2e.ts', { marks: true, reads: true })] };
  expect(afterSecondTry(told, second).late).toEqual([
    'text.e2e.ts: marks: TimeoutError: no toast (test/output/e2e/marks.png)',
  ]);
});

test('more late passes than may be fail the run', () => {
  const second = { code: 0, files: [fileOf('text.e2e.ts', { reads: true, marks: true, asks: true })] };
  const one = { code: 1, files: first.files.slice(0, 1) };
  expect(afterTwoTries(one, second, 2)).toMatchObject({ passed: 3, failed: 0, failures: [] });
  expect(afterTwoTries(one, second, 1)).toMatchObject({
    passed: 3,
    failed: 1,
    failures: ['2 tests passed only on the second try; 1 may'],
  });
});

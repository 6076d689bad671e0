// @ts-check
// Runs one folder of test/ by vitest and reads its JSON report.
import { readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { nodePath } from './dependencies.mjs';
import { root, run } from './run.mjs';

/**
 * @typedef {object} Report
 * @property {number} code what vitest ended with
 * @property {{ file: string, isBroken: boolean, tests: { name: string, passed: boolean, why?: string }[] }[]} files a broken one
 * has failed without a failed test: it could not be loaded, or what is done before its tests failed; `why` is the first lines
 * of what a failed test said
 */

/**
 * @param {string} folder @param {{ env?: NodeJS.ProcessEnv, files?: string[], again?: boolean, beside?: boolean }} [options] `again`
 * keeps the report of the run before; `beside` as in run()
 * @returns {Promise<Report>}
 */
export async function runVitest(folder, { env = {}, files = [], again = false, beside } = {}) {
  const report = join(root, `test/output/${folder}${again ? '-again' : ''}.json`);
  rmSync(report, { force: true });
  const hasConfig = folder === 'webview' || folder === 'e2e';
  const what = hasConfig ? ['-c', `test/${folder}/vitest.config.ts`, ...files] : [`test/${folder}/`];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run(nodePath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...what, ...reporters], {
    show: true,
    title: folder,
    ...(beside && { beside }),
    env: { ...process.env, ...env },
  });
  return { code, files: JSON.parse(readFileSync(report, 'utf8')).testResults.map(readFile) };
}

/** @param {{ name: string, status: string, assertionResults: { fullName: string, status: string, failureMessages?: string[] }[] }} result */
function readFile({ name, status, assertionResults }) {
  const tests = assertionResults
    .filter((test) => test.status === 'passed' || test.status === 'failed')
    .map(({ fullName, status: outcome, failureMessages: [why] = [] }) => ({
      name: fullName,
      passed: outcome === 'passed',
      ...(why && { why: firstLines(why) }),
    }));
  return { file: name, isBroken: status === 'failed' && tests.every(({ passed }) => passed), tests };
}

/** What is said of a failure where all are listed. @param {string} message */
function firstLines(message) {
  return stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() && !/^ +at /.test(line))
    .slice(0, 4)
    .map((line) => line.trim().slice(0, 200))
    .join(' · ');
}

/** A line for each failed test and each broken file: where, and what it said. @param {Report} report */
export const failuresOf = ({ files }) =>
  files.flatMap(({ file, isBroken, tests }) => [
    ...(isBroken ? [nameIn(file, 'could not be run')] : []),
    ...tests.filter(({ passed }) => !passed).map(({ name, why }) => nameIn(file, `${name}: ${why ?? ''}`)),
  ]);

/** @param {Report} report */
export function countsOf({ code, files }) {
  const all = files.flatMap(({ tests }) => tests);
  const passed = all.filter((test) => test.passed).length;
  const failed = all.length - passed + files.filter(({ isBroken }) => isBroken).length;
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** The files in which something failed. @param {Report} report */
export const failedFiles = ({ files }) =>
  files.filter(({ isBroken, tests }) => isBroken || tests.some(({ passed }) => !passed)).map(({ file }) => file);

/**
 * The outcome of a run after its failed files were run once more: a test that passed in either run has passed.
 * @param {Report} first @param {Report} second
 * @returns {Report & { late: string[] }} `late` names the tests that passed only the second time
 */
export function afterSecondTry(first, second) {
  /** @type {string[]} */
  const late = [];
  const files = first.files.map((before) => {
    const after = second.files.find(({ file }) => file === before.file);
    if (!after) {
      return before;
    }
    const passedBefore = new Set(before.tests.filter(({ passed }) => passed).map(({ name }) => name));
    const whyBefore = new Map(before.tests.map(({ name, why }) => [name, why]));
    const tests = after.tests.map((test) => ({ ...test, passed: test.passed || passedBefore.has(test.name) }));
    late.push(
      ...tests
        .filter(({ name, passed }) => passed && !passedBefore.has(name))
        .map(
          ({ name }) =>
            `${nameIn(before.file, [name, whyBefore.get(name)].filter(Boolean).join(': '))} (${pictureOf(name)})`,
        ),
    );
    return { ...after, tests };
  });
  // A bad end that failed tests explain is counted by them; one that nothing explains counts by itself.
  const code = failedFiles(second).length > 0 ? 0 : second.code;
  return { code, files, late };
}

/**
 * What two runs come to. `late` names each test that passed only the second time, with the picture of its window as the
 * first run left it; more of them than `maxLate` are a failure.
 * @param {Report} first @param {Report} second @param {number} maxLate
 */
export function afterTwoTries(first, second, maxLate) {
  const both = afterSecondTry(first, second);
  const { passed, failed } = countsOf(both);
  const tooMany = `${both.late.length} tests passed only on the second try; ${maxLate} may`;
  const isTooMany = both.late.length > maxLate;
  return {
    passed,
    failed: failed + Number(isTooMany),
    late: both.late,
    failures: [...failuresOf(both), ...(isTooMany ? [tooMany] : [])],
  };
}

/** Where the window of a failed test is drawn. @param {string} test its full name */
export const pictureOf = (test) => `test/output/e2e/${test.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}.png`;

/** @param {string} file @param {string} name */
const nameIn = (file, name) => `${basename(file)}: ${name}`;

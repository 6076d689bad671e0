// @ts-check
// `npm test`: everything, from a fresh clone. `npm test -- --only NAME[,NAME]` and `--skip NAME[,NAME]` choose suites.
// What only computes runs at a low priority beside what waits for one window, its output in one piece; several windows, alone.
// The last line is `N passed, N failed`: all tests of all suites; check, typecheck and each build count as one.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, handOver, nodePath } from './tools/dependencies.mjs';
import { messageOf, PlainError, root, run, runMain, say } from './tools/run.mjs';
import { afterTwoTries, countsOf, failedFiles, failuresOf, runVitest } from './tools/vitest.mjs';
import { typecheck } from './typecheck.mjs';

const output = join(root, 'test/output');

/** @typedef {{ passed: number, failed: number, late?: string[], failures?: string[] }} Counts
 * `late` passed only on the second try; `failures` says of each failure where it was and what it said */
/** @typedef {'chromium' | 'server' | 'build' | 'judges'} Need */

/** How many tests of a run may pass only on their second try. */
const maxLate = 2;

/**
 * `computes`: it runs beside those that do not, in order among its like.
 * @type {Record<string, { does: string, computes?: true, needs?: Need[], run: (beside: boolean) => Promise<Counts> }>}
 */
const suites = {
  check: { does: 'format, lint, and unused code', computes: true, run: check },
  typecheck: { does: 'types of extension, panel, and tests', computes: true, run: runTypecheck },
  unit: { does: 'plain Node', computes: true, needs: ['build', 'judges'], run: (beside) => runTests('unit', beside) },
  fuzz: { does: 'readers and writers of untrusted input, for a minute', computes: true, run: runFuzz },
  build: { does: 'production build, imports, and sizes', needs: ['build'], run: runBuildGuards },
  webview: { does: 'the panel in Chromium', needs: ['build', 'chromium'], run: () => runTests('webview') },
  vscode: { does: 'inside a real extension host', needs: ['build'], run: runHost },
  e2e: { does: 'the packaged extension, driven like a user', needs: ['build', 'chromium', 'server'], run: endToEnd },
};

await runMain(async () => {
  const chosen = chooseSuites(process.argv.slice(2));
  try {
    await ensureDependencies();
  } catch (error) {
    say(`\n${messageOf(error)}\n\n0 passed, 1 failed`);
    return 1;
  }
  const code = await handOver(import.meta.url);
  if (code !== undefined) {
    return code;
  }
  mkdirSync(output, { recursive: true });
  process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = 'true';
  const preparations = prepare(chosen);
  const computing = chosen.filter((name) => suites[name]?.computes);
  const waiting = chosen.filter((name) => !suites[name]?.computes && name !== 'e2e');
  const isShared = computing.length > 0 && waiting.length > 0;
  const runAll = async (/** @type {string[]} */ names) => {
    const done = [];
    for (const name of names) {
      done.push(await runSuite(name, preparations, isShared && computing.includes(name)));
    }
    return done;
  };
  const results = (await Promise.all([runAll(computing), runAll(waiting)])).flat();
  results.push(...(await runAll(chosen.filter((name) => name === 'e2e'))));
  say('');
  for (const { name, passed, failed, seconds, note, late = [], failures = [] } of results) {
    say(`${failed === 0 ? '✓' : '✗'} ${name.padEnd(9)} ${passed} passed, ${failed} failed (${seconds} s)${note ?? ''}`);
    for (const test of late) {
      say(`  passed only on the second try: ${test}`);
    }
    for (const failure of failures) {
      say(`  failed: ${failure}`);
    }
  }
  const sum = (/** @type {'passed' | 'failed'} */ kind) => results.reduce((total, result) => total + result[kind], 0);
  say(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 ? 0 : 1;
});

/** @param {string[]} args */
function chooseSuites(args) {
  const all = Object.keys(suites);
  const list = (/** @type {string} */ flag) => {
    const at = args.indexOf(flag);
    return at === -1 ? undefined : (args[at + 1] ?? '').split(',');
  };
  const [only, skip] = [list('--only'), list('--skip') ?? []];
  const known = ['--only', '--skip', ...(only ?? []), ...skip, only?.join() ?? '', skip.join()];
  const unknown = [...(only ?? []), ...skip].filter((name) => !all.includes(name));
  if (unknown.length > 0 || args.some((arg) => !known.includes(arg))) {
    const lines = Object.entries(suites).map(([name, { does }]) => `  ${name.padEnd(10)} ${does}`);
    throw new PlainError(`Use: npm test -- [--only NAME[,NAME]] [--skip NAME[,NAME]]\n${lines.join('\n')}`);
  }
  return all.filter((name) => (only ?? all).includes(name) && !skip.includes(name));
}

/**
 * Starts what is slow to get at once, beside the first suites. Each is awaited (and may fail) where it is needed.
 * @param {string[]} chosen
 */
function prepare(chosen) {
  const needed = (/** @type {string} */ what) =>
    chosen.some((name) => suites[name]?.needs?.some((need) => need === what));
  /** @type {Map<string, Promise<unknown>>} */
  const started = new Map();
  /** @type {Record<string, () => Promise<unknown>>} */
  const steps = {
    chromium: async () => (await import('./tools/chromium.mjs')).ensureChromium(),
    server: async () => (await import('./tools/vscodeServer.mjs')).ensureServer(),
    // After Chromium: two installations at a time stand in each other's way.
    judges: async () => {
      await started.get('chromium')?.catch(() => {});
      await (await import('./tools/judges.mjs')).ensureJudges();
      await (await import('./tools/gateway.mjs')).ensureGateway();
    },
  };
  for (const [name, step] of Object.entries(steps)) {
    if (needed(name)) {
      const promise = step();
      promise.catch(() => {}); // told where it is awaited
      started.set(name, promise);
    }
  }
  return {
    /** @param {Need} need */
    ready: (need) => {
      if (need === 'build' && !started.has(need)) {
        started.set(
          need,
          import('./package.mjs').then((module) => module.buildForProduction()),
        );
      }
      return started.get(need);
    },
  };
}

/**
 * @param {string} name @param {ReturnType<typeof prepare>} preparations @param {boolean} beside
 * @returns {Promise<Counts & { name: string, seconds: number, note?: string }>}
 */
async function runSuite(name, preparations, beside) {
  const suite = suites[name];
  const start = Date.now();
  say(`\n── ${name}: ${suite?.does}${beside ? ' (in parallel)' : ''}`);
  /** @type {Counts & { note?: string }} */
  let result;
  try {
    for (const need of suite?.needs ?? []) {
      await preparations.ready(need);
    }
    result = (await suite?.run(beside)) ?? { passed: 0, failed: 1 };
    if (result.passed + result.failed === 0) {
      result = { passed: 0, failed: 1, note: ': no test was run' };
    }
  } catch (error) {
    const stack = error instanceof Error && !(error instanceof PlainError) ? error.stack : undefined;
    say(stack ?? messageOf(error));
    result = { passed: 0, failed: 1, note: `: ${messageOf(error).trim().split('\n').at(-1)}` };
  }
  return { name, seconds: Math.round((Date.now() - start) / 1000), ...result };
}

/** @param {boolean} beside @returns {Promise<Counts>} */
async function check(beside) {
  const programs = [
    ['@biomejs/biome/bin/biome', 'check', '.'],
    ['knip/bin/knip.js', '--no-progress', '--no-config-hints'],
  ];
  const codes = [];
  for (const [script = '', ...args] of programs) {
    const options = { show: true, title: script, beside };
    const { code } = await run(nodePath, [join(root, 'node_modules', script), ...args], options);
    codes.push(code);
  }
  return codes.every((code) => code === 0) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param {boolean} beside @returns {Promise<Counts>} */
async function runTypecheck(beside) {
  return (await typecheck({ beside })) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param {string} folder of test/ @param {boolean} [beside] */
async function runTests(folder, beside) {
  const report = await runVitest(folder, { beside });
  return { ...countsOf(report), failures: failuresOf(report) };
}

/** The production build that the guards of test/build read counts as one test of theirs. */
async function runBuildGuards() {
  const counts = await runTests('build');
  return { ...counts, passed: counts.passed + 1 };
}

/** Each target is a test. @param {boolean} beside @returns {Promise<Counts>} */
async function runFuzz(beside) {
  const args = ['scripts/fuzz.mjs', '--seconds', '60', '--threads', '1'];
  const { output } = await run(nodePath, args, { show: true, title: 'fuzz', beside });
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
  return { passed: Number(passed ?? 0), failed: Number(failed ?? 1) };
}

async function runHost() {
  const { runHostSuite } = await import('./tools/hostSuite.mjs');
  const all = [
    await runHostSuite(),
    await runHostSuite({ folders: 'trusted' }),
    await runHostSuite({ folders: 'restricted' }),
  ];
  const sum = (/** @type {'passed' | 'failed'} */ kind) => all.reduce((total, counts) => total + counts[kind], 0);
  return { passed: sum('passed'), failed: sum('failed'), failures: all.flatMap(({ failures }) => failures) };
}

/**
 * What fails is tried once more: its whole file in a new window, since the tests of a file go on from one another. A test
 * that passed only then is named at the end, with the picture of its first try; more than a few of them fail the run.
 */
async function endToEnd() {
  const { packageExtension } = await import('./package.mjs');
  say('Packaging the extension…');
  const { file } = await packageExtension({ build: false });
  const env = { SIGHTREAD_VSIX: file };
  const first = await runVitest('e2e', { env });
  const files = failedFiles(first);
  if (files.length === 0) {
    return countsOf(first);
  }
  say('\n── e2e: failed files again');
  return afterTwoTries(first, await runVitest('e2e', { env, files, again: true }), maxLate);
}

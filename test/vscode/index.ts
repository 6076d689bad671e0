// The entry of the suite inside the extension host: VS Code calls run(). It runs every compiled *.test.js beside it
// with mocha (tdd: suite, test, setup, teardown), prints progress, and writes the counts to SIGHTREAD_TEST_RESULTS.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

interface Counts {
  passed: number;
  failed: number;
  failures: string[];
}

/** Resolves if every test has passed and rejects otherwise, so that the host's exit code is right. */
export async function run(): Promise<void> {
  const counts: Counts = { passed: 0, failed: 0, failures: [] };
  try {
    await runMocha(counts);
  } catch (error) {
    counts.failed += 1;
    counts.failures.push(stackOf(error));
  }
  counts.failures.forEach(print);
  const file = process.env.SIGHTREAD_TEST_RESULTS;
  if (file) {
    writeFileSync(file, JSON.stringify(counts));
  }
  if (counts.failed > 0 || counts.passed === 0) {
    throw new Error(`${counts.passed} passed, ${counts.failed} failed`);
  }
}

function runMocha(counts: Counts): Promise<void> {
  function Reporter(runner: Mocha.Runner): void {
    runner.on('pass', (test) => {
      counts.passed += 1;
      print(`  ✓ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on('fail', (test, error: unknown) => {
      counts.failed += 1;
      counts.failures.push(`✗ ${test.fullTitle()}\n    ${stackOf(error)}`);
      print(`  ✗ ${test.fullTitle()}`);
    });
    runner.on('pending', (test) => print(`  – ${test.fullTitle()} (skipped)`));
  }
  const mocha = new Mocha({ ui: 'tdd', timeout: 120_000, reporter: Reporter as unknown as Mocha.ReporterConstructor });
  for (const name of readdirSync(__dirname).filter((file) => file.endsWith('.test.js'))) {
    mocha.addFile(join(__dirname, name));
  }
  return new Promise((resolve) => {
    mocha.run(() => resolve());
  });
}

/** The outer runner shows lines with this prefix and ignores the rest of the console. */
function print(text: string): void {
  for (const line of text.split('\n')) {
    console.log(`[sightread-test] ${line}`);
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

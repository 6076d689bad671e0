// @ts-check
// Speed and weight, as ratios measured in one run. `npm run bench [-- --only NAME[,NAME]] [--no-build] [--json]`.
// Every test/bench/NAME.ts exports `run()` and gets a process of its own, with the arguments of this one. It returns
// `Promise<Row[]>` (test/bench/lib/row.ts), or yields the rows of each of its sections, which are printed at once.
import { fork } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureDependencies, handOver } from './tools/dependencies.mjs';
import { messageOf, PlainError, runMain, say } from './tools/run.mjs';

const root = new URL('../', import.meta.url);
/** Inside node_modules, so that the packages that a bench compares with are found from there. */
const scratch = new URL('node_modules/.cache/sightread-bench/', root);

const args = process.argv.slice(2);
const after = (/** @type {string} */ flag) => args[args.indexOf(flag) + 1]?.split(',') ?? [];
const only = args.includes('--only') ? after('--only') : undefined;

/** Names of the benches, `startup` first because it's the most easily disturbed. */
function benches() {
  const names = readdirSync(new URL('test/bench/', root))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3))
    .sort((a, b) => Number(b === 'startup') - Number(a === 'startup') || a.localeCompare(b));
  const unknown = only?.filter((name) => !names.includes(name)) ?? [];
  if (unknown.length > 0) {
    throw new PlainError(`There is no bench called ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  }
  return names.filter((name) => !only || only.includes(name));
}

/** Lets each bundled file keep its own `import.meta.url`, which some use to find the files beside them. */
const ownAddresses = {
  name: 'own-addresses',
  /** @param {import('esbuild').PluginBuild} bundling */
  setup(bundling) {
    bundling.onLoad({ filter: /\.m?[jt]s$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const address = JSON.stringify(pathToFileURL(path).href);
      return source.includes('import.meta.url')
        ? { contents: source.replaceAll('import.meta.url', address), loader: extname(path) === '.ts' ? 'ts' : 'js' }
        : undefined;
    });
  },
};

/** @typedef {import('../test/bench/lib/row').Row} Row */

/**
 * Bundles one bench and runs it in a fresh process.
 * @param {string} name
 * @param {(rows: Row[]) => void} show gets the rows of each section as soon as they are measured
 * @returns {Promise<Row[]>} all of them
 */
async function runBench(name, show) {
  const outfile = fileURLToPath(new URL(`${name}.mjs`, scratch));
  const esbuild = await import('esbuild');
  await esbuild.build({
    stdin: {
      contents: `import { run } from './test/bench/${name}.ts';
        try {
          const result = run();
          for await (const rows of Symbol.asyncIterator in result ? result : [result]) { process.send({ rows }); }
        }
        catch (error) { process.send({ failed: String(error?.stack ?? error) }); }
        process.disconnect();`,
      resolveDir: fileURLToPath(root),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    packages: 'external',
    logLevel: 'error',
    plugins: [ownAddresses],
    outfile,
  });
  return new Promise((resolve, reject) => {
    const child = fork(outfile, args, {
      cwd: fileURLToPath(root),
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    /** @type {Row[]} */
    const rows = [];
    child.on('message', (/** @type {{ rows?: Row[], failed?: string }} */ message) => {
      if (message.rows) {
        rows.push(...message.rows);
        show(message.rows);
      }
      if (message.failed) {
        reject(new Error(message.failed));
      }
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 && rows.length > 0 ? resolve(rows) : reject(new Error(`The bench ended with code ${code}.`)),
    );
  });
}

/** Whether a row meets its target; undefined if it has none. @param {Row} row */
export function meets(row) {
  const wanted = /^(≤|<=|<|≥|>=|>)\s*([\d.,]+)\s*(×|x)?/.exec(row.target ?? '');
  if (!wanted) {
    return undefined;
  }
  const [, sign = '', figure = '', times] = wanted;
  const value = times ? row.ratio : row.ours;
  const limit = Number(figure.replaceAll(',', ''));
  return value !== undefined && (/[≤<]/.test(sign) ? value <= limit : value >= limit);
}

/** Three significant figures, with separators. @param {number | undefined} value */
function round(value) {
  if (value === undefined || value === null || !Number.isFinite(value)) {
    return '';
  }
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toLocaleString('en', { maximumFractionDigits: Math.min(digits, 3), useGrouping: value >= 10_000 });
}

/** @param {string} name @param {readonly Row[]} rows */
function table(name, rows) {
  const head = [name, 'ours', 'beside', 'ratio', 'target', '', ''];
  /** @type {string[][]} */
  const lines = [head];
  for (const row of rows) {
    const met = meets(row);
    lines.push([
      `  ${row.name}`,
      `${round(row.ours)} ${row.unit}`,
      row.theirs === undefined ? '' : `${round(row.theirs)} ${row.unit}`,
      row.ratio === undefined ? '' : `${round(row.ratio)} ×`,
      row.target ?? '',
      met === undefined ? '' : met ? '✓' : '✗',
      row.note ?? '',
    ]);
  }
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, n) => (n === 0 || n > 3 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

async function main() {
  await ensureDependencies();
  const code = await handOver(import.meta.url);
  if (code !== undefined) {
    return code;
  }
  const names = benches();
  if (!args.includes('--no-build')) {
    console.error('Building for production…');
    const { buildForProduction } = await import('./package.mjs');
    await buildForProduction();
  }
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  /** @type {Map<string, Row[]>} */
  const results = new Map();
  let failed = false;
  for (const name of names) {
    console.error(`Measuring ${name}…`);
    try {
      const show = (/** @type {Row[]} */ rows) => say(`\n${table(name, rows)}`);
      results.set(name, await runBench(name, args.includes('--json') ? () => {} : show));
    } catch (error) {
      failed = true;
      console.error(`The bench ${name} failed. ${messageOf(error)}`);
    }
  }
  rmSync(scratch, { recursive: true, force: true });
  if (args.includes('--json')) {
    say(JSON.stringify(Object.fromEntries(results), undefined, 2));
  } else {
    say(`\nNode ${process.version}, ${availableParallelism()} cores; medians of interleaved rounds.`);
  }
  const missed = [...results.values()].flat().filter((row) => meets(row) === false).length;
  if (missed > 0) {
    say(`${missed} target${missed > 1 ? 's' : ''} missed.`);
  }
  return failed ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(main);
}

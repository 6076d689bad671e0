// What the production build contains and weighs, from esbuild's metafiles in dist/meta.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

/** Kilobytes (1000 bytes) that each built file may weigh. One that is not named here may not exist. */
const budgets: Record<string, number> = {
  'dist/extension.js': 80,
  'dist/cli.js': 200,
  'dist/direct.js': 650,
  'dist/imagingWorker.js': 1000,
  'dist/markupWorker.js': 1000,
  'dist/ocrWorker.js': 400,
  'dist/media/panel.js': 200,
  'dist/media/panel.css': 60,
};

/** The packages that may be in extension.js, which every start of VS Code's extension host pays for. */
const allowedInExtension = ['eventsource-parser', 'valibot'];

interface Metafile {
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, { bytes: number; imports: { path: string; external?: boolean }[] }>;
}

const metafiles = new Map<string, Metafile>();

beforeAll(() => {
  if (!existsSync('dist/meta') || existsSync('dist/extension.js.map')) {
    throw new Error('There is no production build: run `npm run build -- --production` first.');
  }
  for (const name of readdirSync('dist/meta')) {
    metafiles.set(basename(name, '.json'), JSON.parse(readFileSync(`dist/meta/${name}`, 'utf8')));
  }
});

test('extension.js holds no engine, codec, parser, network stack or SDK', () => {
  const inputs = Object.keys(metafiles.get('extension.js')?.inputs ?? {});
  expect(inputs.length).toBeGreaterThan(20);
  const strangers = inputs.map(packageOf).filter((name) => name !== undefined && !allowedInExtension.includes(name));
  expect([...new Set(strangers)]).toEqual([]);
});

test('extension.js asks for nothing but VS Code and Node', () => {
  const outside = metafiles.get('extension.js')?.outputs['dist/extension.js']?.imports ?? [];
  expect(outside.length).toBeGreaterThan(0);
  const wrong = outside.filter(({ path }) => path !== 'vscode' && !path.startsWith('node:'));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test("extension.js does not name undici's global dispatcher", () => {
  expect(readFileSync('dist/extension.js', 'utf8')).not.toContain('undici.globalDispatcher');
});

test('only extension.js asks for vscode', () => {
  const asking = [...metafiles].filter(([, { outputs }]) =>
    Object.values(outputs).some(({ imports }) => imports.some(({ path }) => path === 'vscode')),
  );
  expect(asking.map(([name]) => name)).toEqual(['extension.js']);
});

test('each engine is a bundle of its own: none holds the host', () => {
  const wrong = [...metafiles].flatMap(([bundle, { inputs }]) =>
    Object.keys(inputs)
      .filter((input) => input.startsWith('src/host/') && bundle !== 'extension.js')
      .map((input) => `${bundle} ← ${input}`),
  );
  expect(wrong).toEqual([]);
});

test('every built file keeps its budget', () => {
  const sizes = [...metafiles.values()]
    .flatMap(({ outputs }) => Object.keys(outputs))
    .filter((path) => /\.(js|css)$/.test(path))
    .map((path) => ({ path, kb: statSync(path).size / 1000, budget: budgets[path] ?? 0 }));
  for (const { path, kb, budget } of sizes) {
    console.log(`${path.padEnd(24)} ${kb.toFixed(1).padStart(8)} KB of ${budget}`);
  }
  expect(sizes.map(({ path }) => path).sort()).toEqual(Object.keys(budgets).sort());
  expect(sizes.filter(({ kb, budget }) => kb > budget)).toEqual([]);
});

/** `valibot` of `node_modules/valibot/dist/index.mjs`; undefined for a file of ours. */
function packageOf(input: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
}

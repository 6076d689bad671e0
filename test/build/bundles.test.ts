// What the production build contains and weighs, from esbuild's metafiles in dist/meta.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

/** Kilobytes (1000 bytes) that each built file may weigh. One that is not named here may not exist. */
const budgets: Record<string, number> = {
  // VS Code loads it at start; the goal is 80 at most.
  'dist/extension.js': 10,
  // The first command loads it.
  'dist/app.js': 610,
  'dist/cli.js': 445,
  'dist/direct.js': 350,
  'dist/imagingWorker.js': 170,
  'dist/imagingHeif.js': 110,
  'dist/imagingSvg.js': 75,
  'dist/sharp-wasm32-0.35.5.node.js': 140,
  'dist/markupWorker.js': 1000,
  // Asciidoctor.
  'dist/markupAsciidoc.js': 490,
  'dist/ocrWorker.js': 310,
  'dist/media/conversation.js': 160,
  'dist/media/conversation.css': 25,
  'dist/media/review.js': 40,
  'dist/media/review.css': 15,
};

/** The packages that may be in app.js, the part of the host that the first command loads. */
const allowedInApp = [
  '@isaacs/nonrecursive-glob-match',
  'balanced-match',
  'brace-expansion',
  'eventsource-parser',
  'minimatch',
  'saxes',
  'valibot',
  'xmlchars',
];

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

/** A file of the core that one engine's thread alone runs belongs in that engine's folder. */
test.each(['imaging', 'markup', 'ocr'])('what the thread of %s alone runs is no part of the core', (engine) => {
  const filesOf = (name: string) =>
    Object.keys(metafiles.get(name)?.inputs ?? {}).filter((file) => file.startsWith('src/core/'));
  const others = new Set([...metafiles.keys()].filter((name) => !name.startsWith(engine)).flatMap(filesOf));
  const own = filesOf(`${engine}Worker.js`);
  expect(own.length).toBeGreaterThan(0);
  expect(own.filter((file) => !others.has(file))).toEqual([]);
});

test('extension.js is the start-up alone', () => {
  expect(Object.keys(metafiles.get('extension.js')?.inputs ?? {}).sort()).toEqual([
    'src/extension.ts',
    'src/host/text/pasteProvider.ts',
    'src/host/viewTypes.ts',
  ]);
});

test('app.js holds no engine, codec, parser, network stack or SDK', () => {
  const inputs = Object.keys(metafiles.get('app.js')?.inputs ?? {});
  expect(inputs.length).toBeGreaterThan(20);
  const strangers = inputs.map(packageOf).filter((name) => name !== undefined && !allowedInApp.includes(name));
  expect([...new Set(strangers)]).toEqual([]);
});

test.each(['extension.js', 'app.js'])('%s asks for nothing but VS Code and Node', (name) => {
  const outside = metafiles.get(name)?.outputs[`dist/${name}`]?.imports ?? [];
  expect(outside.length).toBeGreaterThan(0);
  const wrong = outside.filter(({ path }) => path !== 'vscode' && path !== './app.js' && !path.startsWith('node:'));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test.each(['extension.js', 'app.js'])("%s does not name undici's global dispatcher", (name) => {
  expect(readFileSync(`dist/${name}`, 'utf8')).not.toContain('undici.globalDispatcher');
});

test('only the host asks for vscode', () => {
  const asking = [...metafiles].filter(([, { outputs }]) =>
    Object.values(outputs).some(({ imports }) => imports.some(({ path }) => path === 'vscode')),
  );
  expect(asking.map(([name]) => name).sort()).toEqual(['app.js', 'extension.js']);
});

test('each engine is a bundle of its own: none holds the host', () => {
  const wrong = [...metafiles].flatMap(([bundle, { inputs }]) =>
    Object.keys(inputs)
      .filter((input) => input.startsWith('src/host/') && !['extension.js', 'app.js'].includes(bundle))
      .map((input) => `${bundle} ← ${input}`),
  );
  expect(wrong).toEqual([]);
});

test('core holds nothing that only a worker runs', () => {
  const inputsOf = (name: string) => Object.keys(metafiles.get(name)?.inputs ?? {});
  const shared = new Set([...inputsOf('app.js'), ...inputsOf('cli.js')]);
  expect(shared.has('src/core/text/table.ts')).toBe(true);
  const workers = [...metafiles.keys()].filter((name) => name.endsWith('Worker.js'));
  expect(workers.sort()).toEqual(['imagingWorker.js', 'markupWorker.js', 'ocrWorker.js']);
  const alone = workers.flatMap(inputsOf).filter((input) => input.startsWith('src/core/') && !shared.has(input));
  expect(alone).toEqual([]);
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

// What the production build contains and weighs, from esbuild's metafiles in dist/meta.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';

/** Kilobytes (1000 bytes) that each built file may weigh. One that is not named here may not exist. */
const budgets: Record<string, number> = {
  // VS Code loads it at start; the goal is 80 at most.
  'dist/extension.js': 10,
  // A document on screen loads these two: 40 together.
  'dist/startup/log.js': 1.5,
  'dist/findings.js': 38.5,
  // The first command loads it.
  'dist/app.js': 625,
  'dist/cli.js': 470,
  'dist/network.js': 350,
  'dist/imagingWorker.js': 170,
  'dist/imagingHeif.js': 110,
  'dist/imagingSvg.js': 84,
  'dist/sharp-wasm32-0.35.5.node.js': 140,
  'dist/markupWorker.js': 1000,
  // Asciidoctor.
  'dist/markupAsciidoc.js': 490,
  // 5 KB are the client of the thread that finds codes, 3 KB other scripts and grounds than a Latin page's.
  // With the net that reads single characters of code, the page's own examples, and the judgment between it and Tesseract.
  'dist/ocrWorker.js': 342,
  'dist/ocrCodes.js': 45,
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
  readonly outputs: Record<
    string,
    {
      readonly bytes: number;
      readonly imports: readonly { readonly path: string; readonly external?: boolean }[];
      readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
    }
  >;
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
    'src/core/errorText.ts',
    'src/core/escapeHtml.ts',
    'src/extension.ts',
    'src/startup/failedStart.ts',
    'src/startup/loader.ts',
    'src/startup/pasteText.ts',
    'src/startup/restorePanel.ts',
    'src/startup/startOnce.ts',
    'src/startup/startUp.ts',
    'src/startup/viewTypes.ts',
  ]);
});

test('a bundle that does not load is tried again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-up-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  copyFileSync('dist/extension.js', join(folder, 'extension.js'));
  cpSync('dist/startup', join(folder, 'startup'), { recursive: true });
  write('findings.js', 'exports.startFindings = () => undefined;');
  write('app.js', 'throw new Error("half written");');
  // An editor that answers everything, and remembers what commands are.
  mkdirSync(join(folder, 'node_modules/vscode'), { recursive: true });
  write(
    'node_modules/vscode/index.js',
    `const answer = () => new Proxy(function () {}, {
       get: (target, name) => name === 'then' ? undefined : name === Symbol.toPrimitive ? () => '' : (target[name] ??= answer()),
       apply: () => answer(),
     });
     const work = {};
     module.exports = {
       ...Object.fromEntries('DocumentDropOrPasteEditKind l10n languages lm'.split(' ').map((name) => [name, answer()])),
       Disposable: { from: () => ({ dispose: () => undefined }) },
       commands: { work, registerCommand: (id, run) => { work[id] = run; }, executeCommand: (id) => work[id]() },
       window: Object.assign(answer(), { visibleTextEditors: [], showErrorMessage: async () => undefined }),
     };`,
  );
  const load = createRequire(join(folder, 'x.js'));
  const extension = {
    packageJSON: { activationEvents: [], contributes: { commands: [{ command: 'run' }], languageModelTools: [] } },
  };
  load('./extension.js').activate({ subscriptions: [], extension });
  const { commands } = load('vscode');
  expect(await commands.work.run()).toBeUndefined();
  write('app.js', 'exports.startApp = () => require("vscode").commands.registerCommand("run", () => "done") ?? {};');
  expect(await commands.work.run()).toBe('done');
});

test('findings.js holds what the problems of a document need, and neither models nor pictures', () => {
  const parts = Object.entries(metafiles.get('findings.js')?.outputs['dist/findings.js']?.inputs ?? {});
  const inputs = parts.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  expect(inputs).toContain('src/host/features/altTextProblems.ts');
  const packages = inputs.map(packageOf).filter((name) => name !== undefined);
  expect([...new Set(packages)]).toEqual(['valibot']);
  const rooms = ['answers', 'ask', 'conversation', 'network', 'providers', 'tasks', 'tools'].map(
    (one) => `src/core/${one}/`,
  );
  const heavy = [...rooms, 'src/core/image/', 'src/engines/', 'src/jobs/', 'src/host/session/', 'src/host/panel/'];
  const kit = ['src/engines/kit/workClock.ts', 'src/engines/kit/workerClient.ts'];
  const light = ['src/core/image/extensions.ts', ...kit, 'src/engines/markup/client.ts'];
  const strangers = inputs.filter((file) => heavy.some((room) => file.startsWith(room)) && !light.includes(file));
  expect(strangers).toEqual([]);
});

test('app.js holds no engine, codec, parser, network stack or SDK', () => {
  const inputs = Object.keys(metafiles.get('app.js')?.inputs ?? {});
  expect(inputs.length).toBeGreaterThan(20);
  const strangers = inputs.map(packageOf).filter((name) => name !== undefined && !allowedInApp.includes(name));
  expect([...new Set(strangers)]).toEqual([]);
});

test.each(['extension.js', 'findings.js', 'app.js'])('%s asks for nothing but VS Code and Node', (name) => {
  const outside = metafiles.get(name)?.outputs[`dist/${name}`]?.imports ?? [];
  expect(outside.length).toBeGreaterThan(0);
  const ours = name === 'extension.js' ? ['./startup/log.js', './findings.js', './app.js'] : [];
  const wrong = outside.filter(({ path }) => ![...ours, 'vscode'].includes(path) && !path.startsWith('node:'));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test.each(['extension.js', 'findings.js', 'app.js'])("%s does not name undici's global dispatcher", (name) => {
  expect(readFileSync(`dist/${name}`, 'utf8')).not.toContain('undici.globalDispatcher');
});

test('only the host asks for vscode', () => {
  const asking = [...metafiles].filter(([, { outputs }]) =>
    Object.values(outputs).some(({ imports }) => imports.some(({ path }) => path === 'vscode')),
  );
  expect(asking.map(([name]) => name).sort()).toEqual(['app.js', 'extension.js', 'findings.js', 'startup.log.js']);
});

test('each engine is a bundle of its own: none holds the host', () => {
  const wrong = [...metafiles].flatMap(([bundle, { inputs }]) =>
    Object.keys(inputs)
      .filter((input) => input.startsWith('src/host/') && !['extension.js', 'findings.js', 'app.js'].includes(bundle))
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

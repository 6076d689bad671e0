import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { interleave } from './lib/measure';
import type { Row } from './lib/row';

interface Activation {
  /** Milliseconds. */
  readonly load: number;
  readonly activate: number;
  /** What it required while loading and activating, by name. */
  readonly modules: readonly string[];
  /** Bytes of heap it holds after activation. */
  readonly heap: number;
}

/** What an author gets from the editor's own extension template: one command, one message. */
const templateExtension = `"use strict";
const vscode = require('vscode');
exports.activate = (context) => {
  context.subscriptions.push(vscode.commands.registerCommand('empty.hello', () => {
    vscode.window.showInformationMessage('Hello');
  }));
};
exports.deactivate = () => {};
`;

/** Loads an extension in a fresh process whose module \`vscode\` answers everything, and reports by JSON. */
const host = `
const Module = require('node:module');
const modules = [];
const answer = () => {
  const target = function () {};
  return new Proxy(target, {
    get: (_, name) => {
      if (name === 'then') return undefined;
      if (name === Symbol.toPrimitive) return () => '';
      if (name === Symbol.iterator) return function* () {};
      if (name === 'prototype') return target.prototype;
      if (name === 'length') return 0;
      if (name === 'fsPath') return '/';
      if (name === 'get') return (_key, fallback) => fallback;
      return (cache[name] ??= answer());
    },
    apply: () => shared,
    construct: () => shared,
  });
};
const cache = Object.create(null);
const shared = answer();
const vscode = Object.fromEntries(JSON.parse(process.argv[4]).map((name) => [name, answer()]));
const load = Module._load;
Module._load = function (name, ...rest) {
  if (name === 'vscode') return vscode;
  modules.push(name);
  return load.call(this, name, ...rest);
};
const file = process.argv[2];
const context = { subscriptions: [], extensionPath: process.argv[3], extensionUri: answer(), globalState: answer(),
  workspaceState: answer(), secrets: answer(), globalStorageUri: answer(), storageUri: answer(), logUri: answer(),
  extension: { packageJSON: require(process.argv[3] + '/package.json') }, asAbsolutePath: (path) => process.argv[3] + '/' + path };
(async () => {
  const before = process.memoryUsage().heapUsed;
  const t0 = process.hrtime.bigint();
  const extension = require(file);
  const t1 = process.hrtime.bigint();
  const start = { context, log: answer(), keep: (one) => one };
  if (extension.activate) extension.activate(context);
  else if (extension.startFindings) extension.startFindings(start, answer());
  else extension.startApp(start, answer());
  const t2 = process.hrtime.bigint();
  modules.shift();
  process.stdout.write(JSON.stringify({ load: Number(t1 - t0) / 1e6, activate: Number(t2 - t1) / 1e6, modules,
    heap: process.memoryUsage().heapUsed - before }), () => process.exit(0));
})();
`;

const heavy = /undici|sharp|resvg|heif|tesseract|zxing|micromark|mdast|parse5|babel|\/network\.js|[wW]orker\.js/;

/** The bundles that are loaded on first use; the workers load theirs, and what they have for rare formats, off the thread. */
const chunks = {
  network: 'undici: local servers, image addresses',
  imagingWorker: 'libvips: in its thread',
  imagingHeif: 'HEIC: in the imaging thread, with the first such image',
  imagingSvg: 'SVG: in the imaging thread, with the first such image',
  ocrWorker: 'the offline reader: in its thread; the recogniser itself comes with the first page',
  ocrCodes: 'QR codes and barcodes: in a thread of the offline reader, with the first page',
  markupWorker: 'the parsers: in their thread',
} as const;

/** How long Node takes to load each of them, in a fresh process each. */
async function chunkLoads(folder: string, app: () => Promise<number>): Promise<Row[]> {
  const script = join(folder, 'load.cjs');
  writeFileSync(
    script,
    `const t0 = process.hrtime.bigint(); require(process.argv[2]);
     require('node:fs').writeSync(1, String(Number(process.hrtime.bigint() - t0) / 1e6)); process.exit(0);`,
  );
  const load = (name: string) => async () =>
    Number(execFileSync(process.execPath, [script, resolve('dist', name)], { encoding: 'utf8' }));
  const names = Object.keys(chunks) as (keyof typeof chunks)[];
  const loads = Object.fromEntries(names.map((name) => [name, load(`${name}.js`)])) as Record<
    keyof typeof chunks,
    () => Promise<number>
  >;
  const times = await interleave({ ...loads, app }, { rounds: 7 });
  return [
    { name: 'load of app.js', ours: times.app, unit: 'ms', note: 'everything but the engines: with the first command' },
    ...names.map((name) => ({ name: `load of ${name}.js`, ours: times[name], unit: 'ms', note: chunks[name] })),
  ];
}

const parts = ({ load, activate }: Activation) => `load ${load.toFixed(2)} ms, activate ${activate.toFixed(2)} ms`;

/** What the module `vscode` exports at run time. */
function apiNames(): string[] {
  const types = readFileSync('node_modules/@types/vscode/index.d.ts', 'utf8');
  const found = types.matchAll(/^\texport (?:abstract )?(?:namespace|class|enum|const|let|function) (\w+)/gm);
  return [...new Set([...found].map(([, name]) => name!))];
}

/** Load and activation of the extension beside the template's, each in its own process. */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sightread-bench-'));
  try {
    const hostFile = join(folder, 'host.cjs');
    const template = join(folder, 'template.js');
    writeFileSync(hostFile, host);
    writeFileSync(template, templateExtension);
    // Node looks for the nearest one to know what kind of module a .js file is.
    writeFileSync(join(folder, 'package.json'), '{"name":"empty","main":"./template.js"}');
    const names = JSON.stringify(apiNames());
    const ours = resolve('dist/extension.js');
    const findings = resolve('dist/findings.js');
    const app = resolve('dist/app.js');
    const activations = new Map<string, Activation>();
    const launch = (file: string) => async () => {
      const output = execFileSync(process.execPath, [hostFile, file, process.cwd(), names], { encoding: 'utf8' });
      const activation: Activation = JSON.parse(output);
      activations.set(file, activation);
      return activation.load + activation.activate;
    };
    const loadOf = (file: string) => async () => {
      await launch(file)();
      return activations.get(file)!.load;
    };
    const times = await interleave(
      { ours: launch(ours), theirs: launch(template), findings: launch(findings), app: launch(app) },
      { rounds: 31, warmUp: 3 },
    );
    const modulesOf = (file: string) => [...new Set(activations.get(file)!.modules)].sort();
    const found = [ours, findings, app].flatMap(modulesOf).filter((name) => heavy.test(name));
    return [
      {
        name: 'load and activate',
        ours: times.ours,
        theirs: times.theirs,
        ratio: times.ours / times.theirs,
        target: '≤ 3 ×',
        unit: 'ms',
        note: `beside the editor’s extension template, fresh processes; ours, the last time: ${parts(activations.get(ours)!)}`,
      },
      {
        name: 'a document on screen: load and start the findings',
        ours: times.findings,
        theirs: times.theirs,
        unit: 'ms',
        note: `findings.js with a stand-in for vscode; loaded: ${modulesOf(findings).join(', ')}`,
      },
      {
        name: 'first use: load and start the rest',
        ours: times.app,
        theirs: times.theirs,
        unit: 'ms',
        note: `app.js with a stand-in for vscode; loaded: ${modulesOf(app).join(', ')}`,
      },
      {
        name: 'engines loaded by activation or first use',
        ours: found.length,
        target: '≤ 0',
        unit: 'modules',
        note: `activation loaded: ${modulesOf(ours).join(', ') || 'nothing'}`,
      },
      ...(await chunkLoads(folder, loadOf(app))),
      {
        name: 'heap after activation',
        ours: activations.get(ours)!.heap / 1e6,
        theirs: activations.get(template)!.heap / 1e6,
        unit: 'MB',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

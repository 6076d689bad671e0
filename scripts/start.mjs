// @ts-check
// `npm start`: builds the extension and opens VS Code with it on samples/: the desktop where there is one, else VS Code's
// server in a browser. `npm start -- --help` names the options.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensureDependencies, handOver, nodePath } from './tools/dependencies.mjs';
import { keepStdoutForResults, PlainError, root, run, runMain, say, tail } from './tools/run.mjs';

const help = `Use: npm start -- [option]
  --describe IMAGE […]  prints a description in the terminal; what follows goes to the command line (see dist/cli.js)
  --server              VS Code in the browser, even where there is a desktop VS Code
  --no-browser          does not open a browser (nor a desktop VS Code); the URL is printed
  --print-url           the same, with nothing but the URL on stdout
  --help                this text`;

const samples = join(root, 'samples');

await runMain(async () => {
  const options = parse(process.argv.slice(2));
  if (options.help) {
    say(help);
    return 0;
  }
  if (options.describe || options.printUrl) {
    keepStdoutForResults();
  }
  await ensureDependencies();
  const code = await handOver(import.meta.url);
  if (code !== undefined) {
    return code;
  }
  if (options.describe) {
    return describe(options.describe);
  }
  const desktop = options.server ? undefined : await findDesktop();
  return desktop ? openDesktop(desktop) : openServer(options);
});

/** @param {string[]} args */
function parse(args) {
  const at = args.indexOf('--describe');
  const describe = at === -1 ? undefined : args.slice(at + 1);
  const flags = at === -1 ? args : args.slice(0, at);
  const unknown = flags.filter((flag) => !['--server', '--no-browser', '--print-url', '--help'].includes(flag));
  if (unknown.length > 0 || describe?.length === 0) {
    throw new PlainError(`${unknown.length > 0 ? `There is no option ${unknown[0]}` : 'Which image?'}\n${help}`);
  }
  const printUrl = flags.includes('--print-url');
  const quiet = printUrl || flags.includes('--no-browser');
  return { describe, printUrl, quiet, server: quiet || flags.includes('--server'), help: flags.includes('--help') };
}

/** @param {string[]} args an image and further arguments of `describe` */
async function describe([image = '', ...rest]) {
  if (isStale(join(root, 'dist/cli.js'))) {
    await buildAll();
  }
  const here = resolve(process.env.INIT_CWD ?? process.cwd(), image);
  const path = /^https?:/.test(image) ? image : existsSync(here) ? here : resolve(root, image);
  return runInForeground(nodePath, [join(root, 'dist/cli.js'), 'describe', path, ...rest]);
}

/** Whether a built file is missing or older than any source. @param {string} built */
function isStale(built) {
  if (!existsSync(built)) {
    return true;
  }
  const time = statSync(built).mtimeMs;
  return ['src', 'media', 'scripts/bundle', 'esbuild.mjs', 'package-lock.json'].some(
    (name) => newest(join(root, name)) > time,
  );
}

/** @param {string} path @returns {number} when the newest file in it was changed */
function newest(path) {
  const stats = statSync(path);
  return stats.isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
    : stats.mtimeMs;
}

async function buildAll() {
  say('Building…');
  const { code, output } = await run(nodePath, [join(root, 'esbuild.mjs')], { title: 'build' });
  if (code !== 0) {
    throw new PlainError(`${tail(output, 40)}\n\nThe build failed; esbuild says why above.`);
  }
}

/**
 * A desktop VS Code to run: the user's own, or a downloaded one; none without a screen. @returns {Promise<string |
 * undefined>}
 */
async function findDesktop() {
  const { hasScreen, getDesktop } = await import('./tools/desktop.mjs');
  if (!hasScreen() || process.getuid?.() === 0) {
    return undefined;
  }
  const code = process.platform === 'win32' ? 'code.cmd' : 'code';
  if ((await run(code, ['--version'])).code === 0) {
    return code;
  }
  say('There is no "code" on PATH; getting VS Code…');
  return (await getDesktop())?.executable;
}

/** @param {string} program */
async function openDesktop(program) {
  await buildAll();
  say('Opening VS Code on samples/: right-click photo.jpg and choose Describe Image.');
  return runInForeground(program, ['--new-window', `--extensionDevelopmentPath=${root}`, samples]);
}

/** @param {{ quiet: boolean, printUrl: boolean }} options */
async function openServer({ quiet, printUrl }) {
  const { ensureServer, installExtension, startServer } = await import('./tools/vscodeServer.mjs');
  const { packageExtension } = await import('./package.mjs');
  const installing = ensureServer();
  installing.catch(() => {}); // told where it is awaited
  say('Building and packaging the extension…');
  const { file } = await packageExtension();
  const server = await installing;
  const place = join(root, '.vscode-test/start');
  const folders = { dataDir: join(place, 'data'), extensionsDir: join(place, 'extensions') };
  writeFirstSettings(join(folders.dataDir, 'data/User/settings.json'));
  await installExtension(server, file, folders);
  const token = randomBytes(16).toString('hex');
  const running = await startServer(server, { ...folders, token });
  const url = `${running.url}/?tkn=${token}&folder=${encodeURIComponent(samples)}`;
  const stopped = new Promise((done) => {
    process.on('SIGINT', done).on('SIGTERM', done);
  });
  say(`\nVS Code with Sightread is at\n\n  ${url}\n`);
  say('Right-click photo.jpg and choose Describe Image. Press Ctrl+C here to stop.');
  if (printUrl) {
    process.stdout.write(`${url}\n`);
  }
  if (!quiet && !(await openBrowser(url))) {
    say('No browser could be opened. Open the URL above in Chrome, Edge, Firefox, or Safari.');
  }
  await stopped;
  await running.stop();
  say('Stopped.');
  return 0;
}

/** Settings for the first start; afterwards, they're the user's. @param {string} file */
function writeFirstSettings(file) {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    const settings = {
      'workbench.startupEditor': 'none',
      'workbench.secondarySideBar.defaultVisibility': 'hidden',
      'security.workspace.trust.enabled': false,
      'git.openRepositoryInParentFolders': 'never',
    };
    writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`);
  }
}

/** @param {string} url @returns {Promise<boolean>} */
async function openBrowser(url) {
  const { hasScreen } = await import('./tools/desktop.mjs');
  if (!hasScreen()) {
    return false;
  }
  /** @type {Partial<Record<NodeJS.Platform, [string, string[]]>>} */
  const openers = { darwin: ['open', [url]], win32: ['rundll32', ['url.dll,FileProtocolHandler', url]] };
  const [program, args] = openers[process.platform] ?? ['xdg-open', [url]];
  return (await run(program, args)).code === 0;
}

/** Runs a program with this terminal as its own. @param {string} program @param {string[]} args @returns {Promise<number>} */
function runInForeground(program, args) {
  return new Promise((done, fail) => {
    const script = /\.cmd$/.test(program); // only a shell can run those, and it needs the quotes
    const quoted = script ? args.map((arg) => `"${arg}"`) : args;
    const child = spawn(program, quoted, { stdio: 'inherit', cwd: root, shell: script });
    child.on('error', fail);
    child.on('exit', (exitCode) => done(exitCode ?? 1));
  });
}

// @ts-check
// Says what is going on and runs other programs: the base of every script here. Plain Node, no dependency.
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

const windows = process.platform === 'win32';
const progressEvery = 15_000;

/** A failure that is already explained to the user: one plain sentence with its remedy. */
export class PlainError extends Error {}

/** @type {NodeJS.WriteStream} */
let out = process.stdout;

/** From now on, say() writes to stderr: stdout is for the result. */
export function keepStdoutForResults() {
  out = process.stderr;
}

/** @param {string} text */
export function say(text) {
  out.write(`${text}\n`);
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Runs the main function of a script. A failure ends in one plain sentence and exit code 1; the stack of an unexpected
 * one is shown when SIGHTREAD_DEBUG is set.
 * @param {() => Promise<number | void>} main its number is the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    const known = error instanceof PlainError;
    process.stderr.write(`\n${messageOf(error)}\n`);
    if (!known) {
      process.stderr.write(
        process.env.SIGHTREAD_DEBUG && error instanceof Error
          ? `${error.stack}\n`
          : 'This was not expected; set SIGHTREAD_DEBUG=1 to see where it happened.\n',
      );
    }
    process.exitCode = 1;
  }
}

/**
 * Prints "<title>: still running (30 s)" every 15 seconds until the returned function is called, which gives the seconds.
 * @param {string} title
 */
export function startProgress(title) {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const timer = setInterval(() => say(`  ${title}: still running (${seconds()} s)`), progressEvery);
  return () => {
    clearInterval(timer);
    return seconds();
  };
}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [show] passes the output on as it comes; otherwise it is only collected
 * @property {boolean} [beside] runs at a low priority beside something else, and shows its output in one piece at the end
 * @property {string} [title] prints progress lines under this name while nothing else is shown
 * @property {AbortSignal} [signal]
 */

/**
 * Runs a program to its end and never throws for its exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} `code` is 127 when the program does not exist
 */
export function run(command, args, options = {}) {
  const stopProgress = options.title ? startProgress(options.title) : undefined;
  return new Promise((resolve) => {
    const script = windows && /\.(cmd|bat)$/i.test(command);
    const child = spawn(command, script ? args.map((arg) => `"${arg}"`) : [...args], {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: script,
      signal: options.signal,
    });
    if (options.beside && child.pid) {
      setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    }
    let output = '';
    let done = false;
    /** @param {number} code */
    const finish = (code) => {
      if (!done) {
        done = true;
        stopProgress?.();
        if (options.show && options.beside) {
          say(output);
        }
        resolve({ code, output });
      }
    };
    for (const [stream, target] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text;
        if (options.show && !options.beside) {
          target.write(text);
        }
      });
    }
    child.on('error', (error) => {
      output += error.message;
      finish('code' in error && error.code === 'ENOENT' ? 127 : 1);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/**
 * Runs npm as the reader's own npm would run, also on Windows.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runNpm(args, options = {}) {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.js$/.test(cli)) {
    return run(process.execPath, [cli, ...args], options);
  }
  return run(windows ? 'npm.cmd' : 'npm', args, options);
}

/** The last lines of a program's output, for an error message. @param {string} output @param {number} [lines] */
export function tail(output, lines = 15) {
  return output
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-lines)
    .map((line) => `  ${line}`)
    .join('\n');
}

/**
 * Puts the folder of a program, and the programs in node_modules, first on PATH. @param {string} file an executable's
 * full path
 */
export function putFirstOnPath(file) {
  const bin = join(root, 'node_modules', '.bin');
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  process.env[key] = [dirname(file), bin, process.env[key] ?? ''].join(delimiter);
}

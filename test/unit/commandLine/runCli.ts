// The built command line in a process of its own, for the tests beside it.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve as absolute, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeEach } from 'vitest';
import { startLoopbackProvider } from '../../servers/loopbackProvider';

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export const cliFile = absolute('dist/cli.js');
if (!existsSync(cliFile)) {
  throw new Error('There is no build: run `npm run build` first.');
}

/** Starts a program with only the path from this process's environment; `ended` rejects if there is no such program. */
export function start(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = '.',
): { child: ChildProcess; ended: Promise<Run> } {
  const child = spawn(program, args, { env: { PATH: process.env.PATH, ...env }, cwd });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  const ended = new Promise<Run>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { child, ended };
}

/** Runs the command line to its end. */
export const runCli = (args: readonly string[], env?: Readonly<Record<string, string>>, cwd?: string): Promise<Run> =>
  start(process.execPath, [cliFile, ...args], env, cwd).ended;

/** A blue picture, 320 × 200, as a PNG at a path. */
async function drawBlue(path: string): Promise<void> {
  await sharp({ create: { width: 320, height: 200, channels: 3, background: '#1450a0' } })
    .png()
    .toFile(path);
}

/** For all tests in a file: a provider on loopback that is reset for each test, and a folder with a picture. */
export async function useCliFolder() {
  const server = await startLoopbackProvider();
  const folder = mkdtempSync(join(tmpdir(), 'sightread-cli-'));
  const png = join(folder, 'blue.png');
  await drawBlue(png);
  beforeEach(() => server.reset());
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });
  return { server, folder, png };
}

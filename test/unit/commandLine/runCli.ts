import { spawn } from 'node:child_process';
import { resolve as absolute } from 'node:path';

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs dist/cli.js in a process of its own, with nothing of this one's environment but the path. */
export function runCli(args: readonly string[], env: Record<string, string> = {}, cwd = '.'): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [absolute('dist/cli.js'), ...args], {
      env: { PATH: process.env.PATH, ...env },
      cwd,
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

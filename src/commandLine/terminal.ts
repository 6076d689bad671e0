/** Where a command writes: results, progress, errors. Only results go to stdout. The only file that prints. */
import { fstatSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { createCommandBreaker, printable, printableJson, printableLine } from '../core/printable';

export interface Terminal {
  /** A model's words, or our own. */
  write(text: string): void;
  /**
   * What is in a picture or a file: every printable character unchanged, except on a build server, which would act on
   * it.
   */
  exact(text: string): void;
  /** JSON, whole. */
  json(text: string): void;
  /** Our own workflow commands, one per line. */
  commands(text: string): void;
  progress(text: string): void;
  /** What a model did on the way to its answer. */
  step(text: string): void;
  /** Each of `lines` is one line, whatever it contains. */
  error(...lines: readonly string[]): void;
}

/** What a terminal writes to. */
export interface Streams {
  readonly out: (text: string) => unknown;
  readonly err: (text: string) => unknown;
  /** A person looks at stderr. */
  readonly watched: boolean;
  /** A build server reads stdout. */
  readonly obeyed: boolean;
}

/** Everything that is printed goes through here. */
export function createTerminal({ out, err, watched, obeyed }: Streams): Terminal {
  const breakOut = createCommandBreaker();
  const breakErr = createCommandBreaker();
  // Half a line break at the end of a piece waits for the other half.
  let held = '';
  const whole = (piece: string) => {
    const text = held + piece;
    held = text.endsWith('\r') ? '\r' : '';
    return printable(held === '' ? text : text.slice(0, -1));
  };
  const line = (text: string) => err(`${breakErr(printableLine(text))}${breakErr('\n')}`);
  return {
    write: (text) => out(breakOut(whole(text))),
    exact: (text) => out(obeyed ? breakOut(whole(text)) : whole(text)),
    json: (text) => out(breakOut(printableJson(text))),
    commands: (text) => out(breakOut(whole(text), true)),
    progress: (text) => {
      if (watched) {
        line(text);
      }
    },
    step: line,
    error: (...lines) => lines.forEach(line),
  };
}

/**
 * The process's own streams; progress only if a person is watching. When the reader at the other end of a pipe has gone
 * (`sightread … | head`), the process ends quietly.
 */
export function processTerminal(env: NodeJS.ProcessEnv): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') {
        throw error;
      }
      process.exit();
    });
  }
  const isBuildServer = Boolean(env.GITHUB_ACTIONS || env.TF_BUILD || env.TEAMCITY_VERSION);
  return createTerminal({
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    watched: process.stderr.isTTY,
    obeyed: isBuildServer && !fstatSync(process.stdout.fd).isFile(),
  });
}

/** Asks a question of several lines, to be answered with y or yes; undefined if nobody can answer. */
export function terminalConfirm(): ((question: string) => Promise<boolean>) | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    return undefined;
  }
  return async (question) => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
      const asked = createCommandBreaker()(printable(question));
      return /^y(?:es)?$/i.test((await terminal.question(`${asked}[y/N] `)).trim());
    } finally {
      terminal.close();
    }
  };
}

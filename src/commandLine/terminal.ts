/** Where a command writes: results, progress, errors. Results go to stdout alone. */
export interface Terminal {
  write(text: string): void;
  progress(text: string): void;
  /** What a model did on the way to its answer. */
  step(text: string): void;
  error(text: string): void;
}

/**
 * The process's own streams; progress only where a person looks. When the reader at the other end of a pipe has gone
 * (`sightread … | head`), the process ends quietly.
 */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') {
        throw error;
      }
      process.exit();
    });
  }
  return {
    write: (text) => process.stdout.write(text),
    progress: (text) => {
      if (process.stderr.isTTY) {
        process.stderr.write(`${text}\n`);
      }
    },
    step: (text) => process.stderr.write(`${text}\n`),
    error: (text) => process.stderr.write(`${text}\n`),
  };
}

/** Where a command writes: results, progress, errors. Results go to stdout alone. */
export interface Terminal {
  write(text: string): void;
  progress(text: string): void;
  error(text: string): void;
}

/** The process's own streams; progress only where a person looks. */
export function processTerminal(): Terminal {
  return {
    write: (text) => process.stdout.write(text),
    progress: (text) => {
      if (process.stderr.isTTY) {
        process.stderr.write(`${text}\n`);
      }
    },
    error: (text) => process.stderr.write(`${text}\n`),
  };
}

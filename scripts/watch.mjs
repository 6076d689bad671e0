// @ts-check
// `npm run watch`: builds and checks types, now and after every change. The problem matcher of .vscode/tasks.json reads the
// lines between `Started` and `Finished`; a test in test/build compares the two.
import { watch } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContexts } from '../esbuild.mjs';
import { ensureDependencies, handOver } from './tools/dependencies.mjs';
import { root, runMain, say } from './tools/run.mjs';
import { typecheck } from './typecheck.mjs';

/** The prefix of a run's lines. */
export const marks = { started: 'Started building.', finished: 'Finished: watching for changes.' };

/**
 * An error of esbuild in the form of TypeScript's, which the problem matcher reads.
 * @param {import('esbuild').Message} message
 */
export function lineOf({ text, location }) {
  const { file = 'esbuild.mjs', line = 1, column = 0 } = location ?? {};
  return `${file}(${line},${column + 1}): error: ${text}`;
}

async function watchAll() {
  const contexts = await createContexts({ logLevel: 'silent' });
  let running = false;
  let again = false;
  const runOnce = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      say(marks.started);
      const results = await Promise.allSettled(contexts.map((one) => one.rebuild()));
      const failed = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      // Several bundles contain the same file.
      for (const line of new Set(failed.flatMap(({ errors = [] }) => errors.map(lineOf)))) {
        say(line);
      }
      await typecheck({ incremental: true });
      say(marks.finished);
    } while (again);
    running = false;
  };
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  for (const folder of ['src', 'media', 'test', 'scripts', 'l10n']) {
    watch(join(root, folder), { recursive: true }, (_, file) => {
      if (!(folder === 'test' && file?.startsWith('output'))) {
        clearTimeout(timer);
        timer = setTimeout(runOnce, 100);
      }
    });
  }
  await runOnce();
  await new Promise(() => {});
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => {
    await ensureDependencies();
    return (await handOver(import.meta.url)) ?? watchAll();
  });
}

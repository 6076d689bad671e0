// @ts-check
// `npm run typecheck`: TypeScript over each project.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodePath } from './tools/dependencies.mjs';
import { root, run, runMain } from './tools/run.mjs';

/** The folders with a tsconfig.json. */
const projects = ['.', 'src/protocol', 'src/core', 'src/jobs', 'media', 'test'];

/**
 * Checks every project and prints its errors.
 * @param {{ incremental?: boolean, beside?: boolean }} [options] `incremental` keeps in node_modules/.cache/ what the next
 * check can skip; `beside` as in run()
 * @returns {Promise<boolean>} whether there are none
 */
export async function typecheck({ incremental = false, beside = false } = {}) {
  const results = [];
  for (const project of projects) {
    const keep = [
      '--incremental',
      '--tsBuildInfoFile',
      `node_modules/.cache/types/${project.replaceAll('/', '-')}.json`,
    ];
    const args = ['--noEmit', '--pretty', 'false', '-p', project, ...(incremental ? keep : [])];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    results.push((await run(nodePath, [tsc, ...args], { show: true, title: `types of ${project}`, beside })).code);
  }
  return results.every((code) => code === 0);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => ((await typecheck()) ? 0 : 1));
}

// @ts-check
// `npm run fuzz`: 10 minutes of inputs that nobody would write, against everything that reads what others wrote. `--seconds N`
// for longer or shorter, `--only NAME[,NAME]` for some targets, `--seed N` for the same inputs again, `--threads N` for fewer threads than cores. An input that makes
// something fail is kept in test/fuzz/seeds, as small as it could be made, and tried first from then on.
import { availableParallelism } from 'node:os';
import { ensureDependencies, handOver } from './tools/dependencies.mjs';
import { bundleTargets, fuzz, sayResult } from './tools/fuzzing.mjs';
import { fuzzTargets } from './tools/fuzzTargets.mjs';
import { PlainError, runMain, say } from './tools/run.mjs';

await runMain(async () => {
  const { seconds, seed, names, threads } = choose(process.argv.slice(2));
  await ensureDependencies();
  const code = await handOver(import.meta.url);
  if (code !== undefined) {
    return code;
  }
  say(`Fuzzing ${names.length} targets for ${seconds} s, seed ${seed}…`);
  const results = await fuzz(await bundleTargets(), names, { seconds, seed, threads, each: sayResult });
  const failed = results.filter(({ findings }) => findings.length > 0).length;
  say(`\n${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

/** @param {string[]} args */
function choose(args) {
  const value = (/** @type {string} */ flag) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined);
  const seconds = Number(value('--seconds') ?? 600);
  const seed = Number(value('--seed') ?? Date.now() % 1_000_000);
  const threads = Number(value('--threads') ?? availableParallelism());
  const names = value('--only')?.split(',') ?? fuzzTargets;
  const wrong = args.some((arg, at) => at % 2 === 0 && !['--seconds', '--seed', '--only', '--threads'].includes(arg));
  if (
    wrong ||
    args.length % 2 === 1 ||
    !(seconds > 0) ||
    !Number.isInteger(seed) ||
    !(threads >= 1) ||
    !names.every((name) => fuzzTargets.includes(name))
  ) {
    throw new PlainError(
      `Use: npm run fuzz -- [--seconds N] [--only NAME[,NAME]] [--seed N] [--threads N]\nTargets: ${fuzzTargets.join(', ')}`,
    );
  }
  return { seconds, seed, names, threads };
}

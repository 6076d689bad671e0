// @ts-check
// Prepares the suite of test/vscode for the launch entry “Host tests”: compiles it and lays out test/output/host.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepareHostSuite } from './tools/hostSuite.mjs';
import { root, runMain, say } from './tools/run.mjs';

await runMain(async () => {
  const place = join(root, 'test/output/host');
  rmSync(place, { recursive: true, force: true });
  await prepareHostSuite(place);
  say('The host tests are compiled.');
});

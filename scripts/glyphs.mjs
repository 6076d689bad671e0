// @ts-check
// Makes the net that reads single characters, src/engines/ocr/models/cells.net: draws cells, trains, and measures on fonts
// that it wasn't trained on; and what goes together in code, src/engines/ocr/models/code.grams. `node scripts/glyphs.mjs
// [draw] [train] [measure] [language] [--pages N] [--steps N] [--sequences N] [--seed N] [--folder PATH]`; without a step,
// all of them. See docs/reading-code.md.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { characters } from './glyphs/characters.mjs';
import { draw } from './glyphs/draw.mjs';
import { makeLanguageModel } from './glyphs/language.mjs';
import { measure } from './glyphs/measure.mjs';
import { installPackages } from './tools/debian.mjs';
import { PlainError, root, run, runMain } from './tools/run.mjs';

const net = join(root, 'src/engines/ocr/models/cells.net');
const fixture = join(root, 'test/fixtures/ocr/cells.json');

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pages: { type: 'string', default: '800' },
      steps: { type: 'string', default: '6000' },
      sequences: { type: 'string', default: '40000' },
      seed: { type: 'string', default: '1' },
      folder: { type: 'string', default: join(tmpdir(), 'sightread-glyphs') },
    },
  });
  const does = (/** @type {string} */ step) => positionals.length === 0 || positionals.includes(step);
  const seed = Number(values.seed);
  mkdirSync(values.folder, { recursive: true });
  const [trained, heldOut] = ['trained.cells', 'held-out.cells'].map((name) => join(values.folder, name));
  if (!trained || !heldOut) {
    return;
  }
  if (does('draw')) {
    await draw(trained, Number(values.pages), seed, false);
    await draw(heldOut, Math.ceil(Number(values.pages) / 8), seed + 1, true);
  }
  if (does('train')) {
    const names = join(values.folder, 'characters.json');
    writeFileSync(names, JSON.stringify(characters));
    const script = join(root, 'scripts/glyphs/train.py');
    const { code } = await run(
      await ensurePython(),
      [script, trained, heldOut, names, net, fixture, '--steps', values.steps, '--seed', values.seed],
      { show: true },
    );
    if (code !== 0) {
      throw new PlainError('The training failed; the lines above say why.');
    }
  }
  if (does('measure')) {
    await measure(net, heldOut);
  }
  if (does('language')) {
    await makeLanguageModel(join(root, 'src/engines/ocr/models/code.grams'), Number(values.sequences));
  }
});

/** A Python with torch, installed first if necessary and possible. */
async function ensurePython() {
  const find = () =>
    ['python3', '/usr/bin/python3'].find((path) => spawnSync(path, ['-c', 'import torch, numpy']).status === 0);
  const found = find() ?? ((await installPackages(['python3-torch', 'python3-numpy'])) ? find() : undefined);
  if (!found) {
    throw new PlainError('No Python with torch and numpy was found: install them, and try again.');
  }
  return found;
}

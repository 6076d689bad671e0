// @ts-check
// How well the offline engine reads cells of fonts that the net wasn't trained on.
import { readFileSync } from 'node:fs';
import { codeFonts } from '../tools/codeFonts.mjs';
import { PlainError, say } from '../tools/run.mjs';
import { ascii } from './characters.mjs';
import { cellLength, drawn, loadEngine, recordLength } from './engine.mjs';

/** Says how many were read right, by group, and how long it took. @param {string} netFile @param {string} cellsFile */
export async function measure(netFile, cellsFile) {
  const { cutCell, loadNet } = await loadEngine();
  const net = loadNet(readFileSync(netFile));
  const records = readFileSync(cellsFile);
  const isAscii = new Set([' ', ...ascii]);
  /** @type {Map<string, { right: number, all: number }>} */
  const groups = new Map();
  const count = (/** @type {string} */ name, /** @type {boolean} */ isRight) => {
    const group = groups.get(name) ?? { right: 0, all: 0 };
    groups.set(name, { right: group.right + (isRight ? 1 : 0), all: group.all + 1 });
  };
  /** @type {Map<string, number>} */
  const wrong = new Map();
  const started = process.cpuUsage();
  for (let at = 0; at + recordLength <= records.length; at += recordLength) {
    const [label = 0, xHeight = 0, font = 0, flags = 0, pitch = 0] = records.subarray(
      at + cellLength,
      at + recordLength,
    );
    const scores = net.read(records.subarray(at, at + cellLength), xHeight / 200);
    const best = scores.indexOf(Math.max(...scores));
    const isRight = best === label;
    const character = net.characters[label] ?? '';
    count('all', isRight);
    if (!isAscii.has(character)) {
      count(character === '' ? 'not text' : 'not ASCII', isRight);
      continue;
    }
    count('ASCII', isRight);
    count(`font ${codeFonts[font]?.name}`, isRight);
    count(`as drawn: ${flags & drawn.degraded ? 'no' : 'yes'}`, isRight);
    count(`LCD: ${flags & drawn.lcd ? 'yes' : 'no'}`, isRight);
    count(`ligatures: ${flags & drawn.ligatures ? 'on' : 'off'}`, isRight);
    count(
      `pitch: ${pitch < 28 ? 'under 7 px' : pitch < 40 ? '7 to 10 px' : pitch < 64 ? '10 to 16 px' : 'over 16 px'}`,
      isRight,
    );
    if (!isRight) {
      const name = `${character} → ${net.characters[best] || '(not text)'}`;
      wrong.set(name, (wrong.get(name) ?? 0) + 1);
    }
  }
  const reading = process.cpuUsage(started).user;
  const all = groups.get('all')?.all ?? 0;
  if (all === 0) {
    throw new PlainError(`${cellsFile} has no cells.`);
  }
  for (const [name, { right, all: many }] of [...groups].sort(([one], [other]) => (one < other ? -1 : 1))) {
    say(`${name.padEnd(28)} ${((100 * right) / many).toFixed(2).padStart(6)} % of ${many}`);
  }
  const most = [...wrong].sort(([, one], [, other]) => other - one).slice(0, 40);
  say(`Most often wrong: ${most.map(([name, many]) => `${name} ${many}`).join(', ')}`);
  const ink = { width: 1920, height: 1080, data: new Uint8Array(1920 * 1080).map((_, i) => (i * 7) % 256) };
  const cutting = process.cpuUsage();
  for (let i = 0; i < 2000; i++) {
    cutCell(ink, 100.3 + ((i * 7.8) % 1700), 500.5, 7.8);
  }
  const cut = process.cpuUsage(cutting).user / 2000;
  say(`1,000 cells: cut in ${cut.toFixed(0)} ms, read in ${(reading / all).toFixed(0)} ms of the processor.`);
}

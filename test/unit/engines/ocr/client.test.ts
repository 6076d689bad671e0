import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Pixels } from '../../../../src/core/image/types';
import { createOcrEngine } from '../../../../src/engines/ocr/client';
import { pagesIn, pixelsOf } from '../../../bench/lib/ocrPages';

const require = createRequire(import.meta.url);
const folder = 'test/fixtures/ocr';
const pages = new Map(pagesIn(folder).map((page) => [page.name, page]));
let distDir: string;

beforeAll(async () => {
  distDir = mkdtempSync(join(tmpdir(), 'sightread-ocr-'));
  mkdirSync(join(distDir, 'ocr'));
  const bundle = { bundle: true, platform: 'node', format: 'cjs', target: 'node20' } as const;
  const entryPoints = [
    { in: 'src/engines/ocr/worker.ts', out: 'ocrWorker' },
    { in: 'src/engines/ocr/client.ts', out: 'client' },
  ];
  await build({ ...bundle, mainFields: ['module', 'main'], entryPoints, outdir: distDir });
  for (const core of ['relaxedsimd-lstm', 'simd-lstm', 'lstm']) {
    const name = `tesseract-core-${core}.wasm`;
    copyFileSync(require.resolve(`tesseract.js-core/${name}`), join(distDir, 'ocr', name));
  }
  for (const model of ['eng.traineddata', 'cells.net', 'code.grams']) {
    copyFileSync(join('src/engines/ocr/models', model), join(distDir, 'ocr', model));
  }
});

afterAll(() => rmSync(distDir, { recursive: true, force: true }));

function blank(width: number, height: number, shade = 255): Pixels {
  return { width, height, data: new Uint8Array(width * height * 4).fill(shade) };
}

/** Soft clouds with grain, like a photograph without text. */
function clouds(width: number, height: number): Pixels {
  const data = new Uint8Array(width * height * 4).fill(255);
  let state = 5;
  for (let i = 0; i < width * height; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const [x, y] = [i % width, Math.floor(i / width)];
    const waves = Math.sin(x / 37 + Math.sin(y / 23) * 2) * 50 + Math.cos(y / 41 - Math.sin(x / 29) * 3) * 50;
    const value = 128 + waves + (state >>> 28) - 8;
    data.set([value, value * 0.8, 255 - value], i * 4);
  }
  return { width, height, data };
}

async function pixels(name: string): Promise<Pixels> {
  return pixelsOf(pages.get(name)!.file);
}

describe('reading', () => {
  test('a dark editor comes out with its indentation, and says where its words are', async () => {
    const engine = createOcrEngine({ distDir });
    const result = await engine.read(await pixels('html-contrast@2x'));
    engine.dispose();
    expect(result.text).toBe(pages.get('html-contrast@2x')!.truth.trimEnd());
    expect(result.monospace).toBe(true);
    const head = result.lines.flatMap((line) => line.words).find((word) => word.text === '<head>')!;
    const [x, y, width, height] = head.box;
    expect(result.text.slice(head.start, head.start! + 6)).toBe('<head>');
    expect([x > 40, y > 50, width > 70 && width < 110, height > 15 && height < 50]).toEqual([true, true, true, true]);
  });

  test('columns, buttons and a crooked photograph are read in order', async () => {
    const engine = createOcrEngine({ distDir });
    const columns = await engine.read(await pixels('columns-three@2x'));
    expect(columns.text).toMatch(/north side only\.\s+Divers found a bell[\s\S]*museum\.\s+Ferry tickets/);
    expect((await engine.read(await pixels('settings-form@1x'))).text).toMatch(/Cancel +Save changes/);
    const label = await engine.read(await pixels('photo-label@2x'));
    expect(label.text).toContain('Log books, brig Fortuna\n');
    engine.dispose();
  });

  test('narrow spaces, lone digits and crossed zeros are seen; lines and boxes of a chart are not read', async () => {
    const engine = createOcrEngine({ distDir });
    const table = (await engine.read(await pixels('table-borders@2x'))).text;
    expect(table).toMatch(/12 %\s+3\.1 GB\s+running/);
    expect(table).toMatch(/45 %\s+28\.4 GB/);
    const chart = (await engine.read(await pixels('chart-lines@2x'))).text;
    const wordsOf = (text: string) => text.trim().split(/\s+/).sort();
    expect(wordsOf(chart)).toEqual(wordsOf(pages.get('chart-lines@2x')!.truth));
    expect((await engine.read(await pixels('shell-night@2x'))).text).toContain('0.46 kB');
    engine.dispose();
  });

  test('nothing to read gives nothing', async () => {
    const engine = createOcrEngine({ distDir });
    for (const page of [blank(300, 200), blank(300, 200, 0), blank(1, 1), blank(2, 900, 30), clouds(400, 300)]) {
      expect((await engine.read(page)).lines).toEqual([]);
    }
    engine.dispose();
  });
});

describe('the thread', () => {
  test('reports progress to the end, and takes the pixels over', async () => {
    const engine = createOcrEngine({ distDir });
    const page = await pixels('error-dialog@1x');
    const steps: number[] = [];
    await engine.read(page, { onProgress: (done) => steps.push(done) });
    engine.dispose();
    expect(steps.length).toBeGreaterThan(2);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBe(1);
    expect(page.data.length).toBe(0);
  });

  test('leaves the caller’s buffer alone when the pixels are only a part of it', async () => {
    const engine = createOcrEngine({ distDir });
    const buffer = new Uint8Array(80 * 40 * 4 + 8).fill(255);
    await engine.read({ width: 80, height: 40, data: buffer.subarray(8) });
    engine.dispose();
    expect(buffer.length).toBe(80 * 40 * 4 + 8);
  });

  test('an aborted page rejects with the reason, and the next one is read', async () => {
    const engine = createOcrEngine({ distDir });
    const controller = new AbortController();
    const stopped = engine.read(
      await pixels('ts-monokai@2x'),
      { onProgress: () => controller.abort('enough') },
      controller.signal,
    );
    const waiting = engine.read(await pixels('error-dialog@1x'));
    await expect(stopped).rejects.toBe('enough');
    expect((await waiting).text).toContain('Access is denied');
    await expect(engine.read(blank(9, 9), {}, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    engine.dispose();
  });

  test('a page that waits can be given up without disturbing the one being read', async () => {
    const engine = createOcrEngine({ distDir });
    const controller = new AbortController();
    const first = engine.read(await pixels('error-dialog@1x'));
    const second = engine.read(blank(50, 50), {}, controller.signal);
    controller.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect((await first).text).toContain('Try again');
    engine.dispose();
  });

  test('too long is a deadline, and the next page gets a new thread', async () => {
    const engine = createOcrEngine({ distDir, deadlineMs: 1 });
    await expect(engine.read(blank(60, 60))).rejects.toMatchObject({ name: 'OcrError', reason: 'deadline' });
    await expect(engine.read(blank(60, 60))).rejects.toMatchObject({ reason: 'deadline' });
    engine.dispose();
  });

  test('ends when idle, and starts again', async () => {
    const engine = createOcrEngine({ distDir, idleMs: 1 });
    await engine.read(blank(60, 60));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await engine.read(blank(60, 60))).text).toBe('');
    engine.dispose();
  });

  test('does not keep a program alive, nor write to its output', async () => {
    const script = join(distDir, 'program.cjs');
    writeFileSync(
      script,
      `const { createOcrEngine } = require('./client.js');
      createOcrEngine({ distDir: __dirname }).read({ width: 40, height: 20, data: new Uint8Array(3200).fill(255) })
        .then((result) => process.stdout.write(JSON.stringify(result.lines)));`,
    );
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script]);
    expect(stdout).toBe('[]');
    expect(stderr).toBe('');
  });
});

describe('what cannot be', () => {
  test('a language that is not there is named', async () => {
    const engine = createOcrEngine({ distDir, languageDir: distDir });
    for (const language of ['deu', '../eng', '']) {
      const read = engine.read(blank(60, 60), { languages: ['eng', language] });
      await expect(read).rejects.toMatchObject({ reason: 'languageMissing', detail: language });
    }
    expect((await engine.read(blank(60, 60))).text).toBe('');
    engine.dispose();
  });

  test('a further language is taken from its folder', async () => {
    const languageDir = join(distDir, 'languages');
    mkdirSync(languageDir, { recursive: true });
    copyFileSync(join(distDir, 'ocr/eng.traineddata'), join(languageDir, 'other.traineddata'));
    const engine = createOcrEngine({ distDir, languageDir });
    const result = await engine.read(await pixels('error-dialog@1x'), { languages: ['other'] });
    engine.dispose();
    expect(result.text).toContain('Setup could not write');
  });

  test('a broken model, a missing engine and impossible sizes have their reasons', async () => {
    const languageDir = join(distDir, 'broken');
    mkdirSync(languageDir, { recursive: true });
    writeFileSync(join(languageDir, 'bad.traineddata'), 'no model');
    const engine = createOcrEngine({ distDir, languageDir });
    await expect(engine.read(blank(60, 60), { languages: ['bad'] })).rejects.toMatchObject({
      reason: 'engineUnavailable',
    });
    await expect(engine.read({ width: 3, height: 3, data: new Uint8Array(7) })).rejects.toMatchObject({
      reason: 'badImage',
    });
    engine.dispose();
    const missing = createOcrEngine({ distDir: join(distDir, 'nowhere') });
    await expect(missing.read(blank(60, 60))).rejects.toMatchObject({ name: 'OcrError', reason: 'engineUnavailable' });
    missing.dispose();
  });

  test('closing it settles what is open', async () => {
    const engine = createOcrEngine({ distDir });
    const open = [engine.read(blank(60, 60)), engine.read(blank(60, 60))];
    const settled = Promise.allSettled(open);
    engine.dispose();
    for (const one of await settled) {
      expect(one).toMatchObject({ status: 'rejected', reason: { reason: 'engineUnavailable' } });
    }
  });
});

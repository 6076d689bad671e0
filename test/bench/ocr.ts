// How well and how fast text is read. Pages: freshly drawn ones, test/fixtures/ocr, and those of the folder in
// SIGHTREAD_OCR_PAGES. `--seed N` draws the pages of that seed again, `--pages N` that many, and only reads those;
// `--failures` writes their wrong lines and pictures to test/output.
import { resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { shapeOffline } from '../../src/core/text/shape';
import type { OcrResult } from '../../src/core/text/types';
import { createOcrEngine } from '../../src/engines/ocr/client';
import { codeRows } from './lib/codeRows';
import { time } from './lib/measure';
import {
  characterErrors,
  exactIndentation,
  layoutErrors,
  type Marked,
  markedWords,
  wordErrors,
  wordsInAnyOrder,
} from './lib/ocrMetrics';
import { coreWithDefaults, languageFolder, type Reading, tesseractProgram } from './lib/ocrOthers';
import { type Page, pagesIn, pixelsOf } from './lib/ocrPages';
import type { Row } from './lib/row';

const distDir = resolve('dist');

interface Figures {
  readonly page: Page;
  readonly ours: Reading & { readonly marked: Marked };
  readonly program?: Reading;
  readonly defaults?: Reading;
}

const usualPages = 60;

export async function* run(): AsyncGenerator<Row[]> {
  const { values } = parseArgs({
    strict: false,
    options: { seed: { type: 'string' }, pages: { type: 'string' }, failures: { type: 'boolean' } },
  });
  const engine = createOcrEngine({ distDir });
  yield await codeRows(engine, {
    seed: Number(values.seed ?? Date.now() % 100_000),
    pages: Number(values.pages ?? usualPages),
    failures: values.failures === true,
  });
  engine.dispose();
  if (values.seed !== undefined) {
    return;
  }
  yield await firstReadings();
  const folders = ['test/fixtures/ocr', ...(process.env.SIGHTREAD_OCR_PAGES ? [process.env.SIGHTREAD_OCR_PAGES] : [])];
  for (const [i, folder] of folders.entries()) {
    const figures = await readAll(pagesIn(folder));
    const set = i === 0 ? 'own' : 'given';
    yield [
      ...figures.map((one) => pageRow(set, one)),
      ...[1, 2].flatMap((scale) =>
        meanRows(
          `${set} pages ${scale}x`,
          scale,
          figures.filter((one) => one.page.scale === scale),
        ),
      ),
    ];
  }
}

async function readAll(pages: readonly Page[]): Promise<Figures[]> {
  const engine = createOcrEngine({ distDir, languageDir: languageFolder() });
  const program = tesseractProgram();
  const defaults = await coreWithDefaults(distDir);
  const figures: Figures[] = [];
  for (const page of pages.filter((one) => one.language === 'eng' || languageFolder())) {
    const languages = [page.language];
    await engine.read({ width: 1, height: 1, data: new Uint8Array(4) }, { languages });
    const pixels = await pixelsOf(page.file);
    let result: OcrResult | undefined;
    const ms = await time(async () => {
      result = await engine.read(pixels, { languages });
    });
    const { text, doubts } = shapeOffline(result!, 'auto');
    figures.push({
      page,
      ours: { text, ms, marked: markedWords(page.truth, text, doubts) },
      program: await program?.(page.file, page.language),
      defaults: page.language === 'eng' ? await defaults(page.file) : undefined,
    });
  }
  engine.dispose();
  return figures;
}

function pageRow(set: string, { page, ours, program }: Figures): Row {
  const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
  const parts = page.hard ? [] : [`words ${percent(wordErrors(page.truth, ours.text))}`];
  if (page.code) {
    parts.push(`layout ${percent(layoutErrors(page.truth, ours.text))}`);
    parts.push(`indentation ${percent(exactIndentation(page.truth, ours.text))}`);
  }
  parts.push(`${Math.round(ours.ms)} ms${program ? `, program ${Math.round(program.ms)} ms` : ''}`);
  const judge = page.hard ? wordsInAnyOrder : characterErrors;
  return {
    name: `${set} ${page.name} ${page.hard ? 'words found' : 'characters wrong'}`,
    ours: judge(page.truth, ours.text) * 100,
    theirs: program && judge(page.truth, program.text) * 100,
    unit: '%',
    note: parts.join(', '),
  };
}

function meanRows(name: string, scale: number, figures: readonly Figures[]): Row[] {
  const of = (
    pages: readonly Figures[],
    judge: (truth: string, read: string) => number,
    reader: (one: Figures) => Reading | undefined,
  ): number | undefined => {
    const read = pages.flatMap((one) => (reader(one) ? [judge(one.page.truth, reader(one)!.text)] : []));
    return read.length === 0 ? undefined : (100 * read.reduce((sum, one) => sum + one, 0)) / read.length;
  };
  const row = (what: string, pages: readonly Figures[], judge: (a: string, b: string) => number, target?: string) => {
    const beside = of(pages, judge, (one) => one.defaults);
    return {
      name: `${name}, ${what}`,
      ours: of(pages, judge, (one) => one.ours) ?? 0,
      theirs: of(pages, judge, (one) => one.program) ?? beside,
      unit: '%',
      target,
      note: beside === undefined ? undefined : `core with defaults ${beside.toFixed(1)} %`,
    };
  };
  const plain = figures.filter((one) => !one.page.hard);
  const code = figures.filter((one) => one.page.code);
  const limit = (once: number, twice: number) => (scale === 1 ? once : twice);
  const mean = (reader: (one: Figures) => number | undefined) => {
    const all = figures.flatMap((one) => reader(one) ?? []);
    return all.length === 0 ? undefined : all.reduce((sum, one) => sum + one, 0) / all.length;
  };
  const ours = mean((one) => one.ours.ms) ?? 0;
  const theirs = mean((one) => one.program?.ms);
  return [
    row('characters wrong', plain, characterErrors, `≤ ${limit(2, 1.5)}`),
    row('words wrong', plain, wordErrors),
    row('code with layout wrong', code, layoutErrors, `≤ ${limit(0.8, 0.5)}`),
    row('lines with exact indentation', code, exactIndentation, '≥ 98.5'),
    row(
      'words found on hard pages',
      figures.filter((one) => one.page.hard),
      wordsInAnyOrder,
      `≥ ${limit(93, 96)}`,
    ),
    ...doubtRows(
      name,
      plain.map((one) => one.ours.marked),
    ),
    {
      name: `${name}, mean time a page`,
      ours,
      theirs,
      ratio: theirs && ours / theirs,
      unit: 'ms',
      target: '≤ 1.8 ×',
      note: 'ratio: ours over Tesseract’s program, its start included',
    },
  ];
}

/** How many of the wrong words are marked as uncertain, and how many of the right ones are. */
function doubtRows(name: string, pages: readonly Marked[]): Row[] {
  const sum = (of: (page: Marked) => number) => pages.reduce((total, page) => total + of(page), 0);
  const [hits, wrong] = [sum((page) => page.wrongMarked), sum((page) => page.wrong)];
  const [alarms, right] = [sum((page) => page.rightMarked), sum((page) => page.right)];
  const precision = hits + alarms === 0 ? 100 : (100 * hits) / (hits + alarms);
  return [
    {
      name: `${name}, wrong words that carry a doubt`,
      ours: wrong === 0 ? 100 : (100 * hits) / wrong,
      unit: '%',
      note: `${hits} of ${wrong}; ${precision.toFixed(1)} % of the doubts are wrong words`,
    },
    { name: `${name}, right words that carry a doubt`, ours: (100 * alarms) / right, unit: '%', target: '≤ 3' },
  ];
}

/**
 * A cold start on a full screen, on an ordinary page, and on a 4K screen; memory, and how long the caller is blocked.
 */
async function firstReadings(): Promise<Row[]> {
  const pages = pagesIn('test/fixtures/ocr');
  const full = pages.filter((page) => page.screen);
  const ordinary = pages.find((page) => page.code && !page.screen && page.scale === 1)!;
  const cases = [
    ['ordinary screenshot', ordinary],
    ['1080p full of code', full.find((page) => page.scale === 1)!],
    ['4K full of code', full.find((page) => page.scale === 2)!],
  ] as const;
  const program = tesseractProgram();
  const rows: Row[] = [];
  for (const [name, page] of cases) {
    const pixels = await pixelsOf(page.file);
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    let peak = before;
    const sampling = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 10);
    const delay = monitorEventLoopDelay({ resolution: 2 });
    const engine = createOcrEngine({ distDir });
    delay.enable();
    const ms = await time(() => engine.read(pixels));
    delay.disable();
    clearInterval(sampling);
    engine.dispose();
    const theirs = (await program?.(page.file, page.language))?.ms;
    rows.push({ name: `start to result, ${name}`, ours: ms, theirs, ratio: theirs && ms / theirs, unit: 'ms' });
    rows.push({
      name: `memory of the reader, ${name}`,
      ours: (peak - before) / 1e6,
      unit: 'MB',
      target: name.startsWith('1080p') ? '≤ 250' : undefined,
      note: 'peak of the process less what it was before',
    });
    rows.push({ name: `longest block of the caller, ${name}`, ours: delay.max / 1e6, unit: 'ms', target: '≤ 30' });
  }
  return rows;
}

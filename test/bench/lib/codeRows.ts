/** The offline engine on freshly drawn pages of real code. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { layoutMode, shapeOffline } from '../../../src/core/text/shape';
import type { OcrEngine } from '../../../src/core/text/types';
import { type CodeFigures, confusions, judgeCode } from './codeMetrics';
import { type CodePage, drawCodePages } from './codePages';
import { parses } from './codeSyntax';
import { time } from './measure';
import { type Marked, markedWords } from './ocrMetrics';
import { tesseractProgram } from './ocrOthers';
import { pixelsOf } from './ocrPages';
import type { Row } from './row';

export interface CodeOptions {
  readonly seed: number;
  readonly pages: number;
  /** Writes the lines that were read wrong to test/output/ocr-failures.txt. */
  readonly failures: boolean;
}

interface Reading {
  readonly page: CodePage;
  readonly figures: CodeFigures;
  readonly marked: Marked;
  /** Undefined if there is no parser for it, or if the page's own text, a part of a file, doesn't parse either. */
  readonly parses?: boolean;
  readonly ms: number;
}

/** What is read for every fourth page besides the page itself. */
const variants = ['JPEG quality 60', 'rescaled by 0.8', 'as text of any kind', 'by the program'] as const;
type Variant = (typeof variants)[number];

const output = 'test/output';
const shownConfusions = 30;

/** Draws pages, reads each, and compares. */
export async function codeRows(engine: OcrEngine, options: CodeOptions): Promise<Row[]> {
  const program = tesseractProgram();
  const readings: Reading[] = [];
  const others = new Map<Variant, Reading[]>(variants.map((variant) => [variant, []]));
  const times = { ours: 0, program: 0 };
  for await (const page of drawCodePages(options.seed, options.pages)) {
    const reading = await read(engine, page, page.png, 'code');
    readings.push(reading);
    // Two pages in turn, because every second one is drawn at 2x.
    const variant = variants[(readings.length >> 1) % variants.length]!;
    if (variant === 'by the program') {
      const file = join(tmpdir(), `sightread-bench-${process.pid}.png`);
      writeFileSync(file, page.png);
      times.program += (await program?.(file, 'eng'))?.ms ?? 0;
      times.ours += reading.ms;
      rmSync(file);
    } else {
      const picture = await changed(page.png, variant);
      others.get(variant)!.push(await read(engine, page, picture, variant === 'as text of any kind' ? 'auto' : 'code'));
    }
  }
  const name = `drawn pages, seed ${options.seed}`;
  const rows = [1, 2].flatMap((scale) => scaleRows(`${name}, ${scale}x`, scale, readings));
  rows.push(...meanRows(name, readings));
  for (const variant of ['JPEG quality 60', 'rescaled by 0.8', 'as text of any kind'] as const) {
    rows.push(...variantRows(`${name}, ${variant}`, variant, others.get(variant)!));
  }
  if (program) {
    const ratio = times.ours / times.program;
    const note = 'a quarter of the pages; ours over Tesseract’s program, its start included, each on one core';
    rows.push({
      name: `${name}, time`,
      ours: times.ours,
      theirs: times.program,
      ratio,
      unit: 'ms',
      target: '≤ 1.5 ×',
      note,
    });
  }
  writeReport(options, readings);
  return rows;
}

async function changed(png: Buffer, variant: Variant): Promise<Buffer> {
  const picture = sharp(png);
  if (variant === 'JPEG quality 60') {
    return picture.jpeg({ quality: 60 }).toBuffer();
  }
  const { width } = await picture.metadata();
  return variant === 'rescaled by 0.8'
    ? picture
        .resize({ width: Math.round(0.8 * width) })
        .png()
        .toBuffer()
    : png;
}

async function read(engine: OcrEngine, page: CodePage, picture: Buffer, form: 'code' | 'auto'): Promise<Reading> {
  const pixels = await pixelsOf(picture);
  let read: Awaited<ReturnType<OcrEngine['read']>> | undefined;
  const ms = await time(async () => {
    read = await engine.read(pixels, { mode: layoutMode(form) });
  });
  const { text, doubts } = shapeOffline(read!, form);
  return {
    page,
    figures: judgeCode(page.text, text),
    marked: markedWords(page.text, text, doubts, (letters) => letters.normalize('NFC')),
    parses: parses(page.text, page.language) ? parses(text, page.language) : undefined,
    ms,
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}

function total(readings: readonly Reading[], of: (reading: Reading) => number): number {
  return readings.reduce((sum, reading) => sum + of(reading), 0);
}

function exactRow(name: string, readings: readonly Reading[], target?: string): Row {
  const exact = readings.filter(({ figures }) => figures.exact).length;
  const note = `${exact} of ${readings.length}`;
  return { name: `${name}, pages exact`, ours: share(exact, readings.length), unit: '%', target, note };
}

function wrongRow(name: string, readings: readonly Reading[], target?: string): Row {
  const wrong = total(readings, ({ figures }) => figures.wrongCharacters);
  const all = total(readings, ({ figures }) => figures.characters);
  const note = `${wrong} of ${all}`;
  return { name: `${name}, characters with layout wrong`, ours: share(wrong, all), unit: '%', target, note };
}

function scaleRows(name: string, scale: number, readings: readonly Reading[]): Row[] {
  const own = readings.filter(({ page }) => page.scale === scale);
  return [exactRow(name, own, scale === 1 ? '≥ 75' : '≥ 85'), wrongRow(name, own)];
}

function meanRows(name: string, readings: readonly Reading[]): Row[] {
  const lines = total(readings, ({ figures }) => figures.lines);
  const sum = (of: keyof Marked) => total(readings, ({ marked }) => marked[of]);
  const [wrong, hits, right, alarms] = [sum('wrong'), sum('wrongMarked'), sum('right'), sum('rightMarked')];
  const parsed = readings.filter((reading) => reading.parses !== undefined);
  const row = (what: string, part: number, whole: number, target: string): Row => ({
    name: `${name}, ${what}`,
    ours: share(part, whole),
    unit: '%',
    target,
    note: `${part} of ${whole}`,
  });
  return [
    row(
      'lines exact',
      total(readings, ({ figures }) => figures.exactLines),
      lines,
      '≥ 98.5',
    ),
    wrongRow(name, readings, '≤ 0.15'),
    row(
      'lines with exact indentation',
      total(readings, ({ figures }) => figures.indented),
      lines,
      '≥ 99.7',
    ),
    row('pages that still parse', parsed.filter((one) => one.parses).length, parsed.length, '≥ 95'),
    row('wrong words that carry a doubt', hits, wrong, '≥ 90'),
    row('doubts that are wrong words', hits, hits + alarms, '≥ 50'),
    row('right words that carry a doubt', alarms, right, '≤ 1.5'),
  ];
}

function variantRows(name: string, variant: Variant, readings: readonly Reading[]): Row[] {
  const targets = variant === 'as text of any kind' ? [] : ['≥ 55', '≤ 0.4'];
  return [exactRow(name, readings, targets[0]), wrongRow(name, readings, targets[1])];
}

/** What a person needs to see why: the most frequent confusions, and the wrong lines beside the right ones. */
function writeReport({ seed, failures }: CodeOptions, readings: readonly Reading[]): void {
  mkdirSync(output, { recursive: true });
  const pairs = readings.flatMap(({ figures }) => figures.pairs);
  writeFileSync(join(output, 'ocr-confusions.txt'), `${confusions(pairs, shownConfusions).join('\n')}\n`);
  if (!failures) {
    return;
  }
  rmSync(join(output, 'ocr-failures'), { recursive: true, force: true });
  mkdirSync(join(output, 'ocr-failures'));
  const blocks = readings.flatMap(({ page, figures }, i) => {
    if (figures.exact) {
      return [];
    }
    const picture = join(output, 'ocr-failures', `${seed}-${i}.png`);
    writeFileSync(picture, page.png);
    writeFileSync(picture.replace(/png$/, 'txt'), `${page.text}\n`);
    const wrong = figures.pairs.filter(({ truth, read }) => truth !== read);
    return [
      `# ${picture}: ${figures.wrongCharacters} characters wrong; ${page.look}`,
      ...wrong.map(({ truth, read }) => `- ${truth ?? '(no such line)'}\n+ ${read ?? '(missing)'}`),
      '',
    ];
  });
  writeFileSync(join(output, 'ocr-failures.txt'), `${blocks.join('\n')}\n`);
}

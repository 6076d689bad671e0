// Does text stay legible on its way to the model? A screen full of code, rendered by Chromium, as each provider gets
// it, read by the offline engine and, if it's installed, by the Tesseract program. For information: there are no
// targets.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import sharp, { type Sharp } from 'sharp';
import { chromiumFlags, ensureChromium } from '../../scripts/tools/chromium.mjs';
import { prepareImage } from '../../src/core/image/prepare';
import type { Detail, Intent, PreparedImage } from '../../src/core/image/types';
import { vendors } from '../../src/core/providers/vendors';
import { createImagingEngine } from '../../src/engines/imaging/client';
import { createOcrEngine } from '../../src/engines/ocr/client';
import { listings } from '../fixtures/ocr/code.mjs';
import { characterErrors } from './lib/ocrMetrics';
import { tesseractProgram } from './lib/ocrOthers';
import { pixelsOf } from './lib/ocrPages';
import type { Row } from './lib/row';

const distDir = resolve('dist');
const lines = 60;
const truth = [listings.typescript, listings.python, listings.c].join('\n').split('\n').slice(0, lines).join('\n');

interface Shot {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  /** Height of a lowercase letter, pixels in the screenshot. */
  readonly xHeight: number;
}

async function takeShots(): Promise<Shot[]> {
  const escaped = truth.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const html = `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; background: #1e1e1e; color: #d4d4d4 }
    pre { margin: 12px 24px; font: 13px/17px 'DejaVu Sans Mono', monospace }
    i { position: absolute; height: 1ex; font: 13px 'DejaVu Sans Mono', monospace }</style><pre>${escaped}</pre><i></i>`;
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumFlags });
  const shots: Shot[] = [];
  for (const [name, density] of [
    ['4K', 2],
    ['1080p', 1],
  ] as const) {
    const page = await browser.newPage({ deviceScaleFactor: density, viewport: { width: 1920, height: 1080 } });
    await page.setContent(html);
    const ex = (await page.locator('i').boundingBox())?.height ?? 0;
    const bytes = await sharp(await page.screenshot())
      .removeAlpha()
      .png()
      .toBuffer();
    shots.push({ name, bytes, width: 1920 * density, xHeight: ex * density });
  }
  await browser.close();
  return shots;
}

/** The picture as the model sees it: tiles are put where they belong. */
async function whole({ parts }: PreparedImage): Promise<Buffer> {
  const placed = parts.map(({ bytes, width, region }) => {
    const scale = region ? width / region.width : 1;
    return {
      input: Buffer.from(bytes),
      left: Math.round((region?.x ?? 0) * scale),
      top: Math.round((region?.y ?? 0) * scale),
    };
  });
  const width = Math.max(...placed.map(({ left }, i) => left + (parts[i]?.width ?? 0)));
  const height = Math.max(...placed.map(({ top }, i) => top + (parts[i]?.height ?? 0)));
  const ground = { width, height, channels: 3, background: '#000' } as const;
  return sharp({ create: ground }).composite(placed).png().toBuffer();
}

/** One picture that is sent, and all requests that it satisfies. */
interface Sent {
  readonly shot: Shot;
  readonly image: PreparedImage;
  readonly requests: Map<string, string[]>;
}

const words: Readonly<Partial<Record<Intent, string>>> = { describe: 'describe', readText: 'read' };

async function sentOf(shot: Shot): Promise<Sent[]> {
  const engine = createImagingEngine({ distDir });
  const sent = new Map<string, Sent>();
  const known = new Map<string, PreparedImage>();
  for (const intent of ['describe', 'readText'] as const) {
    for (const detail of ['low', 'auto', 'high', 'original'] as const satisfies readonly Detail[]) {
      for (const { id, image: limits } of vendors) {
        const request = { limits, intent, detail, imageCount: 1, otherBodyBytes: 2000 };
        const asked = JSON.stringify([limits, intent, detail]);
        const image = known.get(asked) ?? (await prepareImage(shot.bytes, request, engine));
        known.set(asked, image);
        const key = JSON.stringify(image.parts.map(({ width, height, bytes }) => [width, height, bytes.length]));
        const one = sent.get(key) ?? { shot, image, requests: new Map() };
        const wanted = `${words[intent]} ${detail}`;
        one.requests.set(wanted, [...(one.requests.get(wanted) ?? []), id]);
        sent.set(key, one);
      }
    }
  }
  engine.dispose();
  return [...sent.values()].sort((a, b) => scaleOf(b) - scaleOf(a));
}

function scaleOf({ shot, image }: Sent): number {
  const [part] = image.parts;
  return part ? part.width / (part.region?.width ?? shot.width) : 0;
}

/** `describe auto; read low: groq, xai`. */
function requestsInWords(requests: ReadonlyMap<string, string[]>): string {
  return [...requests]
    .map(([wanted, ids]) => (ids.length === vendors.length ? wanted : `${wanted}: ${ids.join(' ')}`))
    .join('; ');
}

const gridWidths = [3840, 2560, 2048, 1568, 1365, 1228, 1024, 768];
const gridEncodings: Readonly<Record<string, (picture: Sharp) => Sharp>> = {
  PNG: (picture) => picture.png(),
  'JPEG 85': (picture) => picture.jpeg({ quality: 85, chromaSubsampling: '4:4:4' }),
  'JPEG 60': (picture) => picture.jpeg({ quality: 60, chromaSubsampling: '4:4:4' }),
  'JPEG 40, colours halved': (picture) => picture.jpeg({ quality: 40 }),
};

/** The effect of a width and an encoding: a screenshot reduced, encoded, enlarged to its size, and read. */
async function gridRows(shot: Shot, errorsOf: (picture: Buffer) => Promise<Errors>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const width of gridWidths) {
    for (const [name, encode] of Object.entries(gridEncodings)) {
      const bytes = await encode(sharp(shot.bytes).resize(width)).toBuffer();
      const back = await sharp(bytes).resize(shot.width).png().toBuffer();
      rows.push({
        name: `${shot.name} at ${width}, ${name}, x-height ${((shot.xHeight * width) / shot.width).toFixed(1)} px`,
        ...(await errorsOf(back)),
        unit: '%',
        note: `${Math.round(bytes.length / 1000)} KB`,
      });
    }
  }
  return rows;
}

/** Shares of wrong characters in percent: for the offline engine, and for the Tesseract program if it's installed. */
type Errors = Pick<Row, 'ours' | 'theirs'>;

/**
 * Every picture that is sent for one of the two screens: character errors, letter height in sent pixels, bytes, for
 * which provider. Then the same for widths and encodings that aren't chosen, to see why.
 */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sightread-legibility-'));
  const reader = createOcrEngine({ distDir });
  const program = tesseractProgram();
  const file = join(folder, 'sent.png');
  const errorsOf = async (picture: Buffer): Promise<Errors> => {
    writeFileSync(file, picture);
    const { text } = await reader.read(await pixelsOf(file));
    const beside = await program?.(file, 'eng');
    return { ours: characterErrors(truth, text) * 100, theirs: beside && characterErrors(truth, beside.text) * 100 };
  };
  const rows: Row[] = [];
  const shots = await takeShots();
  for (const shot of shots) {
    for (const sent of await sentOf(shot)) {
      const { parts } = sent.image;
      const kilobytes = Math.round(parts.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1000);
      const kind = (parts[0]?.mediaType ?? '').replace('image/', '').toUpperCase();
      const tiles = parts.length > 1 ? ` in ${parts.length} tiles` : '';
      rows.push({
        name: `${shot.name} sent ${Math.round(shot.width * scaleOf(sent))} wide${tiles}, x-height ${(shot.xHeight * scaleOf(sent)).toFixed(1)} px`,
        ...(await errorsOf(await whole(sent.image))),
        unit: '%',
        note: `${kind} ${kilobytes} KB; ${requestsInWords(sent.requests)}`,
      });
    }
  }
  const [largest] = shots;
  if (largest) {
    rows.push(...(await gridRows(largest, errorsOf)));
  }
  reader.dispose();
  rmSync(folder, { recursive: true });
  return rows;
}

/**
 * Finds QR codes and barcodes and reads them, in a thread of its own: a picture made to take long costs only its codes.
 */
import { readFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import type { Box } from '../../core/text/types';
import { serve } from '../kit/serve';
import { barsAround } from './codeBars';
import type { CodeFailure, CodeRequest, FoundCode, Point } from './codeMessages';
import { groundOf } from './ground';

/** Codes that are read from one picture. */
const maxCodes = 20;
/** UTF-16 units of one code; the largest QR code contains 2,953 bytes. */
const maxLength = 3000;

/**
 * What is looked for, and what it's called. Every kind but Code 39 has a check digit, so that text and lines aren't
 * taken for one.
 */
const kinds: Readonly<Record<string, string>> = {
  QRCode: 'QR code',
  MicroQRCode: 'Micro QR code',
  RMQRCode: 'rMQR code',
  DataMatrix: 'Data Matrix code',
  Aztec: 'Aztec code',
  PDF417: 'PDF417 barcode',
  EAN13: 'EAN-13 barcode',
  EAN8: 'EAN-8 barcode',
  UPCA: 'UPC-A barcode',
  UPCE: 'UPC-E barcode',
  Code128: 'Code 128 barcode',
  Code93: 'Code 93 barcode',
  Code39: 'Code 39 barcode',
};

const options: ReaderOptions = {
  formats: Object.keys(kinds) as NonNullable<ReaderOptions['formats']>,
  maxNumberOfSymbols: maxCodes,
  textMode: 'Plain',
};

let loaded: Promise<unknown> | undefined;

async function find({ width, height, data }: CodeRequest): Promise<readonly FoundCode[]> {
  // With its bytes given, it looks for them nowhere else; its own default is a server.
  const file = workerData as string;
  loaded ??= prepareZXingModule({
    overrides: { wasmBinary: readFileSync(file).buffer as ArrayBuffer, locateFile: () => file },
    fireImmediately: true,
  });
  await loaded;
  const shades = shadesOf({ width, height, data });
  const results = await readBarcodes({ width, height, data: grey(shades), colorSpace: 'srgb' }, options);
  return results
    .map((result) => toCode(result, { width, height, shades }))
    .sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
}

/** How light each pixel is on its ground. */
function shadesOf(picture: Omit<CodeRequest, 'kind'>): Uint8Array {
  const { data } = picture;
  const [red, green, blue] = groundOf(picture);
  const ground = lightOf(red, green, blue);
  const shades = new Uint8Array(data.length / 4);
  for (let i = 0, from = 0; i < shades.length; i++, from += 4) {
    const alpha = data[from + 3]! / 255;
    shades[i] = lightOf(data[from]!, data[from + 1]!, data[from + 2]!) * alpha + ground * (1 - alpha);
  }
  return shades;
}

const lightOf = (red: number, green: number, blue: number) => red * 0.3 + green * 0.59 + blue * 0.11;

function grey(shades: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const data = new Uint8ClampedArray(shades.length * 4).fill(255);
  for (let i = 0, to = 0; i < shades.length; i++, to += 4) {
    data[to] = data[to + 1] = data[to + 2] = shades[i]!;
  }
  return data;
}

function toCode(
  { format, symbology, position, text }: ReadResult,
  page: { readonly width: number; readonly height: number; readonly shades: Uint8Array },
): FoundCode {
  const { topLeft, topRight, bottomRight, bottomLeft } = position;
  const found = [topLeft, topRight, bottomRight, bottomLeft].map(({ x, y }): Point => [x, y]);
  // UPC-A is EAN-13 with a leading zero, which isn't printed below its bars.
  const isUpc = format === 'EAN13' && text.startsWith('0');
  const kind = isUpc ? kinds.UPCA! : (kinds[format] ?? kinds[symbology] ?? 'Barcode');
  const isLinear = /^(EAN|UPC|Code)/.test(kind);
  const corners = isLinear ? barsAround(found, page) : found;
  const whole = (isUpc ? text.slice(1) : text).toWellFormed();
  const kept = whole.length > maxLength ? `${whole.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…` : whole;
  return { kind, text: kept, box: boxAround(corners), corners };
}

function boxAround(corners: readonly Point[]): Box {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [left, top] = [Math.floor(Math.min(...xs)), Math.floor(Math.min(...ys))];
  return [left, top, Math.ceil(Math.max(...xs)) - left, Math.ceil(Math.max(...ys)) - top];
}

serve(find, { failure: (error): CodeFailure => ({ detail: String(error) }) });

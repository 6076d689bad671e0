/** The codes in a picture, as the OCR thread sees them: found in a thread beside it, then erased. */
import { join } from 'node:path';
import type { Pixels } from '../../core/image/types';
import { WorkerClient } from '../kit/workerClient';
import type { CodeFailure, CodeRequest, CodeResults, FoundCode, Point } from './codeMessages';
import type { WorkerSettings } from './messages';

/**
 * A page of 9 megapixels without codes takes 0.4 s, noise 1.2 s, and one drawn to take long 34 s (measured 2026-11-30).
 */
const deadlineMs = 5000;

let client: WorkerClient<CodeRequest, CodeResults, CodeFailure> | undefined;

/** The codes in a picture, whose pixels are copied. None if they can't be found in time: its text is read anyway. */
export async function findCodes(
  { width, height, data }: Pixels,
  { engineDirectory }: WorkerSettings,
): Promise<readonly FoundCode[]> {
  client ??= new WorkerClient<CodeRequest, CodeResults, CodeFailure>({
    file: join(engineDirectory, '..', 'ocrCodes.js'),
    options: { workerData: join(engineDirectory, 'zxing_reader.wasm') },
    deadlineMs,
    idleMs: 20_000,
    onAbort: 'end',
    handOver: (request) => {
      const copy = request.data.slice();
      return { message: { ...request, data: copy }, transfer: [copy.buffer as ArrayBuffer] };
    },
    toError: ({ detail }) => new CodesError(detail),
  });
  try {
    return await client.run({ kind: 'find', width, height, data });
  } catch (error) {
    if (error instanceof CodesError) {
      return [];
    }
    throw error;
  }
}

class CodesError extends Error {
  override readonly name = 'CodesError';
}

/** Fills each code, and a narrow margin, with the color around it. */
export function eraseCodes(pixels: Pixels, codes: readonly Pick<FoundCode, 'corners'>[]): void {
  for (const { corners } of codes) {
    const across = Math.hypot(corners[2]![0] - corners[0]![0], corners[2]![1] - corners[0]![1]);
    const margin = 2 + across * 0.02;
    fill(pixels, widened(corners, margin), colorAlong(pixels, widened(corners, margin + 2)));
  }
}

function widened(corners: readonly Point[], by: number): Point[] {
  const x = corners.reduce((sum, corner) => sum + corner[0], 0) / corners.length;
  const y = corners.reduce((sum, corner) => sum + corner[1], 0) / corners.length;
  return corners.map((corner) => {
    const distance = Math.hypot(corner[0] - x, corner[1] - y) || 1;
    const scale = 1 + (by * Math.SQRT2) / distance;
    return [x + (corner[0] - x) * scale, y + (corner[1] - y) * scale];
  });
}

/** The usual color on the sides of a quadrilateral. */
function colorAlong({ width, height, data }: Pixels, corners: readonly Point[]): number[] {
  const channels: number[][] = [[], [], [], []];
  corners.forEach((from, side) => {
    const to = corners[(side + 1) % corners.length]!;
    for (let part = 0; part < 1; part += 1 / 32) {
      const x = Math.round(from[0] + (to[0] - from[0]) * part);
      const y = Math.round(from[1] + (to[1] - from[1]) * part);
      if (x >= 0 && y >= 0 && x < width && y < height) {
        channels.forEach((values, channel) => {
          values.push(data[(y * width + x) * 4 + channel]!);
        });
      }
    }
  });
  return channels.map((values) => values.sort((a, b) => a - b)[values.length >> 1] ?? 255);
}

/** Fills a convex polygon. */
function fill({ width, height, data }: Pixels, corners: readonly Point[], color: readonly number[]): void {
  const ys = corners.map(([, y]) => y);
  const last = Math.min(height - 1, Math.floor(Math.max(...ys)));
  for (let y = Math.max(0, Math.ceil(Math.min(...ys))); y <= last; y++) {
    const crossings = corners.flatMap(([x1, y1], side) => {
      const [x2, y2] = corners[(side + 1) % corners.length]!;
      return y1 === y2 || y < Math.min(y1, y2) || y > Math.max(y1, y2) ? [] : [x1 + ((x2 - x1) * (y - y1)) / (y2 - y1)];
    });
    const left = Math.max(0, Math.ceil(Math.min(...crossings)));
    const right = Math.min(width - 1, Math.floor(Math.max(...crossings)));
    for (let x = left; x <= right; x++) {
      data.set(color, (y * width + x) * 4);
    }
  }
}

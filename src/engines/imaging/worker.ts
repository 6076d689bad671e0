/** The imaging engine's thread. */
import { availableParallelism } from 'node:os';
import sharp from 'sharp';
import { ImageError } from '../../core/image/types';
import type { Handover } from '../kit/messages';
import { serve } from '../kit/serve';
import { analyzePixels } from './analyzePixels';
import { contactSheet } from './contactSheet';
import { decode } from './decode';
import type { ImagingFailure, ImagingRequest, ImagingResults } from './messages';
import { render } from './render';
import { openDrawnText } from './source';

// Decoders and their threads warn on stderr; an image's flaws belong in its reply, not in anyone's output.
process.stdout.write = () => true;
process.stderr.write = () => true;

// Nothing is decoded twice here, so libvips' cache would only waste memory.
sharp.cache(false);
// One thread reads while the other resizes what was read: with a second free core, a photo takes 0.87 and a page 0.76
// of the time that one thread needs (measured 2026-11-22).
sharp.concurrency(Math.min(2, availableParallelism()));

/** A view of its own, so that it can be transferred: neither a piece of a pool nor of WebAssembly's memory. */
function owned(bytes: Uint8Array | Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes);
}

function handOver(result: ImagingResults[ImagingRequest['kind']]): Handover<typeof result> {
  if ('parts' in result) {
    const parts = result.parts.map((part) => ({ ...part, bytes: owned(part.bytes) }));
    return { message: { ...result, parts }, transfer: parts.map(({ bytes }) => bytes.buffer) };
  }
  if ('data' in result) {
    const data = owned(result.data);
    return { message: { ...result, data }, transfer: [data.buffer] };
  }
  return { message: result, transfer: [] };
}

function failure(error: unknown): ImagingFailure {
  if (isImageError(error)) {
    return { reason: error.reason, detail: error.detail, ...(error.size && { size: error.size }) };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { reason: /pixel limit/.test(detail) ? 'tooManyPixels' : 'corrupt', detail };
}

/** The chunks beside the worker have their own copy of the class, so compare by name. */
function isImageError(error: unknown): error is ImageError {
  return error instanceof Error && error.name === 'ImageError';
}

async function run(request: ImagingRequest): Promise<ImagingResults[ImagingRequest['kind']]> {
  switch (request.kind) {
    case 'render':
      return render(request.bytes, request.facts, request.job);
    case 'decode':
      return decode(request.bytes, request.facts, request.maxPixels);
    case 'analyzePixels':
      return analyzePixels(request.bytes, request.facts);
    case 'drawnText':
      return openDrawnText(request.bytes);
    case 'contactSheet':
      return contactSheet(request.cells, request.job);
  }
}

/** What a decoder says about a file that is known to be cut off isn't the reason. */
async function runNamed(request: ImagingRequest): Promise<ImagingResults[ImagingRequest['kind']]> {
  try {
    return await run(request);
  } catch (error) {
    const cut = 'facts' in request && request.facts.truncated && !isImageError(error);
    throw cut ? new ImageError('truncated', String(error)) : error;
  }
}

serve(runNamed, { failure, handOver });

/** The imaging worker: one request at a time, each answered by exactly one reply. */
import { availableParallelism } from 'node:os';
import { type MessagePort, parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import type { ImageError } from '../../core/image/types';
import { contactSheet } from './contactSheet';
import { decode } from './decode';
import { look } from './look';
import type { ImagingReply, ImagingRequest, ImagingResults } from './messages';
import { render } from './render';
import { openDrawnText } from './source';

// Decoders warn on stderr, and so do their threads; an image's flaws belong into its reply, not into anyone's output.
process.stdout.write = () => true;
process.stderr.write = () => true;

// Nothing is decoded twice here; what libvips would keep is memory lost.
sharp.cache(false);
// One thread reads while the other resizes what was read: where a second core is free, a photo takes 0.87 and a page 0.76
// of the time that one thread needs (measured 2026-11-22).
sharp.concurrency(Math.min(2, availableParallelism()));

async function handle(request: ImagingRequest): Promise<ImagingResults[ImagingRequest['kind']]> {
  switch (request.kind) {
    case 'render':
      return render(request.bytes, request.facts, request.job);
    case 'decode':
      return decode(request.bytes, request.facts, request.maxPixels);
    case 'look':
      return look(request.bytes, request.facts);
    case 'drawnText':
      return openDrawnText(request.bytes);
    case 'contactSheet':
      return contactSheet(request.cells, request.job);
  }
}

/** A view of its own, so that it can be handed over: neither a piece of a pool nor of WebAssembly's memory. */
function owned(bytes: Uint8Array | Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes);
}

function withOwnBytes(result: ImagingResults[ImagingRequest['kind']]): ImagingResults[ImagingRequest['kind']] {
  if ('parts' in result) {
    return { ...result, parts: result.parts.map((part) => ({ ...part, bytes: owned(part.bytes) })) };
  }
  return 'data' in result ? { ...result, data: owned(result.data) } : result;
}

function failure(error: unknown): ImagingReply {
  if (isImageError(error)) {
    return { ok: false, reason: error.reason, detail: error.detail, ...(error.size && { size: error.size }) };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { ok: false, reason: /pixel limit/.test(detail) ? 'tooManyPixels' : 'corrupt', detail };
}

/** The chunks beside the worker have the class for themselves: by its name it is the same. */
function isImageError(error: unknown): error is ImageError {
  return error instanceof Error && error.name === 'ImageError';
}

async function answer(port: MessagePort, request: ImagingRequest): Promise<void> {
  let reply: ImagingReply;
  try {
    reply = { ok: true, result: withOwnBytes(await handle(request)) };
  } catch (error) {
    if (error instanceof Error && error.name === 'RuntimeError') {
      // WebAssembly's name for a trap, which leaves the decoder broken for all that follows. Thrown where nobody catches
      // it, it ends this worker, and the client gives the picture to a new one.
      setImmediate(() => {
        throw error;
      });
      return;
    }
    reply = failure(error);
  }
  const transfer: ArrayBuffer[] = [];
  if (reply.ok && 'parts' in reply.result) {
    transfer.push(...reply.result.parts.map((part) => part.bytes.buffer as ArrayBuffer));
  } else if (reply.ok && 'data' in reply.result) {
    transfer.push(reply.result.data.buffer as ArrayBuffer);
  }
  port.postMessage(reply, transfer);
}

const port = parentPort;
if (port) {
  port.on('message', (request: ImagingRequest) => void answer(port, request));
}

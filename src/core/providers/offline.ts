/** The provider without a key and without a network: facts that are sure, text that can be read, and honesty about the rest. */
import { sniff } from '../image/sniff';
import { ImageError, type ImageFacts, type ImagingEngine, type PixelFacts } from '../image/types';
import type { OcrEngine, OcrResult } from '../text/types';
import type { Message, Provider, StreamEvent } from './types';

export const offlineProviderId = 'offline';

/** Pixels given to the reader; larger pictures are shrunk first. About a 4K screenshot. */
const maxReadPixels = 9_000_000;

/** What is known about one image without any model. */
export interface OfflineFacts {
  readonly facts: ImageFacts;
  readonly bytes: number;
  readonly pixels: PixelFacts;
  readonly read: OcrResult;
}

/** Finds the facts of one image file. Throws `ImageError`, `OcrError` or the signal's reason. */
export async function readOffline(
  bytes: Uint8Array,
  imaging: ImagingEngine,
  ocr: OcrEngine,
  signal?: AbortSignal,
): Promise<OfflineFacts> {
  const found = sniff(bytes);
  if (!found.ok) {
    throw new ImageError(found.reason, found.detail);
  }
  const { facts } = found;
  if (facts.truncated) {
    throw new ImageError('truncated');
  }
  const look = await imaging.look(bytes, facts, signal);
  const decoded = await imaging.decode(bytes, facts, maxReadPixels, signal);
  const read = await ocr.read(decoded, {}, signal);
  return { facts, bytes: bytes.length, pixels: look, read };
}

/**
 * The description as Markdown: one sentence of what it is, the text in it, the facts, and what is not known.
 * Nothing is guessed without saying so.
 */
export function describeOffline(found: OfflineFacts): string {
  const { facts, pixels, read } = found;
  const lines = [openingSentence(found), ''];
  if (read.text.trim()) {
    const count = read.lines.length;
    const doubt = read.confidence < 75 ? ' The reader was unsure of parts of it.' : '';
    const kind = read.monospace ? ' in a fixed-width font, as in code or a terminal' : '';
    lines.push(`It holds ${count === 1 ? 'one line' : `${count} lines`} of text${kind}.${doubt}`, '');
    lines.push(fence(read.monospace ? read.text : withoutGaps(read.text)), '');
  } else {
    lines.push('No text was found in it.', '');
  }
  lines.push(...factLines(facts, pixels, found.bytes), '');
  lines.push(
    pixels.looksLike === 'photo' && !read.text.trim()
      ? 'What the picture shows cannot be told offline: these are measured facts, not a description by a model. A vision model would describe it.'
      : 'This was read on this machine from pixels and text, without a model. A vision model would say what it means.',
  );
  return lines.join('\n');
}

function openingSentence({ facts, pixels }: OfflineFacts): string {
  const kind = { photo: 'a photo', screenshot: 'a screenshot', diagram: 'a diagram or graphic' }[pixels.looksLike];
  const colors = pixels.colors.slice(0, 3).map((color) => color.name);
  const shape = facts.width > facts.height * 1.1 ? 'wide' : facts.height > facts.width * 1.1 ? 'tall' : 'square';
  const tone = pixels.looksLike === 'photo' ? '' : pixels.dark ? ' with a dark background' : ' with a light background';
  const palette = colors.length > 0 ? `, mostly ${listOf(colors)}` : '';
  return `This looks like ${kind}${tone}: ${shape}, ${facts.width} × ${facts.height} pixels${palette}.`;
}

function factLines(facts: ImageFacts, pixels: PixelFacts, bytes: number): string[] {
  const rows: string[] = [`- Format: ${facts.type.toUpperCase()}, ${bytesText(bytes)}`];
  if (facts.orientation !== 1) {
    rows.push('- Orientation: stored turned, shown upright');
  }
  if (facts.animated) {
    rows.push(`- Animation: yes${facts.frames ? `, ${facts.frames} frames` : ''}; the first frame was read`);
  }
  if (pixels.transparent > 0.001) {
    rows.push(`- Transparency: ${percent(pixels.transparent)} of the area`);
  }
  if (pixels.colors.length > 0) {
    rows.push(`- Colors: ${pixels.colors.map((color) => `${color.name} ${percent(color.share)}`).join(', ')}`);
  }
  if (facts.captured?.date) {
    rows.push(`- Taken: ${facts.captured.date}`);
  }
  if (facts.captured?.camera) {
    rows.push(`- Camera: ${facts.captured.camera}`);
  }
  if (facts.metadata.location) {
    rows.push('- Location: stored in the file, not shown here');
  }
  return rows;
}

/** The engine as a provider: the first turn is the description, a follow-up searches the text that was read. */
export function createOfflineProvider(engines: {
  readonly imaging: () => ImagingEngine;
  readonly ocr: () => OcrEngine;
}): Provider {
  /** Facts by the very bytes, so that a follow-up reads nothing twice. */
  const known = new WeakMap<Uint8Array, Promise<OfflineFacts>>();
  const factsOf = (bytes: Uint8Array, signal: AbortSignal) => {
    const running = known.get(bytes) ?? readOffline(bytes, engines.imaging(), engines.ocr(), signal);
    known.set(bytes, running);
    running.catch(() => known.delete(bytes));
    return running;
  };
  return {
    id: offlineProviderId,
    label: 'Offline',
    host: undefined,
    vendor: undefined,
    limits: { accepts: [] },
    takesOriginals: true,
    async *stream(request, signal): AsyncGenerator<StreamEvent> {
      yield { type: 'start' };
      const images = request.messages.flatMap(imagesOf);
      const turns = request.messages.filter((message) => message.role === 'user');
      const newest = turns.at(-1);
      const fresh = newest ? imagesOf(newest) : [];
      const all: OfflineFacts[] = [];
      for (const bytes of fresh.length > 0 ? fresh : images) {
        signal.throwIfAborted();
        const facts = await factsOf(bytes, signal);
        all.push(facts);
        if (fresh.length > 0) {
          const heading = fresh.length > 1 ? `${all.length > 1 ? '\n\n' : ''}### Image ${all.length}\n\n` : '';
          yield { type: 'text', text: heading + describeOffline(facts) };
        }
      }
      if (fresh.length === 0) {
        yield { type: 'text', text: answerOffline(questionOf(newest), all) };
      }
      yield { type: 'finish', reason: 'stop' };
    },
    listModels: () => Promise.resolve([]),
  };
}

/** A follow-up without a model: the lines that hold the question's words, or a plain "cannot". */
export function answerOffline(question: string, all: readonly OfflineFacts[]): string {
  const words = question
    .toLowerCase()
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word.length > 3 && !stopWords.has(word));
  const lines = all.flatMap((one) => one.read.lines.map((line) => line.text));
  const hits = lines.filter((line) => words.some((word) => line.toLowerCase().includes(word)));
  const cannot =
    'The offline engine cannot answer questions: it reads text and measures pixels. Choose a vision model to ask.';
  return hits.length > 0
    ? `${cannot}\n\nThese lines of the image hold words of your question:\n\n${fence(hits.slice(0, 40).join('\n'))}`
    : cannot;
}

const stopWords = new Set(
  'what which where when does this that there these those image picture show shows about with from have please tell describe text read'.split(
    ' ',
  ),
);

function imagesOf(message: Message): Uint8Array[] {
  return message.role === 'user'
    ? message.parts.flatMap((part) => (part.kind === 'image' && part.bytes ? [part.bytes] : []))
    : [];
}

function questionOf(message: Message | undefined): string {
  return message ? message.parts.map((part) => (part.kind === 'text' ? part.text : '')).join(' ') : '';
}

/** Running text keeps its lines; the distances between columns and blocks shrink to what is readable. */
const withoutGaps = (value: string) =>
  value
    .replace(/ {4,}/g, '   ')
    .replace(/^ +/gm, '')
    .replace(/\n{3,}/g, '\n\n');

/** A fence longer than any run of back-ticks inside. */
function fence(value: string): string {
  const longest = Math.max(2, ...[...value.matchAll(/`+/g)].map((run) => run[0].length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}text\n${value.trimEnd()}\n${ticks}`;
}

const percent = (share: number) => `${Math.max(1, Math.round(share * 100))} %`;
const listOf = (names: readonly string[]) =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
const bytesText = (bytes: number) =>
  bytes < 1024
    ? `${bytes} bytes`
    : bytes < 1024 ** 2
      ? `${Math.round(bytes / 1024)} KB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MB`;

/** What the offline engine says, as Markdown, in the user's language. */
import type { ImageFacts, PixelFacts } from '../image/types';
import { lookUp } from '../lookUp';
import { codeLine, withCodes } from '../text/codes';
import type { OcrResult } from '../text/types';

/** Looks up a text in the user's language and fills its placeholders; the editor's own `l10n`, or `english`. */
export interface Translator {
  t(text: string, ...places: (string | number)[]): string;
}

/** The texts as they're written here. */
export const english: Translator = {
  t: (text, ...places) => text.replace(/\{(\d+)\}/g, (_, index: string) => String(places[Number(index)] ?? '')),
};

/** What is known about one image without a model. */
export interface OfflineFacts {
  readonly facts: ImageFacts;
  /** Of the file. */
  readonly bytes: number;
  readonly pixels: PixelFacts;
  readonly read: OcrResult;
}

/** Mean word confidence below which the user is warned, 0 to 100. */
const doubtful = 75;

/**
 * The description as Markdown: one sentence about what it is, its text, the facts, and what isn't known. Every guess is
 * marked as one.
 */
export function describeOffline(found: OfflineFacts, l10n: Translator = english): string {
  const { facts, pixels, read } = found;
  const { codes = [] } = read;
  const hasText = read.text.trim() !== '';
  const lines = [openingSentence(found, l10n), ''];
  if (hasText) {
    const count = read.lines.length;
    const sentence = read.monospace
      ? l10n.t('It contains monospaced text, such as code or terminal output (lines: {0}).', count)
      : l10n.t('It contains text (lines: {0}).', count);
    const doubt = read.confidence < doubtful ? ` ${l10n.t('Some words may be wrong.')}` : '';
    lines.push(sentence + doubt, '', fence(read.monospace ? read.text : withoutGaps(read.text)), '');
  } else {
    lines.push(l10n.t('No text was found in it.'), '');
  }
  if (codes.length > 0) {
    lines.push(
      l10n.t('It contains QR codes or barcodes (count: {0}).', codes.length),
      '',
      fence(withCodes('', codes)),
      '',
    );
  }
  lines.push(...factLines(facts, pixels, found.bytes, l10n), '');
  lines.push(
    pixels.looksLike === 'photo' && !hasText
      ? l10n.t(
          'Offline, Sightread can measure this image but not describe it. Choose a vision model for a description.',
        )
      : l10n.t(
          'The offline engine measured this image and read its text. Choose a vision model to learn what it means.',
        ),
  );
  return lines.join('\n');
}

function openingSentence({ facts, pixels }: OfflineFacts, l10n: Translator): string {
  const size = `${facts.width} × ${facts.height}`;
  const sentences = {
    photo: () => l10n.t('This looks like a photo, {0} pixels.', size),
    screenshot: () =>
      pixels.dark
        ? l10n.t('This looks like a screenshot with a dark background, {0} pixels.', size)
        : l10n.t('This looks like a screenshot with a light background, {0} pixels.', size),
    diagram: () =>
      pixels.dark
        ? l10n.t('This looks like a diagram or graphic on a dark background, {0} pixels.', size)
        : l10n.t('This looks like a diagram or graphic on a light background, {0} pixels.', size),
  };
  const names = colorNames(l10n);
  const colors = pixels.colors.slice(0, 3).map((color) => lookUp(names, color.name) ?? color.name);
  const palette = colors.length > 0 ? ` ${l10n.t('Its main colors: {0}.', colors.join(', '))}` : '';
  return sentences[pixels.looksLike]() + palette;
}

function factLines(facts: ImageFacts, pixels: PixelFacts, bytes: number, l10n: Translator): string[] {
  const names = colorNames(l10n);
  const rows = [l10n.t('Format: {0}, {1}', facts.type.toUpperCase(), bytesText(bytes, l10n))];
  if (facts.orientation !== 1) {
    rows.push(l10n.t('Orientation: stored rotated, shown upright'));
  }
  if (facts.animated) {
    rows.push(
      facts.frames
        ? l10n.t('Animation: {0} frames; the first one was read', facts.frames)
        : l10n.t('Animation: yes; the first frame was read'),
    );
  }
  if (pixels.transparent > 0.001) {
    rows.push(l10n.t('Transparency: {0} of the image', percent(pixels.transparent)));
  }
  if (pixels.colors.length > 0) {
    const shares = pixels.colors.map((color) => `${lookUp(names, color.name) ?? color.name} ${percent(color.share)}`);
    rows.push(l10n.t('Colors: {0}', shares.join(', ')));
  }
  if (facts.captured?.date) {
    rows.push(l10n.t('Taken: {0}', facts.captured.date));
  }
  if (facts.captured?.camera) {
    rows.push(l10n.t('Camera: {0}', plain(facts.captured.camera)));
  }
  if (facts.metadata.location) {
    rows.push(l10n.t('Location: stored in the file, not shown here'));
  }
  return rows.map((row) => `- ${row}`);
}

/** A follow-up without a model: the lines that contain the question's words, or a plain "cannot". */
export function answerOffline(question: string, all: readonly OfflineFacts[], l10n: Translator = english): string {
  const words = question
    .toLowerCase()
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word.length > 3 && !stopWords.has(word));
  const lines = all.flatMap(({ read }) => [
    ...read.lines.map((line) => line.text),
    ...(read.codes ?? []).map(codeLine),
  ]);
  const hits = lines.filter((line) => words.some((word) => line.toLowerCase().includes(word)));
  const cannot = l10n.t(
    'The offline engine can’t answer questions. It only extracts text and measures images. Choose a vision model to ask.',
  );
  const holding = l10n.t('These lines in the image contain words from your question:');
  return hits.length > 0 ? `${cannot}\n\n${holding}\n\n${fence(hits.slice(0, 40).join('\n'))}` : cannot;
}

const stopWords = new Set(
  'what which where when does this that there these those image picture show shows about with from have please tell describe text read'.split(
    ' ',
  ),
);

/** The names that the imaging engine uses, see `engines/imaging/colors`. */
function colorNames(l10n: Translator): Readonly<Record<string, string>> {
  return {
    black: l10n.t('black'),
    'dark gray': l10n.t('dark gray'),
    gray: l10n.t('gray'),
    'light gray': l10n.t('light gray'),
    white: l10n.t('white'),
    red: l10n.t('red'),
    'dark red': l10n.t('dark red'),
    pink: l10n.t('pink'),
    orange: l10n.t('orange'),
    brown: l10n.t('brown'),
    beige: l10n.t('beige'),
    yellow: l10n.t('yellow'),
    olive: l10n.t('olive'),
    green: l10n.t('green'),
    'dark green': l10n.t('dark green'),
    'light green': l10n.t('light green'),
    teal: l10n.t('teal'),
    cyan: l10n.t('cyan'),
    'light blue': l10n.t('light blue'),
    blue: l10n.t('blue'),
    'dark blue': l10n.t('dark blue'),
    purple: l10n.t('purple'),
    magenta: l10n.t('magenta'),
    lavender: l10n.t('lavender'),
  };
}

/** Running text keeps its lines; the gaps between columns and blocks shrink to a readable size. */
const withoutGaps = (value: string) =>
  value
    .replace(/ {4,}/g, '   ')
    .replace(/^ +/gm, '')
    .replace(/\n{3,}/g, '\n\n');

/** A fence longer than any run of backticks inside. */
function fence(value: string): string {
  const longest = Math.max(2, ...[...value.matchAll(/`+/g)].map((run) => run[0].length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}text\n${value.trimEnd()}\n${ticks}`;
}

const percent = (share: number) => `${Math.max(1, Math.round(share * 100))} %`;
/** A camera's name comes from the file, so markup in it is escaped. */
const plain = (value: string) => value.replace(/[`*_[\]<>\\#|]/g, ' ').slice(0, 80);
const bytesText = (bytes: number, l10n: Translator) =>
  bytes < 1024
    ? l10n.t('{0} bytes', bytes)
    : bytes < 1024 ** 2
      ? l10n.t('{0} KB', Math.round(bytes / 1024))
      : l10n.t('{0} MB', (bytes / 1024 ** 2).toFixed(1));

// The code that reads untrusted bytes and texts on the extension host's own thread, each with inputs made to block it.
// `entries.js NAME` runs one of them and prints the milliseconds that its longest turn took.

import { deserialize, serialize } from 'node:v8';
import { unifiedDiff } from '../../../src/commandLine/unifiedDiff';
import { sha256 } from '../../../src/core/altText/cache';
import { cleanAlt } from '../../../src/core/altText/clean';
import { dataUrlBytes } from '../../../src/core/altText/dataUrl';
import { readDecision } from '../../../src/core/altText/decision';
import { estimateBatch } from '../../../src/core/altText/estimate';
import { placer } from '../../../src/core/altText/findings';
import { notebookPicture } from '../../../src/core/altText/notebookPicture';
import { resolveImage } from '../../../src/core/altText/resolve';
import { readRules, rulesFor } from '../../../src/core/altText/rules';
import { readRecords } from '../../../src/core/altText/staleRecords';
import { hasRedundantPrefix, isPlaceholder, isVague, looksLikeFileName } from '../../../src/core/altText/wording';
import { isRefusal } from '../../../src/core/answers/refusal';
import { checkData } from '../../../src/core/ask/data';
import { bounds } from '../../../src/core/bounds';
import { collectBytes } from '../../../src/core/bytes';
import { readGitIgnore } from '../../../src/core/gitignore';
import { sniff } from '../../../src/core/image/sniff';
import { stripMetadata } from '../../../src/core/image/strip';
import { imageLinkAt } from '../../../src/core/imageLink';
import { parseJson } from '../../../src/core/json';
import { parseJsonInPortions } from '../../../src/core/jsonInPortions';
import { whyNotSent } from '../../../src/core/mayBeSent';
import { codecs } from '../../../src/core/providers/dialects/codecs';
import { errorFromCause, errorFromResponse } from '../../../src/core/providers/errorMapping';
import { imageDataUrl, jsonBytes, notingImages } from '../../../src/core/providers/imageText';
import { parseModelList } from '../../../src/core/providers/modelLists';
import { createThinkFilter } from '../../../src/core/providers/thinkFilter';
import type { Dialect } from '../../../src/core/providers/types';
import { resolveVendor } from '../../../src/core/providers/vendors';
import { readExclude, readSetting, type SettingName, settingTable } from '../../../src/core/settings';
import { findUnbalanced } from '../../../src/core/text/balance';
import { differingLines } from '../../../src/core/text/compare';
import { fitToEditor, fittedOffsets } from '../../../src/core/text/insert';
import { readTarFile } from '../../../src/core/text/languages/tar';
import { shapeAnswer, shapeOffline } from '../../../src/core/text/shape';
import { descriptionBlocks } from '../../../src/engines/markup/edit/longDescription/blocks';
import { sameImages } from '../../../src/engines/markup/edit/sameImage';
import { runMarkup } from '../../../src/engines/markup/run';
import { createReviewRoom } from '../../../src/host/altText/reviewRoom';
import { file, heads, MB, mostFile, wholeFiles } from './files';
import {
  answers,
  errors,
  fill,
  globs,
  imagesOf,
  jsonParts,
  mostText,
  pages,
  paths,
  readAs,
  records,
  referenceTo,
  settingValues,
  texts,
} from './inputs';
import { calibrate, watchTurns } from './turns';

const vendor = () => {
  const resolved = resolveVendor('work', { baseUrl: 'https://example.com' });
  if (!('vendor' in resolved)) {
    throw new Error(resolved.problems.join());
  }
  return resolved.vendor;
};

const image = async (bytes: Uint8Array) => {
  const sniffed = sniff(bytes);
  if (sniffed.ok) {
    await stripMetadata(bytes, sniffed.facts);
  }
};

/** One step per seed. */
function steps<S, I>(
  seeds: readonly S[],
  make: (seed: S) => I,
  read: (input: I) => unknown,
): readonly (() => () => unknown)[] {
  return seeds.map((seed) => () => {
    const input = make(seed);
    return () => read(input);
  });
}

/** What the parsers' thread sends, as this thread receives it. */
const imageSteps = (['find', 'check'] as const).flatMap((kind) =>
  Object.entries(imagesOf).flatMap(([languageId, all]) =>
    all.map((text) => async () => {
      const job =
        kind === 'find'
          ? { kind, text, languageId, near: MB }
          : { kind, text, languageId, options: {}, isBounded: true };
      const sent = serialize(await runMarkup(job));
      return () => deserialize(sent);
    }),
  ),
);

type Step = () => (() => unknown) | Promise<() => unknown>;

/** Each returns its steps: an input is made, and what is returned reads it, in one turn of the event loop. */
export const entries: Readonly<Record<string, () => readonly Step[]>> = {
  'the images of a document': () => imageSteps,
  'globs of a setting': () =>
    steps(
      globs.flatMap((all) => paths.map((path) => ({ all, path }))),
      ({ all, path }) => ({ setting: Object.fromEntries(all.map((glob) => [glob, { vague: 'off' }])), path }),
      ({ setting, path }) => rulesFor(readRules(setting), path),
    ),
  'globs of files that are not sent': () =>
    steps(
      globs.flatMap((all) => paths.map((path) => ({ all, path }))),
      (input) => input,
      ({ all, path }) => whyNotSent({ names: [path, path], paths: [path], isInside: true }, all, false),
    ),
  'settings of a folder': () =>
    steps(
      [
        [300, false],
        [300, true],
        [200_000, false],
        [200_000, true],
      ] as const,
      ([length, isBelowGlob]) => {
        const all = Object.fromEntries(Array.from({ length }, (_, at) => [`a${at}`, 'off']));
        return isBelowGlob ? { '**': all } : all;
      },
      (value) => readRules(readSetting('altText.rules', value).value),
    ),
  'a .gitignore': () =>
    steps(
      globs.flatMap(([glob = '']) => paths.map((path) => ({ glob, path }))),
      ({ glob, path }) => ({
        text: fill(`${glob}\n`, bounds.ignoreFileBytes).split('\n').slice(0, bounds.ignoreRules).join('\n'),
        path,
      }),
      ({ text, path }) => readGitIgnore(text)(path),
    ),
  'records of alts': () =>
    steps(
      [
        [1, 60_000],
        [290_000, 0],
        [14_000, 1],
        [140_000, 1],
      ] as const,
      ([documents, images]) => records(documents, images),
      (json) => readRecords(json, bounds.jsonValues),
    ),
  ...Object.fromEntries(
    heads.map(([name, head, parts]) => [
      `files: ${name}`,
      () =>
        parts.map((part) => () => {
          const bytes = file(head, part);
          return () => image(bytes);
        }),
    ]),
  ),
  'files that are whole': () => steps(Object.values(wholeFiles), (make) => make(), image),
  'the hash of a file': () => steps([mostFile], (length) => new Uint8Array(length).fill(7), sha256),
  'the body of a request': () =>
    steps(
      [
        [48, 1],
        [3, 16],
      ] as const,
      ([size, count]) => Array.from({ length: count }, () => new Uint8Array(size * MB).fill(7)),
      (all) => {
        const { result, images } = notingImages(() => ({ images: all.map((one) => imageDataUrl(one, 'image/png')) }));
        return jsonBytes(result, images);
      },
    ),
  'JSON that is parsed in one go': () =>
    steps(jsonParts(bounds.answerMessageBytes, bounds.jsonValuesAtOnce), String, (text) => parseJson(text)),
  'JSON that is read in portions': () =>
    steps(
      [
        ...jsonParts(bounds.modelListBytes, bounds.jsonValues),
        ...jsonParts(bounds.conversationBytes, bounds.jsonValues).slice(-12),
      ],
      String,
      (text) => parseJsonInPortions(text),
    ),
  'an answer streaming in': () =>
    steps(
      (Object.keys(codecs) as Dialect[]).flatMap((dialect) => answers(dialect).map((body) => ({ dialect, body }))),
      ({ dialect, body }) => ({ dialect, body: new TextEncoder().encode(body) }),
      async ({ dialect, body }) => {
        const decoder = codecs[dialect].decoder(vendor(), 'stream');
        for (let at = 0; at < body.length && !decoder.settled; at += 64 * 1024) {
          decoder.push(body.subarray(at, at + 64 * 1024));
          await new Promise((resolve) => setImmediate(resolve));
        }
        decoder.end();
      },
    ),
  'a setting': () =>
    steps(
      (Object.keys(settingTable) as SettingName[]).flatMap((name) => settingValues.map((make) => ({ name, make }))),
      ({ name, make }) => ({ name, value: make() }),
      ({ name, value }) => (name === 'exclude' ? readExclude(value) : readSetting(name, value)),
    ),
  'a picture in a notebook': () =>
    steps(
      [
        { cells: [{ attachments: { a: { 'image/png': 'AAAA'.repeat(950_000) } } }] },
        { cells: [{ attachments: { a: { 'image/png': Array.from({ length: 400_000 }, () => 'AAA\n') } } }] },
        { cells: Array.from({ length: 200_000 }, () => ({})) },
        { cells: Array.from({ length: 60_000 }, () => ({ outputs: [{ data: {} }] })) },
        { cells: [{ attachments: Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [at, {}])) }] },
        { cells: [{ attachments: { a: { 'image/png': ' '.repeat(3_900_000) } } }] },
        { cells: [{ attachments: { a: { 'image/png': `${'A'.repeat(3_900_000)}!` } } }] },
      ],
      (value) => JSON.stringify(value),
      (text) => notebookPicture(text, { kind: 'attachment', cell: 0, name: 'a' }),
    ),
  'a picture in an address': () =>
    steps(
      [';base64,AAAA', ';base64', ';', ',%41', ',%', ',%E4%B8%80', ';base64,!', ';base64, '].map((part) =>
        fill(part.slice(-6), 2_000_000, `data:image/png${part}`),
      ),
      String,
      dataUrlBytes,
    ),
  'where an image lies': () =>
    steps(
      ['a', '/', '../', 'data:', '?', '\\', '%41', '%', '@/', ' ', 'a/', 'http://a'].flatMap((part) => [
        fill(part, 4_000),
        fill(part, 1_000_000),
        fill(part, 1_000_000, '/'),
        fill(part, 1_000_000, 'https://a/'),
      ]),
      (raw) => referenceTo(raw),
      (reference) =>
        resolveImage(reference, {
          document: 'file:///work/docs/a.md',
          roots: ['file:///work', 'file:///other'],
          baseFolders: Array.from({ length: 50 }, (_, at) => `folder${at}`),
        }),
    ),
  'the same images again': () =>
    steps(
      [
        Array.from({ length: bounds.documentImages }, () => 'a'),
        Array.from({ length: bounds.documentImages }, () => 'a'.repeat(4_000)),
        Array.from({ length: bounds.documentImages }, (_, at) => `a${at}`),
      ],
      (sources) => sources.map((raw, index) => ({ ...referenceTo(raw), index, start: index })),
      (all) => [
        sameImages(all, all),
        sameImages(
          all,
          all.map((one) => ({ ...one, context: { ...one.context, before: 'x' } })),
        ),
      ],
    ),
  'an estimate for many images': () =>
    steps(
      [bounds.reviewImages],
      (length) =>
        Array.from({ length }, (_, at) => ({
          key: String(at),
          reference: {
            ...referenceTo(`a${at}`),
            context: { headings: ['h'.repeat(300)], before: 'b'.repeat(400), after: 'c'.repeat(400), linked: false },
          },
          width: 500,
          height: 500,
        })),
      (images) =>
        estimateBatch(images as never, { formula: 'openai', model: 'gpt-5', detail: 'auto', atOnce: 4, options: {} }),
    ),
  'lines and columns': () =>
    steps(
      ['\n', 'a', '\r\n'].map((part) => fill(part, 2_000_000)),
      String,
      (text) => {
        const place = placer(text);
        for (let at = 0; at < 2_000; at++) {
          place(at * 1_000);
        }
      },
    ),
  'an archive of language data': () =>
    steps(
      [0, 512],
      (size) => {
        const block = Buffer.alloc(512);
        block.write('a', 0);
        block.write(size.toString(8).padStart(11, '0'), 124);
        block.write('0', 156);
        block.write('ustar', 257);
        return new Uint8Array(Buffer.alloc(200 * MB, block));
      },
      (archive) => readTarFile(archive, 'package/b'),
    ),
  'bytes that came in pieces': () =>
    steps(
      [64, 200],
      (size) => Array.from({ length: size * 16 }, () => new Uint8Array(64 * 1024).fill(7)),
      (pieces) =>
        collectBytes(
          (async function* () {
            for (const piece of pieces) {
              await new Promise((resolve) => setImmediate(resolve));
              yield piece;
            }
          })(),
          200 * MB,
        ),
    ),
  'a line under the cursor': () =>
    steps(
      ['a', 'a.', '.png', 'a.png', '/', 'ICO', 'http://', '?', '(a', 'data:image/png;base64,iVBOR'],
      (part) => fill(part, MB),
      (line) => imageLinkAt(line, MB / 2),
    ),
  'an error': () =>
    steps(
      errors,
      (part) => part,
      (part) => [
        errorFromResponse(400, new Map([['retry-after', '315360000']]), fill(part, 256 * 1024), vendor()),
        errorFromCause(new Error(fill(part, MB)), 'https://example.com'),
        errorFromResponse(
          400,
          new Map(),
          JSON.stringify({ error: { message: fill(part, 250_000), code: fill(part, 1000) } }),
          vendor(),
        ),
      ],
    ),
  JSON: () =>
    steps(
      ['[', '{"a":', '[],', '0,', '"",', '"\\"",', '\\', '"', '{},', 'null,'].flatMap((part) => [
        fill(part, bounds.answerMessageBytes),
        `[${fill(part, bounds.answerMessageBytes).slice(0, -1)}]`,
      ]),
      String,
      (text) => parseJson(text),
    ),
  'a list of models': () =>
    steps(
      [
        Array.from({ length: 200_000 }, (_, at) => ({ id: `m${at}`, name: 'a'.repeat(50) })),
        Array.from({ length: 100 }, () => ({ id: 'gpt-'.repeat(50_000) })),
      ],
      (data) => ({ data }),
      (list) => parseModelList(list, vendor()),
    ),
  'an alt': () => steps(texts, String, (text) => cleanAlt(text)),
  'a refusal': () => steps(texts, String, isRefusal),
  'a decision': () => steps(texts, String, (text) => readDecision(text)),
  'the wording of an alt': () =>
    steps(
      texts,
      (text) => text.slice(0, MB),
      (alt) => [isPlaceholder(alt), isVague(alt), hasRedundantPrefix(alt), looksLikeFileName(alt, alt)],
    ),
  'a long description': () => steps(texts, String, descriptionBlocks),
  'a text': () => steps(texts, String, (text) => shapeAnswer(text, 'auto')),
  'a table': () =>
    steps(
      [
        ...texts,
        ...['=,', '-5,', '"a";=b\n', '\t=', '=1\t', ',"'].flatMap((part) => [fill(part, 49_990), fill(part, mostText)]),
      ],
      String,
      (text) => shapeAnswer(text, 'csv'),
    ),
  'a page that was read': () =>
    steps(
      pages.flatMap((page) => (['auto', 'text', 'paragraphs', 'csv'] as const).map((form) => ({ page, form }))),
      ({ page, form }) => ({ page: readAs(page), form }),
      ({ page, form }) => shapeOffline(page, form),
    ),
  'brackets and quotes': () => steps(texts, String, (text) => findUnbalanced(text)),
  'the doubtful places of a text': () =>
    steps(
      ['[unreadable]', '[unreadable]\n', ' [unreadable]\n\t', '\n'].map((part) => fill(part, mostText)),
      String,
      (text) => {
        const fitted = fittedOffsets(text, text);
        return shapeAnswer(text, 'text').doubts.map(({ start, end }) => [fitted(start), fitted(end)]);
      },
    ),
  'the images of a review': () =>
    steps(
      [
        { count: 5_000, text: 'a' },
        { count: 1_000, text: 'a'.repeat(20_000) },
      ],
      ({ count, text }) => Array.from({ length: count }, () => ({ reference: referenceTo(text), findings: [{}] })),
      (images) => {
        const room = createReviewRoom();
        for (let document = 0; document < 10_000; document++) {
          room.take(images);
        }
      },
    ),
  'a text for the editor': () =>
    steps(texts, String, (text) => fitToEditor(text, { linePrefix: '', insertSpaces: true, tabSize: 4 })),
  'two readings': () =>
    steps(
      ['', 'b\na\n', 'a\n'],
      (part) => fill(part || 'c', mostText),
      (text) => differingLines(text, fill('a\n', mostText)),
    ),
  data: () => steps(texts, String, (text) => checkData(text, undefined, async () => [])),
  thinking: () =>
    steps(
      ['<think', '<', ' ', '</think>', 'a'],
      (part) => part.repeat(50),
      (piece) => {
        const filter = createThinkFilter();
        filter.push('<think>');
        for (let at = 0; at < 2000; at++) {
          filter.push(piece);
        }
        return filter.end();
      },
    ),
  'a diff': () =>
    steps(
      ['a\n', 'a'],
      (part) => fill(part, MB),
      (text) =>
        unifiedDiff(
          'a.md',
          text,
          Array.from({ length: 2000 }, (_, at) => ({ start: at * 400, end: at * 400 + 1, newText: 'b' })),
        ),
    ),
};

/** The longest turn of each step, or of the one that is named. */
async function main(name: string, only: number | undefined): Promise<void> {
  const turns: (readonly [step: number, milliseconds: number])[] = [];
  for (const [at, step] of (entries[name]?.() ?? []).entries()) {
    if (only !== undefined && at !== only) {
      continue;
    }
    const read = await step();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const stop = watchTurns();
    await read();
    turns.push([at, stop()]);
  }
  process.stdout.write(JSON.stringify({ turns, usual: calibrate() }));
}

if (process.argv[2] !== undefined && process.argv[1]?.endsWith('entries.js')) {
  // An interrupted run leaves no process behind.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.exit(1), 1000).unref();
  void main(process.argv[2], process.argv[3] === undefined ? undefined : Number(process.argv[3]));
}

// What a stranger's bytes and texts are read by on the extension host's own thread, each with inputs made to hold it up.
// `entries.js NAME` runs one of them and prints the milliseconds that its longest turn took.

import { deserialize, serialize } from 'node:v8';
import { cleanAlt } from '../../../src/core/altText/clean';
import { readDecision } from '../../../src/core/altText/decision';
import { descriptionBlocks } from '../../../src/core/altText/longDescription/blocks';
import { readRules, rulesFor } from '../../../src/core/altText/rules';
import { readRecords } from '../../../src/core/altText/staleRecords';
import { unifiedDiff } from '../../../src/core/altText/unifiedDiff';
import { hasRedundantPrefix, isPlaceholder, isVague, looksLikeFileName } from '../../../src/core/altText/wording';
import { isRefusal } from '../../../src/core/answers/refusal';
import { checkData } from '../../../src/core/ask/data';
import { bounds } from '../../../src/core/bounds';
import { readGitIgnore } from '../../../src/core/gitignore';
import { sniff } from '../../../src/core/image/sniff';
import { stripMetadata } from '../../../src/core/image/strip';
import { svgSourceText } from '../../../src/core/image/svgText';
import { imageLinkAt } from '../../../src/core/imageLink';
import { parseJson } from '../../../src/core/json';
import { whyNotSent } from '../../../src/core/mayBeSent';
import { errorFromCause, errorFromResponse } from '../../../src/core/providers/errorMapping';
import { parseModelList } from '../../../src/core/providers/modelLists';
import { createThinkFilter } from '../../../src/core/providers/thinkFilter';
import { resolveVendor } from '../../../src/core/providers/vendors';
import { findUnbalanced } from '../../../src/core/text/balance';
import { differingLines } from '../../../src/core/text/compare';
import { fitToEditor } from '../../../src/core/text/insert';
import { shapeAnswer, shapeOffline } from '../../../src/core/text/shape';
import type { OcrResult, OcrWord } from '../../../src/core/text/types';
import { runMarkup } from '../../../src/engines/markup/run';

const MB = 1024 * 1024;
const mostFile = 64 * MB;
const mostText = bounds.answerCharacters;

/** The part again and again, up to a length. */
const fill = (part: string, length: number, before = '', after = '') =>
  before + part.repeat(Math.ceil(length / part.length)) + after;
const file = (head: string, part: string, length = mostFile) => {
  const bytes = Buffer.alloc(length, Buffer.from(part, 'latin1'));
  bytes.write(head, 'latin1');
  return new Uint8Array(bytes);
};

/** Texts that make an expression or a scan begin anew at each of their characters. */
const texts: readonly string[] = [
  ...[
    '<think>',
    '<',
    '"',
    '`',
    '```\n',
    '{',
    '[',
    '[](',
    '![',
    '\\',
    '(',
    '~~~ ',
    '| - ',
    '- a\n\n',
    '\n',
    '\r',
    ' ',
    '\u00a0',
  ],
  ...[
    'given the page ',
    '. let me know ',
    '(12 ',
    'alt: ',
    '*',
    '_',
    '<a',
    '&lt;',
    '**a',
    "'",
    '{"a":',
    'import {',
    '$this->',
    'a-',
    'DSC000',
  ],
  ...['[a](', ': b;', ' a: ', 'fn a<', 'require("', 'def a(', '<div a', '\ta\n', '::', '=', 'x\n'],
].flatMap((part) => [fill(part, mostText), fill(part, mostText, '', '\n\u0000x')]);

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

const heads: readonly (readonly [name: string, head: string, parts: readonly string[]])[] = [
  [
    'JPEG',
    '\xff\xd8',
    ['\xff', '\xff\xe0\0\x02', '\xff\xd8', '\xff\xe1\0\x08Exif\0\0', '\xff\xda\0\x02', '\xff\xc0\0\x02'],
  ],
  [
    'PNG',
    '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x09\0\0\0\x09\x08\x06\0\0\0\0\0\0\0',
    ['\0\0\0\0tEXt\0\0\0\0', '\0\0\0\0IDAT\0\0\0\0', '\0\0\0\0iCCP\0\0\0\0'],
  ],
  ['GIF', 'GIF89a\x09\0\x09\0\0\0\0', ['!\xff\0', '!\xf9\0', ',\0\0\0\0\x01\0\x01\0\0\x02\0', '\x01\x01']],
  [
    'WebP',
    'RIFF\xff\xff\xff\x03WEBPVP8X\x0a\0\0\0\x3f\0\0\0\x09\0\0\x09\0\0',
    ['ANMF\0\0\0\0', 'EXIF\0\0\0\0', 'VP8 \0\0\0\0'],
  ],
  [
    'HEIC',
    '\0\0\0\x18ftypheic\0\0\0\0heicmif1',
    ['\0\0\0\x08free', '\0\0\0\x08meta', '\0\0\0\x0cmeta\0\0\0\0\0\0\0\x08iprp'],
  ],
  ['TIFF', 'II*\0\x08\0\0\0\xff\xff', ['\0\x01\x04\0\xff\xff\xff\xff\x08\0\0\0', '\x08\0\0\0']],
  ['ICO', '\0\0\x01\0\xff\xff', ['\0\0\0\0\x01\0 \0\x08\0\0\0\x16\0\0\0']],
  ['SVG', '<svg', [' a="', '<!---->', ' ', '\r', '<g>', '<?a?>', '&#32;', '<!ENTITY a "b">']],
];

const errors = [
  '<',
  '<h1',
  '<h1>',
  '<title>',
  ' ',
  'sk-',
  'Bearer ',
  'Bearer\t',
  'invalid ',
  'model',
  'APIKEY',
  '{"error":',
  '[',
  '{"details":[',
];

/** One step for each seed. */
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

/** Lines of words, more than a page has that is read within its minute. */
const pages: readonly (readonly string[][])[] = [
  // Each looks like all the others.
  Array.from({ length: 300 }, (_, line) =>
    Array.from({ length: 20 }, (_, at) =>
      (line * 20 + at)
        .toString(4)
        .padStart(9, '0')
        .replace(/\d/g, (d) => 'lI1|'[+d]!),
    ),
  ),
  // One paragraph.
  Array.from({ length: 10_000 }, () => ['abcdefgh-']),
  [['O0'.repeat(10_000)]],
  [['1l\'"('.repeat(4_000)]],
  Array.from({ length: 500 }, () => Array.from({ length: 20 }, () => '(')),
];

function readAs(page: readonly string[][]): OcrResult {
  let text = '';
  const lines = page.map((line, row) => {
    const words = line.map((word, at): OcrWord => {
      const start = text.length;
      text += at < line.length - 1 ? `${word} ` : `${word}\n`;
      const box = [at * 100, row * 20, 90, 15] as const;
      return {
        text: word,
        box,
        confidence: 40,
        ...(word.includes('O') && { otherwise: word.replaceAll('O', '@') }),
        start,
      };
    });
    return { text: line.join(' '), box: [0, row * 20, 2000, 15] as const, confidence: 40, words };
  });
  return { text, lines, monospace: true, confidence: 40 };
}

/** Very many images, and two thousand that share a long text. */
const imagesOf = {
  html: [
    '<img>'.repeat(100_000),
    `<a href="x">${'<img src=a alt=bcdef>'.repeat(2_000)}${'word '.repeat(100_000)}</a>`,
    `<html lang="${'a'.repeat(MB)}">${'<img src=a alt=b>'.repeat(2_000)}`,
  ],
  javascriptreact: [
    `<>${'<img />'.repeat(100_000)}</>`,
    `import a from '${'a'.repeat(MB)}';\n<>${'<img src={a} />'.repeat(2_000)}</>`,
  ],
  asciidoc: ['image::a[]\n\n'.repeat(50_000)],
  markdown: ['![](a)\n\n'.repeat(50_000), `${'![x][a]\n\n'.repeat(3_000)}[a]: ${'a'.repeat(MB)}\n`],
};

/** What the thread of the parsers sends, as this thread receives it. */
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

/** Ways to many folders, and to long names. */
const paths = ['a/', `${'a'.repeat(250)}/`].flatMap((part) =>
  [4_000, 60 * part.length].map((most) => fill(part, most)),
);

/** As many globs as a setting, and lines as a file, may hold, and more. */
const globs = ['**/x/*.md', '**/a/', '**/*a*/', '*a', '*/', '?*', '{*a,b}', '**/{*a,a*}/', '*[ab]'].flatMap((part) =>
  [1, 490].map((most) => Array.from({ length: 300 }, (_, at) => fill(part, most).slice(0, 490 + part.length) + at)),
);

const records = (documents: number, images: number) =>
  JSON.stringify({
    version: 1,
    documents: Object.fromEntries(
      Array.from({ length: documents }, (_, document) => [
        document,
        Object.fromEntries(Array.from({ length: images }, (_, at) => [at, '0123456789abcdef 0123456789abcd'])),
      ]),
    ),
  });

type Step = () => (() => unknown) | Promise<() => unknown>;

/** Each gives its steps: an input is made, and what is given back reads it, in one turn of the event loop. */
export const entries: Readonly<Record<string, () => readonly Step[]>> = {
  'the images of a document': () => imageSteps,
  'globs of a setting': () =>
    steps(
      globs.flatMap((all) => paths.map((path) => ({ all, path }))),
      ({ all, path }) => ({ setting: Object.fromEntries(all.map((glob) => [glob, { vague: 'off' }])), all, path }),
      ({ setting, all, path }) => [
        rulesFor(readRules(setting), path),
        whyNotSent({ names: [path, path], paths: [path], isInside: true }, all.slice(0, bounds.globs), false),
      ],
    ),
  'settings of a folder': () =>
    steps(
      [50_000, 200_000],
      (length) => Object.fromEntries(Array.from({ length }, (_, at) => [`a${at}`, 'off'])),
      (value) => [readRules(value), readRules({ '**': value })],
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
        [350_000, 0],
        [14_000, 1],
      ] as const,
      ([documents, images]) => records(documents, images),
      readRecords,
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
  'the words of an SVG': () =>
    steps(
      [
        '\r',
        '\u00a0',
        '<sodipodi:namedview/>',
        '<g>',
        ' a="',
        '<!--',
        '<text>a</text>',
        '<style>a{}</style>',
        '&amp;',
        '<a:b xmlns:a="b">',
        '<path d="M0 0',
      ].flatMap((part) => [
        [part, 190_000],
        [part, mostFile],
      ]),
      ([part, length]) =>
        new TextEncoder().encode(
          fill(String(part), Number(length), '<svg xmlns="http://www.w3.org/2000/svg">', '</svg>'),
        ),
      svgSourceText,
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
        fill(part, 16 * MB),
        `[${fill(part, 16 * MB).slice(0, -1)}]`,
      ]),
      String,
      parseJson,
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
  'a page that was read': () =>
    steps(
      pages.flatMap((page) => (['auto', 'text', 'paragraphs', 'csv'] as const).map((form) => ({ page, form }))),
      ({ page, form }) => ({ page: readAs(page), form }),
      ({ page, form }) => shapeOffline(page, form),
    ),
  'brackets and quotes': () => steps(texts, String, (text) => findUnbalanced(text)),
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

/** Milliseconds of work that this process has done so far: what others do on the machine does not count. */
function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What a fixed amount of work takes here, milliseconds; 20 to 30 on a usual machine. */
function calibrate(): number {
  const begun = worked();
  let sum = 0;
  for (let at = 0; at < 20_000_000; at++) {
    sum = (sum + at * 3) | 0;
  }
  return worked() - begun + (sum & 0);
}

async function main(name: string): Promise<void> {
  let most = 0;
  let slowest = -1;
  for (const [at, step] of (entries[name]?.() ?? []).entries()) {
    const read = await step();
    await new Promise((resolve) => setTimeout(resolve, 5));
    let last = worked();
    const beat = () => {
      const now = worked();
      if (now - last > most) {
        [most, slowest] = [now - last, at];
      }
      last = now;
    };
    const timer = setInterval(beat, 1);
    await read();
    beat();
    clearInterval(timer);
  }
  process.stdout.write(JSON.stringify({ most, slowest, usual: calibrate() }));
}

if (process.argv[2] !== undefined && process.argv[1]?.endsWith('entries.js')) {
  void main(process.argv[2]);
}

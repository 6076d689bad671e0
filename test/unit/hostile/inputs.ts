// Texts, lists, and answers that are made to take long.
import type { ImageReference } from '../../../src/core/altText/types';
import { bounds } from '../../../src/core/bounds';
import type { Dialect } from '../../../src/core/providers/types';
import type { OcrResult, OcrWord } from '../../../src/core/text/types';
import { MB } from './files';

export const mostText = bounds.answerCharacters;

/** Made when it's first requested. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The part again and again, up to a length. */
export const fill = (part: string, length: number, before = '', after = '') =>
  before + part.repeat(Math.ceil(length / part.length)) + after;
/** Texts that make an expression or a scan start over at each of their characters. */
export const texts: readonly string[] = [
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

export const errors = [
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

/** Lines of words, more than any page that is read within its minute. */
export const pages: readonly (readonly string[][])[] = [
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

export function readAs(page: readonly string[][]): OcrResult {
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
export const imagesOf = {
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

/** Paths with many folders, and with long names. */
export const paths = ['a/', `${'a'.repeat(250)}/`].flatMap((part) =>
  [4_000, 60 * part.length].map((most) => fill(part, most)),
);

/** As many globs as a setting, and lines as a file, can contain, and more. */
export const globs = ['**/x/*.md', '**/a/', '**/*a*/', '*a', '*/', '?*', '{*a,b}', '**/{*a,a*}/', '*[ab]'].flatMap(
  (part) =>
    [1, 490].map((most) => Array.from({ length: 300 }, (_, at) => fill(part, most).slice(0, 490 + part.length) + at)),
);

export const records = (documents: number, images: number) =>
  JSON.stringify({
    version: 1,
    documents: Object.fromEntries(
      Array.from({ length: documents }, (_, document) => [
        document,
        Object.fromEntries(Array.from({ length: images }, (_, at) => [at, '0123456789abcdef 0123456789abcd'])),
      ]),
    ),
  });

/** JSON that is expensive to parse, as long and with as many values as allowed. */
export const jsonParts = (most: number, values: number): readonly string[] => {
  const list = (part: (at: number) => string, perPart: number) => {
    let text = '[';
    for (let at = 0; (at + 1) * perPart < values && text.length < most - 100; at++) {
      text += `${part(at)},`;
    }
    return `${text}0]`;
  };
  const members = list((at) => `"key${at}":"${at}"`, 1).slice(1, -2);
  return [
    list(() => '[]', 2),
    list(() => '{"a":0}', 2),
    list((at) => `{"a${at}":0}`, 2),
    list((at) => `"value ${at}"`, 1),
    list(() => '"\\n"', 1),
    list((at) => String(at / 7), 1),
    `{${members}"z":0}`,
    `"${'a'.repeat(most - 2)}"`,
    `"${'\\u4e00'.repeat(Math.floor((most - 2) / 6))}"`,
    `"${'\\n'.repeat(Math.floor((most - 2) / 2))}"`,
    `"${'\\u4e00\\n'.repeat(Math.floor((most - 2) / 8))}"`,
    `"${'\\"'.repeat(Math.floor((most - 2) / 2))}"`,
    `${'[],'.repeat(10)}`.padStart(most, ' '),
    `[${'"",'.repeat(10)}0]`.padStart(most, ' '),
    '[[],0]'.padEnd(most, ' '),
    `[[],${'\n'.repeat(most - 7)}0]`,
    `[[],${'7'.repeat(most - 5)}]`,
    `[[],0.${'7'.repeat(most - 7)}]`,
  ];
};

export const referenceTo = (raw: string): ImageReference =>
  ({
    index: 0,
    format: 'markdown',
    tag: 'img',
    start: 0,
    end: 1,
    src: { raw, value: raw },
    alt: { value: 'x', start: 0, end: 1 },
    context: { headings: [], before: '', after: '' },
  }) as unknown as ImageReference;

const largeMessages = once(() => jsonParts(bounds.answerMessageBytes - 1_000, bounds.jsonValuesAtOnce - 100));

/** Answers in one dialect: one message as large as allowed, of each kind; and very many small ones. */
export function answers(dialect: Dialect): readonly string[] {
  const frame = (text: string) => (dialect === 'ollama' ? `${text}\n` : `data: ${text}\n\n`);
  const piece: Record<Dialect, (text: string) => unknown> = {
    chat: (content) => ({ choices: [{ index: 0, delta: { content } }] }),
    responses: (delta) => ({ type: 'response.output_text.delta', delta, output_index: 0, content_index: 0 }),
    anthropic: (text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
    gemini: (text) => ({ candidates: [{ content: { parts: [{ text }] } }] }),
    ollama: (content) => ({ message: { role: 'assistant', content }, done: false }),
  };
  const many: Record<Dialect, unknown> = {
    chat: { choices: Array.from({ length: 100_000 }, () => ({ index: 0, delta: { content: 'a' } })) },
    responses: {
      type: 'response.completed',
      response: {
        output: Array.from({ length: 100_000 }, () => ({ type: 'function_call', name: 'a', arguments: '{}' })),
      },
    },
    anthropic: {
      type: 'message_start',
      message: { usage: Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [at, at])) },
    },
    gemini: {
      candidates: [{ content: { parts: Array.from({ length: 100_000 }, () => ({ text: 'a' })) } }],
    },
    ollama: {
      message: { tool_calls: Array.from({ length: 100_000 }, () => ({ function: { name: 'a', arguments: {} } })) },
    },
  };
  const usage: Record<Dialect, (value: string) => string> = {
    chat: (value) => `{"choices":[],"usage":{"a":${value}}}`,
    responses: (value) => `{"type":"response.completed","response":{"status":"completed","usage":{"a":${value}}}}`,
    anthropic: (value) => `{"type":"message_delta","usage":{"a":${value}}}`,
    gemini: (value) => `{"usageMetadata":{"a":${value}}}`,
    ollama: (value) => `{"done":true,"prompt_eval_count":${value}}`,
  };
  return [
    ...largeMessages().map((value) => frame(`{"a":${value}}`)),
    ...largeMessages().map((value) => frame(usage[dialect](value))),
    frame(JSON.stringify(many[dialect])),
    frame(JSON.stringify(piece[dialect]('a'))).repeat(50_000),
    frame(JSON.stringify(piece[dialect]('<think>'))).repeat(50_000),
    frame(JSON.stringify(piece[dialect]('word '.repeat(390_000)))),
    frame('{}').repeat(200_000),
    '\n'.repeat(8 * MB),
    ':\n'.repeat(4 * MB),
    'data:\n'.repeat(2 * MB),
  ];
}

export const settingValues: readonly (() => unknown)[] = [
  () => 'a'.repeat(16 * MB),
  () => Array.from({ length: 200_000 }, (_, at) => `a${at}`),
  () => Array.from({ length: 200_000 }, () => ({})),
  () => Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`a${at}`, 'x'])),
  () =>
    Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`a${at}`, Array.from({ length: 1_000 }, () => ({}))])),
  () => ({ a: { prompt: 'a'.repeat(16 * MB) } }),
].map((make) => once<unknown>(make));

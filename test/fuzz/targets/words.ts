import { cleanAlt, withoutReasoning } from '../../../src/core/altText/clean';
import { readDecision } from '../../../src/core/altText/decision';
import { isRefusal } from '../../../src/core/answers/refusal';
import { repeatsItself } from '../../../src/core/answers/repetition';
import { inert, inertMarkdown, logLine, maxShownLength } from '../../../src/core/inert';
import { readTarFile } from '../../../src/core/text/languages/tar';
import { tar } from '../../servers/languageRegistry';
import { bytesOf, must, type Target, textOf } from '../target';

export const cleaning: Target = {
  seeds: () =>
    [
      'A red barn in the snow.',
      '"Alt text: A red barn"',
      '<think>what is it</think>A barn',
      '```\nA barn\n```',
      'Image of a barn. The image shows a barn.',
      "I'm sorry, I can't see the image.",
      '{"alt":"A barn"}',
      '**A barn** with [a link](x)',
      '- A barn\n- a cow',
    ].map(bytesOf),
  pieces: [
    '<think>',
    '</think>',
    '```',
    '"',
    '“',
    '”',
    '«',
    '*',
    '\n',
    '\r',
    '\u00a0',
    'Alt text:',
    'Image of',
    '. ',
    '…',
    '(',
    ')',
    '[',
    ']',
  ],
  run: (input) => {
    const answer = textOf(input);
    const cleaned = cleanAlt(answer);
    if (cleaned === undefined) {
      return 'too long';
    }
    must(!/[\r\n]/.test(cleaned), 'an alt of several lines');
    must(withoutReasoning(answer).length <= answer.length, 'reasoning that is added');
    return `${cleaned === answer} ${Math.ceil(Math.log2(cleaned.length + 1))}`;
  },
};

/** What VS Code takes for a link, and for an icon, in a notification (its workbench 1.139.1). */
const link = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+(?: (?:".+?"|'.+?'))?\)/i;
const icon = /\$\([a-z0-9-]+(?:~[a-z]+)?\)/i;

export const notifications: Target = {
  seeds: () =>
    ['[a](command:x)', '[a](https://x.example "t")', '$(alert)', 'plan[1](2).png', 'a\nb\u202ec', '\u{e0041}x'].map(
      bytesOf,
    ),
  pieces: [
    '[',
    ']',
    '(',
    ')',
    '](',
    'command:',
    'https://',
    'file:',
    '$(',
    '~spin',
    '"',
    '\n',
    '\u200b',
    '\u202e',
    '\u0007',
    '\\',
  ],
  run: (input) => {
    const text = textOf(input);
    for (const shown of [inert(text), inert(inert(text))]) {
      must(!link.test(shown), 'a link');
      must(!icon.test(shown), 'an icon');
      must(!/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(shown), 'a character that nobody sees');
      must(shown.length <= 3 * maxShownLength, 'a sentence without end');
    }
    must(!/\n/.test(inertMarkdown(text)) && !/[\n\r]/.test(logLine(text)), 'several lines');
    return `${inert(text) === text}`;
  },
};

export const decisions: Target = {
  seeds: () =>
    [
      '{"role":"informative","alt":"A barn","confidence":"high"}',
      '```json\n{"role":"decorative","alt":""}\n```',
      "I'm sorry, I can't see it.",
      'Ich kann das Bild leider nicht sehen.',
      'A barn. A barn. A barn. A barn. A barn.',
    ].map(bytesOf),
  pieces: [
    '{',
    '}',
    '"alt":',
    '"role":',
    '"',
    '\\',
    '```',
    'null',
    "I can't ",
    '画像を',
    'a a a ',
    '\n',
    '<think>',
    '</think>',
  ],
  run: (input) => {
    const answer = textOf(input);
    const decision = readDecision(answer);
    return `${JSON.stringify(decision)
      .slice(0, 30)
      .replace(/[^a-z"]/gi, '')} ${isRefusal(answer)} ${repeatsItself(answer)}`;
  },
};

export const archives: Target = {
  seeds: () => [
    new Uint8Array(tar([{ name: 'package/deu.traineddata.gz', data: bytesOf('model') }])),
    new Uint8Array(
      tar([
        { name: 'deu.traineddata.gz', prefix: 'package', data: bytesOf('model') },
        { name: 'b', type: '2' },
      ]),
    ),
  ],
  pieces: ['package/', 'ustar', '0000644\0', '\0', '77777777777'],
  run: (input) => {
    const file = readTarFile(input, 'package/deu.traineddata.gz');
    must(file === undefined || file.length <= input.length, 'a file larger than its archive');
    return file === undefined ? 'none' : `${file.length}`;
  },
};

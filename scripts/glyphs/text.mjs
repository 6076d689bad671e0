// @ts-check
// The text that is drawn: real code, code-like nonsense in which every character is frequent enough, and terminals.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/run.mjs';
import { arrows, ascii, blocks, boxes, latin, signs, typographic } from './characters.mjs';

/** @typedef {import('./random.mjs').Random} Random */

/**
 * A piece of a line, drawn in one color. An icon takes `text.length` cells.
 * @typedef {{ readonly text: string, readonly kind: 'word' | 'number' | 'string' | 'operator' | 'comment' | 'space' | 'icon' }} Token
 */

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';
const brackets = '(){}[]<>';
/** What is rare in code or easily confused. */
const hard = '`^&|~=-*{}$0Oo1lI|!;:,.\'"_@#%?+/\\<>[]()';
const operators =
  '== === != !== <= >= => -> <- <-> ++ -- && || ?? ?. :: := += -= *= /= %= &= |= ^= ** // /* */ <!-- --> |> <| <> << >> >>> ... .. ~= =~ ## ### www !! ;; -| |- =<< >>= <$> <*> /> </ \\n \\t ${ #{ #! @@ ** ^^ ~~'.split(
    ' ',
  );
const alone = '= + - * / % & | ^ ~ ! < > ? : . , ; @ # $ ` \\ _'.split(' ');
const sources = [
  '.ts',
  '.js',
  '.mjs',
  '.css',
  '.json',
  '.md',
  '.html',
  '.yml',
  '.tsx',
  '.c',
  '.h',
  '.py',
  '.sh',
  '.xml',
];
const largest = 200_000;

/** Lines of real code from installed packages. @returns {readonly string[]} */
export function realCode() {
  const folders = [
    'typescript',
    'esbuild',
    'undici',
    'preact',
    'vitest',
    'playwright-core',
    '@types/node',
    'pngjs',
    'knip',
  ]
    .map((name) => join(root, 'node_modules', name))
    .concat(join(root, 'src'), join(root, 'docs'), join(root, 'test/fixtures'));
  /** @type {string[]} */
  const lines = [];
  for (const folder of folders) {
    let bytes = 1_500_000;
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      const file = join(folder, name);
      if (bytes < 0 || !sources.some((end) => name.endsWith(end)) || statSync(file).size > largest) {
        continue;
      }
      const text = readFileSync(file, 'utf8');
      bytes -= text.length;
      lines.push(...text.split('\n'));
    }
  }
  const known = new Set([' ', ...ascii, ...latin, ...typographic, ...arrows, ...boxes, ...blocks, ...signs]);
  return lines
    .map((line) => line.trimEnd().replaceAll('\t', '  '))
    .filter((line) => line.length > 2 && line.length < 200 && [...line].every((character) => known.has(character)));
}

/**
 * Lines of tokens, at most `columns` wide.
 * @param {Random} random @param {readonly string[]} real @param {number} rows @param {number} columns
 * @returns {readonly (readonly Token[])[]}
 */
export function makeText(random, real, rows, columns) {
  const kind = random.weighted([
    [40, 'real'],
    [45, 'nonsense'],
    [15, 'terminal'],
  ]);
  let at = random.whole(0, real.length - rows - 1);
  return Array.from({ length: rows }, () => {
    const isMixed = random.chance(0.15);
    if (kind === 'real' && !isMixed) {
      return cut(tokens(random, real[at++] ?? ''), columns);
    }
    return cut(kind === 'terminal' && !isMixed ? terminalLine(random, columns) : nonsense(random, columns), columns);
  });
}

/** @param {readonly Token[]} line @param {number} columns */
function cut(line, columns) {
  /** @type {Token[]} */
  const result = [];
  let rest = columns;
  for (const token of line) {
    if (rest > 0) {
      result.push({ ...token, text: token.text.slice(0, rest) });
    }
    rest -= token.text.length;
  }
  return result.filter(({ text }) => text !== '');
}

const pattern =
  /(\s+)|(\/\/.*|#\s.*|\/\*.*)|("[^"]*"|'[^']*'|`[^`]*`)|(\d[\w.]*)|([\p{L}_][\p{L}\p{N}_]*)|([^\s\p{L}\p{N}_"'`]+|.)/gu;

/** @param {Random} random @param {string} line @returns {Token[]} */
function tokens(random, line) {
  const kinds = /** @type {const} */ (['space', 'comment', 'string', 'number', 'word', 'operator']);
  return [...line.matchAll(pattern)].flatMap((match) => {
    const kind = kinds.find((_, i) => match[i + 1] !== undefined) ?? 'word';
    // Some themes color each bracket.
    return kind === 'operator' && random.chance(0.3)
      ? [...match[0]].map((text) => ({ text, kind }))
      : [{ text: match[0], kind }];
  });
}

/** @param {Random} random @param {number} columns @returns {Token[]} */
function nonsense(random, columns) {
  /** @type {Token[]} */
  const line = random.chance(0.5) ? [{ text: ' '.repeat(random.whole(1, 6) * 2), kind: 'space' }] : [];
  let length = line[0]?.text.length ?? 0;
  const end = random.chance(0.6) ? columns : random.whole(1, columns);
  while (length < end) {
    const added = piece(random);
    line.push(...added);
    length += added.reduce((sum, { text }) => sum + text.length, 0);
    if (random.chance(0.35)) {
      line.push({ text: ' '.repeat(random.chance(0.85) ? 1 : random.whole(2, 4)), kind: 'space' });
      length++;
    }
  }
  return line;
}

/** @param {Random} random @returns {Token[]} */
function piece(random) {
  const many = (/** @type {ArrayLike<string>} */ from, /** @type {number} */ low, /** @type {number} */ high) =>
    Array.from({ length: random.whole(low, high) }, () => random.pick(from)).join('');
  return random.weighted([
    [22, () => [{ text: word(random), kind: /** @type {const} */ ('word') }]],
    [8, () => [{ text: many(`${lower}${upper}${digits}_`, 2, 10), kind: /** @type {const} */ ('word') }]],
    [9, () => [{ text: number(random), kind: /** @type {const} */ ('number') }]],
    [14, () => [{ text: random.pick(operators), kind: /** @type {const} */ ('operator') }]],
    [12, () => [{ text: random.pick(alone), kind: /** @type {const} */ ('operator') }]],
    [10, () => [{ text: many(hard, 1, 5), kind: /** @type {const} */ ('operator') }]],
    [10, () => [{ text: many(ascii, 2, 8), kind: /** @type {const} */ ('operator') }]],
    [7, () => [{ text: many(brackets, 1, 4), kind: /** @type {const} */ ('operator') }]],
    [
      7,
      () => [
        {
          text: random.pick('=-*/#_.~+`'.split('')).repeat(random.whole(2, 9)),
          kind: /** @type {const} */ ('comment'),
        },
      ],
    ],
    [6, () => quoted(random, many)],
    [5, () => [{ text: many([...lower, ...latin], 2, 7), kind: /** @type {const} */ ('string') }]],
    [3, () => [{ text: many(latin, 1, 4), kind: /** @type {const} */ ('word') }]],
    [
      3,
      () => [{ text: many([...typographic, ...typographic, ...ascii], 1, 4), kind: /** @type {const} */ ('comment') }],
    ],
    [3, () => [{ text: many([...arrows, ...signs], 1, 3), kind: /** @type {const} */ ('operator') }]],
    [3, () => [{ text: many([...boxes, ...blocks], 1, 6), kind: /** @type {const} */ ('comment') }]],
    [1, () => [icon(random)]],
  ])();
}

/** @param {Random} random */
function word(random) {
  const part = () => Array.from({ length: random.whole(1, 7) }, () => random.pick(lower)).join('');
  const title = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);
  return random.weighted([
    [4, () => part()],
    [3, () => part() + title(part())],
    [2, () => title(part()) + title(part())],
    [2, () => `${part()}_${part()}`],
    [2, () => part().toUpperCase()],
    [1, () => `${part()}-${part()}`],
    [1, () => `${part()}.${part()}`],
    [1, () => `${random.pick(['$', '@', '#', '_', '--', '&', '*', '!'])}${part()}`],
  ])();
}

/** @param {Random} random */
function number(random) {
  const many = (/** @type {string} */ from, /** @type {number} */ low, /** @type {number} */ high) =>
    Array.from({ length: random.whole(low, high) }, () => random.pick(from)).join('');
  return random.weighted([
    [4, () => many(digits, 1, 6)],
    [1, () => `${many(digits, 1, 3)}.${many(digits, 1, 3)}`],
    [1, () => `0x${many('0123456789abcdef', 2, 8)}`],
    [1, () => `#${many('0123456789ABCDEF', 3, 6)}`],
    [1, () => many('01OolI', 2, 6)],
    [1, () => `${many('0123456789abcdef', 8, 8)}-${many('0123456789abcdef', 4, 4)}`],
  ])();
}

/** @param {Random} random @param {(from: ArrayLike<string>, low: number, high: number) => string} many @returns {Token[]} */
function quoted(random, many) {
  const [open, close] = random.pick(['""', "''", '``', '“”', '‘’', '«»', '**', '__']).split('');
  return [
    {
      text: `${open}${random.chance(0.3) ? '' : many(`${lower}${upper}${digits} .,:;%/-_`, 1, 9)}${close}`,
      kind: 'string',
    },
  ];
}

/** @param {Random} random @returns {Token} */
function icon(random) {
  return { text: ' '.repeat(random.whole(1, 2)), kind: 'icon' };
}

/** @param {Random} random @param {number} columns @returns {Token[]} */
function terminalLine(random, columns) {
  /** @type {(text: string, kind?: Token['kind']) => Token} */
  const token = (text, kind = 'word') => ({ text, kind });
  const words = (/** @type {number} */ count) =>
    Array.from({ length: count }, () => [token(word(random)), token(' ', 'space')]).flat();
  const rule = random.pick([...'─━═-=']);
  const [left, right, corner] = random.pick([
    '│││',
    '┃┃┃',
    '║║║',
    '|||',
    '├┤┼',
    '└┘┴',
    '┌┐┬',
    '╭╮┬',
    '╰╯┴',
    '╔╗╦',
    '╚╝╩',
    '╠╣╬',
    '┏┓━',
    '┗┛━',
    '+++',
  ]);
  return random.weighted([
    [3, () => [token(random.pick([...'❯➜λ$%#>'])), token(' ', 'space'), ...words(random.whole(1, 6))]],
    [1, () => [icon(random), token(' ', 'space'), ...words(2), icon(random), ...words(2)]],
    [2, () => [token(random.pick([...'✓✔✗✘●○•■▶▪◆*→↓↑×'])), token(' ', 'space'), ...words(random.whole(1, 5))]],
    [
      2,
      () => [
        token(
          random.pick(['├── ', '└── ', '│   ', '├─ ', '└─ ', '│   ├── ', '|-- ', '`-- ', '* ', '| * ', '|\\ ', '|/ ']),
          'comment',
        ),
        ...words(2),
      ],
    ],
    [2, () => [token(left ?? '|', 'comment'), ...row(random, columns, left ?? '|'), token(right ?? '|', 'comment')]],
    [
      2,
      () => [
        token(
          (left ?? '+') +
            rule.repeat(random.whole(2, 12)) +
            (corner ?? '+') +
            rule.repeat(random.whole(2, 12)) +
            (right ?? '+'),
          'comment',
        ),
      ],
    ],
    [
      1,
      () => [
        token('['),
        token(random.pick([...'█▓▒#=■']).repeat(random.whole(1, 12)), 'string'),
        token(random.pick([...'░▒.- □']).repeat(random.whole(1, 12)), 'comment'),
        token(']'),
        token(` ${random.whole(0, 100)}%`, 'number'),
      ],
    ],
    [2, () => nonsense(random, columns)],
    [
      1,
      () => [
        token(
          Array.from({ length: random.whole(3, 20) }, () => random.pick([...boxes, ...blocks])).join(''),
          'comment',
        ),
      ],
    ],
  ])();
}

/** @param {Random} random @param {number} columns @param {string} wall @returns {Token[]} */
function row(random, columns, wall) {
  return Array.from({ length: random.whole(2, 4) }, () => {
    const text = word(random);
    const width = Math.min(random.whole(text.length + 1, text.length + 6), columns);
    /** @type {Token[]} */
    const cells = [
      { text: ' ', kind: 'space' },
      { text, kind: 'word' },
      { text: ' '.repeat(width - text.length), kind: 'space' },
      { text: wall, kind: 'comment' },
    ];
    return cells;
  }).flat();
}

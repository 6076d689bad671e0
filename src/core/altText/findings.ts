/** What is wrong with alts, found without a model. Rules are data where they can be; no rule needs the picture. */

import type { ImageReference } from './types';
import { hasRedundantPrefix, isPlaceholder, isVague, looksLikeFileName, plainKey } from './wording';

export type AltRule = 'missing' | 'filename' | 'placeholder' | 'vague' | 'repeated' | 'too-long' | 'stale';

export type Severity = 'error' | 'warning' | 'info';

export interface Finding {
  readonly rule: AltRule;
  readonly severity: Severity;
  /** Which sentence of `findingMessages`. */
  readonly key: FindingKey;
  /** That sentence in English, `args` in place. */
  readonly message: string;
  readonly args: readonly string[];
  /** The W3C page that explains the rule. */
  readonly guidance: string;
  /** `reference.index` of the image. */
  readonly image: number;
  /** The picture as the document names it. */
  readonly src: string;
  readonly start: number;
  readonly end: number;
  /** From 1; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface FindingOptions {
  /** `off` leaves a rule out; anything else replaces its severity. */
  readonly rules?: Readonly<Partial<Record<AltRule, Severity | 'off'>>>;
  /** Soft limit in characters as people count them; default 125, a convention and no W3C rule. */
  readonly maxLength?: number;
  /** `![](x)` counts as decorative instead of missing. */
  readonly emptyIsDecorative?: boolean;
  /** Indexes of the images whose picture changed since their alt was written: to know them takes reading files. */
  readonly stale?: ReadonlySet<number>;
}

export const altRules: readonly AltRule[] = [
  'missing',
  'filename',
  'placeholder',
  'vague',
  'repeated',
  'too-long',
  'stale',
];

/** Findings that say an alt is not there, or that something else stands in for it: what is written without being asked for one by one. */
export const rulesOfMissingAlts: ReadonlySet<AltRule> = new Set<AltRule>(['missing', 'filename', 'placeholder']);

export const defaultMaxLength = 125;

const wcag = 'https://www.w3.org/WAI/WCAG22';
const tutorial = 'https://www.w3.org/WAI/tutorials/images';

/** Where each rule comes from. */
export const guidance: Readonly<Record<AltRule, string>> = {
  missing: `${wcag}/Understanding/non-text-content`,
  filename: `${wcag}/Techniques/failures/F30`,
  placeholder: `${wcag}/Techniques/failures/F30`,
  vague: `${tutorial}/tips/`,
  repeated: `${tutorial}/decorative/`,
  'too-long': `${tutorial}/complex/`,
  stale: `${tutorial}/decision-tree/`,
};

const severities: Readonly<Record<AltRule, Severity>> = {
  missing: 'warning',
  filename: 'warning',
  placeholder: 'warning',
  vague: 'info',
  repeated: 'info',
  'too-long': 'info',
  stale: 'info',
};

/** What a finding says, in English; `{0}` stands for the first of its `args`. */
const findingMessages = {
  missing: 'The image has no alt text.',
  linkWithoutName: 'The image is all that a link or button holds, so its alt text must say where it leads.',
  placeholder: 'The alt text is a placeholder.',
  filename: 'The alt text is a file name: {0}',
  vague: 'The alt text does not say what the image shows: {0}',
  redundantStart: 'Screen readers already say that this is an image: leave out the first words of the alt text.',
  repeated: 'The alt text repeats the text beside the image: {0}',
  tooLong: 'The alt text has {0} characters, more than {1}.',
  stale: 'The image changed after its alt text was written.',
} as const;

export type FindingKey = keyof typeof findingMessages;

interface Complaint {
  readonly key: FindingKey;
  readonly args?: readonly string[];
  readonly guidance?: string;
}

type Check = (reference: ImageReference, alt: string, options: FindingOptions) => Complaint | undefined;

/** In this order: of the rules that judge the wording only the first that applies is reported. */
const wordingChecks: readonly (readonly [AltRule, Check])[] = [
  ['placeholder', (_reference, alt) => (isPlaceholder(alt) ? { key: 'placeholder' } : undefined)],
  [
    'filename',
    (reference, alt) =>
      looksLikeFileName(alt, reference.src.value ?? reference.src.module ?? '')
        ? { key: 'filename', args: [alt] }
        : undefined,
  ],
  [
    'vague',
    (_reference, alt) =>
      isVague(alt) ? { key: 'vague', args: [alt] } : hasRedundantPrefix(alt) ? { key: 'redundantStart' } : undefined,
  ],
  ['repeated', repeated],
];

/**
 * The rule that an alt's words would break in the place of `reference`, whatever stands there now; undefined for none. A
 * start that could be left out is none: the rest tells what the image shows.
 */
export function wordingFlaw(
  reference: ImageReference,
  alt: string,
): 'placeholder' | 'filename' | 'vague' | 'repeated' | undefined {
  const src = reference.src.value ?? reference.src.module ?? '';
  return isPlaceholder(alt)
    ? 'placeholder'
    : looksLikeFileName(alt, src)
      ? 'filename'
      : isVague(alt)
        ? 'vague'
        : repeatsPlace(reference, alt)
          ? 'repeated'
          : undefined;
}

/** Every finding of a document, in its order. `text` is the document that `references` were found in. */
export function findFindings(
  text: string,
  references: readonly ImageReference[],
  options: FindingOptions = {},
): readonly Finding[] {
  const findings: Finding[] = [];
  const place = placer(text);
  const add = (reference: ImageReference, rule: AltRule, complaint: Complaint | undefined): boolean => {
    const severity = options.rules?.[rule] ?? severities[rule];
    if (!complaint || severity === 'off') {
      return false;
    }
    const { alt } = reference;
    const inAlt = rule !== 'missing' && rule !== 'stale' && alt.end > alt.start;
    const start = inAlt ? alt.start : reference.start;
    const end = inAlt ? alt.end : reference.end;
    const [line, column] = place(start);
    const [endLine, endColumn] = place(end);
    findings.push({
      rule,
      severity,
      key: complaint.key,
      message: (complaint.args ?? []).reduce(
        (said, one, at) => said.replace(`{${at}}`, () => one),
        findingMessages[complaint.key] as string,
      ),
      args: complaint.args ?? [],
      guidance: complaint.guidance ?? guidance[rule],
      image: reference.index,
      src: reference.src.value ?? reference.src.module ?? reference.src.raw,
      start,
      end,
      line,
      column,
      endLine,
      endColumn,
    });
    return true;
  };
  for (const reference of references) {
    if (reference.alt.dynamic) {
      continue;
    }
    const alt = reference.alt.value;
    add(reference, 'missing', missing(reference, options));
    if (alt?.trim()) {
      wordingChecks.some(([rule, check]) => add(reference, rule, check(reference, alt, options)));
      add(reference, 'too-long', tooLong(alt, options.maxLength ?? defaultMaxLength));
      if (options.stale?.has(reference.index)) {
        add(reference, 'stale', { key: 'stale' });
      }
    }
  }
  return findings;
}

/** Length as people count: an emoji or an accented letter is one. */
export function altLength(alt: string): number {
  let length = 0;
  for (const _ of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(alt)) {
    length += 1;
  }
  return length;
}

/**
 * True where an empty alt is not enough: GitHub turns the images of its Markdown into links, and a link without a name
 * is announced by its address (github/accessibility-alt-text-bot, README).
 */
export function emptyAltMakesLink(reference: ImageReference): boolean {
  return reference.language === 'markdown' || onlyContentOfLink(reference);
}

function missing(reference: ImageReference, options: FindingOptions): Complaint | undefined {
  if (reference.exempt || reference.spread) {
    return undefined;
  }
  const { value } = reference.alt;
  if (value === undefined) {
    return { key: 'missing' };
  }
  if (value.trim() !== '') {
    return undefined;
  }
  if (onlyContentOfLink(reference)) {
    return {
      key: 'linkWithoutName',
      guidance: `${wcag}/Techniques/failures/F89`,
    };
  }
  const bare = reference.format === 'markdown' && !options.emptyIsDecorative;
  return bare ? { key: 'missing' } : undefined;
}

function onlyContentOfLink(reference: ImageReference): boolean {
  const { link } = reference;
  const inMarkup = reference.format !== 'html' || reference.language === 'html';
  return (
    link !== undefined && inMarkup && link.text === '' && reference.format !== 'rst' && reference.format !== 'asciidoc'
  );
}

function tooLong(alt: string, maxLength: number): Complaint | undefined {
  if (alt.length <= maxLength) {
    return undefined;
  }
  const length = altLength(alt);
  return length <= maxLength ? undefined : { key: 'tooLong', args: [String(length), String(maxLength)] };
}

/** A screen reader says the alt and the text beside it: once is enough. Short words may repeat by chance. */
function repeated(reference: ImageReference, alt: string): Complaint | undefined {
  // Quarto's caption that stands in for a missing alt repeats nothing.
  const isThere = reference.alt.start < reference.alt.end;
  return isThere && repeatsPlace(reference, alt) ? { key: 'repeated', args: [alt] } : undefined;
}

function repeatsPlace(reference: ImageReference, alt: string): boolean {
  const key = plainKey(alt);
  if (key.length < 4) {
    return false;
  }
  const { context, link } = reference;
  const beside = [context.caption, link?.text, context.headings.at(-1), context.before, context.after].map((one) =>
    plainKey(one ?? ''),
  );
  const isPart = key.length >= 24 && key.includes(' ');
  return beside.some((one) => one === key || (isPart && ` ${one} `.includes(` ${key} `)));
}

/** Offsets to lines and columns, both from 1. */
export function placer(text: string): (offset: number) => readonly [number, number] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return [low + 1, offset - starts[low]! + 1];
  };
}

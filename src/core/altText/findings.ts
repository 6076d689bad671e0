/** The rules for alt text, and their findings, which `engines/markup` makes. No rule needs a model or the picture. */

import type { ImageReference } from './types';

export type AltRule = 'missing' | 'filename' | 'placeholder' | 'vague' | 'repeated' | 'too-long' | 'stale';

export type Severity = 'error' | 'warning' | 'info';

export interface Finding {
  readonly rule: AltRule;
  readonly severity: Severity;
  /** Which sentence. */
  readonly key: FindingKey;
  /** That sentence in English, with `args` filled in. */
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
  /** `off` skips a rule; anything else replaces its severity. */
  readonly rules?: Readonly<Partial<Record<AltRule, Severity | 'off'>>>;
  /** Soft limit in user-perceived characters; `defaultMaxLength` by default. */
  readonly maxLength?: number;
  /** `![](x)` counts as decorative instead of missing. */
  readonly emptyIsDecorative?: boolean;
  /**
   * Indexes of the images whose picture changed after their alt text was written: finding out requires reading files.
   */
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

/**
 * Findings that say that alt text doesn't exist, or that something else stands in for it: these are fixed without
 * asking for each.
 */
export const rulesOfMissingAlts: ReadonlySet<AltRule> = new Set<AltRule>(['missing', 'filename', 'placeholder']);

export const wcag = 'https://www.w3.org/WAI/WCAG22';
const tutorial = 'https://www.w3.org/WAI/tutorials/images';

/** The source of each rule. */
export const guidance: Readonly<Record<AltRule, string>> = {
  missing: `${wcag}/Understanding/non-text-content`,
  filename: `${wcag}/Techniques/failures/F30`,
  placeholder: `${wcag}/Techniques/failures/F30`,
  vague: `${tutorial}/tips/`,
  repeated: `${tutorial}/decorative/`,
  'too-long': `${tutorial}/complex/`,
  stale: `${tutorial}/decision-tree/`,
};

/** What a finding says. */
export type FindingKey =
  | 'missing'
  | 'linkWithoutName'
  | 'placeholder'
  | 'filename'
  | 'vague'
  | 'redundantStart'
  | 'repeated'
  | 'tooLong'
  | 'stale';

/** Length in user-perceived characters: an emoji or an accented letter is one. */
export function altLength(alt: string): number {
  let length = 0;
  for (const _ of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(alt)) {
    length += 1;
  }
  return length;
}

/**
 * True where empty alt text isn't enough: GitHub turns the images in its Markdown into links, and screen readers
 * announce a link without a name by its URL (github/accessibility-alt-text-bot, README).
 */
export function emptyAltMakesLink(reference: ImageReference): boolean {
  return reference.language === 'markdown' || onlyContentOfLink(reference);
}

/** True for an image that is the only content of its link or button. */
export function onlyContentOfLink(reference: ImageReference): boolean {
  const { link } = reference;
  const inMarkup = reference.format !== 'html' || reference.language === 'html';
  return (
    link !== undefined && inMarkup && link.text === '' && reference.format !== 'rst' && reference.format !== 'asciidoc'
  );
}

/** Converts offsets to lines and columns, both from 1. */
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

/** The W3C decision as data: the kind of image, the alt text that follows from it, and why. */

import * as v from 'valibot';
import { isAnnouncement } from '../answers/announcement';
import type { AnswerProblem } from '../answers/answerError';
import { saysNothing } from '../answers/nothingSaid';
import { isRefusal } from '../answers/refusal';
import { bounds } from '../bounds';
import { isRecord, parseJson } from '../json';
import { lookUp } from '../lookUp';
import { looseObject } from '../objectSchemas';
import { cleanAlt, type Ending, withoutReasoning } from './clean';

/** The branches of the W3C's alt decision tree, https://www.w3.org/WAI/tutorials/images/decision-tree/ */
export type AltRole = 'decorative' | 'functional' | 'informative' | 'text' | 'complex' | 'group';

export type Confidence = 'high' | 'medium' | 'low';

export const altRoles: readonly AltRole[] = ['functional', 'text', 'complex', 'group', 'informative', 'decorative'];

export interface AltDecision {
  readonly role: AltRole;
  /** Clean, one line; `''` exactly when the role is decorative. */
  readonly alt: string;
  /** One sentence for the user. */
  readonly why: string;
  /** The picture says more than alt text can; the page should have a long description. */
  readonly longDescriptionDue: boolean;
  /** Markdown, if it was requested. */
  readonly longDescription?: string;
  readonly confidence: Confidence;
}

/** Why an answer contains no alt text. */
export type NoDecision = Extract<AnswerProblem, 'empty' | 'prose' | 'unreadable' | 'tooLong' | 'declined'>;

export type DecisionResult =
  | { readonly ok: true; readonly decision: AltDecision }
  | { readonly ok: false; readonly reason: NoDecision };

/** JSON Schema for providers with structured output; strict: every field required, nothing else allowed. */
export const decisionSchema: Record<string, unknown> = {
  type: 'object',
  additionalProperties: false,
  required: ['imageSeen', 'role', 'why', 'alt', 'longDescriptionDue', 'longDescription', 'confidence'],
  properties: {
    imageSeen: { type: 'boolean', description: 'False when you cannot see the picture itself.' },
    role: { type: 'string', enum: ['functional', 'text', 'complex', 'group', 'informative', 'decorative'] },
    why: { type: 'string', description: 'One short sentence: why this role.' },
    alt: { type: 'string', description: 'The alt text; empty exactly when the role is decorative.' },
    longDescriptionDue: { type: 'boolean' },
    longDescription: { type: ['string', 'null'], description: 'Markdown, only when asked for; else null.' },
    confidence: { type: 'string', enum: ['high', 'medium', 'low'] },
  },
};

export const decisionSchemaName = 'alt_text_decision';

/** Models rename fields and change their types; whatever can be understood is accepted. */
const looseText = v.optional(v.nullable(v.union([v.string(), v.number()])));
/** The words themselves are never a number. */
const words = v.optional(v.nullable(v.string()));
const looseAnswer = looseObject({
  imageSeen: v.optional(v.unknown()),
  role: looseText,
  type: looseText,
  category: looseText,
  alt: words,
  alt_text: words,
  altText: words,
  why: looseText,
  reason: looseText,
  longDescriptionDue: v.optional(v.nullable(v.union([v.boolean(), v.string()]))),
  longDescription: looseText,
  long_description: looseText,
  confidence: looseText,
});

const roleWords: Readonly<Record<string, AltRole>> = {
  decorative: 'decorative',
  presentational: 'decorative',
  functional: 'functional',
  link: 'functional',
  button: 'functional',
  informative: 'informative',
  informational: 'informative',
  simple: 'informative',
  text: 'text',
  textual: 'text',
  'image of text': 'text',
  complex: 'complex',
  chart: 'complex',
  diagram: 'complex',
  group: 'group',
  'image map': 'group',
};

export interface ReadOptions {
  readonly ending?: Ending;
  /** The role the user chose; it overrides the model's. */
  readonly role?: AltRole;
  /** The image is in a link or button: the guess if the answer is plain text. */
  readonly inLink?: boolean;
}

/** The decision in a model's answer: JSON, even inside prose or a fence. Incomplete JSON is refused. Never throws. */
export function readDecision(answer: string, options: ReadOptions = {}): DecisionResult {
  const text = withoutReasoning(answer).trim().slice(0, bounds.decisionAnswer);
  if (text === '') {
    return { ok: false, reason: 'empty' };
  }
  const json = findObject(text);
  if (json === undefined) {
    return { ok: false, reason: isJsonLike.test(text) ? 'unreadable' : 'prose' };
  }
  const parsed = v.safeParse(looseAnswer, json);
  return parsed.success ? structured(parsed.output, options) : { ok: false, reason: 'unreadable' };
}

/** The beginning of JSON, or one of its words alone. */
const isJsonLike = /^(?:```(?:json)?\s*)?[{[]|"(?:alt|role)"\s*:|^(?:null|true|false|undefined)$/;

function structured(answer: v.InferOutput<typeof looseAnswer>, options: ReadOptions): DecisionResult {
  const said = (...all: readonly (string | number | null | undefined)[]) =>
    String(all.find((one) => one !== undefined && one !== null) ?? '').trim();
  const seen = String(answer.imageSeen ?? '')
    .trim()
    .toLowerCase();
  if (['false', 'no', '0'].includes(seen)) {
    return { ok: false, reason: 'declined' };
  }
  const stated = lookUp(roleWords, said(answer.role, answer.type, answer.category).toLowerCase());
  const written = said(answer.alt, answer.alt_text, answer.altText);
  // The words in a picture can end in a colon. Cleaning would make a sentence of them.
  if (stated !== 'text' && isAnnouncement(written)) {
    return { ok: false, reason: 'empty' };
  }
  const alt = cleanAlt(written, options);
  if (alt === undefined) {
    return { ok: false, reason: 'tooLong' };
  }
  // Even beside a role that leaves no alt text.
  if (isRefusal(alt) || saysNothing(alt)) {
    return { ok: false, reason: 'declined' };
  }
  // Empty alt text without a role is ambiguous: it may be decorative or forgotten.
  if (alt === '' && stated === undefined) {
    return { ok: false, reason: 'unreadable' };
  }
  const role = options.role ?? stated ?? (options.inLink ? 'functional' : 'informative');
  if (alt === '' && role !== 'decorative') {
    return { ok: false, reason: 'empty' };
  }
  const long = said(answer.longDescription, answer.long_description);
  const confidence = said(answer.confidence).toLowerCase();
  return {
    ok: true,
    decision: {
      role,
      alt: role === 'decorative' ? '' : alt,
      why: cleanAlt(said(answer.why, answer.reason) || (role === 'decorative' ? alt : '')) ?? '',
      longDescriptionDue:
        answer.longDescriptionDue === true || answer.longDescriptionDue === 'true' || (long !== '' && long !== 'null'),
      ...(long !== '' && long !== 'null' && { longDescription: long }),
      confidence: confidenceOf(confidence),
    },
  };
}

function confidenceOf(word: string): Confidence {
  const number = Number.parseFloat(word);
  if (!Number.isNaN(number)) {
    const share = number > 1 ? number / 100 : number;
    return share >= 0.8 ? 'high' : share >= 0.5 ? 'medium' : 'low';
  }
  return word === 'high' || word === 'low' ? word : 'medium';
}

/** How many places where an object may begin are tried: an answer has one or two. */
const maxStarts = 50;

/** The first complete JSON object in a text. */
function findObject(text: string): unknown {
  let tried = 0;
  for (let start = text.indexOf('{'); start >= 0 && tried < maxStarts; start = text.indexOf('{', start + 1), tried++) {
    const end = endOfObject(text, start);
    const value = end === undefined ? undefined : parseJson(text.slice(start, end));
    if (isRecord(value) && ['role', 'alt', 'alt_text', 'altText'].some((key) => key in value)) {
      return value;
    }
  }
  return undefined;
}

function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (inString) {
      at += char === '\\' ? 1 : 0;
      inString = char !== '"';
    } else if (char === '"') {
      inString = true;
    } else if (char === '{') {
      depth += 1;
    } else if (char === '}') {
      depth -= 1;
      if (depth === 0) {
        return at + 1;
      }
    }
  }
  return undefined;
}

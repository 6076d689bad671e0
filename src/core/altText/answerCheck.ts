/** Checks a model's answer before it is written or kept: the only gate on every way to alt text. */

import { isAnnouncement, isBlank } from '../answers/announcement';
import type { AnswerProblem } from '../answers/answerError';
import { isDoubtful } from '../answers/doubt';
import { isInOtherWords } from '../answers/functionWords';
import { saysNothing } from '../answers/nothingSaid';
import { hasOtherLetters } from '../answers/ownLetters';
import { isNoValue } from '../answers/programWords';
import { isRefusal } from '../answers/refusal';
import { repeatsItself } from '../answers/repetition';
import { isInOtherScript } from '../answers/script';
import { speaksForItself } from '../answers/speaker';
import type { FinishReason } from '../providers/types';
import type { AltDecision } from './decision';
import { type AltPromptOptions, isFromPrompt } from './prompt';
import type { ImageReference } from './types';
import { wordingFlaw } from './wordingFlaw';

/** Where the alt text goes, and what was requested. */
export interface AltPlace {
  readonly reference: ImageReference;
  readonly options?: AltPromptOptions;
}

/** Why an answer that ended this way is unusable; undefined if it's complete. */
export function endingProblem(
  ending: FinishReason,
  /** It has exactly as many tokens as allowed: some servers report that as a normal end. */
  isAtLimit = false,
): AnswerProblem | undefined {
  return ending === 'filtered' ? 'filtered' : ending !== 'stop' || isAtLimit ? 'cut' : undefined;
}

/**
 * Why a decision must be neither written nor kept; undefined if it may be. Too long isn't a reason, because alt text is
 * never cut.
 */
export function altProblem(decision: AltDecision, { reference, options = {} }: AltPlace): AnswerProblem | undefined {
  const { alt, role, longDescription } = decision;
  const told = role === 'decorative' ? decision.why : alt;
  if (
    isRefusal(told) ||
    saysNothing(told) ||
    (longDescription !== undefined && (isRefusal(longDescription) || saysNothing(longDescription)))
  ) {
    return 'declined';
  }
  if (longDescription !== undefined && repeatsItself(longDescription)) {
    return 'repetition';
  }
  if (options.longDescription && !longDescription) {
    return 'noDescription';
  }
  if (role === 'decorative') {
    return undefined;
  }
  if (repeatsItself(alt)) {
    return 'repetition';
  }
  if (isFromPrompt(alt)) {
    return 'echo';
  }
  if (isMarkup(alt)) {
    return 'link';
  }
  if (isNoValue(alt)) {
    return 'placeholder';
  }

  const flaw = wordingFlaw(reference, withoutEnd(alt));
  if (flaw) {
    return flaw;
  }
  if (isBlank(alt)) {
    return 'placeholder';
  }
  // The words in a picture may be anybody's.
  if (role !== 'text' && isAnnouncement(alt)) {
    return 'vague';
  }
  // The words in a picture can be in any language, and an instruction can name another one.
  const language = options.language ?? reference.context.language;
  const isFree = role === 'text' || Boolean(options.instruction?.trim());
  const isOther = (tag: string) => isInOtherScript(alt, tag) || isInOtherWords(alt, tag) || hasOtherLetters(alt, tag);
  return language !== undefined && !isFree && isOther(language) ? 'language' : undefined;
}

/**
 * True if the model has to confirm that its answer is alt text: it doesn't read like it, or somebody speaks in it.
 * “Dialog with the button Try again” is alt text all the same.
 */
export function needsConfirmation({ alt, role }: AltDecision): boolean {
  return isDoubtful(alt) || (role !== 'text' && speaksForItself(alt));
}

/** An added full stop, or brackets or quotes around a single word, don't hide anything. */
function withoutEnd(alt: string): string {
  return alt
    .trim()
    .replace(/[.。।…!]{1,3}$/, '')
    .replace(/^\\?[[(<{"“]([^[\]()<>{}"“”\\]{1,60})\\?[\])>}"”]$/, '$1');
}

/** Words in quotes and code marks are what the picture shows. */
const shown =
  /“[^”]{1,200}”|„[^“”]{1,200}[“”]|«[^»]{1,200}»|「[^」]{1,200}」|`[^`]{1,200}`|"[^"=<>]{0,60}<[^"]{1,140}>[^"=<>]{0,60}"/g;
/**
 * A tag that says more than its name: `<svg onload>`, `<a href=x`. One that doesn't (`<div>`, `<path to file>`) is a
 * name.
 */
const tagWithAttribute =
  /<[a-z][\w:-]{0,40}(?:[\s/][^<>]{0,500})?[\s/"'](?:[\w:.@-]{1,40}\s?=|on[a-z]{3,30}(?=[\s/>]|$))/i;
/** A tag from the first character to the last, or one that only formats words: opened, words, closed. */
const allTag = /^<(?:[!/?]|[a-z][^<>]{0,500}>).*>[.。]?$/is;
const setWords =
  /<(b|i|u|em|strong|span|sub|sup|small|mark|font|code|p|center|figcaption|h[1-6])>[^<>]{1,300}<\/\1>|[^\s"“]<br\s?\/?>|<!--|<\/?(?:script|style|iframe)\b/i;

/** Links and tags as they are written, or a URL and nothing else; names of elements in a sentence are words. */
function isMarkup(alt: string): boolean {
  const own = alt.replace(shown, ' … ').trim();
  return (
    /!?\[[^\]]{0,200}\]\((?:https?:|data:|\/|\.)[^)]{0,500}\)/i.test(alt) ||
    tagWithAttribute.test(own) ||
    (allTag.test(own) && /<\/|\/>|<!/.test(own)) ||
    setWords.test(own) ||
    /^(?:https?:\/\/|data:|www\.)\S+$/i.test(alt.trim()) ||
    // An answer within an answer: a fence, or the beginning of JSON.
    /^\s*(?:```|\{\s*"\w{1,30}"\s*:)/.test(alt)
  );
}

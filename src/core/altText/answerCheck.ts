/** What a model sent is looked at before it is written or kept: the one gate for every way to an alt. */

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
import { wordingFlaw } from './findings';
import { type AltPromptOptions, isFromPrompt } from './prompt';
import type { ImageReference } from './types';

/** Where an alt is to stand, and what was asked for. */
export interface AltPlace {
  readonly reference: ImageReference;
  readonly options?: AltPromptOptions;
}

/** Why nothing is made of an answer that ended so; undefined when it is whole. */
export function endingProblem(
  ending: FinishReason,
  /** It has exactly as many tokens as it could have: some servers call that an end. */
  isAtLimit = false,
): AnswerProblem | undefined {
  return ending === 'filtered' ? 'filtered' : ending !== 'stop' || isAtLimit ? 'cut' : undefined;
}

/** Why a decision must be neither written nor kept; undefined when it may. Too long is no reason: it is never cut. */
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
  // The words of a picture may be anybody's.
  if (role !== 'text' && isAnnouncement(alt)) {
    return 'vague';
  }
  // A picture of words has them in whatever language they are, and an instruction may name another one.
  const language = options.language ?? reference.context.language;
  const isFree = role === 'text' || Boolean(options.instruction?.trim());
  const isOther = (tag: string) => isInOtherScript(alt, tag) || isInOtherWords(alt, tag) || hasOtherLetters(alt, tag);
  return language !== undefined && !isFree && isOther(language) ? 'language' : undefined;
}

/**
 * True when the model is to confirm that what it sent is an alt: it does not read like one, or somebody speaks in it.
 * “Dialog with the button Try again” is one all the same.
 */
export function needsConfirmation({ alt, role }: AltDecision): boolean {
  return isDoubtful(alt) || (role !== 'text' && speaksForItself(alt));
}

/** A full stop that was added, and brackets or quotes around a single word, hide nothing. */
function withoutEnd(alt: string): string {
  return alt
    .trim()
    .replace(/[.。।…!]{1,3}$/, '')
    .replace(/^\\?[[(<{"“]([^[\]()<>{}"“”\\]{1,60})\\?[\])>}"”]$/, '$1');
}

/** Words in quotes and code marks are what the picture shows. */
const shown =
  /“[^”]{1,200}”|„[^“”]{1,200}[“”]|«[^»]{1,200}»|「[^」]{1,200}」|`[^`]{1,200}`|"[^"=<>]{0,60}<[^"]{1,140}>[^"=<>]{0,60}"/g;
/** A tag that says more than its name: `<svg onload>`, `<a href=x`. One without (`<div>`, `<path to file>`) is a name. */
const tagWithAttribute =
  /<[a-z][\w:-]{0,40}(?:[\s/][^<>]{0,500})?[\s/"'](?:[\w:.@-]{1,40}\s?=|on[a-z]{3,30}(?=[\s/>]|$))/i;
/** A tag from the first character to the last, and what only sets words: opened, words, closed. */
const allTag = /^<(?:[!/?]|[a-z][^<>]{0,500}>).*>[.。]?$/is;
const setWords =
  /<(b|i|u|em|strong|span|sub|sup|small|mark|font|code|p|center|figcaption|h[1-6])>[^<>]{1,300}<\/\1>|[^\s"“]<br\s?\/?>|<!--|<\/?(?:script|style|iframe)\b/i;

/** Links and tags as they are written, or an address and nothing else; names of elements in a sentence are words. */
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

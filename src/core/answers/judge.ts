/**
 * How an answer ended, and whether it is one: the one place that decides for descriptions, transcripts, data, and alt
 * text. What isn't an answer is said, and neither written nor kept as one.
 */
import type { AskResult } from '../ask/types';
import type { AnswerProblem } from './answerError';
import { isRefusal } from './refusal';

/** What was asked for. */
export type Asked =
  /** A description in the model's words. */
  | 'description'
  /** An answer to somebody's own question, which may be that something can't be seen. */
  | 'reply'
  /** The words in the picture. */
  | 'transcript'
  /** JSON, whose form is checked elsewhere. */
  | 'data';

type Ended = Pick<AskResult, 'text' | 'finishReason' | 'toolCalls'> & Partial<Pick<AskResult, 'reasoning' | 'usage'>>;

/** A longer answer says something, whatever it begins with: refusals and summaries are shorter. */
const longestRefusal = 400;

/** Why this isn't an answer, or not all of one; undefined if it is. A lost connection is an error of its own. */
export function answerProblem(result: Ended, asked: Asked): AnswerProblem | undefined {
  const { text, finishReason, toolCalls = [] } = result;
  const bare = text.trim();
  if (finishReason === 'filtered') {
    return 'filtered';
  }
  if (finishReason === 'interrupted' || toolCalls.length > 0) {
    return undefined;
  }
  if (bare === '') {
    return emptyProblem(result, asked);
  }
  if (asked !== 'data' && repeatsEndlessly(bare)) {
    return 'repetition';
  }
  if (bare.length <= longestRefusal && isNone(bare, asked)) {
    return 'declined';
  }
  if (asked === 'transcript') {
    const problem = transcriptProblem(bare);
    if (problem) {
      return problem;
    }
  }
  return finishReason === 'length' ? 'cut' : undefined;
}

function emptyProblem({ finishReason, reasoning, usage }: Ended, asked: Asked): AnswerProblem | undefined {
  if (finishReason === 'length') {
    return reasoning || usage?.reasoningTokens || usage?.outputTokens ? 'thinking' : 'cut';
  }
  // A picture without words has an empty transcript.
  return asked === 'transcript' ? undefined : 'empty';
}

/** What a model without eyes says, whatever the question. */
const blind =
  /\b(?:can(?:'t|not)|unable to|not able to|(?:do not|don't) have the ability to)(?: \w+){0,2} (?:see|view|process|access|open|analy[sz]e|interpret|display) (?:any |the |this |your |an )?(?:images?|pictures?|photos?|visual)|\bno (?:image|picture|photo) (?:was|is|has been|were) (?:provided|attached|uploaded|included|given)|\bdo(?:n't| not) see (?:any|an) (?:image|picture|photo)s?\b(?: (?:attached|uploaded|provided|here|in))?|\bas a (?:text-based|language)\b/i;

function isNone(bare: string, asked: Asked): boolean {
  return asked === 'reply' ? blind.test(bare.replaceAll('’', "'")) : asked !== 'data' && isRefusal(bare);
}

/** A sentence about the picture in place of the words in it. */
const summary =
  /^(?:(?:the|this) (?:image|picture|screenshot|photo|text in the image)|das bild|dieses bild|(?:l'|cette )image|(?:la|esta) imagen|(?:a|esta) imagem|l'immagine|(?:de|deze) afbeelding) (?:shows?|contains?|displays?|depicts?|features?|appears?|is (?:a|an|of)|zeigt|enthält|montre|contient|muestra|contiene|mostra|contém|toont|bevat)\b|^(?:这张|這張|该|此)?(?:图片|图像|圖片)(?:显示|展示|中)|^(?:この)?画像(?:には|は)/i;

function transcriptProblem(bare: string): AnswerProblem | undefined {
  if (
    /^!?\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)$|^\[(?:image|picture|photo|screenshot|figure|text|your text here|transcribed text)\]$/i.test(
      bare,
    )
  ) {
    return 'placeholder';
  }
  return bare.length <= longestRefusal && !bare.includes('\n') && summary.test(bare.replaceAll('’', "'"))
    ? 'summary'
    : undefined;
}

/** How much of the end is examined, and how often a phrase must occur there in a row; tables repeat a little too. */
const lookedAt = 2000;
const longestPhrase = 60;
const timesFor = (words: number) => (words < 3 ? 60 : 30);

/** True if a text ends in the same words over and over: its model got stuck. */
function repeatsEndlessly(text: string): boolean {
  const tail = text.slice(-lookedAt * 10);
  return endsInRepeats(tail.split(/\s+/).slice(-lookedAt)) || endsInRepeats([...tail.slice(-lookedAt)]);
}

function endsInRepeats(tokens: readonly string[]): boolean {
  for (let phrase = 1; phrase <= Math.min(longestPhrase, tokens.length / 2); phrase++) {
    let same = 0;
    // The last phrase may be cut in the middle, which doesn't break the row.
    for (let at = tokens.length - 2; at >= phrase && tokens[at] === tokens[at - phrase]; at--) {
      same++;
    }
    if (same >= phrase * (timesFor(phrase) - 1)) {
      return true;
    }
  }
  return false;
}

/** An answer arrived, but it's unusable. */
import type { Usage } from '../providers/types';
import { ReasonError } from '../reasonError';

export type AnswerProblem =
  /** It's empty. */
  | 'empty'
  /** Words where JSON was requested. */
  | 'prose'
  /** JSON that is broken or makes no sense. */
  | 'unreadable'
  /** Longer than anything that a screen reader should read. */
  | 'tooLong'
  /** It ended before it was complete. */
  | 'cut'
  /** All tokens that it was allowed went into thinking, before the first word. */
  | 'thinking'
  /** The provider withheld it. */
  | 'filtered'
  /** The model says that it can't see an image, or won't describe it. */
  | 'declined'
  /** It doesn't read like alt text, and its model doesn't confirm that it is. */
  | 'doubtful'
  /** A sentence about the picture where its words were requested. */
  | 'summary'
  /** What `alt check` itself would find. */
  | 'placeholder'
  | 'filename'
  | 'vague'
  | 'repeated'
  /** The same words over and over. */
  | 'repetition'
  /** In a different script than the page. */
  | 'language'
  /** A link or a tag instead of words. */
  | 'link'
  /** Sentences from the prompt. */
  | 'echo'
  /** A long description was requested, and none arrived. */
  | 'noDescription';

/** It was paid for all the same. `detail` is the refused text, if there is one. */
export class AnswerError extends ReasonError<AnswerProblem> {
  override readonly name = 'AnswerError';
  constructor(
    reason: AnswerProblem,
    /** Requests that were answered, and their total usage. */
    readonly requests: number,
    readonly usage?: Usage,
    detail?: string,
  ) {
    super(reason, detail);
  }
}

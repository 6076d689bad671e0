/** An answer came, and nothing is made of it. */
import type { Usage } from '../providers/types';
import { ReasonError } from '../reasonError';

export type AnswerProblem =
  /** Nothing in it. */
  | 'empty'
  /** Words where JSON was asked for. */
  | 'prose'
  /** JSON that is broken, or without sense. */
  | 'unreadable'
  /** Longer than anything that is read out. */
  | 'tooLong'
  /** It ended before it was whole. */
  | 'cut'
  /** The provider kept it back. */
  | 'filtered'
  /** The model says that it sees no image, or will not speak of it. */
  | 'declined'
  /** It does not read like an alt, and the model that gave it does not confirm that it is one. */
  | 'doubtful'
  /** What `alt check` itself would find. */
  | 'placeholder'
  | 'filename'
  | 'vague'
  | 'repeated'
  /** The same words again and again. */
  | 'repetition'
  /** In other letters than the page. */
  | 'language'
  /** A link or a tag instead of words. */
  | 'link'
  /** Sentences of the prompt. */
  | 'echo'
  /** A long description was asked for, and none came. */
  | 'noDescription';

/** What it took was paid for all the same. `detail` is the text that is refused, where there is one. */
export class AnswerError extends ReasonError<AnswerProblem> {
  override readonly name = 'AnswerError';
  constructor(
    reason: AnswerProblem,
    /** Requests that were answered, and what they took together. */
    readonly requests: number,
    readonly usage?: Usage,
    detail?: string,
  ) {
    super(reason, detail);
  }
}

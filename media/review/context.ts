import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FromReview } from '../../src/protocol/fromReview';
import type { ReviewItemView, ReviewStrings, RoleView, Verdict } from '../../src/protocol/reviewView';

/** What every part of the review can use. */
export interface ReviewContext {
  readonly strings: ReviewStrings;
  readonly roles: readonly RoleView[];
  readonly post: (message: FromReview.Message) => void;
  /** Announces a text once. */
  readonly say: (text: string) => void;
  /** Draws an item as decided immediately, so that consecutive keys never hit it twice; the host's update follows. */
  readonly decide: (item: ReviewItemView) => void;
  /** Moves the focus from an item, by this many or to an end of the list. */
  readonly focusFrom: (id: string, by: number | 'first' | 'last') => void;
}

const Context = createContext<ReviewContext | undefined>(undefined);

export const ReviewProvider = Context.Provider;

export function useReview(): ReviewContext {
  return useContext(Context)!;
}

export function verdictName(verdict: Verdict, strings: ReviewStrings): string {
  const names: Record<Verdict, string> = {
    open: strings.suggested,
    accepted: strings.accepted,
    skipped: strings.skipped,
    decorative: strings.markedDecorative,
    written: strings.written,
  };
  return names[verdict];
}

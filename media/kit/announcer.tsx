import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { memo } from './memo';

/** Longest text announced at once, in characters; the rest can be read. */
const maxSpoken = 4000;

/**
 * Milliseconds after which the announcement is removed: a user who reads on from the end of the page would come across
 * it again.
 */
const forgottenAfterMs = 15_000;

/** Announces a text once; a later one replaces it. */
export type Say = (text: string) => void;

/** The page's only live region. Nothing else draws it, because a change to its nodes is announced. */
export const Announcer = memo(({ handle }: { readonly handle: RefObject<Say | null> }) => {
  const [text, setText] = useState('');
  const forgetting = useRef(0);
  useLayoutEffect(() => {
    handle.current = (next) => {
      const spoken = next.length > maxSpoken ? `${next.slice(0, maxSpoken)}…` : next;
      // The same text twice would change nothing and stay silent.
      setText((before) => (before === spoken ? `${spoken}\u00a0` : spoken));
      clearTimeout(forgetting.current);
      forgetting.current = window.setTimeout(() => setText(''), forgottenAfterMs);
    };
  }, []);
  return (
    <div class="hiddenText" role="status" aria-live="polite" aria-atomic="true">
      {text}
    </div>
  );
});

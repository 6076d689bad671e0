import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { TurnView } from '../../../src/protocol/view';
import { usePanel } from './context';

/** Pixels from the end within which the user counts as being at the end. */
const nearEnd = 40;

/** Pixels that stay free above a turn scrolled to the top. */
const margin = 8;

/** The scroll position is saved this long after the last movement, in milliseconds. */
const keptAfterMs = 200;

interface ScrollNodes {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly images: RefObject<HTMLElement | null>;
  /** Its children are the turns. */
  readonly list: RefObject<HTMLElement | null>;
}

export interface Scroll {
  readonly isAtEnd: boolean;
  readonly toEnd: () => void;
  readonly onScroll: () => void;
}

/** Keeps the scroll position across reloads, and follows the turns. */
export function useScroll(nodes: ScrollNodes, turns: readonly TurnView[]): Scroll {
  const { state } = usePanel();
  const [isAtEnd, setAtEnd] = useState(true);
  const keeper = useMemo(() => createScrollKeeper(nodes, setAtEnd, (scroll) => state.patch({ scroll })), [state]);
  const newest = turns.at(-1)?.id;
  const before = useRef<string>(undefined);
  useLayoutEffect(() => {
    keeper.follow(before.current !== newest);
    before.current = newest;
  }, [turns]);
  useLayoutEffect(() => {
    keeper.restore(state.get().scroll);
    // Arriving images and a shrinking window also move the end.
    const resized = new ResizeObserver(() => keeper.follow(false));
    resized.observe(nodes.scroller.current!);
    resized.observe(nodes.images.current!);
    return () => resized.disconnect();
  }, []);
  return { isAtEnd, toEnd: keeper.toEnd, onScroll: keeper.onScroll };
}

/**
 * Follows an incoming answer, but never past its own beginning: the turn stops at the top of the view, where it can be
 * read. A user who has scrolled away stays there.
 */
function createScrollKeeper(
  { scroller, list }: ScrollNodes,
  tellAtEnd: (isAtEnd: boolean) => void,
  keep: (scroll: number) => void,
) {
  let following = true;
  let placed = -1;
  let saving = 0;
  const view = () => scroller.current!;
  const end = () => view().scrollHeight - view().clientHeight;
  const isAtEnd = () => end() - view().scrollTop < nearEnd;

  function place(top: number): void {
    view().scrollTop = top;
    placed = view().scrollTop;
    tellAtEnd(isAtEnd());
  }

  function toEnd(): void {
    following = true;
    place(end());
  }

  /** The first turn counts as starting with the image above it. */
  function newestTop(): number {
    const turns = list.current?.children ?? [];
    const newest = turns.length > 1 ? turns[turns.length - 1] : undefined;
    const shift = view().scrollTop - view().getBoundingClientRect().top;
    return newest ? newest.getBoundingClientRect().top + shift : 0;
  }

  return {
    toEnd,
    /** After drawing or resizing. A new turn is always scrolled into view. */
    follow: (isNew: boolean): void => {
      following ||= isNew;
      if (following) {
        place(Math.max(view().scrollTop, Math.min(end(), newestTop() - margin)));
      } else {
        tellAtEnd(isAtEnd());
      }
    },
    /** After the first drawing: goes back to where the user was. */
    restore: (scroll: number): void => {
      if (scroll < 0) {
        toEnd();
      } else {
        following = false;
        place(scroll);
      }
    },
    onScroll: (): void => {
      const isMoved = Math.abs(view().scrollTop - placed) > 1;
      following = isMoved ? isAtEnd() : following;
      tellAtEnd(isAtEnd());
      clearTimeout(saving);
      saving = window.setTimeout(() => scroller.current && keep(isAtEnd() ? -1 : view().scrollTop), keptAfterMs);
    },
  };
}

import { element } from '../../kit/dom';
import { iconButton } from '../controls';
import type { ViewContext } from './context';

/** Pixels from the end within which the user counts as being at the end. */
const nearEnd = 40;

/** Pixels that stay free above a turn that is scrolled to the top. */
const margin = 8;

/**
 * Follows an answer that comes in, but never past its own beginning: the turn stops at the top of the view, where it is
 * read. Who scrolled away stays where they are.
 */
export function createScrollKeeper(
  scroller: HTMLElement,
  images: HTMLElement,
  newestTurn: () => HTMLElement | undefined,
  context: ViewContext,
) {
  const jump = iconButton('down', context.strings.jumpToEnd, () => {
    toEnd();
    context.focusComposer();
  });
  const node = element('div', { class: 'jump' }, jump);
  let following = true;
  let placed = -1;
  let saving = 0;

  const end = () => scroller.scrollHeight - scroller.clientHeight;
  const isAtEnd = () => end() - scroller.scrollTop < nearEnd;

  function place(top: number): void {
    scroller.scrollTop = top;
    placed = scroller.scrollTop;
    node.hidden = isAtEnd();
  }

  function toEnd(): void {
    following = true;
    place(end());
  }

  function advance(): void {
    const turn = newestTurn();
    const top = turn ? turn.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop : 0;
    place(Math.max(scroller.scrollTop, Math.min(end(), top - margin)));
  }

  scroller.addEventListener(
    'scroll',
    () => {
      const moved = Math.abs(scroller.scrollTop - placed) > 1;
      following = moved ? isAtEnd() : following;
      node.hidden = isAtEnd();
      clearTimeout(saving);
      saving = window.setTimeout(() => context.state.patch({ scroll: isAtEnd() ? -1 : scroller.scrollTop }), 200);
    },
    { passive: true },
  );

  function follow(): void {
    if (following) {
      advance();
    } else {
      node.hidden = isAtEnd();
    }
  }

  // Images that arrive and a window that shrinks move the end as well.
  const resized = new ResizeObserver(follow);
  resized.observe(scroller);
  resized.observe(images);

  node.hidden = true;
  return {
    node,
    toEnd,
    /** After something was drawn; a new turn is always brought into view. */
    follow: (isNew: boolean): void => {
      following ||= isNew;
      follow();
    },
    /** After the first drawing: where the user was. */
    restore: (scroll: number): void => {
      if (scroll < 0) {
        toEnd();
      } else {
        following = false;
        place(scroll);
      }
    },
  };
}

import { iconButton } from '../controls';
import { element } from '../dom';
import type { ViewContext } from './context';

/** Pixels from the end within which the user counts as being at the end. */
const nearEnd = 40;

/** Keeps the end in view while the user is there, and nothing else: who scrolled up stays where they are. */
export function createScrollKeeper(scroller: HTMLElement, images: HTMLElement, context: ViewContext) {
  const jump = iconButton('down', context.strings.jumpToEnd, () => {
    toEnd();
    context.focusComposer();
  });
  const node = element('div', { class: 'jump' }, jump);
  let atEnd = true;
  let saving = 0;

  function measure(): void {
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEnd;
    node.hidden = atEnd;
  }

  function toEnd(): void {
    atEnd = true;
    node.hidden = true;
    scroller.scrollTop = scroller.scrollHeight;
  }

  scroller.addEventListener(
    'scroll',
    () => {
      measure();
      clearTimeout(saving);
      saving = window.setTimeout(() => context.state.patch({ scroll: atEnd ? -1 : scroller.scrollTop }), 200);
    },
    { passive: true },
  );
  // Images that arrive and a window that shrinks move the end as well.
  const moved = new ResizeObserver(() => (atEnd ? toEnd() : measure()));
  moved.observe(scroller);
  moved.observe(images);

  node.hidden = true;
  return {
    node,
    toEnd,
    /** After something was drawn. */
    follow: (): void => (atEnd ? toEnd() : measure()),
    /** After the first drawing: where the user was. */
    restore: (scroll: number): void => {
      if (scroll < 0) {
        toEnd();
      } else {
        scroller.scrollTop = scroll;
        measure();
      }
    },
  };
}

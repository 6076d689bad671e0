import { element } from '../../kit/dom';
import { textButton } from '../controls';
import type { ViewContext } from './context';

/** Characters of a text that are drawn at first, and again with each "Show More": ten times a long answer. */
const portion = 50_000;

/** How far before the end of a portion the end of a line is looked for, characters. */
const lineReach = 2_000;

/** How much of a text is drawn. What is left out stays in the text: it can be copied, inserted and opened. */
export interface Portions {
  /** The button below the text; hidden when all of it is drawn. */
  readonly node: HTMLElement;
  /** The beginning of the text that is to be drawn, to the end of a line where one is near. */
  readonly cut: (text: string) => string;
}

/** `redraw` draws the text again, with more of it. */
export function createPortions(context: ViewContext, redraw: () => void): Portions {
  let most = portion;
  const more = textButton(context.strings.showMore, false, () => {
    most += portion;
    redraw();
    if (node.hidden) {
      context.focusComposer();
    }
  });
  const node = element('div', { class: 'actions' }, more);
  node.hidden = true;
  return {
    node,
    cut: (text) => {
      node.hidden = text.length <= most;
      if (node.hidden) {
        return text;
      }
      const line = text.lastIndexOf('\n', most);
      return text.slice(0, line > most - lineReach ? line : most).replace(/[\ud800-\udbff]$/, '');
    },
  };
}

import type { AttachedView } from '../../../src/protocol/view';
import { element, fill } from '../../kit/dom';
import { iconButton, textButton } from '../controls';
import type { ViewContext } from './context';
import { imageChip } from './imageChip';

/** The images that go with the next question, each with its number and a button that gives it a place in the text. */
export function createAttached(context: ViewContext, place: (marker: string) => void) {
  const { strings } = context;
  const node = element('ul', { class: 'attached', 'aria-label': strings.attachedImages });
  let shown = '';

  function item({ imageId, name, number, marker }: AttachedView): HTMLElement {
    const button = textButton(strings.placeInText, false, () => place(marker));
    button.setAttribute('aria-label', fill(strings.placeImageInText, String(number), name));
    button.title = marker;
    const remove = iconButton('close', fill(strings.removeImage, name), () => {
      context.post({ type: 'removeImage', imageId });
      context.focusComposer();
    });
    return element('li', {}, imageChip(imageId, number, name, context), button, remove);
  }

  node.hidden = true;
  return {
    node,
    /** Redrawn only when something changed: a button keeps its focus. */
    update: (attached: readonly AttachedView[]): void => {
      const next = JSON.stringify(attached);
      if (next !== shown) {
        shown = next;
        node.replaceChildren(...attached.map(item));
        node.hidden = attached.length === 0;
      }
    },
  };
}

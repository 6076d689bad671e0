import { element } from '../../kit/dom';
import { icon } from '../../kit/icons';
import type { ViewContext } from './context';

/** An image of a question by its name, and by its number where that tells it apart; a press shows the image. */
export function imageChip(
  imageId: string,
  number: number | undefined,
  name: string,
  context: ViewContext,
): HTMLButtonElement {
  const chip = element('button', { type: 'button', class: 'chip' });
  chip.append(icon('image'), element('span', { dir: 'auto' }, number === undefined ? name : `${number}: ${name}`));
  chip.addEventListener('click', () => context.showImage(imageId));
  return chip;
}

import { type Child, element } from '../../kit/dom';
import type { StateStore } from '../state';

/** A <details> whose being open is kept over reloads under `key`. */
export function keptDetails(
  key: string,
  className: string,
  summary: HTMLElement,
  state: StateStore,
  ...children: readonly Child[]
): HTMLDetailsElement {
  const details = element('details', { class: className }, element('summary', {}, summary), ...children);
  details.open = state.get().open.includes(key);
  details.addEventListener('toggle', () => {
    const others = state.get().open.filter((one) => one !== key);
    const was = others.length < state.get().open.length;
    if (was !== details.open) {
      state.patch({ open: details.open ? [...others, key] : others });
    }
  });
  return details;
}

import { element, fill, freshId, setAttribute } from '../../kit/dom';
import { textButton } from '../controls';
import type { ViewContext } from './context';
import { type Box, boxBetween, middleBox, nudgeBox, type Size } from './zoom';

/** A region on an image: drawn with the pointer or placed with the keyboard, then read or asked about. */
export interface Region {
  /** Lies over the image. */
  readonly overlay: HTMLElement;
  /** Its buttons, outside the image. */
  readonly bar: HTMLElement;
  readonly box: () => Box | undefined;
  readonly setBox: (box: Box | undefined) => void;
  /** Starts in the middle, for the keyboard. */
  readonly place: () => void;
  readonly focus: () => void;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function createRegion(imageId: string, size: () => Size, context: ViewContext, cleared: () => void): Region {
  const { strings } = context;
  const hint = element('span', { id: freshId(), hidden: true }, strings.regionKeys);
  const overlay = element('div', {
    class: 'region',
    role: 'application',
    tabindex: '0',
    'aria-describedby': hint.id,
  });
  const label = element('span', { class: 'regionSize' });
  const bar = element(
    'div',
    { class: 'regionBar' },
    label,
    textButton(strings.readRegion, true, () => send('read')),
    textButton(strings.askRegion, false, () => send('ask')),
    textButton(strings.clearRegion, false, clear),
    hint,
  );
  let box: Box | undefined;
  let speaking = 0;

  function send(action: 'read' | 'ask'): void {
    if (box !== undefined) {
      const { width, height } = size();
      context.post({ type: 'region', imageId, box, of: [width, height], action });
    }
  }

  function clear(): void {
    setBox(undefined);
    cleared();
  }

  function describe([left, top, width, height]: Box): string {
    const numbers = [width, height, left, top].map((n) => n.toLocaleString(context.locale));
    return fill(strings.regionSize, ...numbers);
  }

  function setBox(next: Box | undefined): void {
    box = next;
    overlay.hidden = next === undefined;
    bar.hidden = next === undefined;
    if (next === undefined) {
      return;
    }
    const { width, height } = size();
    const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
    overlay.style.left = percent(next[0], width);
    overlay.style.top = percent(next[1], height);
    overlay.style.width = percent(next[2], width);
    overlay.style.height = percent(next[3], height);
    setAttribute(overlay, 'aria-label', describe(next));
    label.textContent = `${next[2].toLocaleString(context.locale)} × ${next[3].toLocaleString(context.locale)}`;
  }

  overlay.addEventListener('keydown', (event) => {
    const arrow = arrows[event.key];
    if (box !== undefined && arrow !== undefined) {
      const { width, height } = size();
      const step =
        event.ctrlKey || event.metaKey || event.altKey ? 1 : Math.max(1, Math.round(Math.max(width, height) / 100));
      setBox(nudgeBox(box, arrow[0] * step, arrow[1] * step, event.shiftKey, { width, height }));
      clearTimeout(speaking);
      speaking = window.setTimeout(() => context.say(box === undefined ? '' : describe(box)), 400);
    } else if (event.key === 'Enter') {
      send('read');
    } else if (event.key === 'Escape') {
      clear();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  setBox(undefined);
  return {
    overlay,
    bar,
    box: () => box,
    setBox,
    place: () => setBox(middleBox(size())),
    focus: () => overlay.focus(),
  };
}

/** Lets the pointer draw a region on `stage` while `active()`. */
export function drawWithPointer(stage: HTMLElement, region: Region, size: () => Size, active: () => boolean): void {
  let from: readonly [number, number] | undefined;
  const pointOf = (event: PointerEvent): readonly [number, number] => {
    const place = stage.getBoundingClientRect();
    const { width, height } = size();
    return [
      ((event.clientX - place.left) * width) / place.width,
      ((event.clientY - place.top) * height) / place.height,
    ];
  };
  stage.addEventListener('pointerdown', (event) => {
    if (active() && event.button === 0) {
      event.preventDefault();
      event.stopPropagation();
      stage.setPointerCapture(event.pointerId);
      from = pointOf(event);
    }
  });
  stage.addEventListener('pointermove', (event) => {
    if (from !== undefined) {
      region.setBox(boxBetween(from, pointOf(event), size()));
    }
  });
  const end = (): void => {
    if (from !== undefined) {
      from = undefined;
      if (region.box() !== undefined) {
        region.focus();
      }
    }
  };
  stage.addEventListener('pointerup', end);
  stage.addEventListener('pointercancel', end);
}

import { useRef, useState } from 'preact/hooks';
import { useAfterDrawing } from '../../kit/useAfterDrawing';
import { usePanel } from './context';
import { type Look, nothingSelected, type Selection } from './look';
import { type Box, boxBetween, middleBox, type Size } from './zoom';

export type RegionSelection = ReturnType<typeof useRegion>;

/** A region on an image: drawn with the pointer or placed with the keyboard, then read or asked about. */
export function useRegion(imageId: string, pixels: () => Size, look: Look) {
  const { post } = usePanel();
  const [selection, setSelection] = useState(look.selection);
  const node = useRef<HTMLDivElement>(null);
  const toggleButton = useRef<HTMLButtonElement>(null);
  const afterDrawing = useAfterDrawing();
  const select = (next: Selection) => {
    look.selection = next;
    setSelection(next);
  };
  const setBox = (box: Box) => select({ isSelecting: true, box });
  const focus = () => node.current?.focus();
  const send = (box: Box, action: 'read' | 'ask') => {
    const { width, height } = pixels();
    post({ type: 'region', imageId, box, of: [width, height], action });
  };
  return {
    ...selection,
    node,
    toggleButton,
    pixels,
    setBox,
    send,
    /** Starts with a region in the middle, for the keyboard. */
    toggle: () => {
      if (selection.isSelecting) {
        select(nothingSelected);
      } else {
        setBox(middleBox(pixels()));
        afterDrawing(focus);
      }
    },
    clear: () => {
      select(nothingSelected);
      afterDrawing(() => toggleButton.current?.focus());
    },
    readAll: () => {
      const { width, height } = pixels();
      send([0, 0, width, height], 'read');
    },
    drawing: useDrawing(selection.isSelecting, pixels, setBox, focus),
  };
}

/** The events that let the pointer draw a box. */
function useDrawing(isActive: boolean, pixels: () => Size, setBox: (box: Box) => void, drawn: () => void) {
  const from = useRef<readonly [number, number]>(undefined);
  const pointOf = ({ clientX, clientY, currentTarget }: PointerEvent): readonly [number, number] => {
    const place = (currentTarget as Element).getBoundingClientRect();
    const { width, height } = pixels();
    return [((clientX - place.left) * width) / place.width, ((clientY - place.top) * height) / place.height];
  };
  const end = () => {
    if (from.current) {
      from.current = undefined;
      drawn();
    }
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (isActive && event.button === 0) {
        event.preventDefault();
        event.stopPropagation();
        (event.currentTarget as Element).setPointerCapture(event.pointerId);
        from.current = pointOf(event);
      }
    },
    onPointerMove: (event: PointerEvent) => {
      if (from.current) {
        setBox(boxBetween(from.current, pointOf(event), pixels()));
      }
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

import { useRef } from 'preact/hooks';

interface Start {
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly top: number;
}

/** Scrolls a box by dragging, measured from where the drag began. */
export function useDragging(isActive: boolean) {
  const start = useRef<Start>(undefined);
  const end = () => {
    start.current = undefined;
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (isActive && event.button === 0) {
        const box = event.currentTarget as Element;
        start.current = { x: event.clientX, y: event.clientY, left: box.scrollLeft, top: box.scrollTop };
        box.setPointerCapture(event.pointerId);
      }
    },
    onPointerMove: (event: PointerEvent) => {
      if (start.current) {
        const box = event.currentTarget as Element;
        box.scrollLeft = start.current.left + start.current.x - event.clientX;
        box.scrollTop = start.current.top + start.current.y - event.clientY;
      }
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

import { useLayoutEffect, useRef } from 'preact/hooks';

/** Has something done after the component's next drawing: what is to get the focus may not be there before. */
export function useAfterDrawing(): (act: () => void) => void {
  const waiting = useRef<() => void>(undefined);
  useLayoutEffect(() => {
    const act = waiting.current;
    waiting.current = undefined;
    act?.();
  });
  return (act) => {
    waiting.current = act;
  };
}

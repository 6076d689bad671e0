import { useLayoutEffect, useRef } from 'preact/hooks';

/** Runs a function after the component is drawn next, for example to focus an element that doesn't exist yet. */
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

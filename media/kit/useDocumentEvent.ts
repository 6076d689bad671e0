import { useLayoutEffect, useRef } from 'preact/hooks';

/** Hears an event wherever it happens in the page, as long as the component is there. */
export function useDocumentEvent<K extends keyof DocumentEventMap>(
  type: K,
  react: (event: DocumentEventMap[K]) => void,
): void {
  const latest = useRef(react);
  latest.current = react;
  useLayoutEffect(() => {
    const listen = (event: DocumentEventMap[K]) => latest.current(event);
    document.addEventListener(type, listen);
    return () => document.removeEventListener(type, listen);
  }, []);
}

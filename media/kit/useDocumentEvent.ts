import { useLayoutEffect, useRef } from 'preact/hooks';

/** Listens to an event anywhere on the page for the component's lifetime. */
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

import { useRef, useState } from 'preact/hooks';

/** How long a button says that something was copied, in milliseconds. */
const saidForMs = 2000;

/** Whether something was copied just now. */
export function useCopied(): { readonly isCopied: boolean; readonly showCopied: () => void } {
  const [isCopied, setCopied] = useState(false);
  const ending = useRef(0);
  const showCopied = () => {
    setCopied(true);
    clearTimeout(ending.current);
    ending.current = window.setTimeout(() => setCopied(false), saidForMs);
  };
  return { isCopied, showCopied };
}

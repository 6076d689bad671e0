import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useFreshId } from '../kit/useFreshId';

/** Typing is reported after a pause of this many milliseconds. */
const typingPauseMs = 300;

interface TextBoxProps {
  readonly label: string;
  readonly rows: number;
  /** The text as the host knows it. A new `version` writes it into the box, but not while somebody is typing there. */
  readonly text: string;
  readonly version: object;
  /** The box is updated even while somebody is typing. */
  readonly isBusy?: boolean;
  readonly disabled: boolean;
  readonly placeholder?: string;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  /** Is told what was typed, at a pause and when the box is left. */
  readonly tell: (text: string, isLeft: boolean) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly children?: ComponentChildren;
}

/** A text box with its label. What the user types is never taken away. */
export function TextBox({ label, text, version, isBusy, box, tell, children, ...rest }: TextBoxProps) {
  const id = useFreshId();
  const waiting = useRef(0);
  useLayoutEffect(() => {
    if (box.current && (document.activeElement !== box.current || isBusy)) {
      box.current.value = text;
    }
  }, [version]);
  useLayoutEffect(() => () => clearTimeout(waiting.current), []);
  const latest = useRef(tell);
  latest.current = tell;
  const tellNow = (isLeft: boolean) => {
    clearTimeout(waiting.current);
    latest.current(box.current?.value ?? '', isLeft);
  };
  const tellLater = () => {
    clearTimeout(waiting.current);
    waiting.current = window.setTimeout(() => tellNow(false), typingPauseMs);
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="inputBox">
        <textarea id={id} {...rest} spellcheck dir="auto" ref={box} onInput={tellLater} onBlur={() => tellNow(true)} />
      </div>
      {children}
    </div>
  );
}

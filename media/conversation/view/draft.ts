import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { maxQuestion } from '../../../src/protocol/fromPanel';
import { fill } from '../../kit/fill';
import { type PanelContext, usePanel } from './context';

/** Typing is reported to the host this long after the last key, in milliseconds. */
const draftDelayMs = 400;

/** The same text isn't asked twice within this time, in milliseconds, in case a key is held. */
const twiceMs = 1000;

/** What other parts can do with the follow-up box. */
export interface ComposerHandle {
  readonly focus: () => void;
  /** Puts a text into the box if it is empty. */
  readonly offer: (draft: string) => void;
  /** Shows a sentence above the box and announces it. An empty one removes the last. */
  readonly explain: (text: string) => void;
}

/** What is being typed. It is kept across reloads. */
export interface Draft {
  readonly text: string;
  /** A sentence to show above the box; empty for none. */
  readonly hint: string;
  readonly onInput: () => void;
  readonly submit: () => void;
}

export function canSend(text: string): boolean {
  return text.trim() !== '' && !isTooLong(text);
}

export function isTooLong(text: string): boolean {
  return text.length > maxQuestion;
}

/** Why a question of more than `maxQuestion` characters isn't sent. */
export function questionTooLong({ strings, locale }: PanelContext): string {
  return fill(strings.questionTooLong, maxQuestion.toLocaleString(locale));
}

/** The text in `area`, which is cleared once its question has become one of the turns. */
export function useDraft(
  area: RefObject<HTMLTextAreaElement | null>,
  turnIds: readonly string[],
  handle: RefObject<ComposerHandle | null>,
): Draft {
  const context = usePanel();
  const { state, post } = context;
  const [text, setText] = useState(() => state.get().draft);
  const { hint, explain } = useHint(isTooLong(text));
  const telling = useRef(0);
  const typed = () => area.current?.value ?? '';
  const onInput = () => {
    const value = typed();
    state.patch({ draft: value });
    setText(value);
    clearTimeout(telling.current);
    telling.current = window.setTimeout(() => post({ type: 'draft', text: value }), draftDelayMs);
    if (isTooLong(value) !== isTooLong(text)) {
      explain(isTooLong(value) ? questionTooLong(context) : '');
    }
  };
  const write = (value: string) => {
    area.current!.value = value;
    onInput();
  };
  const focusArea = () => area.current?.focus();
  const asked = useAsked(turnIds, (question) => question === typed() && write(''));
  const submit = () => {
    if (canSend(typed())) {
      asked.ask(typed());
      focusArea();
    }
  };
  useLayoutEffect(() => {
    area.current!.value = text;
  }, []);
  useLayoutEffect(() => {
    handle.current = { focus: focusArea, explain, offer: (draft) => typed() === '' && write(draft) };
  });
  return { text, hint, onInput, submit };
}

/** The sentence above the box, which says so while the text is too long. */
function useHint(isTooLongAtFirst: boolean) {
  const context = usePanel();
  const [hint, setHint] = useState(() => (isTooLongAtFirst ? questionTooLong(context) : ''));
  const explain = (next: string) => {
    setHint(next);
    if (next !== '') {
      context.say(next);
    }
  };
  return { hint, explain };
}

/** Asks questions, and calls `taken` once a question has become a turn. */
function useAsked(turnIds: readonly string[], taken: (question: string) => void) {
  const { post } = usePanel();
  const asked = useRef<{ readonly text: string; readonly at: number }>(undefined);
  const known = useRef<readonly string[]>([]);
  useLayoutEffect(() => {
    const isNew = turnIds.some((id) => !known.current.includes(id));
    known.current = turnIds;
    if (asked.current && isNew) {
      taken(asked.current.text);
      asked.current = undefined;
    }
  }, [turnIds]);
  const ask = (text: string) => {
    const isTwice = asked.current?.text === text && Date.now() - asked.current.at < twiceMs;
    if (!isTwice) {
      asked.current = { text, at: Date.now() };
      post({ type: 'ask', text });
    }
  };
  return { ask };
}

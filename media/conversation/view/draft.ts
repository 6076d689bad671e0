import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { maxQuestion } from '../../../src/protocol/fromPanel';
import { fill } from '../../kit/fill';
import { type PanelContext, usePanel } from './context';

/** The host hears of what is typed this long after the last key, milliseconds. */
const draftDelayMs = 400;

/** The same text is not asked twice within this time, milliseconds: a key that was held. */
const twiceMs = 1000;

/** What others do with the follow-up box. */
export interface ComposerHandle {
  readonly focus: () => void;
  /** Puts a text into the box when it is empty. */
  readonly offer: (draft: string) => void;
  /** Shows a sentence above the box, and speaks it; an empty one takes the last away. */
  readonly explain: (text: string) => void;
}

/** What is being typed, kept over reloads, and what becomes of it. */
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

/** Why a question of more than `maxQuestion` characters is not sent. */
export function questionTooLong({ strings, locale }: PanelContext): string {
  return fill(strings.questionTooLong, maxQuestion.toLocaleString(locale));
}

/** The text of `area`. The box is emptied once its question has become one of the turns. */
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

/** The sentence above the box. While what is typed is too long, it says so. */
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

/** Asks, and hears when what was asked has become a turn. */
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

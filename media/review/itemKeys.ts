import type { RefObject } from 'preact';
import type { ReviewItemView } from '../../src/protocol/reviewView';
import { type ReviewContext, useReview } from './context';

export type Decision = 'accepted' | 'decorative' | 'skipped';

/** What an item's keys and buttons do: `take` decides about it, `onKeyDown` is for the item itself. */
export function useItemKeys(
  view: ReviewItemView,
  node: RefObject<HTMLLIElement | null>,
  alt: RefObject<HTMLTextAreaElement | null>,
): { readonly take: (decision: Decision) => void; readonly onKeyDown: (event: KeyboardEvent) => void } {
  const context = useReview();
  const { post, decide } = context;
  const { id } = view;
  const take = (decision: Decision) => {
    const text = alt.current?.value ?? '';
    if (view.verdict === 'written') {
      return;
    }
    if (decision !== 'accepted') {
      post({ type: decision === 'skipped' ? 'skip' : 'decorative', id });
      decide({ ...view, verdict: decision });
    } else if (canAccept(view, text)) {
      post({ type: 'accept', id, text });
      decide({ ...view, verdict: decision, alt: text });
    } else {
      alt.current?.focus();
    }
  };
  const keys = keysOf(view, node, alt, take, context);
  const onKeyDown = (event: KeyboardEvent) => {
    const isPlain = event.target === node.current && !event.ctrlKey && !event.metaKey && !event.altKey;
    const act = isPlain ? keys.get(event.key.length === 1 ? event.key.toLowerCase() : event.key) : undefined;
    if (act) {
      event.preventDefault();
      act();
    }
  };
  return { take, onKeyDown };
}

function keysOf(
  view: ReviewItemView,
  node: RefObject<HTMLLIElement | null>,
  alt: RefObject<HTMLTextAreaElement | null>,
  take: (decision: Decision) => void,
  { post, focusFrom }: ReviewContext,
): ReadonlyMap<string, () => void> {
  const { id } = view;
  const editAlt = () => {
    if (alt.current?.disabled === false) {
      alt.current.focus();
      alt.current.select();
    }
  };
  const describeLonger = () => {
    if (view.longer === 'there') {
      node.current?.querySelector<HTMLElement>('.longDescription textarea')?.focus();
    } else if (view.longer === 'offered' && view.verdict !== 'written') {
      post({ type: 'longer', id });
    }
  };
  const reopen = () => {
    if (view.verdict !== 'open' && view.verdict !== 'written') {
      post({ type: 'reopen', id });
    }
  };
  const move = (by: number | 'first' | 'last') => () => focusFrom(id, by);
  return new Map<string, () => void>([
    ['ArrowDown', move(1)],
    ['ArrowUp', move(-1)],
    ['j', move(1)],
    ['k', move(-1)],
    ['PageDown', move(5)],
    ['PageUp', move(-5)],
    ['Home', move('first')],
    ['End', move('last')],
    ['Enter', () => take('accepted')],
    ['a', () => take('accepted')],
    ['e', editAlt],
    ['d', () => take('decorative')],
    ['s', () => take('skipped')],
    ['r', () => node.current?.querySelector('select')?.focus()],
    ['l', describeLonger],
    ['o', () => post({ type: 'openPlace', id })],
    ['u', reopen],
  ]);
}

/** An empty text is accepted only if decorative was suggested: it's never written by accident. */
function canAccept({ role, state }: ReviewItemView, text: string): boolean {
  return text.trim() !== '' || (role === 'decorative' && state === 'done');
}

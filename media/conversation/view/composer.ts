import { maxQuestion } from '../../../src/protocol/fromPanel';
import type { ConversationView, TargetView } from '../../../src/protocol/view';
import { element, fill, setText } from '../../kit/dom';
import { isSendKey } from '../../kit/keys';
import { iconButton } from '../controls';
import { createAttached } from './attached';
import type { ViewContext } from './context';

/** The host hears of what is typed so long after the last key, milliseconds. */
const draftDelayMs = 400;

/** The follow-up box. It is always ready; its text stays until the host has taken it into a turn. */
export function createComposer(context: ViewContext, stop: () => void) {
  const { strings, state } = context;
  const area = element('textarea', {
    rows: '1',
    dir: 'auto',
    'aria-label': strings.ask,
    placeholder: strings.askPlaceholder,
    'aria-describedby': 'target',
  });
  const send = iconButton('send', strings.send, submit);
  const stopButton = iconButton('stop', strings.stop, stop);
  const target = element('span', { id: 'target', class: 'target' });
  const change = element('button', { type: 'button', class: 'quietButton' }, strings.changeModel);
  const hint = element('div', { class: 'composerHint' });
  const attached = createAttached(context, insert);
  const estimate = element('div', { class: 'estimate' });
  const node = element(
    'footer',
    { class: 'composer' },
    hint,
    attached.node,
    element(
      'div',
      { class: 'inputBox' },
      area,
      element('div', { class: 'inputBar' }, target, change, element('span', { class: 'spring' }), send, stopButton),
    ),
    estimate,
  );
  let telling = 0;
  let pending = false;
  let attachedCount = 0;
  let tooLong = false;
  let asked: { readonly text: string; readonly at: number } | undefined;
  let knownTurns: ReadonlySet<string> = new Set();

  area.value = state.get().draft;
  refresh();
  change.addEventListener('click', () => context.post({ type: 'changeModel' }));
  area.addEventListener('input', () => {
    state.patch({ draft: area.value });
    tellDraft();
    refresh();
    tellLength();
  });
  area.addEventListener('keydown', (event) => {
    if (isSendKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      submit();
    }
  });

  /** While an answer comes in there is Stop, and Send beside it as soon as something is typed. */
  function refresh(): void {
    const empty = area.value.trim() === '';
    send.disabled = empty || area.value.length > maxQuestion;
    send.hidden = pending && empty;
    stopButton.hidden = !pending;
  }

  function tellDraft(): void {
    clearTimeout(telling);
    telling = window.setTimeout(() => context.post({ type: 'draft', text: area.value }), draftDelayMs);
  }

  /** While what is typed is too long, a sentence says so. */
  function tellLength(): void {
    const now = area.value.length > maxQuestion;
    if (now !== tooLong) {
      tooLong = now;
      showHint(now ? questionTooLong(context) : '');
    }
  }

  function setValue(value: string): void {
    area.value = value;
    state.patch({ draft: value });
    tellDraft();
    refresh();
    tellLength();
  }

  /** At the caret and as if it were typed, so that Undo takes it back. */
  function insert(text: string): void {
    area.focus();
    document.execCommand('insertText', false, text);
  }

  function submit(): void {
    const text = area.value;
    if (send.disabled) {
      return;
    }
    const twice = asked?.text === text && Date.now() - asked.at < 1000;
    if (!twice) {
      asked = { text, at: Date.now() };
      context.post({ type: 'ask', text });
    }
    area.focus();
  }

  function showHint(text: string): void {
    setText(hint, text);
    hint.hidden = text === '';
    if (text !== '') {
      context.say(text);
    }
  }

  showHint('');
  tellLength();
  return {
    node,
    focus: () => area.focus(),
    /** Puts a text into the box when it is empty. */
    offer: (draft: string): void => {
      if (area.value === '') {
        setValue(draft);
      }
    },
    showHint,
    attached: (): number => attachedCount,
    update: (conversation: ConversationView): void => {
      drawTarget(target, conversation.target, context);
      setText(estimate, conversation.estimate ?? '');
      estimate.hidden = conversation.estimate === undefined;
      attached.update(conversation.attached);
      attachedCount = conversation.attached.length;
    },
    /** Follows the turns: clears the box once its question has become a turn, and shows Stop while one runs. */
    follow: (turnIds: readonly string[], running: boolean): void => {
      const isNew = turnIds.some((id) => !knownTurns.has(id));
      knownTurns = new Set(turnIds);
      if (asked !== undefined && isNew) {
        if (area.value === asked.text) {
          setValue('');
        }
        asked = undefined;
      }
      const focused = document.activeElement;
      pending = running;
      refresh();
      if ((focused === send && send.hidden) || (focused === stopButton && stopButton.hidden)) {
        area.focus();
      }
    },
  };
}

/** Why a question of more than `maxQuestion` characters is not sent. */
export function questionTooLong({ strings, locale }: ViewContext): string {
  return fill(strings.questionTooLong, maxQuestion.toLocaleString(locale));
}

function drawTarget(node: HTMLElement, target: TargetView, context: ViewContext): void {
  const { strings } = context;
  const model = [target.provider, target.model].filter((part) => part !== '').join(' · ');
  if (target.offline || target.host === '') {
    setText(
      node,
      [target.offline ? target.provider : target.model, strings.staysHere].filter((part) => part !== '').join(' · '),
    );
  } else {
    setText(node, [fill(strings.goesTo, target.host), target.model].filter((part) => part !== '').join(' · '));
  }
  node.title = model;
}

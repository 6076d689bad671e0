import { maxQuestion } from '../../../src/protocol/fromPanel';
import type { TurnView } from '../../../src/protocol/view';
import { element, setAttribute, setText } from '../../kit/dom';
import { isSendKey } from '../../kit/keys';
import { iconButton, textButton } from '../controls';
import { questionTooLong } from './composer';
import type { ViewContext } from './context';
import { imageChip } from './imageChip';
import { createPortions } from './portions';

/** The user's message of a turn, with an edit box in its place while it is being edited. */
export function createQuestion(turnId: string, context: ViewContext) {
  const { strings, state } = context;
  const edit = iconButton('edit', strings.edit, () => startEditing(question).focus());
  const text = element('div', { class: 'questionText', dir: 'auto' });
  const more = createPortions(context, drawText);
  const images = element('div', { class: 'questionImages' });
  const node = element(
    'article',
    { class: 'message question', 'aria-label': strings.you },
    element('div', { class: 'messageHeader' }, element('h2', {}, strings.you), edit),
    text,
    more.node,
    images,
  );
  let question = '';
  let label: string | undefined;
  let drawn = false;
  let box: HTMLElement | undefined;
  let imagesShown = '';

  function drawText(): void {
    setText(text, more.cut(label ?? question));
  }

  function keepEdit(value: string | undefined): void {
    const { [turnId]: _, ...others } = state.get().edits;
    state.patch({ edits: value === undefined ? others : { ...others, [turnId]: value } });
  }

  /** Puts the edit box in the question's place; who calls decides about the focus. */
  function startEditing(value: string): HTMLTextAreaElement {
    const area = element('textarea', { 'aria-label': strings.questionLabel, dir: 'auto', rows: '1' });
    area.value = value;
    const resend = () => {
      if (area.value.length > maxQuestion) {
        context.explain(questionTooLong(context));
      } else if (area.value.trim() !== '') {
        context.post({ type: 'editAndResend', turnId, text: area.value });
        stopEditing();
        context.focusComposer();
      }
    };
    const cancel = () => {
      stopEditing();
      edit.focus();
    };
    area.addEventListener('input', () => keepEdit(area.value));
    area.addEventListener('keydown', (event) => {
      if (isSendKey(event)) {
        event.preventDefault();
        resend();
      } else if (event.key === 'Escape' && !event.isComposing) {
        event.preventDefault();
        event.stopPropagation();
        cancel();
      }
    });
    const buttons = [textButton(strings.resend, true, resend), textButton(strings.cancel, false, cancel)];
    box = element('div', { class: 'editBox' }, area, element('div', { class: 'actions' }, ...buttons));
    text.hidden = true;
    edit.hidden = true;
    text.after(box);
    keepEdit(value);
    return area;
  }

  function stopEditing(): void {
    box?.remove();
    box = undefined;
    text.hidden = false;
    edit.hidden = false;
    keepEdit(undefined);
  }

  function drawImages(ids: readonly string[]): void {
    const named = ids.map((id) => [id, context.imageName(id)] as const);
    const next = JSON.stringify(named);
    if (next !== imagesShown) {
      imagesShown = next;
      const chips = named.map(([id, name], index) => {
        const chip = imageChip(id, ids.length > 1 ? index + 1 : undefined, name ?? '', context);
        chip.hidden = name === undefined;
        return chip;
      });
      images.replaceChildren(...chips);
    }
  }

  const kept = state.get().edits[turnId];
  return {
    node,
    update: (turn: TurnView): void => {
      const first = !drawn;
      drawn = true;
      question = turn.question;
      label = turn.taskLabel;
      drawText();
      setAttribute(text, 'class', turn.taskLabel === undefined ? 'questionText' : 'questionText taskLabel');
      edit.disabled = turn.state === 'waiting' || turn.state === 'streaming';
      drawImages(turn.imageIds);
      if (first && kept !== undefined) {
        startEditing(kept);
      }
    },
  };
}

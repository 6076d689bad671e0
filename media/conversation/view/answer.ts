import type { TurnState, TurnView } from '../../../src/protocol/view';
import { element, fill, setAttribute, setText } from '../../kit/dom';
import { icon } from '../../kit/icons';
import { actionButtons, iconButton, noteList, refreshToolbar, toolbar } from '../controls';
import { type CodeBlock, createCodeBlock } from '../markdown/code';
import type { MarkdownContext } from '../markdown/links';
import { createMarkdownView } from '../markdown/markdownView';
import type { ViewContext } from './context';
import { keptDetails } from './details';
import { createPortions } from './portions';
import { createStepsBox } from './steps';
import { createUsageBox } from './usage';

export function isPending(state: TurnState): boolean {
  return state === 'waiting' || state === 'streaming';
}

/** The answer of a turn in all its states: waiting, streaming, done, stopped, failed. */
export function createAnswer(turnId: string, context: ViewContext) {
  const { strings } = context;
  const act = (action: 'regenerate' | 'copy' | 'insert' | 'open') => () =>
    context.post({ type: 'turnAction', turnId, action });
  const markdownContext: MarkdownContext = {
    strings,
    openLink: (href) => context.post({ type: 'openLink', href }),
    copyText: (text) => context.post({ type: 'copyText', text }),
  };

  const heading = element('h2');
  const excluded = element('span', { class: 'badge' }, strings.notInNextRequest);
  const progress = element('div', { class: 'progress', 'aria-hidden': 'true' }, element('div'));
  const steps = createStepsBox(turnId, context);
  const reasoningText = element('div', { class: 'reasoningText', dir: 'auto' });
  const moreReasoning = createPortions(context, () => last && update(last));
  const reasoning = keptDetails(
    `${turnId}:reasoning`,
    'reasoning',
    element('span', {}, strings.reasoning),
    context.state,
    reasoningText,
    moreReasoning.node,
  );
  const status = element('div', { class: 'status' });
  const markdown = createMarkdownView(markdownContext);
  const structured = element('div');
  let structuredCode: CodeBlock | undefined;
  const moreAnswer = createPortions(context, () => last && update(last));
  const ending = element('div', { class: 'ending' });
  const failure = element('div', { class: 'failure' });
  const notes = element('div');
  const actions = element('div');
  const copy = iconButton('copy', strings.copy, () => {
    act('copy')();
    showCopied(copy, strings.copy, strings.copied);
  });
  const insert = iconButton('insert', strings.insert, act('insert'));
  const open = iconButton('document', strings.openAsDocument, act('open'));
  const again = iconButton('refresh', strings.regenerate, act('regenerate'));
  const bar = toolbar(strings.answerLabel, [copy, insert, open, again]);
  const usage = createUsageBox(`${turnId}:usage`, strings.usage, 'h3', context);
  const node = element(
    'article',
    { class: 'message answer' },
    element('div', { class: 'messageHeader' }, heading, excluded),
    progress,
    steps.node,
    reasoning,
    markdown.node,
    structured,
    moreAnswer.node,
    status,
    ending,
    failure,
    notes,
    actions,
    bar,
    usage.node,
  );
  let language: string | undefined;
  let last: TurnView | undefined;
  let shown: Partial<Record<'error' | 'notes' | 'actions', string>> = {};

  function redraw(part: 'error' | 'notes' | 'actions', value: unknown, draw: () => void): void {
    const next = JSON.stringify(value);
    if (shown[part] !== next) {
      shown = { ...shown, [part]: next };
      draw();
    }
  }

  function drawAnswer(turn: TurnView): void {
    const asCode = turn.language !== undefined;
    markdown.node.hidden = asCode || turn.answer === '';
    structured.hidden = !asCode || turn.answer === '';
    const text = moreAnswer.cut(turn.answer);
    if (!asCode) {
      markdown.update(text);
      setAttribute(markdown.node, 'class', text === turn.answer ? 'markdown' : 'markdown cut');
    } else {
      if (structuredCode === undefined || turn.language !== language) {
        structuredCode = createCodeBlock(turn.language ?? '', '', markdownContext);
        structured.replaceChildren(structuredCode.node);
      }
      structuredCode.update(text, turn.answer);
    }
    language = turn.language;
  }

  function drawToolbar(turn: TurnView): void {
    const pending = isPending(turn.state);
    for (const button of [copy, insert, open]) {
      button.hidden = pending || turn.answer === '';
    }
    const label = turn.state === 'failed' ? strings.retry : strings.regenerate;
    again.hidden = pending || turn.error?.actions.some((action) => action.label === label) === true;
    setAttribute(again, 'aria-label', label);
    setAttribute(again, 'title', label);
    refreshToolbar(bar);
  }

  function update(turn: TurnView): void {
    last = turn;
    const pending = isPending(turn.state);
    const from = turn.from ?? strings.answerLabel;
    setText(heading, from);
    setAttribute(node, 'aria-label', turn.from === undefined ? from : fill(strings.answerFrom, turn.from));
    setAttribute(node, 'aria-busy', pending ? 'true' : 'false');
    setAttribute(node, 'data-state', turn.state);
    excluded.hidden = !turn.excluded;
    progress.hidden = !pending;
    steps.update(turn.steps);
    reasoning.hidden = turn.reasoning === undefined || turn.reasoning === '';
    setText(reasoningText, moreReasoning.cut(turn.reasoning ?? ''));
    drawAnswer(turn);
    setText(status, pending ? turn.status || (turn.answer === '' ? strings.answering : '') : '');
    status.hidden = status.textContent === '';
    setText(ending, turn.state === 'stopped' ? strings.stopped : '');
    ending.hidden = turn.state !== 'stopped';
    redraw('error', turn.error, () => {
      failure.replaceChildren();
      if (turn.error !== undefined) {
        const sentence = element('p', { class: 'failureText', dir: 'auto' }, icon('error'), turn.error.text);
        failure.append(sentence, actionButtons(turn.error.actions, postAction));
      }
    });
    redraw('notes', turn.notes, () => notes.replaceChildren(noteList(turn.notes, strings)));
    redraw('actions', turn.actions, () => actions.replaceChildren(actionButtons(turn.actions, postAction)));
    failure.hidden = turn.error === undefined;
    notes.hidden = turn.notes.length === 0;
    actions.hidden = turn.actions.length === 0;
    drawToolbar(turn);
    usage.update(turn.usage);
  }

  return {
    node,
    /** The answer as it would be spoken. */
    plainText: (turn: TurnView): string => (turn.language === undefined ? markdown.plainText() : turn.answer),
    update,
  };

  function postAction(id: string): void {
    context.post({ type: 'hostAction', id, turnId });
  }
}

function showCopied(button: HTMLButtonElement, before: string, after: string): void {
  const show = (name: 'check' | 'copy', label: string) => {
    button.replaceChildren(icon(name));
    setAttribute(button, 'aria-label', label);
    setAttribute(button, 'title', label);
  };
  show('check', after);
  window.setTimeout(() => show('copy', before), 2000);
}

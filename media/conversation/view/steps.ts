import type { StepView } from '../../../src/protocol/view';
import { element } from '../../kit/dom';
import { icon } from '../../kit/icons';
import type { ViewContext } from './context';
import { keptDetails } from './details';

/** What was done on the way to an answer: a row for each step, its result behind it. */
export function createStepsBox(turnId: string, context: ViewContext) {
  const { strings } = context;
  const node = element('ol', { class: 'stepList', 'aria-label': strings.steps });
  let shown = '';

  function stepNode(step: StepView): HTMLElement {
    const state = { running: strings.stepRunning, done: strings.stepDone, failed: strings.stepFailed }[step.state];
    const name = ({ running: 'running', done: 'check', failed: 'error' } as const)[step.state];
    const title = element(
      'span',
      { dir: 'auto' },
      icon(name),
      step.title,
      element('span', { class: 'hiddenText' }, `, ${state}`),
    );
    const detail = element('div', { class: 'stepDetail', dir: 'auto' }, step.detail);
    return element(
      'li',
      { class: `step ${step.state}` },
      step.detail === '' ? title : keptDetails(`${turnId}:${step.id}`, 'stepBox', title, context.state, detail),
    );
  }

  return {
    node,
    update: (steps: readonly StepView[]): void => {
      node.hidden = steps.length === 0;
      const next = JSON.stringify(steps);
      if (next !== shown) {
        shown = next;
        node.replaceChildren(...steps.map(stepNode));
      }
    },
  };
}

import type { StepView } from '../../src/protocol/view';
import { element, setText } from '../dom';
import { icon } from '../icons';
import type { ViewContext } from './context';
import { keptDetails } from './details';

/** What was done on the way to an answer; the summary names the step that is running. */
export function createStepsBox(turnId: string, context: ViewContext) {
  const { strings } = context;
  const summary = element('span');
  const list = element('ol', { class: 'stepList' });
  const node = keptDetails(`${turnId}:steps`, 'steps', summary, context.state, list);
  let shown = '';

  function stepNode(step: StepView): HTMLElement {
    const state = { running: strings.stepRunning, done: strings.stepDone, failed: strings.stepFailed }[step.state];
    const name = ({ running: 'running', done: 'check', failed: 'error' } as const)[step.state];
    return element(
      'li',
      { class: `step ${step.state}` },
      icon(name),
      element(
        'div',
        { dir: 'auto' },
        element('span', {}, step.title),
        element('span', { class: 'hiddenText' }, `, ${state}`),
        step.detail === '' ? undefined : element('div', { class: 'stepDetail' }, step.detail),
      ),
    );
  }

  return {
    node,
    update: (steps: readonly StepView[]): void => {
      node.hidden = steps.length === 0;
      const next = JSON.stringify(steps);
      if (next !== shown) {
        shown = next;
        const running = steps.find((step) => step.state === 'running');
        setText(summary, running?.title ?? `${strings.steps} (${steps.length.toLocaleString(context.locale)})`);
        list.replaceChildren(...steps.map(stepNode));
      }
    },
  };
}

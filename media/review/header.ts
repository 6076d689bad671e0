import type { FromReview } from '../../src/protocol/fromReview';
import type { ReviewStatusView, ReviewStrings } from '../../src/protocol/reviewView';
import { actionButtons, textButton } from '../kit/controls';
import { element, fill, setText } from '../kit/dom';
import { icon } from '../kit/icons';

/** What is reviewed, how far it is, what the rest would take, and the buttons for it. */
export function createHeader(strings: ReviewStrings, post: (message: FromReview.Message) => void) {
  const scope = element('span', { class: 'scope' });
  const target = element('span');
  const changeModel = element('button', { type: 'button', class: 'quietButton' }, strings.changeModel);
  changeModel.addEventListener('click', () => post({ type: 'changeModel' }));
  const progress = element('p', { class: 'progressText' });
  const bar = element('progress', { max: '1', 'aria-hidden': 'true' });
  const estimate = element('p', { class: 'estimate' });
  const write = textButton('', true, () => post({ type: 'start' }));
  const pause = textButton(strings.pause, false, () => post({ type: 'pause' }));
  const stop = textButton(strings.stop, false, () => post({ type: 'stop' }));
  const scan = textButton(strings.scanAgain, false, () => post({ type: 'scan' }));
  const problem = element('div', { class: 'problem', role: 'alert' });
  const summary = element('ul', { class: 'summary' });
  const node = element(
    'header',
    { class: 'reviewHead' },
    element('h1', {}, `${strings.title}: `, scope),
    element('p', { class: 'target' }, target, ' ', changeModel),
    progress,
    bar,
    estimate,
    element('div', { class: 'actions' }, write, pause, stop, scan),
    problem,
    summary,
  );
  let shownProblem = '';
  return {
    node,
    update: (status: ReviewStatusView) => {
      const { phase, left, done, total } = status;
      setText(scope, status.scope);
      setText(target, status.target);
      setText(progress, status.progress);
      setText(estimate, status.estimate.join(' · '));
      estimate.hidden = status.estimate.length === 0 || phase !== 'ready';
      const isBusy = phase === 'running' || phase === 'pausing';
      bar.hidden = !isBusy && phase !== 'scanning';
      if (phase === 'scanning' || total === 0) {
        bar.removeAttribute('value');
      } else {
        bar.value = done / total;
      }
      const hadFocus = [write, pause, stop, scan].find((button) => button === document.activeElement);
      setText(write, fill(done > 0 ? strings.goOn : left === 1 ? strings.writeOne : strings.write, String(left)));
      write.hidden = phase !== 'ready' || left === 0;
      pause.hidden = phase !== 'running';
      stop.hidden = !isBusy;
      scan.hidden = phase !== 'ready';
      if (hadFocus?.hidden) {
        [pause, write, stop, scan].find((button) => !button.hidden)?.focus();
      }
      const said = JSON.stringify(status.problem ?? '');
      if (said !== shownProblem) {
        shownProblem = said;
        problem.replaceChildren(
          ...(status.problem
            ? [
                element('p', {}, icon('error'), element('span', { dir: 'auto' }, status.problem.text)),
                actionButtons(status.problem.actions, (id) => post({ type: 'hostAction', id })),
              ]
            : []),
        );
      }
      problem.hidden = !status.problem;
      summary.replaceChildren(...status.summary.map((line) => element('li', { dir: 'auto' }, line)));
      summary.hidden = status.summary.length === 0;
    },
  };
}

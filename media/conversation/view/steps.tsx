import type { StepView } from '../../../src/protocol/view';
import { Icon } from '../../kit/icon';
import { memo } from '../../kit/memo';
import { usePanel } from './context';
import { KeptDetails } from './details';

interface StepsProps {
  readonly turnId: string;
  readonly steps: readonly StepView[];
}

/** The steps towards an answer: a row for each, with its result inside. */
export const Steps = memo(({ turnId, steps }: StepsProps) => {
  const { strings } = usePanel();
  return (
    <ol class="stepList" aria-label={strings.steps} hidden={steps.length === 0}>
      {steps.map((step) => (
        <li key={step.id} class={`step ${step.state}`}>
          {step.detail === '' ? (
            <StepTitle step={step} />
          ) : (
            <KeptDetails id={`${turnId}:${step.id}`} class="stepBox" summary={<StepTitle step={step} />}>
              <div class="stepDetail" dir="auto">
                {step.detail}
              </div>
            </KeptDetails>
          )}
        </li>
      ))}
    </ol>
  );
});

const icons = { running: 'running', done: 'check', failed: 'error' } as const;

function StepTitle({ step: { title, state } }: { readonly step: StepView }) {
  const { strings } = usePanel();
  const names = { running: strings.stepRunning, done: strings.stepDone, failed: strings.stepFailed };
  return (
    <span dir="auto">
      <Icon name={icons[state]} />
      {title}
      <span class="hiddenText">, {names[state]}</span>
    </span>
  );
}

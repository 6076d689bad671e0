import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ReviewStatusView } from '../../src/protocol/reviewView';
import { ActionButtons, QuietButton, TextButton } from '../kit/buttons';
import { fill } from '../kit/fill';
import { Icon } from '../kit/icon';
import { useReview } from './context';

/** What is reviewed, the progress, what the rest would cost, and the buttons for it. */
export function Header({ status }: { readonly status: ReviewStatusView }) {
  const { strings, post } = useReview();
  const { phase, estimate, problem, summary } = status;
  return (
    <header class="reviewHead">
      <h1>
        {strings.title}: <span class="scope">{status.scope}</span>
      </h1>
      <p class="target">
        <span>{status.target}</span>{' '}
        <QuietButton label={strings.changeModel} press={() => post({ type: 'changeModel' })} />
      </p>
      <p class="progressText">{status.progress}</p>
      <ProgressBar status={status} />
      <p class="estimate" hidden={estimate.length === 0 || phase !== 'ready'}>
        {estimate.join(' · ')}
      </p>
      <RunButtons status={status} />
      <div class="problem" role="alert" hidden={!problem}>
        {problem && (
          <>
            <p>
              <Icon name="error" />
              <span dir="auto">{problem.text}</span>
            </p>
            <ActionButtons actions={problem.actions} press={(id) => post({ type: 'hostAction', id })} />
          </>
        )}
      </div>
      {summary.length > 0 && (
        <ul class="summary">
          {summary.map((line) => (
            <li key={line} dir="auto">
              {line}
            </li>
          ))}
        </ul>
      )}
    </header>
  );
}

function ProgressBar({ status: { phase, done, total } }: { readonly status: ReviewStatusView }) {
  const value = phase === 'scanning' || total === 0 ? undefined : done / total;
  const isHidden = phase === 'ready' || phase === 'applying';
  // A different element, because one that had a value keeps it.
  return <progress key={value === undefined} max={1} value={value} aria-hidden="true" hidden={isHidden} />;
}

function RunButtons({ status: { phase, left, done } }: { readonly status: ReviewStatusView }) {
  const { strings, post } = useReview();
  const row = useRef<HTMLDivElement>(null);
  const isBusy = phase === 'running' || phase === 'pausing';
  const focused = document.activeElement as HTMLElement | null;
  // The focus stays among the buttons when its own one disappears.
  useLayoutEffect(() => {
    if (focused?.hidden && row.current?.contains(focused)) {
      const [write, pause, stop, scan] = [...row.current.querySelectorAll('button')];
      [pause, write, stop, scan].find((button) => button?.hidden === false)?.focus();
    }
  }, [phase, left]);
  const writeLabel = done > 0 ? strings.goOn : left === 1 ? strings.writeOne : strings.write;
  return (
    <div class="actions" ref={row}>
      <TextButton
        label={fill(writeLabel, String(left))}
        primary
        hidden={phase !== 'ready' || left === 0}
        press={() => post({ type: 'start' })}
      />
      <TextButton label={strings.pause} hidden={phase !== 'running'} press={() => post({ type: 'pause' })} />
      <TextButton label={strings.stop} hidden={!isBusy} press={() => post({ type: 'stop' })} />
      <TextButton label={strings.scanAgain} hidden={phase !== 'ready'} press={() => post({ type: 'scan' })} />
    </div>
  );
}

import type { RefObject } from 'preact';
import type { TurnView } from '../../../src/protocol/view';
import { ActionButtons } from '../../kit/buttons';
import { fill } from '../../kit/fill';
import { AnswerBar } from './answerBar';
import { AnswerText, Failure, Notes, Reasoning, Status } from './answerParts';
import { usePanel } from './context';
import { isPending } from './isPending';
import { Steps } from './steps';
import { Usage } from './usage';

interface AnswerProps {
  readonly turn: TurnView;
  /** The element of the drawn Markdown. */
  readonly markdown: RefObject<HTMLDivElement | null>;
}

/** The answer of a turn in all its states: waiting, streaming, done, stopped, failed. */
export function Answer({ turn, markdown }: AnswerProps) {
  const { strings, post } = usePanel();
  const { id, from, state } = turn;
  const isRunning = isPending(state);
  const act = (action: string) => post({ type: 'hostAction', id: action, turnId: id });
  return (
    <article
      class="message answer"
      aria-label={from === undefined ? strings.answerLabel : fill(strings.answerFrom, from)}
      aria-busy={isRunning}
      data-state={state}
    >
      <div class="messageHeader">
        <h2>{from ?? strings.answerLabel}</h2>
        <span class="badge" hidden={!turn.excluded}>
          {strings.notInNextRequest}
        </span>
      </div>
      <div class="progress" aria-hidden="true" hidden={!isRunning}>
        <div />
      </div>
      <Steps turnId={id} steps={turn.steps} />
      <Reasoning turnId={id} text={turn.reasoning ?? ''} />
      <AnswerText answer={turn.answer} language={turn.language} markdown={markdown} />
      <Status turn={turn} />
      <div class="ending" hidden={state !== 'stopped'}>
        {strings.stopped}
      </div>
      <Failure error={turn.error} act={act} />
      <Notes notes={turn.notes} />
      <div hidden={turn.actions.length === 0}>
        <ActionButtons actions={turn.actions} press={act} />
      </div>
      <AnswerBar turnId={id} state={state} isEmpty={turn.answer === ''} error={turn.error} />
      <Usage id={`${id}:usage`} class="usage" label={strings.usage} heading="h3" usage={turn.usage} />
    </article>
  );
}

import type { RefObject } from 'preact';
import type { ErrorView, NoteView, TurnView } from '../../../src/protocol/view';
import { ActionButtons } from '../../kit/buttons';
import { Icon } from '../../kit/icon';
import { memo } from '../../kit/memo';
import { CodeBlock } from '../markdown/code';
import { Markdown } from '../markdown/markdown';
import { usePanel } from './context';
import { KeptDetails } from './details';
import { isPending } from './isPending';
import { ShowMore, usePortions } from './portions';

interface ReasoningProps {
  readonly turnId: string;
  readonly text: string;
}

/** What the model thought before it answered. */
export const Reasoning = memo(({ turnId, text }: ReasoningProps) => {
  const { strings } = usePanel();
  const portions = usePortions(text);
  return (
    <KeptDetails
      id={`${turnId}:reasoning`}
      class="reasoning"
      summary={<span>{strings.reasoning}</span>}
      hidden={text === ''}
    >
      <div class="reasoningText" dir="auto">
        {portions.shown}
      </div>
      <ShowMore portions={portions} />
    </KeptDetails>
  );
});

interface AnswerTextProps {
  readonly answer: string;
  /** Set for a structured answer, which is drawn as code. */
  readonly language: string | undefined;
  readonly markdown: RefObject<HTMLDivElement | null>;
}

/** What the model wrote, as much of it as is shown. */
export function AnswerText({ answer, language, markdown }: AnswerTextProps) {
  const portions = usePortions(answer);
  const { shown, isCut } = portions;
  return (
    <>
      {language === undefined ? (
        <Markdown text={shown} isCut={isCut} box={markdown} />
      ) : (
        <div hidden={answer === ''}>
          <CodeBlock key={language} language={language} text={shown} whole={answer} />
        </div>
      )}
      <ShowMore portions={portions} />
    </>
  );
}

/** What a pending answer is waiting for. */
export function Status({ turn: { state, status, answer } }: { readonly turn: TurnView }) {
  const { strings } = usePanel();
  const text = isPending(state) ? status || (answer === '' ? strings.answering : '') : '';
  return (
    <div class="status" hidden={text === ''}>
      {text}
    </div>
  );
}

interface FailureProps {
  readonly error: ErrorView | undefined;
  readonly act: (id: string) => void;
}

/** Why there is no answer, and what to do about it. */
export function Failure({ error, act }: FailureProps) {
  return (
    <div class="failure" hidden={!error}>
      {error && (
        <>
          <p class="failureText" dir="auto">
            <Icon name="error" />
            {error.text}
          </p>
          <ActionButtons actions={error.actions} press={act} />
        </>
      )}
    </div>
  );
}

/** Notes as a list, each with an icon and, for screen readers, the icon's meaning. */
export const Notes = memo(({ notes }: { readonly notes: readonly NoteView[] }) => {
  const { strings } = usePanel();
  return (
    <div hidden={notes.length === 0}>
      <ul class="notes">
        {notes.map(({ kind, text }) => (
          <li key={text} class={`note ${kind}`}>
            <Icon name={kind} />
            <span dir="auto">
              <span class="hiddenText">{kind === 'warning' ? strings.warning : strings.note}: </span>
              {text}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
});

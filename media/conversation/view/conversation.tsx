import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TurnView } from '../../../src/protocol/view';
import { memo } from '../../kit/memo';
import { spokenText } from '../markdown/markdown';
import { Answer } from './answer';
import { usePanel } from './context';
import { isPending } from './isPending';
import { Question } from './question';

interface ConversationProps {
  readonly turns: readonly TurnView[];
  readonly names: ReadonlyMap<string, string>;
  readonly box: RefObject<HTMLDivElement | null>;
}

/** The turns as a list of articles. */
export function Conversation({ turns, names, box }: ConversationProps) {
  const { strings } = usePanel();
  return (
    <div class="conversation" role="log" aria-live="off" aria-label={strings.conversation} ref={box}>
      {turns.map((turn) => (
        <Turn key={turn.id} turn={turn} names={names} />
      ))}
    </div>
  );
}

interface TurnProps {
  readonly turn: TurnView;
  readonly names: ReadonlyMap<string, string>;
}

/** A question and its answer. Only a turn that has changed is drawn again. */
const Turn = memo(({ turn, names }: TurnProps) => {
  const markdown = useRef<HTMLDivElement>(null);
  useAnnouncement(turn, markdown);
  return (
    <div class={turn.excluded ? 'turn excluded' : 'turn'}>
      <Question
        turnId={turn.id}
        question={turn.question}
        taskLabel={turn.taskLabel}
        imageIds={turn.imageIds}
        isRunning={isPending(turn.state)}
        names={names}
      />
      <Answer turn={turn} markdown={markdown} />
    </div>
  );
});

/** Announces each answer once, at its end. */
function useAnnouncement(turn: TurnView, markdown: RefObject<HTMLDivElement | null>): void {
  const { strings, say, isNews } = usePanel();
  const before = useRef<TurnView>(undefined);
  useLayoutEffect(() => {
    const isEnd = before.current === undefined ? isNews() : isPending(before.current.state);
    before.current = turn;
    if (isEnd && !isPending(turn.state)) {
      const answer = () => (markdown.current ? spokenText(markdown.current) : turn.answer);
      const spoken = {
        done: () => [strings.answerReady, answer()],
        stopped: () => [strings.stopped, answer()],
        failed: () => [strings.failed, turn.error?.text ?? ''],
      };
      const parts = spoken[turn.state as keyof typeof spoken]();
      say(parts.filter((part) => part !== '').join(': '));
    }
  }, [turn]);
}

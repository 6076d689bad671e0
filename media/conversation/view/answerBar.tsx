import type { ErrorView, TurnState } from '../../../src/protocol/view';
import { Toolbar, type ToolbarButton } from '../../kit/buttons';
import { memo } from '../../kit/memo';
import { useCopied } from '../../kit/useCopied';
import { usePanel } from './context';
import { isPending } from './isPending';

interface AnswerBarProps {
  readonly turnId: string;
  readonly state: TurnState;
  readonly isEmpty: boolean;
  readonly error: ErrorView | undefined;
}

/** The buttons of a finished answer. */
export const AnswerBar = memo(({ turnId, state, isEmpty, error }: AnswerBarProps) => {
  const { strings, post } = usePanel();
  const { isCopied, showCopied } = useCopied();
  const act = (action: 'regenerate' | 'copy' | 'insert' | 'open') => post({ type: 'turnAction', turnId, action });
  const copy = () => {
    act('copy');
    showCopied();
  };
  const isRunning = isPending(state);
  const hidden = isRunning || isEmpty;
  const againLabel = state === 'failed' ? strings.retry : strings.regenerate;
  // The host may offer the same with its own button.
  const isOffered = error?.actions.some(({ label }) => label === againLabel) === true;
  const buttons: readonly ToolbarButton[] = [
    {
      id: 'copy',
      icon: isCopied ? 'check' : 'copy',
      label: isCopied ? strings.copied : strings.copy,
      hidden,
      press: copy,
    },
    { id: 'insert', icon: 'insert', label: strings.insert, hidden, press: () => act('insert') },
    { id: 'open', icon: 'document', label: strings.openAsDocument, hidden, press: () => act('open') },
    {
      id: 'again',
      icon: 'refresh',
      label: againLabel,
      hidden: isRunning || isOffered,
      press: () => act('regenerate'),
    },
  ];
  return <Toolbar label={strings.answerLabel} buttons={buttons} />;
});

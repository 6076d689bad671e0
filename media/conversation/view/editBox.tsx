import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { TextButton } from '../../kit/buttons';
import { isSendKey, takeEscape } from '../../kit/keys';
import { usePanel } from './context';
import { isTooLong, questionTooLong } from './draft';

interface EditBoxProps {
  readonly turnId: string;
  readonly question: string;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly end: (isCancelled: boolean) => void;
}

/** Edits a question to ask it again. What is typed is kept across reloads. */
export function EditBox({ turnId, question, box, end }: EditBoxProps) {
  const context = usePanel();
  const { strings, state, post, explain, focusComposer } = context;
  const keep = (text: string | undefined) => {
    const { [turnId]: _, ...others } = state.get().edits;
    state.patch({ edits: text === undefined ? others : { ...others, [turnId]: text } });
  };
  const stop = (isCancelled: boolean) => {
    keep(undefined);
    end(isCancelled);
  };
  const resend = () => {
    const text = box.current?.value ?? '';
    if (isTooLong(text)) {
      explain(questionTooLong(context));
    } else if (text.trim() !== '') {
      post({ type: 'editAndResend', turnId, text });
      stop(false);
      focusComposer();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isSendKey(event)) {
      event.preventDefault();
      resend();
    } else {
      takeEscape(event, () => stop(true));
    }
  };
  useLayoutEffect(() => {
    const text = state.get().edits[turnId] ?? question;
    box.current!.value = text;
    keep(text);
  }, []);
  return (
    <div class="editBox">
      <textarea
        aria-label={strings.questionLabel}
        dir="auto"
        rows={1}
        ref={box}
        onInput={({ currentTarget }) => keep(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="actions">
        <TextButton label={strings.resend} primary press={resend} />
        <TextButton label={strings.cancel} press={() => stop(true)} />
      </div>
    </div>
  );
}

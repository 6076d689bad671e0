import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { AttachedView, PanelStrings, TargetView } from '../../../src/protocol/view';
import { IconButton, QuietButton } from '../../kit/buttons';
import { fill } from '../../kit/fill';
import { isSendKey } from '../../kit/keys';
import { memo } from '../../kit/memo';
import { Attached } from './attached';
import { usePanel } from './context';
import { type ComposerHandle, canSend, useDraft } from './draft';

interface ComposerProps {
  readonly target: TargetView;
  readonly attached: readonly AttachedView[];
  readonly estimate: string | undefined;
  /** A new array whenever they change. */
  readonly turnIds: readonly string[];
  /** An answer is coming in. */
  readonly isRunning: boolean;
  readonly stop: () => void;
  readonly handle: RefObject<ComposerHandle | null>;
}

/** The follow-up box. It is always ready, and its text stays until it has become a turn. */
export const Composer = memo(({ target, attached, estimate, turnIds, isRunning, stop, handle }: ComposerProps) => {
  const { strings } = usePanel();
  const area = useRef<HTMLTextAreaElement>(null);
  const { text, hint, onInput, submit } = useDraft(area, turnIds, handle);
  // At the caret, as if it were typed, so that Undo reverts it.
  const place = (marker: string) => {
    area.current?.focus();
    document.execCommand('insertText', false, marker);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isSendKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      submit();
    }
  };
  return (
    <footer class="composer">
      <div class="composerHint" hidden={hint === ''}>
        {hint}
      </div>
      <Attached attached={attached} place={place} />
      <div class="inputBox">
        <textarea
          rows={1}
          dir="auto"
          aria-label={strings.ask}
          placeholder={strings.askPlaceholder}
          aria-describedby="target"
          ref={area}
          onInput={onInput}
          onKeyDown={onKeyDown}
        />
        <InputBar target={target} text={text} isRunning={isRunning} submit={submit} stop={stop} area={area} />
      </div>
      <div class="estimate" hidden={estimate === undefined}>
        {estimate}
      </div>
    </footer>
  );
});

interface InputBarProps {
  readonly target: TargetView;
  readonly text: string;
  readonly isRunning: boolean;
  readonly submit: () => void;
  readonly stop: () => void;
  readonly area: RefObject<HTMLTextAreaElement | null>;
}

/** Where the question goes, and the buttons. While an answer is coming in: Stop, and Send once something is typed. */
function InputBar({ target, text, isRunning, submit, stop, area }: InputBarProps) {
  const { strings, post } = usePanel();
  const bar = useRef<HTMLDivElement>(null);
  const isEmpty = text.trim() === '';
  const focused = document.activeElement as HTMLElement | null;
  // The focus moves to the box when its own button disappears.
  useLayoutEffect(() => {
    if (focused?.hidden && bar.current?.contains(focused)) {
      area.current?.focus();
    }
  });
  return (
    <div class="inputBar" ref={bar}>
      <span id="target" class="target" title={modelOf(target)}>
        {targetLine(target, strings)}
      </span>
      <QuietButton label={strings.changeModel} press={() => post({ type: 'changeModel' })} />
      <span class="spring" />
      <IconButton
        icon="send"
        label={strings.send}
        disabled={!canSend(text)}
        hidden={isRunning && isEmpty}
        press={submit}
      />
      <IconButton icon="stop" label={strings.stop} hidden={!isRunning} press={stop} />
    </div>
  );
}

function modelOf({ provider, model }: TargetView): string {
  return joined(provider, model);
}

function targetLine({ provider, model, host, offline }: TargetView, strings: PanelStrings): string {
  return offline || host === ''
    ? joined(offline ? provider : model, strings.staysHere)
    : joined(fill(strings.goesTo, host), model);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

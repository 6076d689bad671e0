import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ReviewItemView } from '../../src/protocol/reviewView';
import { TextButton } from '../kit/buttons';
import { isSendKey, takeEscape } from '../kit/keys';
import { useFreshId } from '../kit/useFreshId';
import { useReview } from './context';
import type { Decision } from './itemKeys';
import { TextBox } from './textBox';

export interface ItemPartProps {
  readonly view: ReviewItemView;
  readonly take: (decision: Decision) => void;
  /** Moves the focus from the part to its item. */
  readonly leave: () => void;
}

/** What kind of image it is, and why. */
export function RoleRow({ view }: { readonly view: ReviewItemView }) {
  const { strings, roles, post } = useReview();
  const id = useFreshId();
  return (
    <div class="roleRow">
      <label for={id}>{strings.role}</label>
      <select
        id={id}
        class="dropdown"
        value={view.role}
        disabled={view.verdict === 'written' || view.state === 'running'}
        onChange={({ currentTarget }) => post({ type: 'role', id: view.id, role: currentTarget.value })}
      >
        <option value="" hidden>
          –
        </option>
        {roles.map(({ id: value, name, meaning }) => (
          <option key={value} value={value} title={meaning}>
            {name}
          </option>
        ))}
      </select>
      <span class="why" dir="auto">
        {view.why}
      </span>
    </div>
  );
}

/** The alt text: Enter accepts it, Escape goes back to the item. */
export function AltText({
  view,
  take,
  leave,
  box,
}: ItemPartProps & { readonly box: RefObject<HTMLTextAreaElement | null> }) {
  const { strings, post } = useReview();
  const told = useRef(view.alt);
  useLayoutEffect(() => {
    told.current = view.alt;
  }, [view]);
  const tell = (text: string) => {
    if (text !== told.current) {
      told.current = text;
      post({ type: 'edit', id: view.id, text });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isSendKey(event)) {
      event.preventDefault();
      take('accepted');
    } else {
      takeEscape(event, leave);
    }
  };
  const isRunning = view.state === 'running';
  return (
    <TextBox
      label={strings.altText}
      rows={1}
      text={view.alt}
      version={view}
      isBusy={isRunning}
      disabled={view.verdict === 'written' || isRunning || view.verdict === 'decorative'}
      placeholder={view.role === 'decorative' || view.verdict === 'decorative' ? strings.emptyAlt : ''}
      box={box}
      tell={tell}
      onKeyDown={onKeyDown}
    />
  );
}

/** The text below the image in the document. Escape goes back to the item. */
export function LongDescription({ view, leave }: ItemPartProps) {
  const { strings, post } = useReview();
  const { id, longDescription } = view;
  const box = useRef<HTMLTextAreaElement>(null);
  const isWritten = view.verdict === 'written';
  const tell = (text: string, isLeft: boolean) => {
    // An empty box disappears, but not while somebody is starting over in it.
    if (text !== longDescription && (isLeft || text.trim() !== '')) {
      post({ type: 'longDescription', id, text });
    }
  };
  const drop = () => {
    post({ type: 'longDescription', id, text: '' });
    leave();
  };
  return (
    <div class="longDescription">
      <TextBox
        label={strings.longDescription}
        rows={3}
        text={longDescription}
        version={view}
        disabled={isWritten}
        box={box}
        tell={tell}
        onKeyDown={(event) => takeEscape(event, leave)}
      >
        <TextButton label={strings.dropLongDescription} hidden={isWritten} press={drop} />
      </TextBox>
    </div>
  );
}

export function ItemButtons({ view, take, leave }: ItemPartProps) {
  const { strings, post } = useReview();
  const { id, longer } = view;
  const isOpen = view.verdict === 'open';
  const isWritten = view.verdict === 'written';
  const reopen = () => {
    post({ type: 'reopen', id });
    leave();
  };
  return (
    <div class="actions">
      <TextButton
        label={strings.accept}
        primary
        hidden={!isOpen}
        disabled={view.state === 'running'}
        press={() => take('accepted')}
      />
      <TextButton label={strings.decorative} hidden={!isOpen} press={() => take('decorative')} />
      <TextButton label={strings.skip} hidden={!isOpen} press={() => take('skipped')} />
      <TextButton label={strings.reopen} hidden={isOpen || isWritten} press={reopen} />
      <TextButton
        label={strings.tryAgain}
        hidden={view.state !== 'failed' || isWritten}
        press={() => post({ type: 'again', id })}
      />
      <TextButton
        label={strings.addLongDescription}
        hidden={isWritten || (longer !== 'offered' && longer !== 'running')}
        disabled={longer === 'running'}
        press={() => post({ type: 'longer', id })}
      />
      <span class="spent">{view.spent}</span>
    </div>
  );
}

import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ReviewItemView, ReviewStrings } from '../../src/protocol/reviewView';
import { fill } from '../kit/fill';
import { Icon } from '../kit/icon';
import { memo } from '../kit/memo';
import { useReview, verdictName } from './context';
import { useItemKeys } from './itemKeys';
import { AltText, ItemButtons, type ItemPartProps, LongDescription, RoleRow } from './itemParts';

interface ItemProps {
  readonly view: ReviewItemView;
  readonly picture: string | undefined;
  /** The list's tab stop. */
  readonly isStop: boolean;
  readonly hidden: boolean;
}

/** One image: where it is, what is wrong, what is suggested, and what to do about it. */
export const Item = memo(({ view, picture, isStop, hidden }: ItemProps) => {
  const { strings } = useReview();
  const node = useRef<HTMLLIElement>(null);
  const alt = useRef<HTMLTextAreaElement>(null);
  const { take, onKeyDown } = useItemKeys(view, node, alt);
  const place = fill(strings.place, view.image, view.document, String(view.line));
  const state = stateText(view, strings);
  const isWritten = view.verdict === 'written';
  const part: ItemPartProps = { view, take, leave: () => node.current?.focus() };
  useArrivingDescription(view, node);
  return (
    <li
      class={`reviewItem ${view.verdict}`}
      data-id={view.id}
      tabIndex={isStop ? 0 : -1}
      hidden={hidden}
      ref={node}
      aria-label={[place, state, view.alt].filter((one) => one !== '').join('. ')}
      aria-busy={view.state === 'running' || view.longer === 'running' ? true : undefined}
      onKeyDown={onKeyDown}
    >
      <div class="thumbnail" aria-hidden="true">
        {picture === undefined ? <Icon name="image" /> : <img src={picture} alt="" />}
      </div>
      <div class="reviewBody">
        <PlaceRow view={view} place={place} state={state} />
        {/* What was wrong is no longer, once it is written. */}
        <Lines lines={isWritten ? [] : view.findings} />
        <p class="current" dir="auto" hidden={isWritten}>
          {fill(strings.current, view.current || strings.noAlt)}
        </p>
        <RoleRow view={view} />
        <AltText {...part} box={alt} />
        <Lines lines={view.notes} />
        {view.longer === 'there' && <LongDescription {...part} />}
        <p class="itemProblem" dir="auto" hidden={view.problem === ''}>
          {view.problem}
        </p>
        <ItemButtons {...part} />
      </div>
    </li>
  );
});

function stateText({ state, verdict, alt }: ReviewItemView, strings: ReviewStrings): string {
  if (state === 'running') {
    return strings.running;
  }
  if (verdict === 'open' && state === 'waiting' && alt === '') {
    return strings.waiting;
  }
  return verdict === 'open' && state === 'failed' ? strings.failed : verdictName(verdict, strings);
}

interface PlaceRowProps {
  readonly view: ReviewItemView;
  readonly place: string;
  readonly state: string;
}

function PlaceRow({ view: { id, state: kind, verdict }, place, state }: PlaceRowProps) {
  const { strings, post } = useReview();
  return (
    <div class="placeRow">
      <button type="button" class="place" title={strings.openDocument} onClick={() => post({ type: 'openPlace', id })}>
        {place}
      </button>
      <span class={`verdict ${verdict === 'open' ? kind : verdict}`}>{state}</span>
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return lines.length === 0 ? null : (
    <ul class="findings">
      {lines.map((line) => (
        <li key={line} dir="auto">
          {line}
        </li>
      ))}
    </ul>
  );
}

/** A description that the user waited for is announced, and scrolled into view where the user is. */
function useArrivingDescription(
  { longer, longDescription }: ReviewItemView,
  node: RefObject<HTMLLIElement | null>,
): void {
  const { strings, say } = useReview();
  const before = useRef(longer);
  useLayoutEffect(() => {
    if (before.current === 'running' && longer === 'there') {
      say(`${strings.longDescription}: ${longDescription}`);
      if (node.current?.contains(document.activeElement)) {
        node.current.querySelector('.longDescription')?.scrollIntoView({ block: 'nearest' });
      }
    }
    before.current = longer;
  }, [longer]);
}

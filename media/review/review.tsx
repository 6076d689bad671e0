import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ReviewItemView } from '../../src/protocol/reviewView';
import type { ToReview } from '../../src/protocol/toReview';
import { Announcer, type Say } from '../kit/announcer';
import { type ReviewContext, ReviewProvider, useReview, verdictName } from './context';
import { Footer } from './footer';
import { Header } from './header';
import { Item } from './item';

interface ReviewProps {
  readonly view: ToReview.Load;
  /** URLs of the thumbnails that have arrived, by image ID. */
  readonly pictures: ReadonlyMap<string, string>;
  readonly post: ReviewContext['post'];
  /** Draws one item as it will be. */
  readonly redraw: (item: ReviewItemView) => void;
}

/** The whole page: the progress, the images in order, and what Apply would write. */
export function Review({ view, pictures, post, redraw }: ReviewProps) {
  const { strings, status, items, roles } = view;
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [stop, setStop] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const announcer = useRef<Say>(null);
  const shown = items.filter(({ verdict }) => !onlyOpen || verdict === 'open');
  const latest = useRef({ shown, redraw });
  latest.current = { shown, redraw };
  const context = useMemo<ReviewContext>(() => {
    const say = (text: string) => announcer.current?.(text);
    const focusOn = (id: string | undefined) => nodeOf(list, id)?.focus();
    const decide = (item: ReviewItemView) => {
      const next = nextToDecide(latest.current.shown, item.id);
      latest.current.redraw(item);
      say(verdictName(item.verdict, strings));
      focusOn(next);
    };
    const focusFrom: ReviewContext['focusFrom'] = (id, by) => focusOn(neighbor(latest.current.shown, id, by));
    return { strings, roles, post, say, decide, focusFrom };
  }, [strings, roles, post]);
  usePicturesInView(list, items, post);
  useLayoutEffect(() => context.say([status.progress, ...status.summary].join(' ')), [status.phase]);
  const tabStop = stopAmong(shown, stop);
  return (
    <ReviewProvider value={context}>
      <div class="panel review">
        <Header status={status} />
        <p class="keys" hidden={status.total === 0}>
          {strings.keys}
        </p>
        <main class="reviewMain">
          <p class="nothing" hidden={status.total > 0 || status.phase === 'scanning'}>
            {strings.nothingFound}
          </p>
          <ul
            class="reviewList"
            aria-label={strings.images}
            ref={list}
            onFocusIn={({ target }) => setStop(idOf((target as Element).closest('.reviewItem')))}
          >
            {items.map((item) => (
              <Item
                key={item.id}
                view={item}
                picture={pictures.get(item.id)}
                isStop={item.id === tabStop}
                hidden={onlyOpen && item.verdict !== 'open'}
              />
            ))}
          </ul>
        </main>
        <Footer status={status}>
          <Filter setOnlyOpen={setOnlyOpen} />
        </Footer>
        <Announcer handle={announcer} />
      </div>
    </ReviewProvider>
  );
}

/** Whether all images are shown, or only the pending ones. */
function Filter({ setOnlyOpen }: { readonly setOnlyOpen: (isOnlyOpen: boolean) => void }) {
  const { strings } = useReview();
  return (
    <select
      class="dropdown"
      aria-label={strings.show}
      onChange={({ currentTarget }) => setOnlyOpen(currentTarget.value === 'open')}
    >
      <option value="all">{strings.all}</option>
      <option value="open">{strings.toDecide}</option>
    </select>
  );
}

function idOf(node: Element | null): string {
  return node?.getAttribute('data-id') ?? '';
}

/** One image is the tab stop. */
function stopAmong(shown: readonly ReviewItemView[], stop: string): string | undefined {
  return shown.some(({ id }) => id === stop) ? stop : shown[0]?.id;
}

function nodeOf(list: RefObject<HTMLUListElement | null>, id: string | undefined): HTMLElement | undefined {
  return [...(list.current?.children ?? [])].find((node) => idOf(node) === id) as HTMLElement | undefined;
}

function neighbor(shown: readonly ReviewItemView[], from: string, by: number | 'first' | 'last'): string | undefined {
  const last = shown.length - 1;
  const at = shown.findIndex(({ id }) => id === from);
  const to = by === 'first' ? 0 : by === 'last' ? last : Math.max(0, Math.min(last, at + by));
  return shown[to]?.id;
}

/** The next pending image; otherwise, the next one. */
function nextToDecide(shown: readonly ReviewItemView[], from: string): string {
  const at = shown.findIndex(({ id }) => id === from);
  const rest = [...shown.slice(at + 1), ...shown.slice(0, at)];
  const next = rest.find(({ verdict, state }) => verdict === 'open' && state !== 'failed');
  return (next ?? shown[at + 1])?.id ?? from;
}

/** Requests an image's picture when it gets near the visible part, once. */
function usePicturesInView(
  list: RefObject<HTMLUListElement | null>,
  items: readonly ReviewItemView[],
  post: ReviewContext['post'],
): void {
  const asked = useMemo(() => new Set<string>(), []);
  const ids = items.map(({ id }) => id).join('\n');
  useLayoutEffect(() => {
    const seen = new IntersectionObserver(
      (entries) => {
        for (const { target } of entries.filter(({ isIntersecting }) => isIntersecting)) {
          const id = idOf(target);
          seen.unobserve(target);
          asked.add(id);
          post({ type: 'picture', id });
        }
      },
      { root: list.current?.parentElement ?? null, rootMargin: '300px' },
    );
    for (const node of list.current?.children ?? []) {
      if (!asked.has(idOf(node))) {
        seen.observe(node);
      }
    }
    return () => seen.disconnect();
  }, [ids]);
}

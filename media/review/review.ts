import type { FromReview } from '../../src/protocol/fromReview';
import type { ReviewItemView, ReviewStatusView } from '../../src/protocol/reviewView';
import type { ToReview } from '../../src/protocol/toReview';
import { createAnnouncer } from '../kit/announcer';
import { element, setText, syncChildren } from '../kit/dom';
import { createFooter } from './footer';
import { createHeader } from './header';
import { createItem, type ItemNode } from './item';

type Post = (message: FromReview.Message) => void;

/** The whole page: what is going on, the images in order, and what Apply would write. */
export function createReview({ strings, roles }: ToReview.Load, post: Post) {
  const announcer = createAnnouncer();
  const header = createHeader(strings, post);
  const footer = createFooter(strings, post);
  const list = element('ul', { class: 'reviewList', 'aria-label': strings.images });
  const nothing = element('p', { class: 'nothing', hidden: true }, strings.nothingFound);
  const keys = element('p', { class: 'keys' }, strings.keys);
  const main = element('main', { class: 'reviewMain' }, nothing, list);
  const node = element('div', { class: 'panel review' }, header.node, keys, main, footer.node, announcer.node);
  const nodes = new Map<string, ItemNode>();
  let order: string[] = [];
  let onlyOpen = false;
  let lastPhase = '';

  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        const id = isIntersecting ? order.find((one) => nodes.get(one)?.node === target) : undefined;
        if (id !== undefined) {
          seen.unobserve(target);
          post({ type: 'picture', id });
        }
      }
    },
    { root: main, rootMargin: '300px' },
  );

  const shown = () => order.filter((id) => nodes.get(id)?.node.hidden === false);
  const focusOn = (id: string | undefined) => {
    for (const [other, one] of nodes) {
      one.node.tabIndex = other === id ? 0 : -1;
    }
    const target = id === undefined ? undefined : nodes.get(id);
    target?.node.focus();
    target?.node.scrollIntoView({ block: 'nearest' });
  };
  const move = (from: string, by: number) => {
    const all = shown();
    const at = all.indexOf(from);
    const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
    focusOn(next ?? from);
  };
  /** The next image that waits for a decision; else the next one. */
  const onwards = (from: string) => {
    const all = shown();
    const at = all.indexOf(from);
    const rest = [...all.slice(at + 1), ...all.slice(0, at)];
    const next = rest.find(
      (id) => nodes.get(id)?.view().verdict === 'open' && nodes.get(id)?.view().state !== 'failed',
    );
    focusOn(next ?? all[at + 1] ?? from);
  };

  const applyFilter = () => {
    for (const one of nodes.values()) {
      one.node.hidden = onlyOpen && one.view().verdict !== 'open';
    }
    ensureStop();
  };
  /** One image is the stop of the Tab key. */
  const ensureStop = () => {
    const all = shown();
    if (!all.some((id) => nodes.get(id)?.node.tabIndex === 0) && all[0] !== undefined) {
      const first = nodes.get(all[0]);
      if (first) {
        first.node.tabIndex = 0;
      }
    }
  };
  const filter = element('select', { class: 'dropdown', 'aria-label': strings.show });
  filter.append(
    element('option', { value: 'all' }, strings.all),
    element('option', { value: 'open' }, strings.toDecide),
  );
  filter.addEventListener('change', () => {
    onlyOpen = filter.value === 'open';
    applyFilter();
  });
  footer.node.append(filter);

  const put = (view: ReviewItemView) => {
    const known = nodes.get(view.id);
    if (known) {
      known.update(view);
      return known;
    }
    const made = createItem(view, strings, roles, {
      post,
      move: (by) => move(view.id, by),
      toEnd: (end) => focusOn(end === 'first' ? shown()[0] : shown().at(-1)),
      onwards: (said) => {
        announcer.say(said);
        onwards(view.id);
      },
      say: (text) => announcer.say(text),
      focused: () => {
        for (const [other, one] of nodes) {
          one.node.tabIndex = other === view.id ? 0 : -1;
        }
      },
    });
    nodes.set(view.id, made);
    seen.observe(made.node);
    return made;
  };

  const status = (next: ReviewStatusView) => {
    header.update(next);
    footer.update(next);
    nothing.hidden = next.total > 0 || next.phase === 'scanning';
    keys.hidden = next.total === 0;
    if (next.phase !== lastPhase) {
      announcer.say([next.progress, ...next.summary].join(' '));
    }
    lastPhase = next.phase;
  };

  return {
    node,
    status,
    load: ({ items, status: next }: ToReview.Load) => {
      order = items.map(({ id }) => id);
      for (const id of [...nodes.keys()]) {
        if (!order.includes(id)) {
          nodes.get(id)?.dispose();
          nodes.delete(id);
        }
      }
      syncChildren(
        list,
        items.map((item) => put(item).node),
      );
      setText(nothing, strings.nothingFound);
      applyFilter();
      status(next);
    },
    items: (changed: readonly ReviewItemView[]) => {
      for (const item of changed) {
        nodes.get(item.id)?.update(item);
      }
      if (onlyOpen) {
        applyFilter();
      }
    },
    picture: ({ id, mediaType, bytes }: ToReview.Picture) => nodes.get(id)?.picture(mediaType, bytes),
  };
}

import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { ToPanel } from '../../../src/protocol/toPanel';
import type { TurnView } from '../../../src/protocol/view';
import { Announcer, type Say } from '../../kit/announcer';
import type { HostContext } from '../../kit/hostContext';
import { takeEscape } from '../../kit/keys';
import { useDocumentEvent } from '../../kit/useDocumentEvent';
import type { StateStore } from '../state';
import { Composer } from './composer';
import { type PanelContext, PanelProvider } from './context';
import type { ComposerHandle } from './draft';
import { DropCurtain } from './drop';
import type { ImagesHandle } from './images';
import { isPending } from './isPending';
import { Scroller } from './scroller';

interface PanelProps {
  readonly view: ToPanel.Load;
  /** URLs of the images whose bytes have arrived, by ID; a new map after each change. */
  readonly pictures: ReadonlyMap<string, string>;
  readonly post: HostContext['post'];
  readonly state: StateStore;
  /** Lets the host's messages reach the follow-up box. */
  readonly composer: RefObject<ComposerHandle | null>;
}

/** The whole page: the images, the conversation about them, and the box for the next question. */
export function Panel({ view, pictures, post, state, composer }: PanelProps) {
  const { strings, locale } = view;
  const { title, turns, target, attached, estimate } = view.conversation;
  const announcer = useRef<Say>(null);
  const images = useRef<ImagesHandle>(null);
  const isOpen = useRef(false);
  const context = useMemo<PanelContext>(
    () => ({
      strings,
      locale,
      post,
      state,
      say: (text) => announcer.current?.(text),
      explain: (text) => composer.current?.explain(text),
      focusComposer: () => composer.current?.focus(),
      showImage: (id) => images.current?.show(id),
      isNews: () => isOpen.current,
    }),
    [strings, locale, post, state, composer],
  );
  const { isRunning, stop } = useStop(turns, post);
  const ids = turns.map(({ id }) => id);
  const turnIds = useMemo(() => ids, [ids.join('\n')]);
  useLayoutEffect(() => {
    document.title = title;
  }, [title]);
  useLayoutEffect(() => {
    isOpen.current = true;
  }, []);
  return (
    <PanelProvider value={context}>
      <div class="panel">
        <Scroller conversation={view.conversation} pictures={pictures} images={images} />
        <Composer
          target={target}
          attached={attached}
          estimate={estimate}
          turnIds={turnIds}
          isRunning={isRunning}
          stop={stop}
          handle={composer}
        />
        <Announcer handle={announcer} />
        <DropCurtain attached={attached.length} />
      </div>
    </PanelProvider>
  );
}

/** Whether an answer is coming in, and what stops it. Escape does too, unless something else handles it. */
function useStop(turns: readonly TurnView[], post: HostContext['post']) {
  const running = turns.find(({ state }) => isPending(state))?.id;
  const latest = useRef(running);
  latest.current = running;
  const stop = useRef(() => {
    if (latest.current !== undefined) {
      post({ type: 'turnAction', turnId: latest.current, action: 'stop' });
    }
  }).current;
  useDocumentEvent('keydown', (event) => {
    if (running !== undefined) {
      takeEscape(event, stop);
    }
  });
  return { isRunning: running !== undefined, stop };
}

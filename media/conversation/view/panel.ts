import type { ToPanel } from '../../../src/protocol/toPanel';
import type { ConversationView, TurnView } from '../../../src/protocol/view';
import { element, oncePerFrame, setText } from '../../kit/dom';
import type { HostContext } from '../../kit/hostContext';
import { createAnnouncer } from '../announcer';
import { iconButton } from '../controls';
import type { StateStore } from '../state';
import { isPending } from './answer';
import { createComposer } from './composer';
import type { ViewContext } from './context';
import { createConversation } from './conversation';
import { acceptImages } from './drop';
import { createImages } from './images';
import { createScrollKeeper } from './scroll';

/** The whole panel, made when the first snapshot with its strings arrives. */
export function createPanel(load: ToPanel.Load, host: HostContext, state: StateStore) {
  const { strings, locale } = load;
  const announcer = createAnnouncer();
  const context: ViewContext = {
    strings,
    locale,
    post: host.post,
    state,
    say: announcer.say,
    explain: (text) => composer.showHint(text),
    focusComposer: () => composer.focus(),
    showImage: (id) => images.show(id),
    imageName: (id) => images.nameOf(id),
  };
  const images = createImages(context);
  const conversation = createConversation(context);
  const composer = createComposer(context, stop);
  const title = element('h1', { dir: 'auto' });
  const fresh = iconButton('add', strings.newConversation, () => host.post({ type: 'newConversation' }));
  const scroller = element(
    'div',
    { class: 'scroller' },
    element('header', {}, element('div', { class: 'titleRow' }, title, fresh), images.node),
    element('main', {}, conversation.node, conversation.totals),
  );
  const scroll = createScrollKeeper(scroller, images.node, conversation.newestTop, context);
  const node = element('div', { class: 'panel' }, scroller, scroll.node, composer.node, announcer.node);
  const waiting = new Map<string, TurnView>();
  let newest: string | undefined;
  const drawSoon = oncePerFrame(drawWaiting);

  function running(): TurnView | undefined {
    return conversation.turns().find((turn) => isPending(turn.state));
  }

  function stop(): void {
    const turn = running();
    if (turn !== undefined) {
      host.post({ type: 'turnAction', turnId: turn.id, action: 'stop' });
    }
  }

  function follow(): void {
    const ids = conversation.turns().map((turn) => turn.id);
    composer.follow(ids, running() !== undefined);
    const last = ids.at(-1);
    scroll.follow(last !== newest);
    newest = last;
  }

  function drawWaiting(): void {
    for (const turn of waiting.values()) {
      conversation.updateTurn(turn);
    }
    waiting.clear();
    follow();
  }

  function draw(view: ConversationView, quiet: boolean): void {
    waiting.clear();
    setText(title, view.title);
    document.title = view.title;
    images.update(view.images);
    conversation.update(view, quiet);
    composer.update(view);
    follow();
  }

  const ended = new AbortController();
  acceptImages(node, context, composer.attached, ended.signal);
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && !event.isComposing && running() !== undefined) {
        event.preventDefault();
        event.stopPropagation();
        stop();
      }
    },
    { signal: ended.signal },
  );

  return {
    node,
    /** Ends what listens outside the panel's own nodes. */
    dispose: (): void => ended.abort(),
    load: (message: ToPanel.Load, first: boolean): void => {
      draw(message.conversation, first);
    },
    restoreScroll: (): void => scroll.restore(state.get().scroll),
    update: (view: ConversationView): void => draw(view, false),
    turn: (turn: TurnView): void => {
      waiting.set(turn.id, turn);
      drawSoon();
    },
    imageBytes: images.setBytes,
    focus: (draft: string | undefined): void => {
      if (draft !== undefined) {
        composer.offer(draft);
      }
      composer.focus();
    },
  };
}

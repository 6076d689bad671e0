import { createRef, render } from 'preact';
import type { ToPanel } from '../../src/protocol/toPanel';
import type { ConversationView, TurnView } from '../../src/protocol/view';
import { acquireHost, onHostMessage } from '../kit/hostContext';
import { keepEqual } from '../kit/keepEqual';
import { createPictures } from '../kit/pictures';
import { createStateStore } from './state';
import type { ComposerHandle } from './view/draft';
import { Panel } from './view/panel';

const host = acquireHost();
const state = createStateStore(host);
const pictures = createPictures();
const composer = createRef<ComposerHandle>();
/** Turns that have changed since the last frame. */
const waiting = new Map<string, TurnView>();
const drawSoon = oncePerFrame(drawWaiting);
let shown: ToPanel.Load | undefined;

onHostMessage<ToPanel.Message>(receive);
host.post({ type: 'ready', draft: state.get().draft });

function receive(message: ToPanel.Message): void {
  switch (message.type) {
    case 'load':
      load(message);
      break;
    case 'update':
      replace(message.conversation);
      break;
    case 'turn':
      waiting.set(message.turn.id, message.turn);
      drawSoon();
      break;
    case 'imageBytes':
      pictures.add({ ...message, id: message.imageId });
      draw();
      break;
    case 'focus':
      if (message.draft !== undefined) {
        composer.current?.offer(message.draft);
      }
      composer.current?.focus();
      break;
  }
}

function load(message: ToPanel.Load): void {
  const { id } = message.conversation;
  document.documentElement.lang = message.locale;
  if (state.get().conversationId !== id) {
    // What was typed stays; the place in another conversation doesn't.
    state.patch({ conversationId: id, scroll: -1, open: [], edits: {}, imageId: '' });
  }
  if (!shown) {
    // The page's script element has done its job.
    document.body.replaceChildren();
  }
  shown = keepEqual(shown, message);
  replace(message.conversation);
}

/** Takes a snapshot of everything, which is newer than all pending turns. */
function replace(conversation: ConversationView): void {
  waiting.clear();
  pictures.keepOnly(conversation.images.map(({ id }) => id));
  shown = shown && { ...shown, conversation: keepEqual(shown.conversation, conversation) };
  draw();
}

function drawWaiting(): void {
  if (shown && waiting.size > 0) {
    const { conversation } = shown;
    const turns = conversation.turns.map((turn) => keepEqual(turn, waiting.get(turn.id) ?? turn));
    const known = new Set(turns.map(({ id }) => id));
    const added = [...waiting.values()].filter(({ id }) => !known.has(id));
    shown = { ...shown, conversation: { ...conversation, turns: [...turns, ...added] } };
  }
  waiting.clear();
  draw();
}

function draw(): void {
  if (shown) {
    const panel = (
      <Panel
        key={state.get().conversationId}
        view={shown}
        pictures={pictures.addresses()}
        post={host.post}
        state={state}
        composer={composer}
      />
    );
    render(panel, document.body);
  }
}

/** Runs a drawing function at most once per frame, and soon even if the page is hidden and draws no frames. */
function oncePerFrame(draw: () => void): () => void {
  let frame = 0;
  let timer = 0;
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    draw();
  };
  return () => {
    if (frame === 0) {
      frame = requestAnimationFrame(run);
      timer = window.setTimeout(run, 250);
    }
  };
}

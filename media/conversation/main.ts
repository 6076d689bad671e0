import type { ToPanel } from '../../src/protocol/toPanel';
import { acquireHost, onHostMessage } from '../kit/hostContext';
import { createStateStore } from './state';
import { createPanel } from './view/panel';

const host = acquireHost();
const state = createStateStore(host);
const early: ToPanel.ImageBytes[] = [];
let panel: ReturnType<typeof createPanel> | undefined;

onHostMessage<ToPanel.Message>(receive);
host.post({ type: 'ready', draft: state.get().draft });

function receive(message: ToPanel.Message): void {
  switch (message.type) {
    case 'load':
      load(message);
      break;
    case 'update':
      panel?.update(message.conversation);
      break;
    case 'turn':
      panel?.turn(message.turn);
      break;
    case 'imageBytes':
      if (panel === undefined) {
        early.push(message);
      } else {
        panel.imageBytes(message);
      }
      break;
    case 'focus':
      panel?.focus(message.draft);
      break;
  }
}

function load(message: ToPanel.Load): void {
  const { id } = message.conversation;
  document.documentElement.lang = message.locale;
  if (panel !== undefined && state.get().conversationId === id) {
    panel.load(message, false);
    return;
  }
  if (state.get().conversationId !== id) {
    // What was typed stays; where the user was in another conversation does not.
    state.patch({ conversationId: id, scroll: -1, open: [], edits: {}, imageId: '' });
  }
  panel?.dispose();
  panel = createPanel(message, host, state);
  document.body.replaceChildren(panel.node);
  panel.load(message, true);
  for (const image of early.splice(0)) {
    panel.imageBytes(image);
  }
  panel.restoreScroll();
}

import type { ConversationView, TurnView } from '../../../src/protocol/view';
import { element, setAttribute, syncChildren } from '../../kit/dom';
import { createAnswer, isPending } from './answer';
import type { ViewContext } from './context';
import { createQuestion } from './question';
import { createUsageBox } from './usage';

/** The turns as a list of articles, told apart by their ids: what did not change keeps its nodes. */
export function createConversation(context: ViewContext) {
  const { strings } = context;
  const node = element('div', {
    class: 'conversation',
    role: 'log',
    'aria-live': 'off',
    'aria-label': strings.conversation,
  });
  const totals = createUsageBox('totals', strings.usageTotal, 'h2', context);
  totals.node.classList.add('totals');
  const views = new Map<string, TurnBox>();
  let turns: readonly TurnView[] = [];

  function drawTurn(turn: TurnView, quiet: boolean): HTMLElement {
    const box = views.get(turn.id) ?? createTurnBox(turn.id, context);
    views.set(turn.id, box);
    box.update(turn, quiet);
    return box.node;
  }

  return {
    node,
    totals: totals.node,
    turns: () => turns,
    /** The node at whose top the newest turn begins; undefined for the first, which begins with the image above it. */
    newestTop: () => (turns.length > 1 ? views.get(turns.at(-1)?.id ?? '')?.node : undefined),
    /** Draws everything; `quiet` when nothing of it is news (the panel was just opened). */
    update: (conversation: ConversationView, quiet: boolean): void => {
      turns = conversation.turns;
      const ids = new Set(turns.map((turn) => turn.id));
      for (const id of [...views.keys()].filter((one) => !ids.has(one))) {
        views.delete(id);
      }
      syncChildren(
        node,
        turns.map((turn) => drawTurn(turn, quiet)),
      );
      totals.update(conversation.totals);
    },
    /** Draws one turn, at the end when it is new. */
    updateTurn: (turn: TurnView): void => {
      const known = turns.some((one) => one.id === turn.id);
      turns = known ? turns.map((one) => (one.id === turn.id ? turn : one)) : [...turns, turn];
      const drawn = drawTurn(turn, false);
      if (!known) {
        node.append(drawn);
      }
    },
  };
}

interface TurnBox {
  readonly node: HTMLElement;
  readonly update: (turn: TurnView, quiet: boolean) => void;
}

function createTurnBox(turnId: string, context: ViewContext): TurnBox {
  const { strings } = context;
  const question = createQuestion(turnId, context);
  const answer = createAnswer(turnId, context);
  const node = element('div', { class: 'turn' }, question.node, answer.node);
  let last: TurnView | undefined;

  /** One announcement an answer: at its end. */
  function announce(turn: TurnView): void {
    const spoken = {
      done: () => [strings.answerReady, answer.plainText(turn)],
      stopped: () => [strings.stopped, answer.plainText(turn)],
      failed: () => [strings.failed, turn.error?.text ?? ''],
    };
    if (!isPending(turn.state)) {
      const parts = spoken[turn.state as keyof typeof spoken]();
      context.say(parts.filter((part) => part !== '').join(': '));
    }
  }

  return {
    node,
    update: (turn, quiet) => {
      question.update(turn);
      answer.update(turn);
      setAttribute(node, 'class', turn.excluded ? 'turn excluded' : 'turn');
      const ended = last === undefined ? !quiet : isPending(last.state);
      last = turn;
      if (ended) {
        announce(turn);
      }
    },
  };
}

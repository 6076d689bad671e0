import type { TurnState } from '../../../src/protocol/view';

/** Whether the answer is still to come or coming in. */
export function isPending(state: TurnState): boolean {
  return state === 'waiting' || state === 'streaming';
}

import type { TurnState } from '../../../src/protocol/view';

/** The turn's answer has not ended. */
export function isPending(state: TurnState): boolean {
  return state === 'waiting' || state === 'streaming';
}

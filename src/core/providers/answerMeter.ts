/** Measures an answer as it arrives, so that an endless one is stopped. */
import { bounds } from '../bounds';

export interface AnswerMeter {
  /** Bytes that arrived, unpacked, and the messages that ended among them. */
  bytes(count: number, messages: number): void;
  /** Characters of text or reasoning; false if they exceed the limit. */
  characters(count: number): boolean;
  /**
   * A part of a tool call: how many calls there are now, and the characters of its arguments; false beyond the limit.
   */
  call(calls: number, characters: number): boolean;
  /** The limit that was exceeded, in words; undefined if none was. */
  readonly passed: string | undefined;
}

/** A meter for one answer, with the limits of `bounds`. */
export function createAnswerMeter(): AnswerMeter {
  let all = 0;
  let held = 0;
  let ended = 0;
  let written = 0;
  let passed: string | undefined;
  const check = (most: number, count: number, limit: string) => {
    if (count > most) {
      passed ??= `limit: ${limit}`;
    }
    return count <= most;
  };
  const characters = (count: number) => {
    written += count;
    return check(bounds.answerCharacters, written, `${bounds.answerCharacters / 1_000_000} million characters`);
  };
  return {
    bytes(count, messages) {
      all += count;
      ended += messages;
      held = messages > 0 ? 0 : held + count;
      check(bounds.answerMessageBytes, held, `${bounds.answerMessageBytes >> 20} MB in one message`);
      check(bounds.answerMessages, ended, `${bounds.answerMessages} messages`);
      check(bounds.answerBytes, all, `${bounds.answerBytes >> 20} MB`);
    },
    characters,
    call: (calls, count) =>
      check(bounds.answerToolCalls, calls, `${bounds.answerToolCalls} tool calls`) && characters(count),
    get passed() {
      return passed;
    },
  };
}

import { describe, expect, test } from 'vitest';
import { bounds } from '../../../../src/core/bounds';
import {
  addImages,
  addTurn,
  attachedImages,
  type Conversation,
  carriedTurns,
  detachImage,
  isFull,
  newConversation,
  settle,
  supersedeFrom,
  type Turn,
  updateImage,
  updateTurn,
  waitingTurn,
} from '../../../../src/core/conversation/conversation';

const turn = (id: string, imageIds: string[], change: Partial<Turn> = {}): Turn =>
  waitingTurn({ id, taskId: 'ask', question: `question ${id}`, typed: true, imageIds, ...change });
const answered = (id: string, imageIds: string[] = []): Turn =>
  turn(id, imageIds, { state: 'done', answer: `answer ${id}` });
const failed = (id: string, imageIds: string[], reason: string, source: 'provider' | 'image' = 'provider'): Turn =>
  turn(id, imageIds, { state: 'failed', failure: { source, reason, message: '' } });

function conversation(...turns: Turn[]): Conversation {
  const ids = [...new Set(turns.flatMap((one) => one.imageIds))];
  const images = ids.map((id) => ({
    id,
    name: `${id}.png`,
    source: { kind: 'file' as const, uri: `file:///${id}.png` },
  }));
  return turns.reduce(addTurn, addImages(newConversation('c', 'title', 0), images));
}

const carried = (from: Conversation, turnId: string) =>
  carriedTurns(from, turnId).map((one) => [one.turn.id, [...one.imageIds]]);

test('a conversation is full once questions, answers and reasoning together have very many characters', () => {
  const half = 'a'.repeat(bounds.conversationCharacters / 2);
  expect(isFull(conversation(turn('1', [], { answer: half }), turn('2', [])))).toBe(false);
  expect(isFull(conversation(turn('1', [], { answer: half }), turn('2', [], { reasoning: half })))).toBe(true);
});

describe('what the next request carries', () => {
  test('the history in order, with the images where they came in', () => {
    const all = conversation(answered('1', ['a']), answered('2'), turn('3', ['b']));
    expect(carried(all, '3')).toEqual([
      ['1', ['a']],
      ['2', []],
      ['3', ['b']],
    ]);
  });

  test('a turn that failed on the network is left out and its image moves on', () => {
    const all = conversation(failed('1', ['a'], 'offline'), turn('2', []));
    expect(carried(all, '2')).toEqual([['2', ['a']]]);
  });

  test('a turn that failed on its image is left out with its image', () => {
    const all = conversation(answered('1', ['a']), failed('2', ['b'], 'badImage'), turn('3', []));
    expect(carried(all, '3')).toEqual([
      ['1', ['a']],
      ['3', []],
    ]);
  });

  test('an image that cannot be read stays out of what follows', () => {
    const all = updateImage(conversation(failed('1', ['a', 'b'], 'truncated', 'image'), turn('2', [])), 'a', {
      problem: 'truncated',
    });
    expect(carried(all, '2')).toEqual([['2', []]]);
  });

  test('each image keeps the number that its question knows it by; those of failed turns come after', () => {
    const numbers = (from: Conversation, turnId: string) =>
      carriedTurns(from, turnId).map((one) => one.imageIds.map((id, index) => [id, one.numbers[index]]));
    const moved = conversation(failed('1', ['a'], 'offline'), turn('2', ['b', 'c']));
    expect(numbers(moved, '2')).toEqual([
      [
        ['b', 1],
        ['c', 2],
        ['a', 3],
      ],
    ]);
    const gone = updateImage(conversation(answered('1', ['a', 'b']), turn('2', ['c'])), 'a', { problem: 'truncated' });
    expect(numbers(gone, '2')).toEqual([[['b', 2]], [['c', 1]]]);
  });

  test('a stopped turn with text is history; one without is not', () => {
    const withText = conversation(turn('1', ['a'], { state: 'stopped', answer: 'half an' }), turn('2', []));
    expect(carried(withText, '2')).toEqual([
      ['1', ['a']],
      ['2', []],
    ]);
    const without = conversation(turn('1', ['a'], { state: 'stopped' }), turn('2', []));
    expect(carried(without, '2')).toEqual([['2', ['a']]]);
  });

  test('an edited question takes the place of the old one and all after it', () => {
    const old = conversation(answered('1', ['a']), answered('2'), answered('3'));
    const all = addTurn(supersedeFrom(old, '2'), turn('4', []));
    expect(carried(all, '4')).toEqual([
      ['1', ['a']],
      ['4', []],
    ]);
    expect(all.turns.map((one) => one.answer)).toContain('answer 3');
  });

  test('asking the first question again sends its image once', () => {
    const all = addTurn(supersedeFrom(conversation(answered('1', ['a'])), '1'), turn('2', ['a']));
    expect(carried(all, '2')).toEqual([['2', ['a']]]);
  });
});

test('an image can be taken back until it was asked about', () => {
  const asked = conversation(answered('1', ['a']));
  const both = addImages(asked, [{ id: 'b', name: 'b.png', source: { kind: 'pasted' } }]);
  expect(attachedImages(both).map((one) => one.id)).toEqual(['b']);
  expect(detachImage(both, 'b').images).toEqual(asked.images);
  expect(detachImage(both, 'a')).toBe(both);
});

test('a reload ends what was running and keeps its text', () => {
  const running = conversation(turn('1', [], { state: 'streaming', answer: 'so far' }));
  expect(settle(running).turns[0]).toMatchObject({ state: 'stopped', finishReason: 'interrupted', answer: 'so far' });
});

test('updating one turn leaves the others as they are', () => {
  const before = conversation(answered('1'), answered('2'));
  const after = updateTurn(before, '2', { answer: 'new' });
  expect(after.turns[0]).toBe(before.turns[0]);
  expect(after.turns[1]?.answer).toBe('new');
  expect(before.turns[1]?.answer).toBe('answer 2');
});

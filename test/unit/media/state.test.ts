import { describe, expect, test } from 'vitest';
import { createStateStore, parseState } from '../../../media/conversation/state';

describe('the kept state', () => {
  const whole = { conversationId: 'c', draft: 'd', scroll: 3, open: ['a'], edits: { t: 'x' }, imageId: 'i' };

  test('comes back as it was', () => {
    expect(parseState(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  });

  test.each([undefined, null, 7, 'x', [], {}])('%j gives an empty one', (value) => {
    expect(parseState(value)).toEqual({ conversationId: '', draft: '', scroll: -1, open: [], edits: {}, imageId: '' });
  });

  test('wrong parts are left out, right ones stay', () => {
    const kept = { ...whole, scroll: 'x', open: ['a', 1], edits: { t: 'x', u: 2 }, imageId: 3 };
    expect(parseState(kept)).toEqual({ ...whole, scroll: -1, imageId: '' });
  });

  test('every change is written through at once', () => {
    const written: object[] = [];
    const store = createStateStore({ post: () => {}, getState: () => whole, setState: (state) => written.push(state) });
    store.patch({ draft: 'more' });
    expect(written).toEqual([{ ...whole, draft: 'more' }]);
    expect(store.get().draft).toBe('more');
  });
});

// What a model can call, and how often.
import { expect, test } from 'vitest';
import { carryOut } from '../../../../src/core/ask/tools';
import type { Message } from '../../../../src/core/providers/types';
import type { Tool } from '../../../../src/core/tools/types';

test('of a hundred calls in one round eight are carried out, and each is answered', async () => {
  let ran = 0;
  const tool: Tool = {
    definition: { name: 'look', description: '', parameters: { type: 'object' } },
    title: () => 'Look',
    run: async () => ({ text: `look ${++ran}`, detail: '' }),
  };
  const calls = Array.from({ length: 100 }, (_, at) => ({ id: `${at}`, name: 'look', arguments: '{}' }));
  const messages: Message[] = [];
  const limits = { accepts: ['image/png'] };
  const titles: string[] = [];
  for await (const event of carryOut(calls, [tool], messages, limits, new AbortController().signal)) {
    titles.push(event.type);
  }
  expect(ran).toBe(8);
  expect(titles).toHaveLength(16);
  expect(messages).toHaveLength(100);
  expect(messages[99]).toMatchObject({
    role: 'tool',
    callId: '99',
    parts: [{ text: expect.stringContaining('at most 8') }],
  });
});

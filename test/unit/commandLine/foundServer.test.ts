// A server on this machine that the command line found and nobody named.
import { expect, test, vi } from 'vitest';
import { mayUseFound } from '../../../src/commandLine/model';
import { vendors } from '../../../src/core/providers/vendors';

const vendor = vendors.find(({ id }) => id === 'ollama')!;

test.each([
  ['a yes', true],
  ['a no', false],
])('a server that was found is named, and used after %s only', async (_, yes) => {
  const confirm = vi.fn(async () => yes);
  expect(await mayUseFound(vendor, { confirm, note: () => {} })).toBe(yes);
  expect(confirm.mock.calls).toEqual([['Use Ollama at 127.0.0.1:11434?\n']]);
});

test('where nobody can answer it is not used, and how to use it is said', async () => {
  const note = vi.fn();
  expect(await mayUseFound(vendor, { confirm: undefined, note })).toBe(false);
  expect(note.mock.calls).toEqual([
    ['Read on this machine. Ollama is running at 127.0.0.1:11434. To use it, add --provider ollama.'],
  ]);
});

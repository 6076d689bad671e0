// Which provider the command line asks when none is named.
import { expect, test, vi } from 'vitest';
import { autoProvider } from '../../../src/commandLine/autoProvider';
import { vendors } from '../../../src/core/providers/vendors';

const vendor = vendors.find(({ id }) => id === 'ollama')!;
const found = async () => ({ vendor, models: [] });

test('a key that is set decides, and nothing is looked for', async () => {
  const probe = vi.fn(found);
  expect(await autoProvider({ withKey: 'groq', probe, confirm: undefined, note: () => {} })).toBe('groq');
  expect(probe).not.toHaveBeenCalled();
});

test('without a server the offline engine answers, and nothing is asked', async () => {
  const confirm = vi.fn(async () => true);
  const probe = async () => undefined;
  expect(await autoProvider({ withKey: undefined, probe, confirm, note: () => {} })).toBe('offline');
  expect(confirm).not.toHaveBeenCalled();
});

test.each([
  ['a yes', true, 'ollama'],
  ['a no', false, 'offline'],
])('a server that was found is named, and used after %s only', async (_, yes, provider) => {
  const confirm = vi.fn(async () => yes);
  expect(await autoProvider({ withKey: undefined, probe: found, confirm, note: () => {} })).toBe(provider);
  expect(confirm.mock.calls).toEqual([['Use Ollama at 127.0.0.1:11434?\n']]);
});

test('where nobody can answer it is not used, and how to use it is said', async () => {
  const note = vi.fn();
  expect(await autoProvider({ withKey: undefined, probe: found, confirm: undefined, note })).toBe('offline');
  expect(note.mock.calls).toEqual([
    ['Read on this machine. Ollama answers at 127.0.0.1:11434: to use it, add --provider ollama.'],
  ]);
});

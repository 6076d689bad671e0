// What happens before an image leaves, and in which order; and what a model may call in a folder that nobody trusts.
import { beforeEach, expect, test, vi } from 'vitest';

const editor = vi.hoisted(() => ({ isTrusted: true, whyNot: undefined as string | undefined, steps: [] as string[] }));
vi.mock('vscode', async (original) => ({
  ...(await original<object>()),
  Uri: { parse: (text: string) => text },
  window: {},
  workspace: {
    get isTrusted() {
      return editor.isTrusted;
    },
    workspaceFolders: [{}],
  },
}));
vi.mock('../../../../src/host/mayBeSent', () => ({
  whyNot: async (uri: string) => {
    editor.steps.push(`may ${uri} be sent?`);
    return editor.whyNot;
  },
}));
const { checkBeforeSending } = await import('../../../../src/host/session/guard');
const { toolsFor } = await import('../../../../src/host/session/tools');

type Check = Parameters<typeof checkBeforeSending>;

beforeEach(() => {
  editor.steps.length = 0;
  editor.whyNot = undefined;
  editor.isTrusted = true;
});

const images = [
  { id: '1', name: 'a.png', source: { kind: 'file', uri: 'file:///a.png' } },
  { id: '2', name: 'b.png', source: { kind: 'web', url: 'https://b.example/b.png' } },
] as unknown as Check[1];

function check({ mayFetch = true, maySend = true } = {}) {
  const step = <T>(what: string, result: T) => {
    editor.steps.push(what);
    return result;
  };
  const choice = { provider: { id: 'work', destination: { kind: 'origin', origin: 'https://x' } }, model: 'eyes' };
  const session = { mayBeFetched: async () => step('fetch?', mayFetch ? undefined : images[1]) };
  const providers = {
    isReady: async () => true,
    checkSight: async () => undefined,
    settle: async () => step('the list is requested with the key', choice),
  };
  const consent = { ask: async () => step('send?', maySend) };
  return checkBeforeSending(choice as never, images, session as never, providers as never, consent as never);
}

test('the key goes nowhere before all questions', async () => {
  await check();
  expect(editor.steps).toEqual(['may file:///a.png be sent?', 'fetch?', 'send?', 'the list is requested with the key']);
});

test.each([
  ['a file that may not be sent', {}, 'excluded', { cause: { reason: 'excluded' } }, 1],
  ['a no to fetching', { mayFetch: false }, undefined, { cause: { reason: 'notFetched' } }, 2],
  ['a no to sending', { maySend: false }, undefined, { reason: 'consent' }, 3],
])('%s ends it', async (_, answers, reason, error, steps) => {
  editor.whyNot = reason;
  await expect(check(answers)).rejects.toMatchObject(error);
  expect(editor.steps).toHaveLength(steps);
});

test('no model searches a folder that nobody trusts', async () => {
  const provider = { label: 'Work', vendor: { quirks: { tools: true } }, limits: {} };
  const tools = async () => {
    const providers = { stated: async () => ({ tools: true }) };
    const engines = { imaging: () => ({}), ocr: () => ({}) };
    const all = await toolsFor({ provider, model: 'eyes' } as never, { intent: 'ask' } as never, [], {
      providers,
      engines,
    } as never);
    return all?.map(({ definition }) => definition.name);
  };
  expect(await tools()).toContain('find_in_workspace');
  editor.isTrusted = false;
  const names = await tools();
  expect(names).not.toContain('find_in_workspace');
  expect(names?.length).toBeGreaterThan(0);
});

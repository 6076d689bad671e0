// Which provider answers, and with which model, through the ports: real servers on loopback, memory and settings as
// plain values.
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createFetchTransport } from '../../../src/core/providers/fetchTransport';
import type { ModelInfo, Provider } from '../../../src/core/providers/types';
import { vendors } from '../../../src/core/providers/vendors';
import { type ProviderPorts, Providers } from '../../../src/jobs/providers';
import { startLoopbackProvider } from '../../servers/loopbackProvider';

const server = await startLoopbackProvider();
const transport = createFetchTransport((...args) => globalThis.fetch(...args));
beforeEach(() => server.reset());
afterAll(() => server.close());

const without = (id: string, models: readonly Partial<ModelInfo>[] = []): Provider => ({
  id,
  label: id,
  destination: { kind: id === 'offline' ? 'machine' : 'editor' },
  vendor: undefined,
  limits: { accepts: [] },
  stream: async function* () {},
  listModels: async () => models as readonly ModelInfo[],
});

interface Setup extends Partial<Omit<ProviderPorts, 'settings' | 'memory' | 'key'>> {
  readonly settings?: { provider?: string; model?: string; taskModels?: Record<string, string>; rows?: object };
  readonly keys?: Readonly<Record<string, string>>;
  readonly remembered?: Readonly<Record<string, unknown>>;
}

/** Local servers are searched at an address where nobody listens, unless `rows` says otherwise. */
function made({ settings = {}, keys = {}, remembered = {}, ...ports }: Setup = {}) {
  const kept = new Map(Object.entries(remembered));
  const nobody = { baseUrl: 'http://127.0.0.1:1/v1' };
  const rows = { ollama: nobody, lmstudio: nobody, llamacpp: nobody, ...settings.rows };
  const failed: string[] = [];
  const providers = new Providers({
    settings: {
      provider: () => settings.provider ?? 'auto',
      model: () => settings.model ?? '',
      taskModels: () => settings.taskModels ?? {},
      providers: () => rows,
    },
    memory: { get: <T>(name: string) => kept.get(name) as T, update: async (name, value) => kept.set(name, value) },
    key: async ({ id }) => keys[id],
    transport: () => transport,
    offline: without('offline'),
    mayList: () => true,
    onListFailed: (id) => failed.push(id),
    ...ports,
  });
  return { providers, kept, failed };
}

const models = (...ids: readonly string[]) => ({
  body: { data: ids.map((id) => ({ id, architecture: { input_modalities: ['text', 'image'] } })) },
});
const here = { baseUrl: `${server.url}/v1`, local: false };
const lmStudio = (...list: object[]) => server.on('GET', '/api/v1/models', { body: { models: list } });
const seeing = { key: 'seeing', type: 'llm', capabilities: { vision: true } };
const blind = { key: 'blind', type: 'llm', capabilities: { vision: false } };

describe('auto takes', () => {
  const editor = without('vscode', [{ id: 'eyes', vision: true }]);
  const atLmStudio = { rows: { lmstudio: { baseUrl: `${server.url}/v1` } } };
  const both = { keys: { groq: 'k', xai: 'k' } };
  test.each<[string, Setup, string, boolean]>([
    ['a key that is set, and looks for nothing', { keys: { xai: 'k' }, editor, settings: atLmStudio }, 'xai', false],
    ['of several keys the first', both, 'groq', false],
    ['of several keys the one chosen last', { ...both, remembered: { lastProvider: 'xai' } }, 'xai', false],
    [
      'what was chosen last, though it needs no key',
      { ...both, remembered: { lastProvider: 'offline' } },
      'offline',
      false,
    ],
    ['a key when what was chosen last is gone', { ...both, remembered: { lastProvider: 'gone' } }, 'groq', false],
    ['a model of the editor that sees', { editor, settings: atLmStudio }, 'vscode', false],
    ['a server on this machine that sees', { editor: without('vscode'), settings: atLmStudio }, 'lmstudio', true],
    ['else the offline engine', {}, 'offline', false],
  ])('%s', async (_, setup, id, found) => {
    lmStudio(seeing);
    const { providers } = made(setup);
    expect(await providers.auto()).toEqual({ id, found });
    expect(server.requests.length > 0).toBe(found);
    const choice = await providers.choose('describe');
    expect([choice.provider.id, choice.found ?? false]).toEqual([id, found]);
  });

  test('no server whose models are blind', async () => {
    lmStudio(blind);
    expect(await made({ settings: atLmStudio }).providers.auto()).toEqual({ id: 'offline', found: false });
  });
});

test('a task has its own provider and model; a model that is named is never asked about', async () => {
  const { providers } = made({
    settings: { provider: 'groq', model: 'one', taskModels: { ocr: 'xai:two:free', altText: 'offline' } },
  });
  const names = async (task: string) => {
    const { provider, model } = await providers.choose(task);
    return `${provider.id} ${model}`;
  };
  expect(await Promise.all(['ask', 'ocr', 'altText'].map(names))).toEqual(['groq one', 'xai two:free', 'offline ']);
  expect(server.requests).toEqual([]);
});

describe('the usual model', () => {
  const own = { settings: { provider: 'mistral', rows: { mistral: here } } };
  const [a, b] = vendors.find(({ id }) => id === 'mistral')!.models.map(({ id }) => id) as [string, string];

  test('is the first of the built-in ones that the live list has', async () => {
    server.on('GET', '/v1/models', models('c', b));
    expect(await made(own).providers.choose('ask')).toMatchObject({ model: b, usual: true });
  });

  test('is the first built-in one before the list may be asked for, and settled after', async () => {
    server.on('GET', '/v1/models', models('c', b));
    let mayList = false;
    const { providers } = made({ ...own, mayList: () => mayList });
    const choice = await providers.choose('ask');
    expect([choice.model, server.requests.length]).toEqual([a, 0]);
    mayList = true;
    expect(await providers.settle(choice)).toMatchObject({ model: b, usual: false });
  });

  test('is the one picked before, where one was', async () => {
    const { providers } = made(own);
    await providers.remember('mistral', 'picked');
    expect(await providers.choose('ask')).toMatchObject({ model: 'picked', usual: false });
  });

  test('is the first that sees where none is built in', async () => {
    lmStudio(blind, seeing);
    const { providers } = made({ settings: { provider: 'lmstudio', rows: { lmstudio: here } } });
    expect(await providers.choose('ask')).toMatchObject({ model: 'seeing' });
    await expect(providers.checkSight(await providers.withModel('lmstudio'))).resolves.toMatchObject({ vision: true });
    await expect(providers.checkSight({ provider: providers.get('lmstudio'), model: 'blind' })).rejects.toMatchObject({
      reason: 'noVision',
    });
  });
});

describe('a list', () => {
  const own = { settings: { rows: { own: { ...here, discovery: 'openrouter', models: ['named'] } } } };
  const ids = ({ models }: { readonly models: readonly ModelInfo[] }) => models.map(({ id }) => id);

  test('is asked for once, and again when the user wants it fresh', async () => {
    server.on('GET', '/v1/models', models('live'));
    const { providers } = made(own);
    expect(ids(await providers.models('own'))).toEqual(['live', 'named']);
    expect(ids(await providers.models('own'))).toEqual(['live', 'named']);
    expect(server.requests).toHaveLength(1);
    await providers.models('own', { refresh: true });
    expect(server.requests).toHaveLength(2);
  });

  test('of another address does not count', async () => {
    server.on('GET', '/v1/models', models('live'));
    const old = { at: Date.now(), baseUrl: 'https://elsewhere.example/v1', models: [{ id: 'old' }] };
    const { providers } = made({ ...own, remembered: { 'models:own': old } });
    expect(ids(await providers.models('own'))).toEqual(['live', 'named']);
  });

  test('that cannot be loaded is not asked for again at once, unless a key changed', async () => {
    server.on('GET', '/v1/models', { status: 401, body: { error: { message: 'no' } } });
    const { providers, failed } = made(own);
    for (let time = 0; time < 2; time++) {
      const list = await providers.models('own');
      expect([ids(list), list.error]).toEqual([['named'], expect.objectContaining({ reason: 'notConfigured' })]);
    }
    expect([server.requests.length, failed]).toEqual([1, ['own']]);
    providers.keysChanged();
    await providers.models('own');
    expect(server.requests).toHaveLength(2);
  });

  test('is no longer waited for after the caller has gone', async () => {
    const { providers } = made(own);
    const gone = new AbortController();
    gone.abort(new Error('gone'));
    await expect(providers.models('own', { signal: gone.signal })).rejects.toThrow('gone');
  });
});

test('a provider of the settings that makes no sense refuses every question in words', async () => {
  const { providers } = made({ settings: { provider: 'own', rows: { own: { baseUrl: 'ftp://x' } } } });
  expect(providers.vendor('own')).toBeUndefined();
  expect(providers.ids()).toContain('own');
  const { provider, model } = await providers.choose('ask');
  const asking = provider
    .stream({ model } as never, new AbortController().signal)
    [Symbol.asyncIterator]()
    .next();
  await expect(asking).rejects.toMatchObject({ reason: 'badSetting' });
});

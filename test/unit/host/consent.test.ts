// What the user is asked about before something is sent: each server by its origin, each extension that provides the
// editor's models.
import { beforeEach, expect, test, vi } from 'vitest';

const editor = vi.hoisted(() => ({
  questions: [] as string[],
  answers: [] as (string | undefined)[],
  rule: undefined as string | undefined,
  translated: (text: string) => text,
  models: [] as { vendor: string; id: string; capabilities: object }[],
}));
vi.mock('vscode', () => ({
  l10n: {
    t: (text: string, ...values: string[]) =>
      editor.translated(text).replace(/\{(\d)\}/g, (_, at) => values[Number(at)] ?? ''),
  },
  window: {
    showWarningMessage: async (question: string) => {
      editor.questions.push(question);
      return editor.answers.shift();
    },
  },
  workspace: { getConfiguration: () => ({ inspect: () => ({ globalValue: editor.rule }) }) },
  lm: { selectChatModels: async () => editor.models },
}));
const { createAgreements } = await import('../../../src/host/agreements');
const { createConsent } = await import('../../../src/host/consent');
const { createProviders } = await import('../../../src/host/providers');
const { createHttpProvider } = await import('../../../src/core/providers/httpProvider');
const { resolveVendor } = await import('../../../src/core/providers/vendors');

type ModelSelection = Parameters<ReturnType<typeof createConsent>['ask']>[0];

function remembering() {
  const kept = new Map<string, unknown>();
  const memory = {
    get: (name: string) => kept.get(name),
    update: async (name: string, value: unknown) => kept.set(name, value),
  };
  return memory as unknown as Parameters<typeof createAgreements>[0];
}

function made() {
  const memory = remembering();
  const agreements = createAgreements(memory);
  const providers = createProviders({
    keys: { get: async () => undefined, onDidChange: () => undefined },
    memory,
    agreements,
  } as unknown as Parameters<typeof createProviders>[0]);
  return { consent: createConsent(agreements, () => 0), providers };
}

/** A custom server with a URL; a vendor without one in the settings. */
function at(baseUrl?: string, found?: boolean): ModelSelection {
  const resolved = baseUrl === undefined ? resolveVendor('azure', undefined) : resolveVendor('work', { baseUrl });
  if (!('vendor' in resolved)) {
    throw new Error(resolved.problems.join());
  }
  const provider = createHttpProvider(resolved.vendor, { transport: {} as never, key: async () => undefined });
  return { provider, model: 'eyes', ...(found && { found }) };
}

beforeEach(() => {
  editor.questions.length = 0;
  editor.answers.length = 0;
  editor.rule = undefined;
  editor.translated = (text) => text;
});

test('a yes is for a scheme, a host and a port', async () => {
  const { consent } = made();
  editor.answers.push('Send', undefined, undefined, undefined);
  expect(await consent.ask(at('https://llm.example/v1'), ['a.png'])).toBe(true);
  expect(await consent.ask(at('https://llm.example/v2'), ['a.png'])).toBe(true);
  expect(editor.questions).toHaveLength(1);
  for (const other of ['http://llm.example/v1', 'https://llm.example:8443/v1', 'https://llm.example.evil/v1']) {
    expect(await consent.ask(at(other), ['a.png']), other).toBe(false);
  }
  expect(editor.questions).toHaveLength(4);
});

test('the setting makes it every time, or never', async () => {
  const { consent } = made();
  const ask = () => consent.ask(at('https://llm.example/v1'), ['a.png']);
  editor.rule = 'never';
  expect(await ask()).toBe(true);
  expect(editor.questions).toEqual([]);
  editor.rule = 'always';
  editor.answers.push('Send', 'Send', undefined);
  expect([await ask(), await ask(), await ask()]).toEqual([true, true, false]);
});

test('a server of this machine that the settings name is not asked about', async () => {
  const { consent } = made();
  editor.rule = 'always';
  expect(await consent.ask(at('http://127.0.0.1:11434'), ['a.png'])).toBe(true);
  expect(editor.questions).toEqual([]);
});

test('a server of this machine is asked about when it was merely found, each by its port', async () => {
  const { consent } = made();
  expect(await consent.ask(at('http://127.0.0.1:11434'), ['a.png'])).toBe(true);
  expect(editor.questions).toEqual([]);
  editor.answers.push(undefined, 'Use Server', undefined);
  expect(await consent.ask(at('http://127.0.0.1:11434', true), ['a.png'])).toBe(false);
  expect(await consent.ask(at('http://127.0.0.1:11434', true), ['a.png'])).toBe(true);
  expect(await consent.ask(at('http://127.0.0.1:11434', true), ['a.png'])).toBe(true);
  expect(await consent.ask(at('http://127.0.0.1:8080', true), ['a.png'])).toBe(false);
  expect(editor.questions).toHaveLength(3);
});

test('a model of the editor is asked about once for each extension that brings models', async () => {
  const { consent, providers } = made();
  const model = (name: string): ModelSelection => ({ provider: providers.get('vscode'), model: name });
  editor.answers.push('Send', undefined);
  expect(await consent.ask(model('copilot/eyes'), ['a.png'])).toBe(true);
  expect(await consent.ask(model('copilot/more-eyes'), ['a.png'])).toBe(true);
  expect(await consent.ask(model('stranger/eyes'), ['a.png'])).toBe(false);
  expect(editor.questions).toHaveLength(2);
});

test('a yes holds in another display language, and nobody is asked about a provider without an address', async () => {
  const { consent, providers } = made();
  const model = { provider: providers.get('vscode'), model: 'copilot/eyes' };
  editor.answers.push('Send');
  expect(await consent.ask(model, ['a.png'])).toBe(true);
  editor.translated = (text) => `${text} (auf Deutsch)`;
  expect(await consent.ask({ ...model, provider: providers.get('vscode') }, ['a.png'])).toBe(true);
  expect(await consent.ask(at(), ['a.png'])).toBe(true);
  expect(editor.questions).toHaveLength(1);
});

test('the model of the editor that was agreed to is the one that answers, whoever comes meanwhile', async () => {
  const { providers } = made();
  const capabilities = { supportsImageToText: true };
  editor.models = [{ vendor: 'copilot', id: 'eyes', capabilities }];
  const choice = await providers.choose('describe');
  expect(choice).toMatchObject({ model: 'copilot/eyes', usual: true });
  editor.models = [{ vendor: 'stranger', id: 'eyes', capabilities }, ...editor.models];
  expect((await providers.settle(choice)).model).toBe('copilot/eyes');
});

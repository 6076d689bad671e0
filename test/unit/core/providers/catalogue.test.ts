import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkKey, listVendorModels, probeLocal } from '../../../../src/core/providers/catalogue';
import { createFetchTransport } from '../../../../src/core/providers/fetchTransport';
import { type LoopbackProvider, startLoopbackProvider } from '../../../servers/loopbackProvider';
import { vendor } from './support';

let server: LoopbackProvider;
beforeAll(async () => {
  server = await startLoopbackProvider();
});
afterEach(() => server.reset());
afterAll(() => server.close());

const transport = createFetchTransport((...args) => globalThis.fetch(...args));
const at = (id: string, row: Record<string, unknown> = {}) => vendor(id, { baseUrl: `${server.url}/v1`, ...row });
const list = (id: string, row?: Record<string, unknown>) =>
  listVendorModels(at(id, row), 'k', transport, new AbortController().signal);
const ids = (models: Awaited<ReturnType<typeof list>>) => models.map(({ id, vision }) => [id, vision]);

describe('model lists', () => {
  it('Groq: modalities, prices a token, what is asleep or speaks is left out', async () => {
    const model = (id: string, inputs: string[] | undefined, more = {}) => ({
      id,
      active: true,
      input_modalities: inputs,
      output_modalities: inputs && ['text'],
      ...more,
    });
    const data = [
      model('openai/gpt-oss-120b', ['text']),
      model('whisper-large-v3', ['audio']),
      { id: 'canopylabs/orpheus-v1-english', active: true, input_modalities: ['text'], output_modalities: ['audio'] },
      model('sleeping/model', ['text', 'image'], { active: false }),
      model('new/eyes', ['text', 'image'], {
        context_window: 1000,
        max_completion_tokens: 10,
        pricing: { prompt: '0.0000006', completion: '0.000003', input_cache_read: '0.0000003' },
        supported_features: ['tools', 'json_mode'],
      }),
      model('qwen/qwen3.8-27b', undefined),
    ];
    server.on('GET', '/v1/models', { body: { object: 'list', data } });
    const models = await list('groq');
    expect(ids(models)).toEqual([
      ['qwen/qwen3.8-27b', true],
      ['new/eyes', true],
      ['openai/gpt-oss-120b', false],
    ]);
    expect(models[1]).toMatchObject({
      price: { input: 0.6, output: 3, cachedInput: 0.3, asOf: 'live' },
      contextTokens: 1000,
      maxOutputTokens: 10,
      tools: true,
      json: 'object',
      source: 'live',
    });
    expect(models[0]?.price?.asOf).toBe('2026-08-29');
    expect(server.requests[0]?.headers.authorization).toBe('Bearer k');
  });

  it('xAI: its own list and its own unit of price; a gateway’s plain list where that is missing', async () => {
    const entry = { id: 'grok-4.7', input_modalities: ['text', 'image'], output_modalities: ['text'] };
    const prices = {
      prompt_text_token_price: 20000,
      cached_prompt_text_token_price: 5000,
      completion_text_token_price: 60000,
    };
    server.on('GET', '/v1/language-models', {
      body: {
        models: [
          { ...entry, ...prices },
          { id: 'grok-code', input_modalities: ['text'] },
        ],
      },
    });
    const models = await list('xai');
    expect(ids(models)).toEqual([
      ['grok-4.7', true],
      ['grok-code', false],
    ]);
    expect(models[0]?.price).toEqual({ input: 2, output: 6, cachedInput: 0.5, asOf: 'live' });
    server.reset();
    server.on('GET', '/v1/models', { body: { data: [{ id: 'grok-4.7' }, { id: 'grok-5' }] } });
    expect(ids(await list('xai'))).toEqual([
      ['grok-4.7', true],
      ['grok-5', 'unknown'],
    ]);
  });

  it('OpenAI: families that see by name, retirement by date, other trades left out', async () => {
    const names = [
      'gpt-6-luna',
      'gpt-4o-mini',
      'gpt-3.5-turbo',
      'gpt-image-2',
      'whisper-1',
      'text-embedding-3-small',
      'o3',
      'o3-mini',
      'gpt-4o-audio-preview',
    ];
    const data = names.map((id) => ({ id, object: 'model', ...(id === 'o3' && { shutdown_date: '2027-01-31' }) }));
    server.on('GET', '/v1/models', { body: { data } });
    const models = await list('openai');
    expect(ids(models)).toEqual([
      ['gpt-6-luna', true],
      ['gpt-4o-mini', true],
      ['o3', true],
      ['gpt-3.5-turbo', false],
      ['o3-mini', false],
    ]);
    expect(models[2]?.deprecated).toBe('2027-01-31');
  });

  it('Anthropic: capabilities, lifecycle, and all pages', async () => {
    const model = (id: string, seen: boolean, more = {}) => ({
      id,
      capabilities: { image_input: { supported: seen } },
      lifecycle: 'active',
      max_tokens: 9,
      ...more,
    });
    server.on('GET', '/v1/v1/models', ({ query }) =>
      query.get('after_id') === 'claude-blind'
        ? {
            body: {
              data: [
                model('claude-old', true, { lifecycle: 'deprecated', retires_at: '2026-11-30T00:00:00Z' }),
                model('claude-dead', true, { lifecycle: 'retired' }),
              ],
              has_more: false,
              last_id: 'x',
            },
          }
        : {
            body: {
              data: [model('claude-haiku-5-5', true), model('claude-blind', false)],
              has_more: true,
              last_id: 'claude-blind',
            },
          },
    );
    const models = await list('anthropic');
    expect(models.map(({ id, vision, deprecated }) => [id, vision, deprecated])).toEqual([
      ['claude-haiku-5-5', true, undefined],
      ['claude-old', true, '2026-11-30'],
      ['claude-blind', false, undefined],
    ]);
    expect(server.requests[0]?.headers['x-api-key']).toBe('k');
  });

  it('Gemini: names without their folder, special builds left out', async () => {
    const names = ['gemini-3.8-flash', 'gemini-3.8-flash-image', 'gemini-embedding-2', 'gemma-4-27b', 'aqa'];
    const models = names.map((id) => ({
      name: `models/${id}`,
      supportedGenerationMethods: ['generateContent'],
      inputTokenLimit: 5,
    }));
    server.on('GET', '/v1/models', { body: { models } });
    expect(ids(await list('gemini'))).toEqual([
      ['gemini-3.8-flash', true],
      ['gemma-4-27b', true],
    ]);
  });

  it('OpenRouter: modalities both ways, prices, an expiry', async () => {
    const entry = (id: string, inputs: string[], outputs: string[], more = {}) => ({
      id,
      architecture: { input_modalities: inputs, output_modalities: outputs },
      ...more,
    });
    const data = [
      entry('a/draws', ['text', 'image'], ['image']),
      entry('a/auto', ['text', 'image'], ['text'], {
        pricing: { prompt: '-1', completion: '-1' },
        expiration_date: '2026-12-31',
      }),
      entry('a/sees', ['text', 'image'], ['text'], {
        pricing: { prompt: '0.00000125', completion: '0.0000025' },
        supported_parameters: ['tools', 'structured_outputs'],
      }),
    ];
    server.on('GET', '/v1/models', { body: { data } });
    const models = await list('openrouter');
    expect(ids(models)).toEqual([
      ['a/sees', true],
      ['a/auto', true],
    ]);
    expect(models[0]).toMatchObject({ price: { input: 1.25, output: 2.5 }, json: 'schema', tools: true });
    expect(models[1]).toMatchObject({ deprecated: '2026-12-31' });
    expect(models[1]?.price).toBeUndefined();
  });

  it('Mistral: capabilities', async () => {
    const data = [
      {
        id: 'mistral-small-2603',
        capabilities: { completion_chat: true, vision: true, function_calling: true },
        max_context_length: 7,
      },
      { id: 'codestral', capabilities: { completion_chat: true, vision: false } },
      { id: 'mistral-embed', capabilities: { completion_chat: false } },
    ];
    server.on('GET', '/v1/models', { body: { data } });
    expect(ids(await list('mistral'))).toEqual([
      ['mistral-small-2603', true],
      ['codestral', false],
    ]);
  });

  it('Ollama: capabilities, asked for one by one where the server is old', async () => {
    const models = [
      { model: 'qwen3-vl:8b', capabilities: ['completion', 'vision', 'tools'] },
      { model: 'draws', capabilities: ['image'] },
      { name: 'old' },
    ];
    server.on('GET', '/api/tags', { body: { models } });
    server.on('POST', '/api/show', {
      body: { capabilities: ['completion', 'vision'], model_info: { 'llama.context_length': 4096 } },
    });
    const found = await list('ollama', { baseUrl: server.url });
    expect(ids(found)).toEqual([
      ['old', true],
      ['qwen3-vl:8b', true],
    ]);
    expect(found[0]?.contextTokens).toBe(4096);
    expect(server.requests.at(-1)?.json).toEqual({ model: 'old' });
  });

  it('LM Studio: the new list, else the older one, else bare ids', async () => {
    server.on('GET', '/api/v1/models', {
      body: {
        models: [
          { key: 'a', type: 'llm', capabilities: { vision: true } },
          { key: 'e', type: 'embedding' },
        ],
      },
    });
    expect(ids(await list('lmstudio'))).toEqual([['a', true]]);
    server.reset();
    server.on('GET', '/api/v0/models', {
      body: {
        data: [
          { id: 'b', type: 'vlm', state: 'loaded' },
          { id: 'c', type: 'llm', state: 'not-loaded' },
        ],
      },
    });
    expect(ids(await list('lmstudio'))).toEqual([
      ['b', true],
      ['c', false],
    ]);
    server.reset();
    server.on('GET', '/v1/models', { body: { data: [{ id: 'd', object: 'model' }] } });
    expect(ids(await list('lmstudio'))).toEqual([['d', 'unknown']]);
  });

  it('llama.cpp: the list, or the properties of the loaded model', async () => {
    server.on('GET', '/v1/models', { body: { data: [{ id: 'm', meta: { n_ctx_train: 8 } }] } });
    server.on('GET', '/props', { body: { modalities: { vision: true } } });
    expect(await list('llamacpp')).toMatchObject([{ id: 'm', vision: true, contextTokens: 8 }]);
    server.on('GET', '/v1/models', {
      body: { data: [{ id: 'm', architecture: { input_modalities: ['text', 'image'] } }] },
    });
    expect(ids(await list('llamacpp'))).toEqual([['m', true]]);
  });

  it('the user’s own models are added, and what they say of vision counts', async () => {
    server.on('GET', '/v1/models', { body: { data: [{ id: 'a' }, { id: 'b' }] } });
    const models = await list('work', { models: [{ id: 'b', vision: true }, 'mine'] });
    expect(ids(models)).toEqual([
      ['b', true],
      ['mine', 'unknown'],
      ['a', 'unknown'],
    ]);
  });

  it('Azure has none: the user’s deployments are the list', async () => {
    expect(ids(await list('azure', { models: ['eyes'] }))).toEqual([['eyes', 'unknown']]);
    expect(server.requests).toEqual([]);
  });

  it.each([{ body: {} }, { body: [] }, { body: { data: [null, 3, {}, { id: 5 }] } }])('survives %j', async (reply) => {
    server.on('GET', '/v1/models', reply);
    expect(await list('groq')).toEqual([]);
  });

  it('fails in words when the answer is a page, an error, or stopped', async () => {
    server.on('GET', '/v1/models', { headers: { 'content-type': 'text/html' }, body: '<h1>Log in</h1>' });
    await expect(list('groq')).rejects.toMatchObject({ reason: 'badAnswer' });
    server.on('GET', '/v1/models', { status: 401, body: { error: { message: 'no' } } });
    await expect(list('groq')).rejects.toMatchObject({ reason: 'auth' });
    server.on('GET', '/v1/models', { delay: 20_000 });
    const stopped = listVendorModels(at('groq'), 'k', transport, AbortSignal.timeout(50));
    await expect(stopped).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('a key', () => {
  const check = (id: string, key = 'k') => checkKey(at(id), key, transport, AbortSignal.timeout(5000));
  const xaiWrong = { code: 'invalid-argument', error: 'Incorrect API key provided: xa***yz.' };
  const geminiWrong = { error: { code: 400, message: 'API key not valid.', details: [{ reason: 'API_KEY_INVALID' }] } };

  it.each([
    ['groq', '/v1/models', { body: { data: [] } }, 'ok'],
    ['groq', '/v1/models', { status: 401, body: { error: { message: 'Invalid API Key' } } }, 'wrong'],
    ['xai', '/v1/language-models', { status: 400, body: xaiWrong }, 'wrong'],
    ['gemini', '/v1/models', { status: 400, body: geminiWrong }, 'wrong'],
    ['openrouter', '/v1/key', { status: 401, body: { error: { message: 'No auth' } } }, 'wrong'],
    ['anthropic', '/v1/v1/models', { body: { data: [] } }, 'ok'],
    ['azure', '/v1/models', { status: 404, body: {} }, 'ok'],
    ['groq', '/v1/models', { status: 429, body: {} }, 'ok'],
  ])('of %s at %s', async (id, path, reply, expected) => {
    server.on('GET', path, reply);
    expect(await check(id)).toBe(expected);
  });

  it('is not called wrong when the network or the provider fails, and a broken one is not sent', async () => {
    server.on('GET', '/v1/models', { status: 503, body: '' });
    expect(await check('groq')).toMatchObject({ reason: 'overloaded' });
    expect(await check('groq', 'a\nb')).toBe('wrong');
    expect(server.requests).toHaveLength(1);
    server.on('GET', '/v1/models', { delay: 20_000 });
    expect(await checkKey(at('groq'), 'k', transport, AbortSignal.timeout(50))).toMatchObject({ reason: 'timeout' });
    const gone = await startLoopbackProvider();
    await gone.close();
    const nobody = vendor('groq', { baseUrl: gone.url });
    expect(await checkKey(nobody, 'k', transport, AbortSignal.timeout(5000))).toMatchObject({ reason: 'refused' });
    const left = new AbortController();
    left.abort(new Error('left'));
    await expect(checkKey(at('groq'), 'k', transport, left.signal)).rejects.toThrow('left');
  });
});

describe('servers on this machine', () => {
  it('are found by who answers first in order with a model that sees', async () => {
    server.on('GET', '/api/tags', { body: { models: [{ model: 'blind', capabilities: ['completion'] }] } });
    server.on('GET', '/api/v1/models', { body: { models: [{ key: 'eyes', capabilities: { vision: true } }] } });
    const rows = [at('ollama', { baseUrl: server.url }), at('lmstudio'), at('llamacpp')];
    const found = await probeLocal(rows, () => transport);
    expect(found?.vendor.id).toBe('lmstudio');
    expect(found?.models).toMatchObject([{ id: 'eyes', vision: true }]);
  });

  it('do not hold anyone up when they are absent or silent', async () => {
    server.on('GET', '/api/tags', { delay: 20_000 });
    const rows = [at('ollama', { baseUrl: server.url }), vendor('lmstudio', { baseUrl: 'http://127.0.0.1:9' })];
    expect(await probeLocal(rows, () => transport, 60)).toBeUndefined();
  });
});

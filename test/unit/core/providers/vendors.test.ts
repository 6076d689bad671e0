import { describe, expect, it } from 'vitest';
import { resolveVendor, vendors } from '../../../../src/core/providers/vendors';
import { vendor } from './support';

const problems = (id: string, row?: unknown) => {
  const resolved = resolveVendor(id, row);
  return 'problems' in resolved ? resolved.problems : [];
};

describe('the table', () => {
  it('has every provider once, with dated prices and https addresses off this machine', () => {
    expect(vendors.map(({ id }) => id).sort()).toEqual(
      'anthropic azure gemini groq llamacpp lmstudio mistral ollama openai openrouter xai'.split(' '),
    );
    for (const { id, baseUrl, local, models, auth } of vendors) {
      expect(baseUrl, id).toMatch(
        id === 'azure' ? /^$/ : local ? /^http:\/\/127\.0\.0\.1:\d+/ : /^https:\/\/[^?]+[^/]$/,
      );
      expect(auth.optional === true, id).toBe(local === true);
      for (const model of models) {
        expect(model, id).toMatchObject({ vision: true, source: 'builtin' });
        expect(model.price?.asOf ?? '2026-01-01', model.id).toMatch(/^2026-\d\d-\d\d$/);
      }
    }
  });
});

describe('the user’s own rows', () => {
  it('overrides what it names and leaves the rest', () => {
    const groq = vendor('groq', {
      baseUrl: 'https://gateway.example/groq/',
      headers: { 'X-Team': 'a' },
      image: { maxImages: 5 },
      models: ['my/model', { id: 'qwen/qwen3.8-27b', vision: true, price: { input: 1, output: 2 } }],
    });
    expect(groq).toMatchObject({
      baseUrl: 'https://gateway.example/groq',
      dialect: 'chat',
      headers: { 'X-Team': 'a' },
      image: { maxImages: 5, maxBodyBytes: 3_900_000 },
      auth: { header: 'bearer', env: 'GROQ_API_KEY' },
    });
    expect(groq.models.map(({ id, source, vision }) => [id, source, vision])).toEqual([
      ['my/model', 'user', 'unknown'],
      ['qwen/qwen3.8-27b', 'user', true],
      ['qwen/qwen3.6-27b', 'builtin', true],
    ]);
  });

  it('adds a vendor for an unknown id: chat, a key that may be missing, vision to be found out', () => {
    expect(vendor('work', { baseUrl: 'https://llm.example/v1' })).toMatchObject({
      id: 'work',
      label: 'work',
      dialect: 'chat',
      auth: { header: 'bearer', optional: true },
      discovery: 'openai',
      local: false,
    });
    expect(vendor('claude', { baseUrl: 'https://a.example', api: 'anthropic' })).toMatchObject({
      dialect: 'anthropic',
      auth: { header: 'x-api-key' },
      headers: { 'anthropic-version': '2026-10-21' },
      discovery: 'anthropic',
    });
  });

  it('knows a server of this machine by its address, and the network by its files', () => {
    expect(vendor('mine', { baseUrl: 'http://localhost:9000/v1' }).local).toBe(true);
    expect(vendor('mine', { baseUrl: 'http://[::1]:9000/v1' }).local).toBe(true);
    expect(vendor('ollama', { baseUrl: 'http://gpu.example:11434' }).local).toBe(false);
    expect(vendor('groq', { caFile: '/etc/ca.pem', proxy: 'http://u:p@proxy:3128' }).connection).toMatchObject({
      caFile: '/etc/ca.pem',
      proxy: 'http://u:p@proxy:3128',
    });
  });

  it('speaks the other dialect with that dialect’s fields', () => {
    expect(vendor('xai', { api: 'chat' })).toMatchObject({
      dialect: 'chat',
      quirks: { maxTokensKey: 'max_completion_tokens', outputExcludesReasoning: true, storeFalse: false },
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['nobody', undefined, /no provider/],
    ['nobody', {}, /baseUrl: is needed/],
    ['groq', 'https://x', /setting/],
    ['groq', { baseUrl: 'ftp://x' }, /baseUrl: must be/],
    ['groq', { baseUrl: 'https://me:secret@x.example' }, /baseUrl: must be/],
    ['groq', { baseUrl: 'https://x.example/?key=1' }, /baseUrl: must be/],
    ['groq', { api: 'smoke' }, /^api: /],
    ['groq', { headers: { a: 'b\r\nc: d' } }, /^headers\.a: cannot be sent/],
    ['groq', { headers: ['x'] }, /^headers: must be Object/],
    ['groq', { image: { maxEdge: -1 } }, /^image\.maxEdge: /],
    ['groq', { image: ['x'] }, /^image: must be Object/],
    ['groq', { quirks: [] }, /^quirks: must be Object/],
    ['groq', { quirks: { reasoningOff: { fast: [1] } } }, /^quirks\.reasoningOff\.fast: must be Object/],
    ['groq', ['x'], /^setting: must be Object/],
    ['github', { baseUrl: 'https://models.github.ai/inference' }, /retired/],
  ])('%s with %j is refused in words', (id, row, expected) => {
    expect(problems(id, row).join('\n')).toMatch(expected);
  });

  it.each([
    { headers: 'Authorization: Bearer sk-secret-1' },
    { headers: { 'Authorization: Bearer sk-secret-1': 5 } },
    { headers: { authorization: { value: 'sk-secret-1' } } },
    { headers: { authorization: 'Bearer sk-secret-1\n' } },
    { auth: 'sk-secret-1' },
    { baseUrl: 'https://me:sk-secret-1@api.example/v1' },
    { baseUrl: 'https://api.example/v1?key=sk-secret-1' },
    { proxy: 'socks5://me:sk-secret-1@proxy.example' },
    { keyEnv: ['sk-secret-1'] },
    'sk-secret-1',
  ])('what is said of %j holds nothing of it', (row) => {
    expect(problems('groq', row).join()).not.toMatch(/secret/);
    expect(problems('groq', row).join()).toMatch(/^[\w.-]+: \S/);
  });

  it('never throws, whatever stands in the settings', () => {
    for (const row of [null, 1, [], true, { models: 3 }, { quirks: { json: 'x' } }, { auth: {} }]) {
      expect(() => resolveVendor('groq', row)).not.toThrow();
    }
  });
});

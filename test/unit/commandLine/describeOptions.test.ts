// What the providers' vision guides show besides a single question: sampling, several turns, custom functions.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { groqModels, groqStream, xaiStream } from '../../servers/vendorReplies';
import { fixture } from '../core/providers/support';
import { runCli, useCliFolder } from './runCli';

const { server, folder, png } = await useCliFolder();
beforeEach(() => server.on('GET', '/models', groqModels()));

const keys = {
  GROQ_API_KEY: 'gsk_test',
  XAI_API_KEY: 'xai-test',
  OPENAI_API_KEY: 'sk-test',
  ANTHROPIC_API_KEY: 'sk-ant-test',
  GEMINI_API_KEY: 'AIza-test',
};
const ask = (provider: string, ...args: string[]) =>
  runCli(['describe', '--provider', provider, '--base-url', server.url, '--allow-host', '8.8.8.8', ...args], keys);
/** An image that the provider fetches itself. */
const other = 'https://8.8.8.8/other.jpg';
const posts = () => server.requests.filter(({ method }) => method === 'POST');
// biome-ignore lint/suspicious/noExplicitAny: bodies of five dialects, looked into field by field
const lastBody = (): any => posts().at(-1)?.json;
const file = (name: string, content: unknown) => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

describe('sampling', () => {
  const given = ['--temperature', '0.4', '--top-p', '0.9', '--max-tokens', '77'];

  test.each([
    ['groq', '/chat/completions', { temperature: 0.4, top_p: 0.9, max_completion_tokens: 77 }],
    ['xai', '/responses', { temperature: 0.4, top_p: 0.9, max_output_tokens: 77 }],
    ['mistral', '/chat/completions', { temperature: 0.4, top_p: 0.9, max_tokens: 77 }],
    [
      'gemini',
      '/models/gemini-3.8-flash:streamGenerateContent',
      { generationConfig: { temperature: 0.4, topP: 0.9, maxOutputTokens: 77 } },
    ],
    ['ollama', '/api/chat', { options: { temperature: 0.4, top_p: 0.9, num_predict: 77 } }],
  ])('%s: goes into the provider’s own fields', async (provider, path, expected) => {
    server.on('POST', path, { status: 401, body: { error: 'enough' } });
    const model = provider === 'ollama' ? ['--model', 'eyes'] : [];
    await runCli(['describe', '--provider', provider, '--base-url', server.url, ...model, ...given, png], {
      ...keys,
      MISTRAL_API_KEY: 'm',
    });
    expect(lastBody()).toMatchObject(expected);
  });

  test('nothing of it is sent unasked', async () => {
    server.on('POST', '/chat/completions', groqStream(['Blue.']));
    expect(await ask('groq', png)).toMatchObject({ code: 0, out: 'Blue.\n' });
    expect(lastBody()).not.toHaveProperty('temperature');
    expect(lastBody()).not.toHaveProperty('top_p');
    expect(lastBody()).toMatchObject({ max_completion_tokens: 1500 });
  });

  test('Anthropic, which has none, is not asked', async () => {
    const { code, err } = await ask('anthropic', '--temperature', '1', png);
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining('Anthropic takes no temperature and no top_p.'),
    });
    expect(posts()).toEqual([]);
    await ask('anthropic', '--max-tokens', '77', png);
    expect(lastBody()).toMatchObject({ max_tokens: 77 });
  });

  test.each([
    ['groq', ['--temperature', 'warm'], /--temperature must be a number from 0 to 2/],
    ['groq', ['--top-p', '1.5'], /--top-p must be a number from 0 to 1/],
    ['groq', ['--max-tokens', '0'], /--max-tokens must be a number from 1/],
    ['groq', ['--max-tokens', ''], /--max-tokens must be a number from 1/],
    ['offline', ['--temperature', '1'], /don’t apply to the offline engine/],
  ])('%s with %j is wrong usage', async (provider, args, sentence) => {
    const { code, err } = await ask(provider, ...args, png);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});

describe('a conversation', () => {
  test.each([
    ['groq', '/chat/completions', groqStream],
    ['xai', '/responses', xaiStream],
  ] as const)('%s: each question goes with the images and the real answers before it', async (provider, path, reply) => {
    const kept = join(folder, `${provider}.json`);
    server.on('POST', path, reply(['A blue ', 'square.']), reply(['Still blue.']), reply(['Yes.']));
    expect(await ask(provider, '--conversation', kept, png)).toMatchObject({ code: 0, out: 'A blue square.\n' });
    const second = await ask(provider, '--conversation', kept, '--prompt', 'Which colour?');
    expect(second).toMatchObject({ code: 0, out: 'Still blue.\n' });
    await ask(provider, '--conversation', kept, '--prompt', 'Sure?', other);

    const messages: { role: string; content: unknown }[] = lastBody().messages ?? lastBody().input;
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user', 'assistant', 'user']);
    expect(messages[2]?.content).toBe('A blue square.');
    expect(JSON.stringify(messages[1]).match(/data:image\/png;base64,/g)).toHaveLength(1);
    expect(messages[3]?.content).toSatisfy((content) => JSON.stringify(content).includes('Which colour?'));
    expect(messages[4]?.content).toBe('Still blue.');
    expect(JSON.stringify(messages[5])).toContain(other);

    expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual({
      turns: [
        {
          question: expect.stringContaining('Describe'),
          images: ['blue.png'],
          answer: 'A blue square.',
          model: expect.any(String),
        },
        { question: 'Which colour?', images: [], answer: 'Still blue.', model: expect.any(String) },
        {
          question: 'Sure?',
          images: [other],
          answer: 'Yes.',
          model: expect.any(String),
        },
      ],
    });
    expect(readFileSync(kept, 'utf8')).not.toMatch(/gsk_test|xai-test|base64/);
  });

  test('lives in its own folder: the images are found from there', async () => {
    mkdirSync(join(folder, 'talks'), { recursive: true });
    const kept = join(folder, 'talks', 'one.json');
    server.on('POST', '/chat/completions', groqStream(['Blue.']));
    await ask('groq', '--conversation', kept, png);
    expect(JSON.parse(readFileSync(kept, 'utf8')).turns[0].images).toEqual(['../blue.png']);
    await ask('groq', '--conversation', kept, '--prompt', 'Why?');
    expect(posts().at(-1)?.text).toContain('data:image/png;base64,');
  });

  test('an answer that broke off, or failed, is not in it', async () => {
    const kept = join(folder, 'cut.json');
    const whole = groqStream(['One ', 'two.']);
    server.on(
      'POST',
      '/chat/completions',
      { ...whole, chunks: whole.chunks?.slice(0, 2) },
      { status: 401, body: { error: { message: 'No.' } } },
    );
    expect((await ask('groq', '--conversation', kept, png)).code).toBe(1);
    expect((await ask('groq', '--conversation', kept, png)).code).toBe(1);
    expect(existsSync(kept)).toBe(false);
  });

  test.each([
    ['no JSON', 'nothing', /can’t be read as JSON/],
    ['another file', { turns: 'none' }, /isn’t a conversation file/],
  ])('%s is wrong usage and stays as it is', async (name, content, sentence) => {
    const kept = file(`${name}.json`, content);
    const before = readFileSync(kept, 'utf8');
    const { code, err } = await ask('groq', '--conversation', kept, png);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
    expect(readFileSync(kept, 'utf8')).toBe(before);
  });

  test('a further question has to be asked', async () => {
    const turn = { question: 'What?', images: ['blue.png'], answer: 'Blue.' };
    const { code, err } = await ask('groq', '--conversation', file('asked.json', { turns: [turn] }));
    expect(code).toBe(2);
    expect(err).toMatch(/needs --prompt/);
  });
});

describe('functions of one’s own', () => {
  const zoom = {
    name: 'zoom',
    description: 'Looks.',
    parameters: { type: 'object', properties: { x: { type: 'number' } } },
  };
  const wrapped = [{ type: 'function', function: zoom }];

  test.each([
    ['groq', '/chat/completions', 'chat-tools.sse', 'text/event-stream'],
    ['openai', '/responses', 'responses-tool.sse', 'text/event-stream'],
    ['anthropic', '/v1/messages', 'anthropic-tool.sse', 'text/event-stream'],
    ['gemini', '/models/m:streamGenerateContent', 'gemini-tool.sse', 'text/event-stream'],
    ['ollama', '/api/chat', 'ollama-tool.ndjson', 'application/x-ndjson'],
  ])('%s: a call ends the turn and is printed', async (provider, path, recording, type) => {
    server.on('POST', path, { headers: { 'content-type': type }, body: fixture(recording) });
    const tools = file('tools.json', [zoom, { ...zoom, name: 'read_text' }]);
    const args = ['--model', 'm', '--tools', tools, '--prompt', 'Look.', png];
    const { code, out } = await ask(provider, '--json', ...args);
    expect(code).toBe(0);
    const answer = JSON.parse(out);
    expect(answer.finishReason).toBe('tool');
    expect(answer.toolCalls[0]).toEqual({
      id: expect.any(String),
      name: 'zoom',
      arguments: expect.objectContaining({ x: expect.any(Number) }),
    });
    expect(posts()).toHaveLength(1);
    expect(JSON.stringify(lastBody().tools)).toContain('"description":"Looks."');
    expect((await ask(provider, ...args)).out).toMatch(/^(.+\n)?Call: zoom \{.*"x":\d+/);
  });

  test('the wrapped form of chat completions is taken as well, beside the built-in tools', async () => {
    const weather = { ...zoom, name: 'get_current_weather' };
    server.on('POST', '/chat/completions', groqStream(['Sunny.']));
    const tools = file('wrapped.json', [...wrapped, { type: 'function', function: weather }]);
    const args = ['--model', 'qwen/qwen3.8-27b', '--tools', tools, '--prompt', 'How is the weather there?'];
    expect(await ask('groq', ...args, png)).toMatchObject({ code: 0, out: 'Sunny.\n' });
    const names = lastBody().tools.map((tool: { function: { name: string } }) => tool.function.name);
    expect(names.sort()).toEqual(['get_current_weather', 'read_text', 'zoom']);
    const own = lastBody().tools.find((tool: { function: { name: string } }) => tool.function.name === 'zoom');
    expect(own.function.description).toBe('Looks.');
  });

  test.each([
    ['no list', zoom, [], /must contain a JSON array of functions/],
    ['none', [], [], /must contain a JSON array of functions/],
    ['a name that no provider takes', [{ ...zoom, name: 'a b' }], [], /must contain a JSON array of functions/],
    ['beside a schema', [zoom], ['--task', 'extractData'], /can’t be used together/],
  ])('%s is wrong usage', async (_, content, more, sentence) => {
    const { code, err } = await ask('groq', '--tools', file('wrong.json', content), ...more, png);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });

  test('the offline engine takes none', async () => {
    const { code, err } = await ask('offline', '--tools', file('tools.json', [zoom]), png);
    expect(code).toBe(2);
    expect(err).toMatch(/Offline doesn’t support functions/);
  });
});

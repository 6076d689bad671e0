// Every dialect through a gateway that others made (Portkey's), to a mock server that others made: Sightread, gateway,
// provider, over HTTP. `npm test` installs the gateway (scripts/tools/gateway.mjs); without it, there is nothing to show.
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { gatewayProgram } from '../../../../scripts/tools/gateway.mjs';
import type { VisionRequest } from '../../../../src/core/providers/types';
import { collect, pixel, providerOf, question, summary } from './support';

const program = gatewayProgram();
const mock = new LLMock({ port: 0, logLevel: 'silent' });
let gateway: ChildProcess;
let url: string;

/** The gateway would listen on every network of this machine. */
const onlyHere = `data:text/javascript,${encodeURIComponent(`
  import { Server } from 'node:net';
  const { listen } = Server.prototype;
  Server.prototype.listen = function (port, ...rest) {
    return listen.call(this, { port, host: '127.0.0.1' }, rest.find((one) => typeof one === 'function'));
  };
`)}`;

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.skipIf(program === undefined)('through Portkey’s gateway', () => {
  beforeAll(async () => {
    mock.onMessage('Whats the weather', { toolCalls: [{ name: 'zoom', arguments: '{"x":1}' }] });
    mock.onMessage('Describe', { content: 'A bridge – 橋 🌉.' });
    await mock.start();
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const args = ['--import', onlyHere, program ?? '', '--headless', `--port=${port}`];
    gateway = spawn(process.execPath, args, { stdio: 'ignore' });
    for (let tries = 0; tries < 150; tries++) {
      const answer = await fetch(url).catch(() => undefined);
      if (answer) {
        return;
      }
      await sleep(200);
    }
    throw new Error('The gateway has not started in half a minute.');
  }, 60_000);
  afterAll(async () => {
    gateway?.kill();
    await mock.stop();
  });
  beforeEach(() => mock.clearRequests());

  // Its own API is chat, Responses, or Anthropic's; what is behind it can be another.
  const rows = [
    ['groq', { upstream: 'groq', behind: '/v1', arrives: '/v1/chat/completions' }],
    ['openai', { upstream: 'openai', behind: '/v1', arrives: '/v1/responses' }],
    // It has no Responses for xAI, and calls that its own failure.
    ['xai', { upstream: 'x-ai', behind: '/v1', arrives: '/v1/chat/completions' }],
    ['anthropic', { upstream: 'anthropic', behind: '/v1', base: '', arrives: '/v1/messages' }],
    ['openrouter', { upstream: 'openrouter', behind: '', arrives: '/v1/chat/completions' }],
    ['azure', { upstream: 'openai', behind: '/v1', arrives: '/v1/chat/completions' }],
    ['lmstudio', { upstream: 'anthropic', behind: '/v1', arrives: '/v1/messages' }],
    ['llamacpp', { upstream: 'ollama', behind: '', arrives: '/v1/chat/completions' }],
  ] as const;

  async function ask(id: string, row: (typeof rows)[number][1], request: Partial<VisionRequest>) {
    const headers = { 'x-portkey-provider': row.upstream, 'x-portkey-custom-host': `${mock.url}${row.behind}` };
    const provider = providerOf(id, { baseUrl: `${url}${'base' in row ? row.base : '/v1'}`, headers });
    const { events, error } = await collect(provider.stream(question(request), new AbortController().signal));
    return { ...summary(events), error, paths: mock.getRequests().map(({ path }) => path) };
  }

  test.each(rows)('%s: a description comes whole', async (id, row) => {
    const { text, finish, error, paths } = await ask(id, row, {});
    expect(error).toBeUndefined();
    expect(paths).toEqual([row.arrives]);
    expect({ text, finish }).toEqual({ text: 'A bridge – 橋 🌉.', finish: 'stop' });
  });

  test.each(rows)('%s: a function is called with its arguments', async (id, row) => {
    const tools = [{ name: 'zoom', description: 'Looks.', parameters: { type: 'object', properties: {} } }];
    const parts = [
      { kind: 'image', mediaType: 'image/png', bytes: pixel } as const,
      { kind: 'text', text: 'Whats the weather?' } as const,
    ];
    const { calls, error } = await ask(id, row, { tools, messages: [{ role: 'user', parts }] });
    expect(error).toBeUndefined();
    expect(calls).toMatchObject([{ name: 'zoom', arguments: { x: 1 } }]);
  });
});

// The editor's own proxy settings on the path that isn't the editor's fetch; and an invalid URL, wherever it occurs.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startLoopbackProvider } from '../servers/loopbackProvider';
import { chatStream } from '../servers/vendorReplies';
import { useWorkbench } from './driver';

const local = await startLoopbackProvider();
const proxy = await startLoopbackProvider();
const strict = await startStrictProxy();
afterAll(() => Promise.all([local.close(), proxy.close(), strict.close()]));

/** A proxy that requires a Kerberos login from everybody. */
async function startStrictProxy(): Promise<{ url: string; close(): void }> {
  const refusal = { 'proxy-authenticate': 'Negotiate' };
  const server = createServer((_, response) => response.writeHead(407, refusal).end());
  server.on('connect', (_, socket: Socket) => {
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Negotiate\r\n\r\n');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

const ollamaLine = (content: string, more: object = {}) =>
  `${JSON.stringify({ model: 'eyes', message: { role: 'assistant', content }, done: false, ...more })}\n`;

const workbench = useWorkbench({
  settings: {
    'http.proxy': proxy.url,
    'sightread.provider': 'ollama',
    'sightread.model': 'eyes',
    'sightread.confirmBeforeSending': 'never',
    'sightread.providers': {
      ollama: { baseUrl: local.url },
      // Its own certificate keeps it off the editor's fetch; only the proxy can resolve the host.
      work: {
        label: 'Work',
        baseUrl: 'http://llm.work.invalid/v1',
        auth: 'none',
        models: ['eyes'],
        caFile: resolve('test/fixtures/providers/tls/ca.pem'),
      },
      web: { label: 'Web', baseUrl: 'http://llm.web.invalid/v1', auth: 'none', models: ['eyes'] },
      lost: { label: 'Lost', baseUrl: `${local.url}/nowhere`, auth: 'none', models: ['eyes'] },
      old: { label: 'Old', baseUrl: `${local.url}/old`, auth: 'none', discovery: 'openai' },
    },
  },
});

const answers = () => workbench().answers();
const ask = (question: string) => workbench().ask(question);
/** The names of the opened settings, which VS Code shows over everything else; closes them. */
const settingsOpened = async (): Promise<string[]> => {
  const titles = workbench().page.locator('.settings-editor .setting-item-title');
  await titles.first().waitFor();
  const names = await titles.allInnerTexts();
  await workbench().escape(titles);
  return names;
};
const proxied = () => proxy.requests.map(({ method, headers, path }) => `${method} ${headers.host}${path}`);

test('an image address is opened through http.proxy, and a local server is asked around it', async () => {
  const photo = readFileSync(join(workbench().folder, 'photo.jpg'));
  proxy.on('GET', '/photo.jpg', { headers: { 'content-type': 'image/jpeg' }, body: photo });
  local.on('POST', '/api/chat', {
    headers: { 'content-type': 'application/x-ndjson' },
    chunks: [ollamaLine('A lake.'), ollamaLine('', { done: true, done_reason: 'stop' })],
  });
  await workbench().runCommand('Sightread: Describe Image from URL');
  // A public address, so that it may be opened at all; only the proxy is contacted.
  await workbench().typeInto('http://8.8.8.8/photo.jpg');
  await workbench().answer(/Fetch an image from 8\.8\.8\.8\?/, 'Fetch');
  await answers().first().getByText('A lake.').waitFor();
  expect(proxied()).toEqual(['GET 8.8.8.8/photo.jpg']);
  expect(local.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('a provider with a certificate of its own is asked through http.proxy, and around it by http.noProxy', async () => {
  proxy.reset();
  proxy.on('POST', '/v1/chat/completions', chatStream(['Three peaks.']));
  await workbench().setSettings({ 'sightread.provider': 'work' });
  await ask('How many mountains?');
  await answers().nth(1).getByText('Three peaks.').waitFor();
  expect(proxied()).toContain('POST llm.work.invalid/v1/chat/completions');

  const before = proxied().length;
  await workbench().setSettings({ 'http.noProxy': ['llm.work.invalid'] });
  await ask('And now?');
  await answers()
    .nth(2)
    .getByText(/Couldn’t reach llm\.work\.invalid/)
    .waitFor();
  expect(proxied()).toHaveLength(before);
});

test('a provider of the web is asked by the editor’s own fetch through http.proxy, which may want a login', async () => {
  proxy.reset();
  proxy.on('POST', '/v1/chat/completions', chatStream(['Two boats.']));
  await workbench().setSettings({ 'sightread.provider': 'web', 'http.noProxy': null });
  await ask('How many boats?');
  await answers().nth(3).getByText('Two boats.').waitFor();
  expect(proxied()).toContain('POST llm.web.invalid/v1/chat/completions');

  await workbench().setSettings({ 'http.proxy': strict.url });
  await ask('And boats now?');
  await answers()
    .nth(4)
    .getByText(/The proxy for llm\.web\.invalid requires a login/)
    .waitFor();
  await workbench().setSettings({ 'http.proxy': null });
});

test('a wrong address opens its setting, from the panel and from alt text', async () => {
  await workbench().setSettings({ 'sightread.provider': 'lost' });
  await ask('Hello?');
  await answers()
    .nth(5)
    .getByText(/isn’t the provider’s API/)
    .waitFor();
  const opened = async () => expect(await settingsOpened()).toHaveLength(1);
  await answers().nth(5).getByRole('button', { name: 'Open Setting' }).first().click();
  await opened();

  await workbench().openFile('guide.md');
  await workbench().goTo(lineOfImage('guide.md'), 3);
  await workbench().runCommand('Sightread: Generate Alt Text');
  await workbench().answer(/isn’t the provider’s API/, 'Open Setting');
  await opened();
});

test('the button for the proxy shows the proxy’s settings', async () => {
  local.on('POST', '/nowhere/chat/completions', { status: 407 });
  await workbench().chooseFromMenu('photo.jpg', 'Describe Image');
  await answers()
    .last()
    .getByText(/The proxy for .+ requires a login/)
    .waitFor();
  await answers().last().getByRole('button', { name: 'Open Proxy Settings' }).first().click();
  expect((await settingsOpened()).join('\n')).toMatch(/Proxy[\s\S]*System Certificates/);
});

test('the list says of a model that it was retired, and of another that it will be', async () => {
  local.on('GET', '/old/models', {
    body: {
      data: [
        { id: 'gpt-4o', shutdown_date: '2025-12-31' },
        { id: 'gpt-4.1', shutdown_date: '2999-01-31' },
      ],
    },
  });
  await workbench().runCommand('Sightread: Select Provider and Model');
  await workbench().pick('Old');
  const rows = workbench().quickInput.getByRole('option');
  await rows.filter({ hasText: 'gpt-4o' }).filter({ hasText: 'retired on 2025-12-31' }).waitFor();
  await rows.filter({ hasText: 'gpt-4.1' }).filter({ hasText: 'retires on 2999-01-31' }).waitFor();
  await workbench().page.keyboard.press('Escape');
});

/** The line of the first image in a document in the workspace, from 1. */
const lineOfImage = (name: string) =>
  1 +
  readFileSync(join(workbench().folder, name), 'utf8')
    .split('\n')
    .findIndex((line) => line.startsWith('!['));

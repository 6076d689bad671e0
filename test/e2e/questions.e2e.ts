// Nothing is fetched or sent before its question: neither an image from the web, nor a key to request the model list.
import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';

/** Stands in for everything beyond this machine: records each request and its key. */
const seen: string[] = [];
const web = createServer((request, response) => {
  seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"data":[{"id":"eyes"}]}');
});
await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
web.on('connect', (request, socket) => {
  seen.push(`CONNECT ${request.url}`);
  socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
});
afterAll(() => {
  web.closeAllConnections();
  web.close();
});
const proxy = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;

const { workbench, server, questions } = await useGroqWorkbench({
  settings: { 'sightread.altText.onPaste': true, 'http.proxy': proxy, 'sightread.confirmBeforeSending': 'always' },
  env: { WORK_KEY: 'sk-work-secret' },
  prepare: (folder) => {
    writeFileSync(join(folder, 'notes.md'), '# Notes\n\n![](photo.jpg)\n\nText.\n');
    writeFileSync(join(folder, 'web.md'), '# Web\n\n![](http://8.8.8.8/a.png?d=1)\n\n![](http://9.9.9.9/b.png)\n');
    writeFileSync(join(folder, 'many.md'), '# Many\n\n![](logo.png)\n\n![](chart.png)\n\n![](table.png)\n');
  },
});
server.on('POST', groqChat, groqStream(['x']));
beforeEach(() => {
  seen.length = 0;
});
const answer = () => workbench().lastAnswer();

test('what another program writes into an open document is neither fetched nor asked about', async () => {
  await workbench().openFile('notes.md');
  const marks = workbench().page.locator('.squiggly-warning');
  await expect.poll(() => marks.count()).toBe(1);
  appendFileSync(join(workbench().folder, 'notes.md'), '\n![](http://8.8.8.8/t.png?d=SECRET)\n\n![](logo.png)\n');
  // The extension has read the change when it reports something about it.
  await expect.poll(() => marks.count()).toBe(3);
  await workbench().page.waitForTimeout(1500);
  expect(seen).toEqual([]);
  expect(questions()).toEqual([]);
  expect(await workbench().page.locator('.monaco-dialog-box').count()).toBe(0);
});

test('an image of the web is fetched after a question that names the host and the whole address', async () => {
  await workbench().runCommand('Sightread: Describe Image from URL…');
  await workbench().typeInto('http://8.8.8.8/t.png?d=SECRET');
  const question = workbench().notification(/Fetch an image from 8\.8\.8\.8\?/);
  await question.getByText('http://8.8.8.8/t.png?d=SECRET').waitFor();
  await workbench().screenshot('test/output/e2e/fetch-question.png');
  expect(seen).toEqual([]);
  await workbench().answer(/Fetch an image from 8\.8\.8\.8\?/, 'Cancel');
  await answer().getByText('t.png wasn’t fetched.').waitFor();
  expect(seen).toEqual([]);
  await answer().getByRole('button', { name: 'Try Again' }).click();
  await workbench().answer(/Fetch an image from 8\.8\.8\.8\?/, 'Fetch');
  await expect.poll(() => seen).toContain('GET http://8.8.8.8/t.png?d=SECRET');
});

test('a window that opens again fetches nothing of the web to show it', async () => {
  await workbench().written(/conversationId/);
  await workbench().reload();
  await workbench().panel().getByText('This image isn’t available.').first().waitFor();
  await workbench().page.waitForTimeout(1500);
  expect(seen).toEqual([]);
});

test('the images of a document are asked about once, with all their hosts', async () => {
  await workbench().closeAllEditors();
  await workbench().openFile('web.md');
  await expect.poll(() => workbench().page.locator('.squiggly-warning').count()).toBe(2);
  await workbench().runCommand('Sightread: Add Missing Alt Text in File');
  const question = workbench().notification(/Fetch 2 images from 2 hosts\?/);
  await question.getByText('http://9.9.9.9/b.png').waitFor();
  await workbench().screenshot('test/output/e2e/fetch-questions.png');
  expect(seen).toEqual([]);
  await workbench().answer(/Fetch 2 images from 2 hosts\?/, 'Cancel');
  await workbench()
    .notification(/wasn’t fetched/)
    .waitFor();
  expect(seen).toEqual([]);
});

test('an agent’s image of the web is asked about by its host when the call runs', async () => {
  const call = () => workbench().callTool('sightread_read_text', { image: 'http://8.8.8.8/agent.png?d=SECRET' });
  const refused = expect(call()).rejects.toThrow(/agent\.png wasn’t fetched/);
  const question = workbench().notification(/Fetch an image from 8\.8\.8\.8\?/);
  await question.getByText('http://8.8.8.8/agent.png?d=SECRET').waitFor();
  expect(seen).toEqual([]);
  await workbench().answer(/Fetch an image from 8\.8\.8\.8\?/, 'Cancel');
  await refused;
  expect(seen).toEqual([]);
  const fetched = expect(call()).rejects.toThrow(/not an image/);
  await workbench().answer(/Fetch an image from 8\.8\.8\.8\?/, 'Fetch');
  await fetched;
  expect(seen).toEqual(['GET http://8.8.8.8/agent.png?d=SECRET']);
});

test('a review goes on with the provider that was agreed to, whoever is chosen meanwhile', async () => {
  const decision = {
    imageSeen: true,
    role: 'informative',
    why: 'w',
    alt: 'A lake',
    longDescriptionDue: false,
    longDescription: null,
  };
  let release = () => {};
  const gate = new Promise<void>((open) => {
    release = open;
  });
  server.on('POST', groqChat, async () => {
    await gate;
    return groqStream([JSON.stringify({ ...decision, confidence: 'high' })]);
  });
  await workbench().chooseFromMenu('many.md', 'Review Alt Text');
  const before = questions().length;
  await workbench().panel().getByRole('button', { name: 'Write Alt Text for 3 Images' }).click();
  await expect.poll(() => questions().length - before).toBe(1);
  await workbench().setSettings({
    'sightread.provider': 'other',
    'sightread.providers': {
      groq: { baseUrl: `${server.url}/groq` },
      other: { label: 'Other', baseUrl: `${server.url}/other`, auth: 'none', models: ['eyes'] },
    },
  });
  release();
  await workbench()
    .panel()
    .getByText(/3 described/)
    .first()
    .waitFor();
  expect(server.requests.filter(({ method, path }) => method === 'POST' && path.startsWith('/other'))).toEqual([]);
});

test('no key is shown to anybody before the question, and none over a connection that is not encrypted', async () => {
  await workbench().closeAllEditors();
  const work = (baseUrl: string) =>
    workbench().setSettings({
      'sightread.provider': 'work',
      'sightread.providers': { work: { label: 'Work', baseUrl, proxy, keyEnv: 'WORK_KEY' } },
    });
  await work('https://llm.example/v1');
  await workbench().chooseFromMenu('logo.png', 'Describe Image');
  await workbench()
    .notification(/Send logo\.png to llm\.example\?/)
    .waitFor();
  expect(seen).toEqual([]);
  await workbench().answer(/Send logo\.png to llm\.example\?/, 'Cancel');
  await answer().getByText('The image wasn’t sent.').waitFor();
  expect(seen).toEqual([]);

  await work('http://llm.example/v1');
  await workbench().chooseFromMenu('logo.png', 'Describe Image');
  await workbench().answer(/Send logo\.png to llm\.example\?/, 'Send');
  await answer()
    .getByText(/The API key wasn’t sent, because the connection to llm\.example isn’t encrypted/)
    .waitFor();
  expect(seen.join()).not.toContain('sk-work-secret');
});

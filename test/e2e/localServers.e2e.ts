// A server that was found on this machine, and that nobody named, is used only after a question.
import { afterAll, expect, test } from 'vitest';
import { startLoopbackProvider } from '../servers/loopbackProvider';
import { useWorkbench } from './driver';

const local = await startLoopbackProvider();
afterAll(() => local.close());
const line = (content: string, more: object = {}) =>
  `${JSON.stringify({ model: 'eyes', message: { role: 'assistant', content }, done: false, ...more })}\n`;
local.on('GET', '/api/tags', { body: { models: [{ model: 'eyes', capabilities: ['completion', 'vision'] }] } });
local.on('POST', '/api/chat', {
  headers: { 'content-type': 'application/x-ndjson' },
  chunks: [line('A lake.'), line('', { done: true, done_reason: 'stop' })],
});

const nobody = { baseUrl: 'http://127.0.0.1:9' };
const workbench = useWorkbench({
  settings: {
    'sightread.provider': 'auto',
    'sightread.providers': { ollama: { baseUrl: local.url }, lmstudio: nobody, llamacpp: nobody },
  },
});
const posts = () => local.requests.filter(({ method }) => method === 'POST');

test('it is sent nothing before a yes, and asked about once', async () => {
  await workbench().chooseFromMenu('photo.jpg', 'Describe Image');
  const question = /Use .+ at 127\.0\.0\.1:\d+\?/;
  await workbench().notification(question).waitFor();
  await workbench().screenshot('test/output/e2e/local-server.png');
  expect(posts()).toEqual([]);
  await workbench().answer(question, 'Cancel');
  await workbench().lastAnswer().getByText('The image wasn’t sent.').waitFor();
  expect(posts()).toEqual([]);
  await workbench().lastAnswer().getByRole('button', { name: 'Try Again' }).click();
  await workbench().answer(question, 'Use Server');
  await workbench().lastAnswer().getByText('A lake.').waitFor();

  await workbench().chooseFromMenu('logo.png', 'Describe Image');
  await expect.poll(() => posts().length).toBe(2);
});

import { expect, test } from 'vitest';
import { startLoopbackProvider } from '../servers/loopbackProvider';
import { errorReply, groqModels, groqStream } from '../servers/vendorReplies';
import { useWorkbench } from './driver';

const server = await startLoopbackProvider();
const models = groqModels();

const workbench = useWorkbench({
  settings: {
    'sightread.provider': 'groq',
    'sightread.providers': { groq: { baseUrl: `${server.url}/groq`, auth: 'bearer' } },
  },
});

const lastAnswer = () => workbench().lastAnswer();

test('without a key the panel says so, and its button takes one', async () => {
  server.on('GET', '/groq/models', ({ headers }) =>
    headers.authorization === 'Bearer gsk_right' ? models : errorReply(401, 'Invalid API Key', 'invalid_api_key'),
  );
  server.on('POST', '/groq/chat/completions', groqStream(['A lake.']));
  await workbench().chooseFromMenu('photo.jpg', 'Describe Image');
  await lastAnswer().getByText('Groq needs an API key.').waitFor();
  expect(server.requests.filter((one) => one.method === 'POST')).toHaveLength(0);

  await lastAnswer().getByRole('button', { name: 'Set API Key' }).click();
  await workbench().typeInto('');
  await workbench().quickInput.getByText('Paste the key, or press Escape to cancel.').waitFor();
  await workbench().typeInto('gsk_wrong');
  await workbench().page.getByText('Groq rejected this API key.').waitFor();
  await workbench().typeInto('gsk_right');
  await lastAnswer().getByText('A lake.').waitFor();
  expect(server.requests.filter((one) => one.method === 'POST')).toHaveLength(1);
  expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer gsk_right');
});

test('a retired model offers the live ones, and the same turn goes on with the chosen one', async () => {
  server.on('POST', '/groq/chat/completions', ({ json }) =>
    (json as { model: string }).model === 'meta-llama/llama-4-scout'
      ? errorReply(404, 'The model does not exist', 'model_not_found')
      : groqStream(['Two boats.']),
  );
  await workbench().setSettings({ 'sightread.model': 'meta-llama/llama-4-scout' });
  await workbench().ask('How many boats?');
  await lastAnswer().getByText('Groq no longer offers the model meta-llama/llama-4-scout.').waitFor();
  await lastAnswer().getByRole('button', { name: 'Choose Another Model' }).click();
  const items = await workbench().quickPickItems();
  expect(items.findIndex((item) => item.includes('qwen/qwen3.8-27b'))).toBeLessThan(
    items.findIndex((item) => item.includes('openai/gpt-oss-120b')),
  );
  await workbench().pick('qwen/qwen3.8-27b');
  await lastAnswer().getByText('Two boats.').waitFor();
});

test('a model that cannot see is told before anything is uploaded', async () => {
  const before = server.requests.filter((one) => one.method === 'POST').length;
  await workbench().setSettings({ 'sightread.model': 'openai/gpt-oss-120b' });
  await workbench().ask('And now?');
  await lastAnswer().getByText('openai/gpt-oss-120b can’t see images.').waitFor();
  expect(server.requests.filter((one) => one.method === 'POST')).toHaveLength(before);
});

test('the provider asks to wait: the panel counts down and then answers', async () => {
  server.on(
    'POST',
    '/groq/chat/completions',
    errorReply(429, 'Rate limit reached', 'rate_limit_exceeded', { 'retry-after': '5' }),
    groqStream(['At last.']),
  );
  await workbench().setSettings({ 'sightread.model': null });
  await workbench().ask('Still there?');
  await lastAnswer()
    .getByText(/Rate limited by Groq\. Retrying in \d s/)
    .waitFor();
  await lastAnswer().getByText('At last.').waitFor();
});

test('a key that has expired is said to be refused; the question and its retry stay', async () => {
  server.on(
    'POST',
    '/groq/chat/completions',
    errorReply(401, 'Expired API Key', 'expired_api_key'),
    groqStream(['Back.']),
  );
  await workbench().ask('Are you there?');
  await lastAnswer().getByText('Groq rejected the API key.').waitFor();
  await lastAnswer().getByRole('button', { name: 'Set API Key' }).click();
  await workbench().typeInto('gsk_right');
  await lastAnswer().getByText('Back.').waitFor();
});

test('a removed key is gone', async () => {
  await workbench().runCommand('Sightread: Remove API Key');
  await workbench().pick('Groq');
  await workbench().told('The API key for Groq was removed from this machine.');
  const before = server.requests.filter((one) => one.method === 'POST').length;
  await workbench().ask('And now?');
  await lastAnswer().getByText('Groq needs an API key.').waitFor();
  expect(server.requests.filter((one) => one.method === 'POST')).toHaveLength(before);
});

test('settings that cannot be used are named, and nobody else answers instead', async () => {
  const right = { groq: { baseUrl: `${server.url}/groq`, auth: 'bearer' } };
  await workbench().setSettings({ 'sightread.providers': { groq: { ...right.groq, api: 'smoke signals' } } });
  const box = workbench().panel().getByRole('textbox', { name: 'Ask about the image' });
  await box.fill('And now?');
  await box.press('Enter');
  await lastAnswer()
    .getByText(/Groq can’t be used with your current settings\. \(api: /)
    .waitFor();
  await lastAnswer().getByRole('button', { name: 'Open Setting' }).waitFor();

  await workbench().setSettings({ 'sightread.providers': right });
  await lastAnswer().getByRole('button', { name: 'Try Again' }).click();
  await lastAnswer().getByText('Groq needs an API key.').waitFor();
});

test('a key for a provider whose address is not known yet: the address comes first', async () => {
  await workbench().runCommand('Sightread: Set API Key');
  await workbench().pick('Azure OpenAI');
  await workbench()
    .notification('No base URL is set for Azure OpenAI.')
    .getByRole('button', { name: 'Open Setting' })
    .waitFor();
});

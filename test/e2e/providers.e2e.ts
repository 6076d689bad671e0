import { expect, test } from 'vitest';
import { chatStream, groqStream, xaiModels, xaiStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';

const { workbench, server, questions } = await useGroqWorkbench(({ url }) => ({
  settings: {
    'sightread.providers': {
      groq: { baseUrl: `${url}/groq` },
      xai: { baseUrl: `${url}/xai` },
      work: { label: 'Work', baseUrl: `${url}/work`, models: ['eyes'] },
    },
  },
  env: { XAI_API_KEY: 'xai-test' },
}));
server.on('GET', '/xai/language-models', xaiModels());

interface ChatBody {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
}

const answers = () => workbench().answers();
const done = (index: number) => answers().nth(index).getByRole('button', { name: 'Regenerate' }).waitFor();
const ask = (question: string) => workbench().ask(question);

test('Groq: streams, takes two follow-ups, re-sends image and real answers, shows the usage of the stream', async () => {
  server.on(
    'POST',
    groqChat,
    groqStream(['A lake ', 'at **dusk**.'], { pause: 50, reply: { splitSeed: 7 } }),
    groqStream(['Blue ', 'and grey.']),
    groqStream(['Nobody.']),
  );
  await workbench().chooseFromMenu('photo.jpg', 'Describe Image');
  await answers().first().getByText('A lake at dusk.').waitFor();
  await done(0);
  await ask('Which colours?');
  await answers().nth(1).getByText('Blue and grey.').waitFor();
  await done(1);
  await ask('Who is there?');
  await answers().nth(2).getByText('Nobody.').waitFor();

  const bodies = questions().map((one) => one.json as ChatBody);
  expect(bodies).toHaveLength(3);
  expect(bodies[0]).toMatchObject({ model: 'qwen/qwen3.8-27b', stream: true });
  for (const body of bodies) {
    expect(JSON.stringify(body.messages).match(/data:image\/jpeg;base64,/g)).toHaveLength(1);
  }
  expect(bodies[2]?.messages.filter((one) => one.role === 'assistant').map((one) => one.content)).toEqual([
    'A lake at **dusk**.',
    'Blue and grey.',
  ]);
  expect(questions()[0]?.headers.authorization).toBe('Bearer gsk_test');

  const usage = answers().first().locator('details', { hasText: '1,360 tokens' });
  await usage.locator('summary').first().click();
  const text = (await usage.innerText()).replace(/\s+/g, ' ');
  expect(text).toMatch(/Input 1,312/);
  expect(text).toMatch(/cached 256/);
  expect(text).toMatch(/Output 48/);
  expect(text).toMatch(/Total 1,360/);
  expect(text).toMatch(/Queue 21 ms/);
  expect(text).toMatch(/500 tokens per second/);
  expect(text).toMatch(/qwen\/qwen3\.8-27b/);
});

test('xAI: the same conversation goes on there, by the Responses API, with the bill as sent', async () => {
  server.on(
    'POST',
    '/xai/responses',
    xaiStream(['Three ', 'peaks.'], { reasoning: ['Counting.'], reply: { splitSeed: 11 } }),
  );
  await workbench().setSettings({ 'sightread.provider': 'xai' });
  await ask('How many mountains?');
  await answers().nth(3).getByText('Three peaks.').waitFor();
  const request = server.requests.find((one) => one.path === '/xai/responses');
  expect(request?.json).toMatchObject({ model: 'grok-4.7', store: false, stream: true });
  expect(request?.text.match(/data:image\/jpeg;base64,/g)).toHaveLength(1);
  expect(request?.text).toContain('Blue and grey.');
  const usage = answers().nth(3).locator('details', { hasText: '908 tokens' });
  await usage.locator('summary').first().click();
  const text = (await usage.innerText()).replace(/\s+/g, ' ');
  expect(text).toMatch(/reasoning 61/);
  expect(text).toMatch(/\$0\.0022/);
});

test('switched twice more, to a server of one’s own and to the offline engine, it stays one conversation', async () => {
  server.on('POST', '/work/chat/completions', chatStream(['Four boats.']));
  await workbench().setSettings({ 'sightread.provider': 'work' });
  await ask('How many boats?');
  await answers().nth(4).getByText('Four boats.').waitFor();
  const request = server.requests.find((one) => one.path === '/work/chat/completions');
  expect(request?.json).toMatchObject({ model: 'eyes' });
  expect(request?.text).toContain('Three peaks.');
  await done(4);
  await workbench().setSettings({ 'sightread.provider': 'offline' });
  const before = server.requests.length;
  await ask('What is on the sign?');
  await answers()
    .nth(5)
    .getByText(/The offline engine can’t answer questions/)
    .waitFor();
  expect(server.requests).toHaveLength(before);
  await done(5);
  await workbench().setSettings({ 'sightread.provider': 'xai' });
});

test('Stop closes the connection and keeps the text', async () => {
  server.on('POST', '/xai/responses', xaiStream(['One. ', 'Two. ', ...Array(100).fill('More. ')], { pause: 200 }));
  await ask('Tell me more');
  await answers().nth(6).getByText(/One\./).waitFor();
  const request = server.requests.at(-1);
  await workbench().panel().getByRole('button', { name: 'Stop' }).first().click();
  const end = await request?.ended;
  expect(end?.aborted).toBe(true);
  await answers().nth(6).getByText('Stopped').waitFor();
  expect(await answers().nth(6).innerText()).toMatch(/One\./);
});

test('an answer survives a reload of the window', async () => {
  await workbench().written(/conversationId/);
  await workbench().reload();
  await answers().first().getByText('A lake at dusk.').waitFor();
  expect(await answers().nth(3).innerText()).toMatch(/Three peaks/);
});

import { expect, test } from 'vitest';
import { type Reply, sse } from '../servers/loopbackProvider';
import { groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';

const { workbench, server, questions: posts } = await useGroqWorkbench();

const lastAnswer = () => workbench().lastAnswer();

function call(name: string, args: object): Reply {
  const tool = { index: 0, id: `call_${name}`, type: 'function', function: { name, arguments: JSON.stringify(args) } };
  const chunk = {
    id: 'c',
    model: 'qwen/qwen3.8-27b',
    choices: [{ index: 0, delta: { tool_calls: [tool] }, finish_reason: 'tool_calls' }],
  };
  return { headers: { 'content-type': 'text/event-stream' }, chunks: sse([chunk, '[DONE]']) };
}

test('the model looks closer and reads; each step is shown, its result goes back', async () => {
  server.on('POST', groqChat, groqStream(['A terminal.']));
  await workbench().chooseFromMenu('screenshot-terminal.png', 'Describe Image');
  await lastAnswer().getByText('A terminal.').waitFor();
  await lastAnswer().getByRole('button', { name: 'Regenerate' }).waitFor();
  expect(posts()[0]?.json).not.toHaveProperty('tools');

  const region = { image: 1, left: 0, top: 0, width: 100, height: 50 };
  server.on(
    'POST',
    groqChat,
    call('zoom', region),
    call('read_text', { ...region, top: 50 }),
    groqStream(['One test failed.']),
  );
  await workbench().ask('Which test failed?');
  await lastAnswer().getByText('One test failed.').waitFor();
  await lastAnswer()
    .getByText(/Look closer: screenshot-terminal\.png/)
    .first()
    .waitFor();
  await lastAnswer()
    .getByText(/Read text: screenshot-terminal\.png/)
    .first()
    .waitFor();
  const [first, second, third] = posts().slice(-3);
  expect(JSON.stringify(first?.json)).toContain('"zoom"');
  expect(second?.text.match(/data:image\/[a-z]+;base64/g)).toHaveLength(2);
  expect(third?.text).toMatch(/28 passed/);
});

test('lines of the workspace are sent only after the user has seen them and said yes', async () => {
  server.on(
    'POST',
    groqChat,
    call('find_in_workspace', { text: 'The lakes of the upper valley' }),
    groqStream(['Found.']),
  );
  await workbench().ask('Where does this come from?');
  await workbench().answer(/Send \d+ lines? from your workspace to Groq\?/, 'Cancel');
  await lastAnswer().getByText('Found.').waitFor();
  expect(posts().at(-1)?.text).toContain('does not want to share');
  expect(posts().at(-1)?.text).not.toContain('guide.md:');

  await lastAnswer().getByRole('button', { name: 'Regenerate' }).click();
  server.on(
    'POST',
    groqChat,
    call('find_in_workspace', { text: 'The lakes of the upper valley' }),
    groqStream(['In guide.md.']),
  );
  await workbench().answer(/Send \d+ lines? from your workspace to Groq\?/, 'Send These Lines');
  await lastAnswer().getByText('In guide.md.').waitFor();
  expect(posts().at(-1)?.text).toContain('guide.md:1:');
});

test('data by fields: checked, asked for once more where it does not fit, opened as a document', async () => {
  server.on('POST', groqChat, groqStream(['Here: {"passed": 28}']), groqStream(['{"passed": 28, ', '"failed": 1}']));
  await workbench().chooseFromMenu('screenshot-terminal.png', 'More Image Actions > Extract Data from Image (JSON)');
  await workbench().pick('Choose Fields…');
  await workbench().typeInto('passed, failed');
  await lastAnswer()
    .getByText(/"failed": 1/)
    .first()
    .waitFor();
  await lastAnswer().getByRole('button', { name: 'Open as Document' }).click();
  await workbench().page.locator('.active .view-lines', { hasText: 'passed' }).first().waitFor();
  expect(JSON.parse(await workbench().editorText())).toEqual({ passed: 28, failed: 1 });
  expect(posts().at(-1)?.text).toContain('does not fit');
});

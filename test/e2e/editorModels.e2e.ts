// The editor's own models (vscode.lm): test/e2e/chatModels provides them, as any extension can.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { useWorkbench } from './driver';

const place = mkdtempSync(join(tmpdir(), 'sightread-models-'));
const file = join(place, 'requests.jsonl');
afterAll(() => rmSync(place, { recursive: true, force: true }));

// Nothing of Sightread is configured.
const workbench = useWorkbench({
  settings: { 'chat.disableAIFeatures': false },
  env: { SIGHTREAD_E2E_CHAT_MODELS: file },
});

interface Part {
  readonly text?: string;
  readonly mimeType?: string;
  readonly base64?: string;
}

interface Request {
  readonly id: string;
  readonly messages: readonly { readonly role: string; readonly parts: readonly Part[] }[];
}

/** What the models were asked so far. */
const requests = (): Request[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Request)
    : [];

const answers = () => workbench().answers();
const ask = (question: string) => workbench().ask(question);
const question = /Send photo\.jpg to your editor’s chat provider\?/;

test('with nothing set up, the model of the editor that sees is asked, after a question', async () => {
  await workbench().chooseFromMenu('photo.jpg', 'Describe Image');
  await workbench().notification(question).waitFor();
  expect(requests(), 'nothing is sent before the user agrees').toEqual([]);
  expect(await workbench().notification(question).innerText()).not.toMatch(/key/i);
  await workbench().answer(question, 'Send');
  await answers()
    .first()
    .getByText(/^A lake$/)
    .waitFor();
  expect(await answers().first().innerText(), 'the answer is shown as it comes').not.toContain('seen by');
  writeFileSync(`${file}.go`, '');
  await answers().first().getByText('A lake seen by eyes.').waitFor();
});

test('it gets the prompt and the image itself, upright and without its location', async () => {
  const [request] = requests();
  expect(request?.id).toBe('eyes');
  const parts = request?.messages.flatMap((message) => message.parts) ?? [];
  expect(parts.map((part) => part.text).join('\n')).toContain('Describe this image.');
  const images = parts.filter((part) => part.base64 !== undefined);
  expect(images.map((part) => part.mimeType)).toEqual(['image/jpeg']);
  const { format, width, height, exif } = await sharp(Buffer.from(images[0]?.base64 ?? '', 'base64')).metadata();
  expect({ format, width, height, exif }).toEqual({ format: 'jpeg', width: 1152, height: 768, exif: undefined });
});

test('no usage is made up', async () => {
  const usage = answers().first().locator('details', { hasText: 'Tokens not reported' });
  await usage.locator('summary').first().click();
  const text = (await usage.innerText()).replace(/\s+/g, ' ');
  expect(text).not.toMatch(/\d+ tokens|\$/);
});

test('a follow-up carries the image and the real answer, and asks no more', async () => {
  await ask('Which colours?');
  await answers().nth(1).getByText('A lake seen by eyes.').waitFor();
  const messages = requests().at(-1)?.messages ?? [];
  expect(messages.map((message) => message.role)).toEqual(['user', 'assistant', 'user']);
  expect(messages[1]?.parts).toEqual([{ text: 'A lake seen by **eyes**.' }]);
  expect(messages.flatMap((message) => message.parts).filter((part) => part.base64)).toHaveLength(1);
});

test('Stop reaches the extension that answers, and keeps the text', async () => {
  rmSync(`${file}.go`);
  await ask('Go on');
  await answers()
    .nth(2)
    .getByText(/^A lake$/)
    .waitFor();
  await workbench().panel().getByRole('button', { name: 'Stop' }).first().click();
  await answers().nth(2).getByText('Stopped').waitFor();
  await expect.poll(() => requests().at(-1)).toEqual({ id: 'eyes', cancelled: true });
  expect(await answers().nth(2).innerText()).toContain('A lake');
});

test('the list says which models see; a blind one is said to be blind before anything is sent', async () => {
  const before = requests().length;
  await workbench().runCommand('Sightread: Select Provider and Model');
  await workbench().pick('Editor models');
  const items = await workbench().quickPickItems();
  expect(items.indexOf('sightread-test/eyes')).toBeLessThan(items.indexOf('sightread-test/blind'));
  await workbench().pick('sightread-test/blind');
  await ask('And now?');
  await answers().nth(3).getByText('sightread-test/blind can’t see images.').waitFor();
  expect(requests()).toHaveLength(before);
});

test.each([
  ['refuses-consent', /The image wasn’t sent\. \(You did not allow this\.\)/],
  ['no-quota', /has limited your rate\. Try again later\. \(Your quota for this month is used up\.\)/],
  ['off-topic', /rejected the request\. \(off_topic: only questions about code\.\)/],
  ['gone', /no longer offers the model sightread-test\/gone\./],
])('%s becomes a sentence', async (id, sentence) => {
  await workbench().setSettings({ 'sightread.model': `sightread-test/${id}` });
  await ask(`And ${id}?`);
  await answers().last().getByText(sentence).waitFor();
});

// The use cases and recipes of Groq's vision document: the commands of docs/seeds.md, each run as it stands there.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { JsonRecord } from '../../../src/core/json';
import { useCaseFiles, useCases } from '../../documents/visionDocuments';
import { groqAsDocumented, imagesIn } from '../../servers/documentedVision';
import type { RecordedRequest, Reply } from '../../servers/loopbackProvider';
import { groqStream } from '../../servers/vendorReplies';
import { runCli, useCliFolder } from './runCli';

const { server, folder } = await useCliFolder();
cpSync('samples/photo.jpg', join(folder, 'photo.jpg'));
for (const [name, content] of Object.entries(useCaseFiles)) {
  writeFileSync(join(folder, name), JSON.stringify(content));
}

/** What a model answers when JSON is asked for: what the schema of the use case describes. */
const data: Readonly<Record<string, unknown>> = {
  'moderation.json': { safe: true, category: 'none', reason: 'A lake.' },
  'product.json': { name: 'Boat', color: 'red', material: null },
};

/** The command's words; what is in quotation marks is one. */
const wordsOf = (command: string) =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

async function run(command: string) {
  const words = wordsOf(command);
  const schema = words[words.indexOf('--schema') + 1] ?? '';
  const answer = async (request: RecordedRequest): Promise<Reply> => {
    const reply = await groqAsDocumented(request);
    return words.includes('--schema') && !reply.status ? groqStream([JSON.stringify(data[schema])]) : reply;
  };
  server.on('POST', '/openai/v1/chat/completions', answer);
  const target = ['--provider', 'groq', '--base-url', `${server.url}/openai/v1`];
  const result = await runCli([...words, ...target], { GROQ_API_KEY: 'gsk_test' }, folder);
  const body = server.requests.filter(({ method }) => method === 'POST').at(-1)?.json as JsonRecord;
  const prompt = words[words.indexOf('--prompt') + 1];
  return { ...result, body, prompt: words.includes('--prompt') ? prompt : undefined };
}

beforeEach(() => server.reset());

test.each(useCases.map(({ title, commands }) => [title, commands] as const))('%s', async (_, commands) => {
  for (const command of commands) {
    const { code, out, err, body, prompt } = await run(command);
    expect({ command, code, err }).toEqual({ command, code: 0, err: expect.stringMatching(/^Tokens: .+\n$/) });
    // The photo, and the words of the command as they are.
    const images = imagesIn(body);
    expect(images.map(({ url }) => url.slice(0, 23))).toEqual(['data:image/jpeg;base64,']);
    const messages = body.messages as { role: string; content: string | { type: string; text?: string }[] }[];
    const asked = messages.filter(({ role }) => role === 'user').at(-1)?.content ?? '';
    const question = typeof asked === 'string' ? asked : asked.find(({ type }) => type === 'text')?.text;
    if (prompt !== undefined) {
      expect(question).toBe(prompt);
    }
    const schema = command.match(/--schema (\S+)/)?.[1];
    if (schema !== undefined) {
      expect(body.response_format).toEqual({ type: 'json_object' });
      expect(JSON.stringify(messages[0])).toContain(Object.keys(data[schema] as object)[0]);
      expect(JSON.parse(out)).toEqual(data[schema]);
    } else if (command.includes('extractData')) {
      expect(JSON.parse(out)).toEqual({ city: 'San Francisco' });
    } else {
      expect(out, 'the answer alone').toBe('A bridge at dusk.\n');
    }
  }
});

test('the conversation of the commands is one conversation', async () => {
  const commands = useCases.find(({ title }) => title === 'A conversation about an image')?.commands ?? [];
  writeFileSync(join(folder, 'talk.json'), JSON.stringify({ turns: [] }));
  for (const command of commands) {
    await run(command);
  }
  const { turns } = JSON.parse(readFileSync(join(folder, 'talk.json'), 'utf8'));
  expect(turns.map(({ images }: { images: string[] }) => images)).toEqual([['photo.jpg'], []]);
});

test('the function of the recipe is offered with its own description', async () => {
  const command = useCases.flatMap(({ commands }) => commands).find((one) => one.includes('--tools')) ?? '';
  const { body } = await run(command);
  const offered = body.tools as { function: { name: string } }[];
  const own = offered.map((tool) => tool.function).find(({ name }) => name === 'add_to_catalog');
  expect([own]).toEqual(useCaseFiles['catalog.json']);
});

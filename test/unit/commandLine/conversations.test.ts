// Several runs that add to one conversation file at the same time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sse } from '../../servers/loopbackProvider';
import { runCli, useCliFolder } from './runCli';

const { server, folder, png } = await useCliFolder();

test('eight runs at once on one conversation file lose none of its turns', async () => {
  server.on('POST', '/v1/chat/completions', {
    headers: { 'content-type': 'text/event-stream' },
    chunks: sse([
      { choices: [{ delta: { content: 'A blue area.' } }] },
      { choices: [{ delta: {}, finish_reason: 'stop' }] },
    ]),
  });
  const file = join(folder, 'talk.json');
  const questions = Array.from({ length: 8 }, (_, at) => `Question ${at}?`);
  const options = ['--provider', 'groq', '--model', 'vision-1', '--base-url', `${server.url}/v1`];
  const runs = await Promise.all(
    questions.map((question) =>
      runCli(['describe', png, ...options, '--conversation', file, '--prompt', question], { GROQ_API_KEY: 'gsk_test' }),
    ),
  );
  expect(runs.map(({ code }) => code)).toEqual(questions.map(() => 0));
  const { turns } = JSON.parse(readFileSync(file, 'utf8')) as { turns: { question: string; answer: string }[] };
  expect(turns.map((turn) => turn.question).sort()).toEqual(questions);
  expect(new Set(turns.map((turn) => turn.answer))).toEqual(new Set(['A blue area.']));
}, 60_000);

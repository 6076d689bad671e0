// What `describe` and `ocr` say of an answer that is none, or not all of one.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sse } from '../../servers/loopbackProvider';
import { runCli, useCliFolder } from './runCli';

const { server, folder, png } = await useCliFolder();

const chat = (...deltas: readonly object[]) => ({
  headers: { 'content-type': 'text/event-stream' },
  chunks: sse([...deltas, '[DONE]']),
});
const says = (content: string) => ({ choices: [{ delta: { content } }] });
const ends = (finish_reason: string) => ({ choices: [{ delta: {}, finish_reason }] });

const options = () => ['--provider', 'groq', '--model', 'vision-1', '--base-url', `${server.url}/v1`];
const key = { GROQ_API_KEY: 'gsk_test' };
const describe = (...more: string[]) => runCli(['describe', png, ...options(), ...more], key);
const read = () => runCli(['ocr', png, '--engine', 'model', ...options()], key);

const path = '/v1/chat/completions';

test.each([
  ['cut', [says('A dog sits on a lawn beside a'), ends('length')], /cut off at the token limit.*--max-tokens/],
  ['thinking', [{ choices: [{ delta: { reasoning_content: 'Hm' } }] }, ends('length')], /all its tokens for thinking/],
  ['empty', [ends('stop')], /empty answer/],
  ['filtered in the middle', [says('A d'), ends('content_filter')], /declined/],
  [
    'filtered before',
    [{ choices: [], prompt_filter_results: [{ content_filter_results: { violence: { filtered: true } } }] }],
    /declined/,
  ],
  ['blind', [says('I don’t see any image attached. Could you upload it?'), ends('stop')], /can’t see/],
  ['stuck', [...Array.from({ length: 200 }, () => says('GO ON\n')), ends('length')], /repeating itself/],
] as const)('an answer that is %s exits 1, says why, and isn’t kept', async (name, deltas, why) => {
  server.on('POST', path, chat(...deltas));
  const kept = join(folder, `${name}.json`);
  const { code, err } = await describe('--conversation', kept);
  expect(code).toBe(1);
  expect(err).toMatch(why);
  expect(existsSync(kept)).toBe(false);
});

test('a whole answer exits 0 and says nothing else', async () => {
  server.on('POST', path, chat(says('A dog on a lawn.'), ends('stop')));
  expect(await describe()).toMatchObject({ code: 0, out: 'A dog on a lawn.\n' });
});

test.each([
  ['The image shows a code editor with a dark theme.', /described the image instead of reading/],
  ['![Example diagram](image.png)', /placeholder/],
  ['I cannot see any image.', /can’t see/],
  ['GO ON\n'.repeat(200), /repeating itself/],
])('%j isn’t printed as the text in an image', async (text, why) => {
  server.on('POST', path, chat(says(text), ends('stop')));
  const { code, out, err } = await read();
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(why);
});

// The built command line as a script uses it: dist/cli.js in a separate process.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { type Command, commands } from '../../../src/commandLine/options';
import { sse } from '../../servers/loopbackProvider';
import { chatStream, errorReply, groqModels, groqStream, xaiStream } from '../../servers/vendorReplies';
import { columnsOfText } from '../engines/imaging/support';
import { runCli as cli, cliFile, start, useCliFolder } from './runCli';

const { server, folder, png } = await useCliFolder();

const groq = (...args: string[]) =>
  cli(['describe', '--provider', 'groq', '--base-url', server.url, ...args], { GROQ_API_KEY: 'gsk_test' });

/** A picture of 320 × 200 has 60 patches of 32 × 32 pixels. */
const groqTokens = 'Tokens: 1,312 in (about 60 for images), 48 out, $0.001139\n';

test('offline, without a key: what can be known for sure', async () => {
  const { code, out } = await cli(['describe', '--provider', 'offline', png]);
  expect(code).toBe(0);
  expect(out).toMatch(/320 × 200 pixels/);
  expect(out).toMatch(/blue|navy/);
  expect(out).toMatch(/No text was found/);
});

test('an answer moves no cursor, sets no clipboard and gives no command to a build server', async () => {
  const hostile = ['A lake.\u001b]52;c;eA', '==\u0007\n:', ':set-output name=a::b\n##v', 'so[task.complete]\u009b2J'];
  server.on('POST', '/chat/completions', groqStream(hostile));
  const shown = 'A lake.\\x1b]52;c;eA==\\x07\n:\\:set-output name=a::b\n##vso\\[task.complete]\\x9b2J';
  expect(await groq(png)).toMatchObject({ code: 0, out: `${shown}\n`, err: groqTokens });
  server.on('POST', '/chat/completions', groqStream(hostile));
  const { out } = await groq(png, '--json');
  expect(out).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]|##vso\[/);
  expect(JSON.parse(out).text).toBe(hostile.join(''));
});

test('groq: the answer alone goes to stdout, and what it took to stderr', async () => {
  server.on('POST', '/chat/completions', groqStream(['A blue ', 'square.']));
  expect(await groq(png)).toEqual({ code: 0, out: 'A blue square.\n', err: groqTokens });
  expect(server.requests[0]?.headers.authorization).toBe('Bearer gsk_test');
});

test('more images than the provider takes: the sentence names them and the option, and the option sends one sheet', async () => {
  server.on('POST', '/chat/completions', groqStream(['Four squares.']));
  const fourth = join(folder, 'fourth.png');
  copyFileSync(png, fourth);
  const refused = await groq(png, png, png, fourth);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(
    /more images than the provider accepts\..+ --contact-sheet.+ \(at most 3 images; .+ left out: fourth\.png\)/,
  );
  expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(0);
  const { code, out } = await groq('--contact-sheet', '--json', png, png, png, png);
  expect(code).toBe(0);
  expect(JSON.parse(out).images).toHaveLength(4);
  expect(JSON.parse(out).images[1].changes).toEqual([
    { kind: 'oneColor' },
    { kind: 'contactSheet', cell: 2, count: 4 },
  ]);
  expect(server.requests.at(-1)?.text.match(/data:image\/png;base64/g)).toHaveLength(1);
});

test('[image N] in the prompt puts that image at its place', async () => {
  server.on('POST', '/chat/completions', groqStream(['The same.']));
  const second = join(folder, 'second.png');
  copyFileSync(png, second);
  const { code } = await groq('--prompt', 'Was [image 2], is [image 1]; no [image 3].', png, second);
  expect(code).toBe(0);
  const { messages } = server.requests.at(-1)?.json as { messages: { role: string; content: unknown }[] };
  const content = messages.find(({ role }) => role === 'user')?.content as { type: string; text?: string }[];
  expect(content.map(({ type, text }) => text ?? type)).toEqual([
    'Was ',
    'Image 2: second.png',
    'image_url',
    ', is ',
    'Image 1: blue.png',
    'image_url',
    '; no [image 3].',
  ]);
  expect((await cli(['describe', '--help'])).out).toContain('[image 2] places');
});

test('--json holds text, usage, cost, what was sent, finish and timings', async () => {
  server.on('POST', '/chat/completions', groqStream(['A square.']));
  const { code, out } = await groq('--json', '--model', 'qwen/qwen3.8-27b', png);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    text: 'A square.',
    usage: { inputTokens: 1312, outputTokens: 48, totalTokens: 1360, timings: { queueS: 0.021 } },
    cost: { basis: 'computed', asOf: '2026-08-29' },
    provider: 'groq',
    model: 'qwen/qwen3.8-27b',
    images: [{ source: png, sent: { mediaType: 'image/png', width: 320, height: 200 } }],
    finishReason: 'stop',
  });
});

test('--json names an image as often as it is sent, an address too, and estimates the tokens', async () => {
  const url = 'https://8.8.8.8/photo.jpg';
  server.on('POST', '/chat/completions', groqStream(['A square.']));
  const run = async (...images: string[]) =>
    JSON.parse((await groq('--json', '--allow-host', '8.8.8.8', ...images)).out) as {
      images: { source: string; sent: object }[];
      estimated?: { imageTokens: number };
    };
  const thrice = await run(png, png, png);
  expect(thrice.images.map(({ source }) => source)).toEqual([png, png, png]);
  expect(server.requests.at(-1)?.text.match(/data:image\/png;base64/g)).toHaveLength(3);
  expect(thrice.estimated?.imageTokens).toBe(180);
  const linked = await run(url, png, url);
  expect(linked.images.map(({ source }) => source)).toEqual([png, url, url]);
  expect(linked.images[1]?.sent).toEqual({ url });
  expect(linked, 'the size of a picture elsewhere is not known').not.toHaveProperty('estimated');
});

test('the tokens are the provider’s where it reports them, else about what its formula says', async () => {
  const xai = async (usage?: object) => {
    const model = 'grok-4.7';
    const response = { id: 'r', model, status: 'completed', output: [], usage };
    const delta = { type: 'response.output_text.delta', delta: 'Blue.' };
    const chunks = sse([delta, { type: 'response.completed', response }]);
    server.on('POST', '/responses', { headers: { 'content-type': 'text/event-stream' }, chunks });
    const args = [
      'describe',
      '--provider',
      'xai',
      '--base-url',
      server.url,
      '--prompt',
      'Which?',
      '--model',
      model,
      png,
    ];
    return (await cli(args, { XAI_API_KEY: 'xai-test' })).err;
  };
  const usage = { input_tokens: 812, output_tokens: 96, cost_in_usd_ticks: 22_000_000 };
  // One tile of 448 × 448 pixels and one more, at 256 tokens each.
  expect(await xai(usage)).toBe('Tokens: 812 in (about 512 for images), 96 out, $0.002200\n');
  const details = { input_tokens_details: { image_tokens: 768 } };
  expect(await xai({ ...usage, ...details })).toBe('Tokens: 812 in (768 for images), 96 out, $0.002200\n');
  expect(await xai({ ...usage, prompt_image_tokens: 768 })).toContain('(768 for images)');
  expect(await xai()).toMatch(/^Tokens: about \d{3} in \(about 512 for images\)\n$/);
});

test('--json tells what became of an image, in words too: a tall page went in tiles', async () => {
  server.on('POST', '/chat/completions', groqStream(['A page.']));
  const page = join(folder, 'page.png');
  writeFileSync(page, await columnsOfText(1200, 12_000));
  const { out } = await groq('--json', page);
  const [image] = JSON.parse(out).images;
  expect(image).toMatchObject({
    file: { mediaType: 'image/png', width: 1200, height: 12_000 },
    changes: expect.arrayContaining([{ kind: 'tiled', count: 3 }]),
    inWords: expect.arrayContaining(['3 tiles']),
  });
  expect(image.tiles).toHaveLength(3);
  expect(server.requests.at(-1)?.text).toContain('sent in 3 overlapping tiles: tile 1 shows x 0–1200, y 0–4032;');
});

test('xai speaks the Responses API, with the detail that was asked for', async () => {
  server.on('POST', '/responses', xaiStream(['Blue.']));
  const { code, out } = await cli(
    [
      'describe',
      '--provider',
      'xai',
      '--base-url',
      server.url,
      '--detail',
      'high',
      '--prompt',
      'Which colour?',
      '--json',
      png,
    ],
    { XAI_API_KEY: 'xai-test' },
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ text: 'Blue.', cost: { usd: 0.0022, basis: 'billed' } });
  expect(server.requests.at(-1)?.text).toContain('Which colour?');
  expect(server.requests.at(-1)?.text).toContain('"detail":"high"');
});

test('any OpenAI-compatible server: --schema asks for JSON and data holds it', async () => {
  server.on('POST', '/chat/completions', chatStream(['{"colour":', '"blue"}']));
  const schema = join(folder, 'schema.json');
  writeFileSync(schema, JSON.stringify({ type: 'object', properties: { colour: { type: 'string' } } }));
  const { code, out } = await groq('--schema', schema, '--task', 'extractData', '--json', png);
  expect(code).toBe(0);
  expect(JSON.parse(out).data).toEqual({ colour: 'blue' });
});

test('extractData without a schema asks for JSON with the keys that the model chooses', async () => {
  server.on('POST', '/chat/completions', groqStream(['{"colour": "blue"}']));
  const { code, out } = await groq('--task', 'extractData', '--json', png);
  expect(code).toBe(0);
  expect(JSON.parse(out).data).toEqual({ colour: 'blue' });
  expect(server.requests[0]?.json).toMatchObject({ response_format: { type: 'json_object' } });
});

test('an image address is passed on to a provider that opens it itself, with the detail asked for', async () => {
  const url = 'https://8.8.8.8/photo.jpg';
  server.on('POST', '/chat/completions', groqStream(['A bridge.']));
  server.on('POST', '/responses', xaiStream(['A bridge.']));
  const one = await groq('--allow-host', '8.8.8.8', '--detail', 'high', url);
  expect(one).toEqual({ code: 0, out: 'A bridge.\n', err: groqTokens.replace(/ \(.+\)/, '') });
  const other = [
    'describe',
    '--provider',
    'xai',
    '--base-url',
    server.url,
    '--allow-host',
    '8.8.8.8',
    '--detail',
    'low',
    url,
    png,
  ];
  expect(await cli(other, { XAI_API_KEY: 'xai-test' })).toMatchObject({ code: 0, out: 'A bridge.\n' });
  const [chat, responses] = server.requests.filter(({ method }) => method === 'POST').map(({ text }) => text);
  expect(chat).toContain(`"image_url":{"url":"${url}","detail":"high"}`);
  expect(responses).toMatch(/"type":"input_image".+8\.8\.8\.8\/photo\.jpg.+data:image\/png;base64,/);
  expect(responses).toContain('"detail":"low"');
});

test.each([
  ['https://8.8.8.8/photo.jpg?d=1', [], /Nothing was fetched from 8\.8\.8\.8\. Allow it with --allow-host 8\.8\.8\.8/],
  ['https://8.8.8.8/photo.jpg', ['--allow-host', '9.9.9.9'], /Nothing was fetched from 8\.8\.8\.8/],
  ['http://169.254.169.254/photo.jpg?token=abc', ['--allow-host', '169.254.169.254'], /private network/],
  ['http://localhost/photo.jpg', ['--allow-host', 'localhost'], /private network/],
])('nothing is fetched unasked, and no private address is passed on: %s with %j', async (url, given, sentence) => {
  server.on('POST', '/chat/completions', groqStream(['A bridge.']));
  const run = await groq(...given, url);
  expect(run).toMatchObject({ code: 1, out: '', err: expect.stringMatching(sentence) });
  expect(server.requests).toEqual([]);
});

test('an interrupted answer keeps its text and exits 1', async () => {
  const whole = groqStream(['One ', 'two ', 'three.']);
  server.on('POST', '/chat/completions', { ...whole, chunks: whole.chunks?.slice(0, 3) });
  const { code, out } = await groq('--json', png);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ text: 'One two ', finishReason: 'interrupted' });
});

test.each([
  ['a wrong key', 401, 'invalid_api_key', /rejected the API key/],
  ['a model that is gone', 404, 'model_not_found', /no longer exists/],
])('%s: one sentence on stderr, exit 1', async (_, status, code, sentence) => {
  server.on('POST', '/chat/completions', errorReply(status, 'No.', code));
  const run = await groq(png);
  expect(run).toMatchObject({ code: 1, out: '' });
  expect(run.err).toMatch(sentence);
  expect(run.err).not.toContain('gsk_test');
});

test('an address without a provider is sent no key, and a refusal says so', async () => {
  const run = () => cli(['describe', '--base-url', server.url, '--model', 'eyes', png], { GROQ_API_KEY: 'gsk_secret' });
  server.on('POST', '/chat/completions', chatStream(['Blue.']));
  expect(await run()).toMatchObject({ code: 0, out: 'Blue.\n' });
  server.on('POST', '/chat/completions', errorReply(401, 'No key.', 'unauthorized'));
  expect(await run()).toMatchObject({
    code: 1,
    err: expect.stringContaining('with --base-url, also name the provider'),
  });
  expect(server.requests.length).toBeGreaterThan(1);
  expect(JSON.stringify(server.requests)).not.toMatch(/gsk_secret|authorization/i);
});

test('a key is never sent unencrypted beyond this machine', async () => {
  const args = ['describe', '--provider', 'groq', '--base-url', 'http://127.evil.example/v1', png];
  const run = await cli(args, { GROQ_API_KEY: 'gsk_secret' });
  expect(run).toMatchObject({ code: 1, out: '', err: expect.stringContaining('isn’t encrypted') });
});

test('without a key the sentence says what to set, and nothing is sent', async () => {
  const run = await cli(['describe', '--provider', 'groq', png]);
  expect(run).toMatchObject({ code: 1, out: '' });
  expect(run.err).toMatch(/no API key/);
});

test.each([
  [[], /name a command/],
  [['paint'], /unknown command: paint/],
  [['describe'], /needs at least one image/],
  [['describe', '--detail', 'huge', 'a.png'], /--detail must be one of/],
  [['describe', '--colour', 'a.png'], /--colour/],
  [['describe', '--dry-run', 'a.png'], /describe has no option --dry-run/],
  [['models', '--mode', 'table'], /models has no option --mode/],
  [['alt', 'check', '--nearest', 'a.md'], /alt check has no option --nearest/],
  [['alt', 'write', '--format', 'json', 'a.md'], /alt write has no option --format/],
  [['describe', '--provider', 'nobody', 'a.png'], /nobody is unknown/],
])('wrong usage %j exits 2', async (args, sentence) => {
  const run = await cli(args);
  expect(run).toMatchObject({ code: 2, out: '' });
  expect(run.err).toMatch(sentence);
  const hint = `See: sightread ${args[0] === 'paint' || args.length === 0 ? '' : `${args[0]} `}--help`;
  expect(run.err.trim().split('\n').slice(1), 'one line, and where to read on').toEqual([hint]);
});

test('the commands of docs/command-line.md run in a clone, by the offline engine', () => {
  const clone = join(folder, 'clone');
  mkdirSync(clone);
  symlinkSync(resolve('dist'), join(clone, 'dist'));
  // A conversation follows no link out of its folder.
  cpSync('samples', join(clone, 'samples'), { recursive: true });
  const lines = readFileSync('docs/command-line.md', 'utf8').match(/^node dist\/cli\.js .*$/gm) ?? [];
  expect(lines.length).toBeGreaterThan(5);
  const codes: [string, number | null][] = [];
  for (const line of lines) {
    const env = { PATH: process.env.PATH, SIGHTREAD_NODE: process.execPath };
    // A model server on this machine would be used too.
    const command = line.replace(/^node/, '"$SIGHTREAD_NODE"').replace(/describe|alt write/, '$& --provider offline');
    codes.push([line.split(' #')[0]!.trim(), spawnSync('sh', ['-c', command], { cwd: clone, env }).status]);
  }
  const wanted = (line: string) => (line.includes('alt check') ? 1 : line.includes('alt write') ? 2 : 0);
  expect(codes).toEqual(codes.map(([line]) => [line, wanted(line)]));
});

test('every option stands in the help of its command and in the documentation', async () => {
  const pages = await Promise.all(['describe', 'ocr', 'alt', 'models'].map((one) => cli([one, '--help'])));
  expect(pages.map(({ code, err }) => [code, err])).toEqual(pages.map(() => [0, '']));
  const help = pages.map(({ out }) => out).join('') + (await cli(['--help'])).out;
  const docs = readFileSync('docs/command-line.md', 'utf8');
  const names = Object.values(commands).flatMap(({ actions }: Command) =>
    actions.flatMap(({ options }) => Object.keys(options)),
  );
  const missing = [...names, 'help', 'version'].filter(
    (name) => !help.includes(`--${name}`) || !docs.includes(`--${name}`),
  );
  expect(missing).toEqual([]);
});

test('the offline engine gives no data: that is said, and nothing is printed as if it were', async () => {
  const run = await cli(['describe', '--provider', 'offline', '--task', 'extractData', png]);
  expect(run).toMatchObject({ code: 1, out: '' });
  expect(run.err).toMatch(/can’t answer in the requested format/);
});

test('a file that is no image is named for what it is', async () => {
  const pointer = join(folder, 'lfs.png');
  writeFileSync(pointer, `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`);
  const run = await cli(['describe', '--provider', 'offline', pointer]);
  expect(run.code).toBe(1);
  expect(run.err).toMatch(/lfs\.png: This is a Git LFS pointer/);
  expect((await cli(['describe', '--provider', 'offline', join(folder, 'none.png')])).err).toMatch(/doesn’t exist/);
});

test('models: those that see come first', async () => {
  server.on('GET', '/models', groqModels());
  const { code, out } = await cli(['models', '--provider', 'groq', '--base-url', server.url], {
    GROQ_API_KEY: 'gsk_test',
  });
  expect(code).toBe(0);
  expect(out.split('\n')[0]).toBe('qwen/qwen3.8-27b\tsees images\t$0.8 in, $4 out per million tokens');
  expect(out).toMatch(/gpt-oss-120b\ttext only/);
});

test('models: what is gone, and what goes', async () => {
  const data = [
    { id: 'gpt-4o', shutdown_date: '2025-12-31' },
    { id: 'gpt-4.1', shutdown_date: '2999-01-31' },
  ];
  server.on('GET', '/models', { body: { data } });
  const { out } = await cli(['models', '--provider', 'openai', '--base-url', server.url], { OPENAI_API_KEY: 'k' });
  expect(out).toMatch(/^gpt-4o\t.+\tretired on 2025-12-31$/m);
  expect(out).toMatch(/^gpt-4\.1\t.+\tretires on 2999-01-31$/m);
});

test('ocr --json: lines with boxes in pixels of the file', async () => {
  const page = join(folder, 'page.png');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="120"><rect width="640" height="120" fill="#fff"/>
    <text x="40" y="70" font-family="DejaVu Sans, Arial, sans-serif" font-size="40">Total 42 boats</text></svg>`;
  await sharp(Buffer.from(svg)).png().toFile(page);
  const { code, out } = await cli(['ocr', '--json', page]);
  expect(code).toBe(0);
  const { lines } = JSON.parse(out) as { lines: { text: string; box: number[]; confidence: number }[] };
  expect(lines.map((line) => line.text)).toEqual(['Total 42 boats']);
  expect(lines[0]?.box[0]).toBeGreaterThan(30);
  expect(lines[0]?.box[0]).toBeLessThan(55);
});

/** Groq's stream of one tool call and nothing else. */
const toolCallStream = (name: string, args: object) => ({
  headers: { 'content-type': 'text/event-stream' },
  chunks: sse([
    {
      id: 'chatcmpl-1',
      model: 'qwen/qwen3.8-27b',
      choices: [
        {
          index: 0,
          delta: { tool_calls: [{ index: 0, id: 'call_1', function: { name, arguments: JSON.stringify(args) } }] },
          finish_reason: 'tool_calls',
        },
      ],
    },
    '[DONE]',
  ]),
});

test('a question offers zoom and read_text to a model that is known to call tools, and shows each step', async () => {
  const region = { image: 1, left: 0, top: 0, width: 50, height: 50 };
  server.on('GET', '/models', groqModels());
  server.on('POST', '/chat/completions', toolCallStream('zoom', region), groqStream(['Plain blue.']));
  const run = await groq('--prompt', 'Is there a pattern?', '--model', 'qwen/qwen3.8-27b', png);
  expect(run).toMatchObject({ code: 0, out: 'Plain blue.\n' });
  expect(run.err).toMatch(/^Looked closer: blue\.png, 50 × 50 % at 0 %, 0 %: x 0–160, y 0–100 of 320 × 200 pixels/);
  const [first, second] = server.requests.filter(({ method }) => method === 'POST').map(({ json }) => json as Body);
  expect(first?.tools?.map((tool) => tool.function.name)).toEqual(['zoom', 'read_text']);
  expect(second?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'user']);
});

interface Body {
  readonly tools?: { readonly function: { readonly name: string } }[];
  readonly messages: { readonly role: string; readonly content: unknown }[];
}

test('a model that is known to be blind is not sent the image', async () => {
  server.on('GET', '/models', groqModels());
  const { code, err } = await groq('--model', 'openai/gpt-oss-120b', png);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/can’t see images.+gpt-oss-120b/) });
  expect(server.requests.filter(({ method }) => method === 'POST')).toEqual([]);
});

test.each([
  ['a description', [], 'qwen/qwen3.8-27b'],
  ['a model that is not said to call them', ['--prompt', 'What is it?'], 'some/other'],
])('no tools for %s', async (_, args, model) => {
  server.on('GET', '/models', groqModels());
  server.on('POST', '/chat/completions', groqStream(['Blue.']));
  expect(await groq(...args, '--model', model, png)).toMatchObject({ code: 0, out: 'Blue.\n' });
  expect((server.requests.at(-1)?.json as Body).tools).toBeUndefined();
});

test('a reader that has gone ends the command quietly', async () => {
  server.on('POST', '/chat/completions', { ...groqStream(Array.from({ length: 400 }, () => 'word '.repeat(50))) });
  const args = [cliFile, 'describe', '--provider', 'groq', '--base-url', server.url, png];
  const { child, ended } = start(process.execPath, args, { GROQ_API_KEY: 'gsk_test' });
  child.stdout?.once('data', () => child.stdout?.destroy());
  expect(await ended).toMatchObject({ code: 0, err: '' });
});

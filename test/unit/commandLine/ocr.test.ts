// `sightread ocr` as a script uses it: the built dist/cli.js in a separate process, offline and with hostile files.
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { languagePack } from '../../../scripts/tools/languagePacks.mjs';
import { hostileImages } from '../../servers/hostileImages';
import { packTarball, registryRoutes } from '../../servers/languageRegistry';
import { type LoopbackProvider, startLoopbackProvider } from '../../servers/loopbackProvider';
import { codePicture } from '../engines/ocr/codePictures';
import { cliFile, start } from './runCli';

const sample = (name: string) => resolve('samples', name);
const truth = (name: string) => readFileSync(`test/fixtures/samples/${name}.txt`, 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'sightread-ocr-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  start(program, args, { HOME: folder, XDG_CACHE_HOME: join(folder, 'cache'), ...env }).ended;
const ocr = (args: readonly string[], env?: Readonly<Record<string, string>>) =>
  run(process.execPath, [cliFile, 'ocr', ...args], env);

describe('what comes out', () => {
  test('a dark editor: its text, to the byte', async () => {
    expect(await ocr([sample('screenshot-code-dark.png')])).toEqual({
      code: 0,
      out: truth('screenshot-code-dark'),
      err: '',
    });
  });

  test('a picture without text: says so, and what was left out', async () => {
    const { code, out, err } = await ocr([sample('logo.png')]);
    expect([code, out.trim()]).toEqual([0, '']);
    expect(err).toMatch(
      /logo\.png: no text was found\n.*logo\.png: (1 piece|\d+ pieces) .* left out; --json has them\n$/,
    );
    const { leftOut } = JSON.parse((await ocr([sample('logo.png'), '--json'])).out);
    expect(leftOut.length).toBe(Number(/(\d+) pieces? /.exec(err)![1]));
    for (const { text, box, confidence } of leftOut) {
      expect([typeof text, box.length, confidence >= 0 && confidence <= 100]).toEqual(['string', 4, true]);
    }
  });

  test('--json: lines with their boxes inside the image, and confidence', async () => {
    const { code, out } = await ocr([sample('screenshot-code-dark.png'), '--json', '--mode', 'code']);
    expect(code).toBe(0);
    const read = JSON.parse(out);
    expect(read).toMatchObject({
      source: sample('screenshot-code-dark.png'),
      provider: 'offline',
      finishReason: 'stop',
    });
    expect(read.confidence).toBeGreaterThan(80);
    const png = readFileSync(sample('screenshot-code-dark.png'));
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    let last = 0;
    for (const { text, box, confidence } of read.lines) {
      const [x, y, w, h] = box;
      expect(x >= 0 && y >= last && w > 0 && h > 0 && x + w <= width && y + h <= height, text).toBe(true);
      expect(confidence).toBeGreaterThan(0);
      last = y;
    }
    const filled = truth('screenshot-code-dark').split('\n').filter(Boolean);
    expect(read.lines.map(({ text }: { text: string }) => text.trim())).toEqual(filled.map((line) => line.trim()));
  });

  test('a QR code: its kind and what it contains, made visible, and with --json as data', async () => {
    const file = join(folder, 'code.png');
    const hostile = 'https://example.com/\x1b[2J\n::error::x';
    writeFileSync(file, await codePicture(hostile, 'QRCode'));
    expect(await ocr([file])).toEqual({
      code: 0,
      out: 'QR code: https://example.com/\\x1b[2J\\x0a::error::x\n',
      err: '',
    });
    const { out } = await ocr([file, '--json']);
    expect(out).not.toContain('\x1b');
    const { codes } = JSON.parse(out);
    expect(codes).toEqual([{ kind: 'QR code', text: hostile, box: [16, 16, expect.any(Number), expect.any(Number)] }]);
  });

  test('--mode table: a Markdown table with the cells of the picture', async () => {
    const { code, out } = await ocr([sample('table.png'), '--mode', 'table']);
    expect(code).toBe(0);
    const rows = out
      .trimEnd()
      .split('\n')
      .filter((_, i) => i !== 1)
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      );
    const wanted = truth('table').trimEnd().split('\n');
    expect(rows).toEqual(wanted.map((line) => line.split('\t')));
  });

  test('--mode paragraph: a paragraph is one line, and no word is lost', async () => {
    const page = resolve('test/fixtures/ocr/img/prose-serif@2x.png');
    const plain = await ocr([page]);
    const joined = await ocr([page, '--mode', 'paragraph']);
    expect(joined.code).toBe(0);
    const lines = (text: string) => text.split('\n').filter((line) => line.trim());
    expect(lines(joined.out).length).toBeLessThan(lines(plain.out).length / 2);
    const bare = (text: string) => text.replace(/[\s-]+/g, '');
    expect(bare(joined.out)).toBe(bare(plain.out));
  });

  test('a mode that is none is wrong usage', async () => {
    const { code, err } = await ocr([sample('table.png'), '--mode', 'poem']);
    expect(code).toBe(2);
    expect(err).toMatch(/--mode must be one of: text, code, table, paragraph/);
  });
});

describe('hostile files', () => {
  const files = hostileImages(readFileSync(sample('table.png')));

  test.each(files)('$name ends in a named reason', async ({ name, bytes }) => {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    const { code, out, err } = await ocr([file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.startsWith(`${file}: `)).toBe(true);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toMatch(
      /empty|cut off|damaged|too many pixels|known image format|not an image|Git LFS|PDF document|text file|cannot be used: archive/,
    );
  });

  test('one bad file among good ones costs only itself', async () => {
    const bad = join(folder, 'bomb.png');
    const { code, out, err } = await ocr([sample('table.png'), bad, sample('screenshot-code-dark.png')]);
    expect(code).toBe(1);
    expect(err).toMatch(/too many pixels/);
    expect(out).toContain('Mirror Lake');
    expect(out).toContain('export class Buoy');
  });

  test('a drawing that points outside fetches nothing and shows nothing', async () => {
    const server = await startLoopbackProvider();
    const file = join(folder, 'outside.svg');
    writeFileSync(join(folder, 'secret.txt'), 'TOPSECRET');
    writeFileSync(
      file,
      `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY s SYSTEM "file://${folder}/secret.txt">]>
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="400" height="100">
      <style>@import url("${server.url}/a.css");</style><image xlink:href="${server.url}/b.png" width="50" height="50"/>
      <image href="${sample('table.png')}" width="400" height="100"/><text y="40" font-size="30">&s;</text></svg>`,
    );
    const { out, err } = await ocr([file]);
    expect(server.requests).toHaveLength(0);
    expect(out + err).not.toMatch(/TOPSECRET|Mirror/);
    await server.close();
  });
});

describe('without network', () => {
  /**
   * Loaded into the process and all its threads before anything else: each way to the network leaves a line and throws.
   */
  const hook = () => {
    const file = join(folder, 'noNetwork.cjs');
    const log = join(folder, 'network.log');
    writeFileSync(log, '');
    writeFileSync(
      file,
      `const { appendFileSync } = require('node:fs');
       const cut = (object, name) => {
         object[name] = () => { appendFileSync(${JSON.stringify(log)}, name + '\\n'); throw new Error('the network is cut'); };
       };
       cut(require('node:net').Socket.prototype, 'connect');
       cut(require('node:net').Server.prototype, 'listen');
       cut(require('node:dgram'), 'createSocket');
       for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) { cut(require('node:dns'), name); cut(require('node:dns').promises, name); }`,
    );
    return { env: { NODE_OPTIONS: `--require ${file}` }, log: () => readFileSync(log, 'utf8') };
  };

  test('text is read, and no way out is tried', async () => {
    const { env, log } = hook();
    const { code, out } = await ocr([sample('screenshot-code-dark.png')], env);
    expect({ code, out }).toEqual({ code: 0, out: truth('screenshot-code-dark') });
    expect(log()).toBe('');
  });

  test('the cut is one: what needs the network fails in it', async () => {
    const { env, log } = hook();
    const { code, err } = await ocr(['--get-language', 'deu'], { ...env, npm_config_registry: 'http://127.0.0.1:9' });
    expect(code).toBe(1);
    expect(err).toMatch(/reach the npm registry/);
    expect(log()).not.toBe('');
  });

  test('in a process that has no network device at all', async (context) => {
    const isolated = await run('unshare', ['-rn', 'true']).catch(() => ({ code: 1 }));
    context.skip(isolated.code !== 0, 'unshare is not there, or may not make namespaces');
    const args = ['-rn', process.execPath, cliFile, 'ocr', sample('screenshot-code-dark.png')];
    expect(await run('unshare', args)).toEqual({ code: 0, out: truth('screenshot-code-dark'), err: '' });
  });
});

describe('languages', () => {
  let server: LoopbackProvider;
  beforeAll(async () => {
    server = await startLoopbackProvider();
  });
  afterAll(() => server.close());
  beforeEach(() => server.reset());
  const kept = () => {
    const place = join(folder, 'cache/sightread/languages');
    return existsSync(place) ? readdirSync(place) : [];
  };
  const registry = () => ({ npm_config_registry: `${server.url}/` });

  test('one that is missing says how to get it, and asks nobody', async () => {
    const { code, err } = await ocr([sample('table.png'), '--lang', 'deu'], registry());
    expect(code).toBe(1);
    expect(err).toMatch(/no language data for deu\. Get it with: sightread ocr --get-language deu/);
    const unpinned = await ocr([sample('table.png'), '--lang', 'xyz'], registry());
    expect(unpinned.err).toMatch(/Get it with: sightread ocr --get-language xyz\.traineddata/);
    expect(server.requests).toHaveLength(0);
  });

  test('--get-language keeps it, and reads with it without network from then on', async () => {
    registryRoutes(server, 'fra', readFileSync(await languagePack('fra')));
    expect(await ocr(['--get-language', 'fra'], registry())).toMatchObject({ code: 0, out: '' });
    expect(kept()).toContain('fra.traineddata');
    expect(server.requests.map(({ path }) => path)).toEqual(['/@tesseract.js-data/fra/-/fra-1.0.0.tgz']);
    const { code, out } = await ocr([sample('table.png'), '--lang', 'fra'], registry());
    expect(code).toBe(0);
    expect(out).toContain('Mirror Lake');
    expect(server.requests).toHaveLength(1);
  });

  test('a package that is not the one that is known is not kept, whatever the registry says of it', async () => {
    registryRoutes(server, 'deu', packTarball('deu', new Uint8Array(9)));
    const { code, err } = await ocr(['--get-language', 'deu'], registry());
    expect(code).toBe(1);
    expect(err).toMatch(/failed its integrity check/);
    expect(kept().filter((name) => name.startsWith('deu'))).toEqual([]);
  });

  test('one that is not pinned is not downloaded; from a file of that name it is kept', async () => {
    const refused = await ocr(['--get-language', 'xyz'], registry());
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(
      /can’t verify data for this language, so it isn’t downloaded.*--get-language CODE\.traineddata/,
    );
    const file = join(folder, 'xyz.traineddata');
    writeFileSync(file, 'hello');
    expect(await ocr(['--get-language', file])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/isn’t Tesseract language data/),
    });
    copyFileSync(join(cliFile, '../ocr/eng.traineddata'), file);
    expect(await ocr(['--get-language', file])).toMatchObject({ code: 0, out: '' });
    expect(await ocr([sample('table.png'), '--lang', 'xyz'])).toMatchObject({ code: 0 });
    expect(server.requests).toHaveLength(0);
  });

  test('what is not a code is wrong usage', async () => {
    const { code, err } = await ocr(['--get-language', '../../etc'], registry());
    expect(code).toBe(2);
    expect(err).toMatch(/isn’t a language code/);
    expect(server.requests).toHaveLength(0);
  });
});

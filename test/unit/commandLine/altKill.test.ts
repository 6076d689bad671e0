// `sightread alt write` on 500 images while every fifth answer is a refusal, ended with `kill -9` halfway, and run
// again.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { altAnswer } from '../../servers/altAnswer';
import { startLoopbackProvider } from '../../servers/loopbackProvider';
import { errorReply, groqStream } from '../../servers/vendorReplies';
import { cliFile, start } from './runCli';

const count = 500;
const perPage = 100;
const folder = mkdtempSync(join(tmpdir(), 'sightread-kill-'));
const nameOf = (index: number) => `image-${String(index).padStart(3, '0')}.png`;
const server = await startLoopbackProvider();

beforeAll(() => {
  mkdirSync(join(folder, 'docs'));
  const png = readFileSync('samples/logo.png');
  for (let index = 0; index < count; index++) {
    // Bytes after the end of a PNG are skipped, but make each file a different picture.
    writeFileSync(join(folder, 'docs', nameOf(index)), Buffer.concat([png, Buffer.from(`${index}`)]));
  }
  for (let at = 0; at < count / perPage; at++) {
    const lines = Array.from({ length: perPage }, (_, line) => `![](${nameOf(at * perPage + line)})\n`);
    writeFileSync(join(folder, `docs/page-${at}.md`), `# Page ${at}\n\n${lines.join('\n')}`);
  }
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function write() {
  const env = { XDG_CACHE_HOME: join(folder, 'cache'), GROQ_API_KEY: 'gsk_test' };
  const args = [cliFile, 'alt', 'write', 'docs', '--provider', 'groq', '--base-url', server.url];
  return start(process.execPath, args, env, folder);
}

test(
  'all are written after a second run, and what had been answered is not paid for again',
  { timeout: 120_000 },
  async () => {
    const pages = () =>
      Array.from({ length: count / perPage }, (_, at) => readFileSync(join(folder, `docs/page-${at}.md`), 'utf8'));
    const before = pages();
    /** How often each image was fully answered. */
    const paid = new Map<string, number>();
    let asked = 0;
    let refused = 0;
    let halfWay = () => {};
    server.on('POST', '/chat/completions', (request) => {
      const name = /image-\d+\.png/.exec(request.text)?.[0] ?? '';
      asked += 1;
      if (asked % 5 === 3) {
        refused += 1;
        return errorReply(429, 'Rate limit reached', 'rate_limit_exceeded', { 'retry-after-ms': '2' });
      }
      void request.ended.then(({ aborted }) => {
        if (!aborted) {
          paid.set(name, (paid.get(name) ?? 0) + 1);
        }
        if (paid.size === count / 2 + 7) {
          halfWay();
        }
      });
      const answer = altAnswer(`Harbour map with ${/\d+/.exec(name)?.[0]} piers in blue`);
      return groqStream([answer]);
    });

    const first = write();
    await new Promise<void>((done) => {
      halfWay = done;
    });
    first.child.kill('SIGKILL');
    expect((await first.ended).code).toBe(null);
    const paidBefore = new Map(paid);
    expect(paidBefore.size).toBeLessThan(count);
    // Each page is unchanged or complete.
    const written = (text: string) =>
      text.replace(/!\[\]\((image-(\d+)\.png)\)/g, '![Harbour map with $2 piers in blue.]($1)');
    const half = pages();
    expect(half.filter((text, at) => text !== before[at] && text !== written(before[at]!))).toEqual([]);
    const left = half.filter((text, at) => text === before[at]).length * perPage;

    const { code, err } = await write().ended;
    expect(code, err).toBe(0);
    expect(err).toContain(`${left} written, 0 decorative, 0 failed.`);
    expect(pages()).toEqual(before.map(written));
    expect(paid.size).toBe(count);
    // Four at a time: only those that were running at the kill may have been answered in vain, once.
    const twice = [...paid].filter(([, times]) => times > 1);
    expect(twice.length, JSON.stringify(twice)).toBeLessThanOrEqual(4);
    const last = [...paidBefore.keys()].slice(-8);
    expect(twice.filter(([name, times]) => times > 2 || !last.includes(name))).toEqual([]);
    expect(refused).toBeGreaterThan(count / 5);

    const askedAfterAll = asked;
    expect((await write().ended).err).toContain('0 written');
    expect(asked).toBe(askedAfterAll);
  },
);

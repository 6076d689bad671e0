// The review of 500 images while every fifth answer is a refusal and the extension host is killed halfway, as with
// `kill -9`. Counted at the provider: whatever had reached the review, or its disk, is never requested again. Requests
// that were running at the kill may be.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { altAnswer } from '../servers/altAnswer';
import { errorReply, groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';

const count = 200;
const atOnce = 8;
/** Milliseconds for all of them on a slow machine. */
const whole = 240_000;
const nameOf = (index: number) => `image-${String(index).padStart(3, '0')}.png`;
const documents = Array.from({ length: 10 }, (_, at) => `many/page-${at}.md`);

const { server, workbench } = await useGroqWorkbench({
  settings: { 'sightread.altText.parallelRequests': atOnce },
  prepare: async (folder) => {
    mkdirSync(join(folder, 'many'));
    for (let index = 0; index < count; index++) {
      const background = { r: index & 255, g: index >> 8, b: 77 };
      const picture = sharp({ create: { width: 8, height: 8, channels: 3, background } });
      await picture.png().toFile(join(folder, 'many', nameOf(index)));
    }
    for (const [at, path] of documents.entries()) {
      const lines = Array.from(
        { length: count / documents.length },
        (_, line) => `![](${nameOf(at * (count / documents.length) + line)})\n`,
      );
      writeFileSync(join(folder, path), `# Page ${at}\n\n${lines.join('\n')}`);
    }
  },
});

/** How often an image was fully answered; each of these is paid for. */
const paid = new Map<string, number>();
const asked: string[] = [];
let refused = 0;
let underWay = 0;
let most = 0;
server.on('POST', groqChat, (request) => {
  const name = /image-\d+\.png/.exec(request.text)?.[0] ?? '';
  asked.push(name);
  underWay += 1;
  most = Math.max(most, underWay);
  const isRefused = asked.length % 5 === 3;
  refused += isRefused ? 1 : 0;
  void request.ended.then(({ aborted }) => {
    underWay -= 1;
    if (!isRefused && !aborted) {
      paid.set(name, (paid.get(name) ?? 0) + 1);
    }
  });
  if (isRefused) {
    return errorReply(429, 'Rate limit reached', 'rate_limit_exceeded', { 'retry-after-ms': '10' });
  }
  const answer = altAnswer(`Harbour map with ${/\d+/.exec(name)?.[0]} piers in blue`);
  return groqStream([answer], { pause: 1 });
});

const texts = () => documents.map((path) => readFileSync(join(workbench().folder, path), 'utf8')).join('');
/** The images that the visible review has an answer for. */
const described = async () => {
  const alts = await workbench()
    .panel()
    .locator('body')
    .evaluate((body) => [...body.querySelectorAll('textarea')].map(({ value }) => value));
  return alts.flatMap((alt) => /with (\d+)/.exec(alt)?.[1] ?? []).map((number) => nameOf(Number(number)));
};

test(
  '200 images, a fifth of the answers refused, killed half-way: all are described, none that was there is paid again',
  async () => {
    const before = texts();
    await workbench().chooseFromMenu('many', 'Review Alt Text');
    await workbench()
      .panel()
      .getByRole('button', { name: `Write Alt Text for ${count} Images` })
      .press('Enter');
    await expect.poll(() => paid.size, { interval: 10, timeout: whole }).toBeGreaterThan(count / 2);
    process.kill(await workbench().extensionHostId(), 'SIGKILL');
    await expect.poll(() => underWay).toBe(0);
    const shown = await described();
    const askedBefore = asked.length;
    expect(shown.length).toBeGreaterThan(count / 4);
    expect(shown.length).toBeLessThan(count);
    expect(texts()).toBe(before);
    await workbench().screenshot('test/output/e2e/alt-review-killed.png');

    await workbench().reload();
    await workbench().closeAllEditors();
    await workbench().chooseFromMenu('many', 'Review Alt Text');
    const panel = workbench().panel();
    const goOn = panel.getByRole('button', { name: /^Continue with \d+/ });
    await goOn.waitFor();
    const known = await described();
    const left = Number(/\d+/.exec(await goOn.innerText())?.[0]);
    expect(left).toBe(count - known.length);
    expect(shown.filter((name) => !known.includes(name))).toEqual([]);
    expect(asked.length).toBe(askedBefore);
    await goOn.press('Enter');
    await panel
      .getByText(new RegExp(`${count} described, ${count} pending`))
      .first()
      .waitFor({ timeout: whole });

    const again = new Set(asked.slice(askedBefore));
    expect(known.filter((name) => again.has(name))).toEqual([]);
    expect(again.size).toBe(left);
    expect(paid.size).toBe(count);
    const twice = [...paid].filter(([, times]) => times > 1);
    expect(twice.length, JSON.stringify(twice)).toBeLessThanOrEqual(atOnce);
    expect(twice.every(([, times]) => times === 2)).toBe(true);
    expect(refused).toBeGreaterThan(count / 5);
    expect(most).toBeLessThanOrEqual(atOnce);

    await panel.getByRole('button', { name: 'Accept All Pending' }).press('Enter');
    await panel.getByRole('button', { name: `Apply ${count}` }).press('Enter');
    await panel.getByText(`${count} written (0 decorative), 0 skipped, 0 failed.`).first().waitFor();
    const wanted = before.replace(/!\[\]\((image-(\d+)\.png)\)/g, '![Harbour map with $2 piers in blue.]($1)');
    await expect.poll(() => texts() === wanted).toBe(true);
  },
  3 * whole,
);

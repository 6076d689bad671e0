import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { meantNames } from '../../../src/core/meantName';
import { meantFile } from '../../../src/disk/meantFile';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightread-meant-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (...names: readonly string[]) => {
  for (const name of names) {
    writeFileSync(join(folder, name), 'x');
  }
};
const meant = async (name: string) => basename(await meantFile(join(folder, name)));

const narrow = 'Screenshot 2026-05-12 at 4.42.48\u202fPM.png';

describe('a file named as it looks', () => {
  it.each([
    ['a plain space for a narrow one', narrow, 'Screenshot 2026-05-12 at 4.42.48 PM.png'],
    ['a no-break space for a narrow one', narrow, 'Screenshot 2026-05-12 at 4.42.48\u00a0PM.png'],
    ['a no-break space', 'my\u00a0chart.png', 'my chart.png'],
    ['an ideographic space', '図\u3000表.png', '図 表.png'],
    ['accents taken apart', 'Uberblick\u0308.png', 'Uberblick\u0308.png'.normalize('NFC')],
    ['accents in one piece', 'Capture d’écran.png'.normalize('NFC'), 'Capture d’écran.png'.normalize('NFD')],
    ['capitals', 'Logo.PNG', 'logo.png'],
    ['escapes for spaces', 'my chart.png', 'my%20chart.png'],
    ['escapes for letters', 'größe.png', 'gr%C3%B6%C3%9Fe.png'],
    ['escapes in the name itself', 'my%20chart.png', 'my chart.png'],
    ['a mark that cannot be seen', 'chart\u200e.png', 'chart.png'],
    ['an emoji in two forms', '❤\ufe0f.png', '❤.png'],
    ['all at once', 'Été\u202f1.PNG'.normalize('NFD'), 'été%201.png'],
  ])('is found: %s', async (_, there, written) => {
    put(there, 'other.png');
    expect(await meant(written)).toBe(there);
  });

  it('is itself if it exists, whatever else is similar', async () => {
    put('a b.png', 'a\u00a0b.png', 'A b.png');
    expect(await meant('a b.png')).toBe('a b.png');
    expect(await meant('a\u00a0b.png')).toBe('a\u00a0b.png');
  });

  it('is the most similar one', async () => {
    put('a\u00a0b.png', 'A B.png');
    expect(await meant('a b.png')).toBe('a\u00a0b.png');
  });

  it('is refused if there are several, and they can be told apart', async () => {
    put('a\u00a0b.png', 'a\u202fb.png');
    await expect(meant('a b.png')).rejects.toMatchObject({
      reason: 'severalFiles',
      detail: expect.stringMatching(/^a\\u(?:00a0|202f)b\.png, a\\u(?:00a0|202f)b\.png$/),
    });
  });

  it('is found in a folder named as it looks, and behind a link', async () => {
    mkdirSync(join(folder, 'Meine\u00a0Bilder'));
    writeFileSync(join(folder, 'Meine\u00a0Bilder', 'ä.png'.normalize('NFD')), 'x');
    symlinkSync(join(folder, 'Meine\u00a0Bilder'), join(folder, 'link'));
    const found = join('Meine\u00a0Bilder', 'ä.png'.normalize('NFD'));
    expect(await meantFile(join(folder, 'meine bilder', 'ä.png'))).toBe(join(folder, found));
    expect(await meant('link/Ä.png')).toBe('ä.png'.normalize('NFD'));
  });

  it('stays as written if nothing is similar, and whatever its length', async () => {
    put('chart.png');
    for (const name of [
      'chart2.png',
      'char t.png',
      `${'x'.repeat(300)}.png`,
      `${'😀'.repeat(70)}.png`,
      'a%zz.png',
      '%ff.png',
    ]) {
      expect(await meant(name)).toBe(name);
    }
    expect(await meantFile(join(folder, 'no', 'such', 'folder.png'))).toBe(join(folder, 'no', 'such', 'folder.png'));
  });

  it.each([
    ['CON.png', ['con.png'], ['con.png']],
    [`${'é'.repeat(84)}.png`, [`${'e\u0301'.repeat(84)}.png`], [`${'e\u0301'.repeat(84)}.png`]],
    ['👩‍💻.png', ['👩💻.png'], []],
    ['..', ['. .'], []],
  ])('%s', (name, there, found) => {
    expect(meantNames(name, there)).toEqual(found);
  });
});

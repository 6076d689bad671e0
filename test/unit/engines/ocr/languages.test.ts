// Real pages with the language data that the product downloads, in the thread that reads them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { languagePack } from '../../../../scripts/tools/languagePacks.mjs';
import { readTarFile } from '../../../../src/core/text/languages/tar';
import { createOcrEngine } from '../../../../src/engines/ocr/client';
import { pixelsOf } from '../../../bench/lib/ocrPages';

const languageDir = mkdtempSync(join(tmpdir(), 'sightread-languages-'));
const engine = createOcrEngine({ distDir: resolve('dist'), languageDir });
afterAll(() => {
  engine.dispose();
  rmSync(languageDir, { recursive: true });
});

async function read(page: string, code: string): Promise<string[]> {
  const archive = gunzipSync(readFileSync(await languagePack(code)));
  const packed = readTarFile(archive, `package/4.0.0_best_int/${code}.traineddata.gz`);
  writeFileSync(join(languageDir, `${code}.traineddata`), gunzipSync(packed!));
  const { text } = await engine.read(await pixelsOf(`test/fixtures/languages/${page}.png`), {
    languages: [code, 'eng'],
  });
  return text.split('\n').filter((line) => line.trim() !== '');
}

test('Japanese', async () => {
  expect(await read('japanese', 'jpn')).toEqual([
    '吾輩は猫である。名前はまだ無い。',
    'Visual Studio Code を起動する。',
    'バージョン 2.5 の Node を使います。',
  ]);
});

test('Chinese', async () => {
  expect(await read('chinese', 'chi_sim')).toEqual([
    '今天天气很好，我们去公园散步。',
    '使用 Visual Studio Code 打开文件夹。',
  ]);
});

test('Arabic, with a name and numbers', async () => {
  const [first, second] = await read('arabic', 'ara');
  expect(first).toMatch(/^تحميل\s+Visual Studio\s+من ال/);
  expect(second).toBe('العدد 12 و 34');
});

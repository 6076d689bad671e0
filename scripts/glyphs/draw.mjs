// @ts-check
// Draws text, cuts it into cells as the offline engine does, and writes them with the characters that were typed there.
import { closeSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { chromiumFlags, ensureChromium } from '../tools/chromium.mjs';
import { ensureCodeFonts, ensureIconFonts } from '../tools/codeFonts.mjs';
import { say } from '../tools/run.mjs';
import { characters } from './characters.mjs';
import { drawn, loadEngine, recordLength } from './engine.mjs';
import { drawInBrowser, makeLook, makePage } from './page.mjs';
import { decode, degrade, forLcd } from './pixels.mjs';
import { randomFrom } from './random.mjs';
import { makeText, realCode } from './text.mjs';

/** Pixels of the smallest pitch that anyone reads. */
const smallestPitch = 4.6;
/** This many empty cells are kept. */
const blanks = 0.12;
const smoothing = [
  ['--font-render-hinting=none', '--disable-lcd-text'],
  ['--font-render-hinting=slight', '--disable-lcd-text'],
  ['--font-render-hinting=full', '--enable-lcd-text'],
];

/**
 * Writes the cells of many pages, each of one family. @param {string} file @param {number} pages @param {number} seed
 * @param {boolean} heldOut with the families that the net isn't trained on
 */
export async function draw(file, pages, seed, heldOut) {
  const engine = await loadEngine();
  const families = await ensureCodeFonts();
  const icons = await ensureIconFonts();
  const fallbacks = families.filter(({ name }) => name === 'dejavu-sans-mono' || name === 'hack');
  const chosen = families.flatMap((family, index) => (family.heldOut === heldOut ? [{ family, index }] : []));
  const real = realCode();
  const labels = new Map(characters.map((character, index) => [character, index]));
  const executablePath = await ensureChromium();
  const output = openSync(file, 'w');
  let [next, cells, written] = [0, 0, 0];
  /** @type {Map<number, Buffer>} */
  const done = new Map();
  const started = Date.now();
  const worker = async () => {
    const browsers = await Promise.all(
      smoothing.map((flags) => chromium.launch({ executablePath, args: [...chromiumFlags, ...flags] })),
    );
    const pagesOpen = await Promise.all(browsers.map((browser) => openPage(browser, icons)));
    while (next < pages) {
      const number = next++;
      const random = randomFrom(seed * 100_003 + number);
      const { family, index } = /** @type {typeof chosen[number]} */ (chosen[number % chosen.length]);
      const fallback = random.pick(fallbacks).files[0]?.file ?? '';
      const records = await drawPage(random, random.pick(pagesOpen), family, index, fallback);
      done.set(number, records);
      for (let buffer = done.get(written); buffer; buffer = done.get(written)) {
        writeSync(output, buffer);
        done.delete(written++);
        cells += buffer.length / recordLength;
        if (written % 50 === 0) {
          say(`${written} pages, ${cells} cells, ${Math.round((Date.now() - started) / 1000)} s`);
        }
      }
    }
    await Promise.all(browsers.map((browser) => browser.close()));
  };

  /**
   * @param {import('./random.mjs').Random} random @param {Awaited<ReturnType<typeof openPage>>} open
   * @param {typeof families[number]} family @param {number} font @param {string} fallback
   */
  const drawPage = async (random, open, family, font, fallback) => {
    const look = makeLook(random);
    const text = makeText(random, real, look.rows, look.columns);
    const isLcd = random.chance(0.18);
    const scale = isLcd ? look.scale * 3 : look.scale;
    const spec = makePage(random, look, family, fallback, text);
    await open.cdp.send('Emulation.setDeviceMetricsOverride', {
      width: Math.ceil(isLcd ? look.columns * look.size + 60 : 1600),
      height: Math.ceil(look.rows * look.lineHeight + 20),
      deviceScaleFactor: scale,
      mobile: false,
    });
    const at = await open.page.evaluate(drawInBrowser, spec);
    const { data } = await open.cdp.send('Page.captureScreenshot', {
      format: 'png',
      optimizeForSpeed: true,
      clip: { x: 0, y: 0, width: at.width, height: at.height, scale: 1 },
    });
    let picture = await decode(Buffer.from(data, 'base64'));
    if (isLcd) {
      picture = forLcd(picture, random.chance(0.5));
    }
    let pitch = at.pitch * look.scale;
    let factor = 1;
    const isDegraded = random.chance(0.35);
    if (isDegraded) {
      const worse = await degrade(random, picture, Math.max(0.5, smallestPitch / pitch));
      factor = worse.factor;
      picture = worse;
    }
    pitch *= factor;
    const ink = engine.inkOf(withAlpha(picture));
    const flags = (look.ligatures ? drawn.ligatures : 0) + (isDegraded ? drawn.degraded : 0) + (isLcd ? drawn.lcd : 0);
    /** @type {Buffer[]} */
    const records = [];
    for (const [row, line] of text.entries()) {
      const baseline = Math.round((at.baseline + row * look.lineHeight) * look.scale) * factor;
      if (!at.isOnGrid[row]) {
        continue;
      }
      let column = 0;
      for (const token of line) {
        for (const character of token.text) {
          const label = labels.get(token.kind === 'icon' ? '' : character);
          const center = (spec.left + (column + 0.5) * at.pitch - spec.spacing / 2) * look.scale * factor;
          column++;
          if (label === undefined || (character === ' ' && token.kind !== 'icon' && !random.chance(blanks))) {
            continue;
          }
          const cell = engine.cutCell(
            ink,
            center + random.between(-0.6, 0.6) + random.between(-0.03, 0.03) * pitch,
            baseline + random.between(-0.6, 0.6) + random.between(-0.03, 0.03) * pitch,
            pitch * random.between(0.97, 1.03),
          );
          const xHeight = at.xHeight * look.scale * factor;
          const seen = random.chance(0.5) ? Math.round(xHeight) : xHeight;
          const facts = [label, Math.round((seen / pitch) * 200), font, flags, Math.round(pitch * 4)];
          records.push(Buffer.concat([cell, Buffer.from(facts.map((fact) => Math.min(255, fact)))]));
        }
      }
    }
    return Buffer.concat(records);
  };
  await Promise.all([worker(), worker()]);
  closeSync(output);
  say(`${cells} cells in ${file}, ${Math.round((Date.now() - started) / 1000)} s`);
}

/** @param {import('playwright-core').Browser} browser @param {readonly string[]} icons */
async function openPage(browser, icons) {
  const context = await browser.newContext();
  await context.route('http://glyphs.invalid/**', async (route) => {
    const url = new URL(route.request().url());
    if (url.pathname === '/font') {
      await route.fulfill({ body: await readFile(decodeURIComponent(url.search.slice(1))) });
    } else if (url.pathname.startsWith('/icons/')) {
      await route.fulfill({ body: await readFile(icons[Number(url.pathname.slice(7))] ?? '') });
    } else {
      await route.fulfill({ contentType: 'text/html', body: '<!doctype html><meta charset="utf-8">' });
    }
  });
  const page = await context.newPage();
  await page.goto('http://glyphs.invalid/');
  return { page, cdp: await context.newCDPSession(page) };
}

/** @param {import('./pixels.mjs').Picture} picture */
function withAlpha({ width, height, data }) {
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    pixels[i * 4] = data[i * 3] ?? 0;
    pixels[i * 4 + 1] = data[i * 3 + 1] ?? 0;
    pixels[i * 4 + 2] = data[i * 3 + 2] ?? 0;
  }
  return { width, height, data: pixels };
}

// Shared by everything that is drawn as a web page: fonts that come with the project, and the screenshot itself.
import { readFileSync } from 'node:fs';

/** @param {string} name of a file of dejavu-fonts-ttf */
function fontFace(family, name, weight) {
  const file = new URL(`../../node_modules/dejavu-fonts-ttf/ttf/${name}.ttf`, import.meta.url);
  const data = readFileSync(file).toString('base64');
  return `@font-face{font-family:'${family}';font-weight:${weight};src:url(data:font/ttf;base64,${data})}`;
}

const fonts = [
  fontFace('Sample Mono', 'DejaVuSansMono', 400),
  fontFace('Sample Mono', 'DejaVuSansMono-Bold', 700),
  fontFace('Sample Sans', 'DejaVuSans', 400),
  fontFace('Sample Sans', 'DejaVuSans-Bold', 700),
].join('\n');

/** Fonts of the interface, best first; the last one comes with the project. */
export const sans = `'Segoe UI', 'Liberation Sans', Arial, 'Sample Sans', sans-serif`;
export const mono = `'Sample Mono', monospace`;

/** @param {string} text */
export function escapeHtml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Draws `body` and keeps the picture of the first element in it.
 * @param {import('playwright-core').Browser} browser
 * @param {{ css: string, body: string, width: number, scale?: number, transparent?: boolean }} drawing width in CSS pixels
 * @returns {Promise<Buffer>} PNG
 */
export async function drawPage(browser, { css, body, width, scale = 1, transparent = false }) {
  const page = await browser.newPage({ viewport: { width, height: 800 }, deviceScaleFactor: scale });
  try {
    await page.setContent(`<!doctype html><meta charset="utf-8"><style>${fonts}
      * { box-sizing: border-box; } body { margin: 0; }
      ${css}</style><body>${body}</body>`);
    await page.evaluate(() => document.fonts.ready);
    return await page.locator('body > *').first().screenshot({ omitBackground: transparent });
  } finally {
    await page.close();
  }
}

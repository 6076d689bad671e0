// @ts-check
// Draws every picture of samples/. `npm run samples [-- NAME…]`; without a name, all of them (the photos take minutes).
// Needs a Chromium, for example by SIGHTREAD_CHROMIUM.
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { diagram, drawChart, drawLogo, logo } from './samples/graphics.mjs';
import { drawIcon } from './samples/icon.mjs';
import { drawPhoto, drawSidewaysPhoto } from './samples/photo.mjs';
import { drawDarkCode, drawErrorDialog, drawLightCode, drawTable, drawTerminal } from './samples/screens.mjs';
import { ensureChromium } from './tools/chromium.mjs';

/** @type {Record<string, (browser: import("playwright-core").Browser) => Promise<Buffer> | string>} */
const pictures = {
  'samples/screenshot-code-dark.png': drawDarkCode,
  'samples/screenshot-code-light.png': drawLightCode,
  'samples/screenshot-terminal.png': drawTerminal,
  'samples/error-dialog.png': drawErrorDialog,
  'samples/table.png': drawTable,
  'samples/chart.png': drawChart,
  'samples/diagram.svg': diagram,
  'samples/logo.svg': logo,
  'samples/logo.png': drawLogo,
  'samples/photo.jpg': drawPhoto,
  'samples/photo-sideways.jpg': drawSidewaysPhoto,
  'media/icon.png': drawIcon,
};

const wanted = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
});
try {
  for (const [name, draw] of Object.entries(pictures)) {
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) {
      continue;
    }
    console.log(`Drawing ${name}…`);
    const file = new URL(`../${name}`, import.meta.url);
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, await draw(browser));
    console.log(`  ${Math.round(statSync(file).size / 1024)} KB`);
  }
} finally {
  await browser.close();
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Pixels } from '../../../../src/core/image/types';

const require = createRequire(import.meta.url);
const font = readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf'));
let ready: Promise<void> | undefined;

export interface Look {
  /** Of the letters, pixels. */
  readonly size?: number;
  readonly color?: string;
  readonly ground?: string;
  /** Clockwise, in quarters. */
  readonly turns?: number;
}

/** A picture of lines in a fixed-pitch font. */
export async function drawn(lines: readonly string[], look: Look = {}): Promise<Pixels> {
  ready ??= initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  await ready;
  const { size = 16, color = '#222', ground = '#fff', turns = 0 } = look;
  const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * 0.602 * size) + 24;
  const height = Math.ceil(1.4 * size * lines.length) + 24;
  const escaped = (line: string) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const texts = lines.map(
    (line, i) => `<text x="12" y="${12 + Math.round((1.4 * i + 1) * size)}">${escaped(line)}</text>`,
  );
  const [across, down] = turns % 2 === 0 ? [width, height] : [height, width];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${across}" height="${down}">
    <rect width="100%" height="100%" fill="${ground}"/>
    <g transform="translate(${across / 2} ${down / 2}) rotate(${90 * turns}) translate(${-width / 2} ${-height / 2})"
      font-family="DejaVu Sans Mono" font-size="${size}" fill="${color}" xml:space="preserve">${texts.join('')}</g></svg>`;
  const image = new Resvg(svg, { font: { fontBuffers: [font], defaultFontFamily: 'DejaVu Sans Mono' } }).render();
  return { width: image.width, height: image.height, data: new Uint8Array(image.pixels) };
}

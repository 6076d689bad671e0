/** Pictures of real code, drawn as an editor shows it in fonts that nothing was trained on. */
import { readFileSync } from 'node:fs';
import { chromium, type Page as Tab } from 'playwright-core';
import { chromiumFlags, ensureChromium } from '../../../scripts/tools/chromium.mjs';
import { ensureCodeFonts } from '../../../scripts/tools/codeFonts.mjs';
import { ensureCodeSources } from '../../../scripts/tools/codeSources.mjs';
import { type Colored, createHighlighter, type Token } from './codeColors';
import { chooseSnippets, oneOf, type Snippet, shuffled } from './codeSnippets';
import { seeded } from './measure';

export interface CodePage extends Snippet {
  readonly scale: 1 | 2;
  readonly png: Buffer;
  /** What it was drawn with, for a person. */
  readonly look: string;
}

type Font = Awaited<ReturnType<typeof ensureCodeFonts>>[number];

/** What differs from page to page. */
interface Look {
  readonly font: Font;
  readonly theme: string;
  readonly size: number;
  readonly lineHeight: number;
  readonly padding: number;
  readonly ligatures: boolean;
  readonly numbers: boolean;
}

/** Draws `count` pages; the same seed draws the same pages from the same installed packages. Each is passed on when drawn. */
export async function* drawCodePages(seed: number, count: number): AsyncGenerator<CodePage> {
  const random = seeded(Math.imul(seed, 2_654_435_761));
  const fonts = (await ensureCodeFonts()).filter((font) => font.heldOut);
  const snippets = chooseSnippets(await ensureCodeSources(), count, random);
  const highlighter = await createHighlighter();
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumFlags });
  try {
    const tabs = new Map<number, Tab>();
    for (const scale of [1, 2]) {
      tabs.set(scale, await browser.newPage({ deviceScaleFactor: scale, viewport: { width: 1280, height: 800 } }));
    }
    let fontsLeft: Font[] = [];
    for (const [i, snippet] of snippets.entries()) {
      fontsLeft = fontsLeft.length > 0 ? fontsLeft : shuffled(fonts, random);
      const size = 11 + Math.floor(random() * 6);
      const look: Look = {
        font: fontsLeft.pop()!,
        theme: oneOf(highlighter.themes, random),
        size,
        lineHeight: Math.round(size * (1.3 + 0.3 * random())),
        padding: 6 + Math.floor(random() * 18),
        ligatures: random() < 0.2,
        numbers: random() < 1 / 3,
      };
      const colored = await highlighter.color(snippet.text, snippet.language, look.theme);
      const scale = i % 2 === 0 ? 1 : 2;
      const tab = tabs.get(scale)!;
      await tab.setContent(pageOf(snippet, look, colored));
      await tab.evaluate(() => Promise.all([...document.fonts].map((face) => face.load())));
      const png = await tab.locator('main').screenshot();
      const extras = [look.ligatures && 'ligatures', look.numbers && 'line numbers'].filter(Boolean);
      yield {
        ...snippet,
        scale,
        png,
        look: [snippet.language, look.font.name, `${size} px`, `${scale}x`, look.theme, ...extras].join(', '),
      };
    }
  } finally {
    await browser.close();
  }
}

function pageOf(
  { firstLine, text }: Snippet,
  look: Look,
  { lines: tokens, foreground, background, dim }: Colored,
): string {
  const digits = String(firstLine + text.split('\n').length).length;
  const lines = tokens.map((line, i) => {
    const number = look.numbers ? `<b>${String(firstLine + i).padStart(digits + 1)}  </b>` : '';
    return `<div>${number}${line.map(spanOf).join('')}</div>`;
  });
  return `<!doctype html><meta charset="utf-8"><style>${facesOf(look.font)}
    body { margin: 0 }
    main { display: inline-block; white-space: pre; padding: ${look.padding}px; color: ${foreground}; background: ${background};
      font: ${look.size}px/${look.lineHeight}px code; font-variant-ligatures: ${look.ligatures ? 'normal' : 'none'} }
    div { height: ${look.lineHeight}px }
    b { color: ${dim}; font-weight: normal }
  </style><main>${lines.join('')}</main>`;
}

function spanOf({ content, color, fontStyle }: Token): string {
  const style = [
    `color:${color}`,
    fontStyle & 1 && 'font-style:italic',
    fontStyle & 2 && 'font-weight:bold',
    fontStyle & 4 && 'text-decoration:underline',
  ].filter(Boolean);
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<span style="${style.join(';')}">${escaped}</span>`;
}

function facesOf(font: Font): string {
  return font.files
    .filter(({ weight }) => weight === 400 || weight === 700)
    .map(({ file, weight, style }) => {
      const url = `data:font/woff2;base64,${readFileSync(file).toString('base64')}`;
      return `@font-face { font-family: code; font-weight: ${weight}; font-style: ${style}; src: url(${url}) }`;
    })
    .join('\n');
}

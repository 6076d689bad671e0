import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import MarkdownIt from 'markdown-it';
import type { MarkupEngine } from '../../src/core/altText/engine';
import { createMarkupEngine } from '../../src/engines/markup/client';
import { median } from './lib/measure';
import type { Row } from './lib/row';

const distDir = fileURLToPath(new URL('../../dist/', import.meta.url));
const files = 2000;
const perFile = 5;
/** Concurrent requests, as in a scan of a workspace. */
const atOnce = 8;

/** The finder at work: a whole folder, and one long document while somebody types. */
export async function run(): Promise<Row[]> {
  const engine = createMarkupEngine({ distDir });
  try {
    return [...(await scan(engine)), ...(await typing(engine)), await oneEdit(engine)];
  } finally {
    engine.dispose();
  }
}

async function scan(engine: MarkupEngine): Promise<Row[]> {
  const pages = Array.from({ length: files }, (_, n) => page(n));
  // The first files include the start of the thread and the compiler.
  await Promise.all(pages.slice(0, 20).map(({ text, languageId }) => engine.check(`${text}\nwarm`, languageId)));
  let images = 0;
  let findings = 0;
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let at = next++; at < pages.length; at = next++) {
        const result = await engine.check(pages[at]!.text, pages[at]!.languageId);
        images += result.images;
        findings += result.findings.length;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  if (images !== files * perFile) {
    throw new Error(`${images} images instead of ${files * perFile}`);
  }
  const renderer = new MarkdownIt({ html: true });
  const markdown = pages.filter((one) => one.languageId === 'markdown').slice(0, 300);
  const startedTheirs = performance.now();
  for (const { text } of markdown) {
    renderer.render(text);
  }
  const theirs = (performance.now() - startedTheirs) / 1000;
  const bytes = pages.reduce((sum, one) => sum + one.text.length, 0);
  return [
    {
      name: `scan of ${files} files with ${images} images`,
      ours: files / seconds,
      theirs: markdown.length / theirs,
      target: '≥ 100',
      unit: 'files/s',
      note: `beside markdown-it rendering; one worker of ${availableParallelism()} cores, ${Math.round(bytes / files / 1024)} KiB a file, ${findings} findings`,
    },
  ];
}

async function typing(engine: MarkupEngine): Promise<Row[]> {
  const lines = longDocument();
  let text = lines.join('\n');
  await engine.check(text, 'markdown');
  const wall: number[] = [];
  const busy: number[] = [];
  let count = 0;
  for (let n = 0; n < 40; n++) {
    // One letter into a paragraph, each time in a different one.
    const at = Math.floor((text.length * ((n * 7) % 40)) / 40);
    const place = text.indexOf('Paragraph', at) + 3;
    text = `${text.slice(0, place)}x${text.slice(place)}`;
    const before = process.threadCpuUsage();
    const started = performance.now();
    count = (await engine.check(text, 'markdown')).findings.length;
    wall.push(performance.now() - started);
    const { user, system } = process.threadCpuUsage(before);
    busy.push((user + system) / 1000);
    if (count === 0) {
      throw new Error('no findings');
    }
  }
  const cold: number[] = [];
  for (let n = 0; n < 5; n++) {
    const other = text.replaceAll('Paragraph', `Part${n}`);
    const started = performance.now();
    await engine.check(other, 'markdown');
    cold.push(performance.now() - started);
  }
  return [
    {
      name: `findings after a keystroke, ${lines.length} lines`,
      ours: median(wall),
      theirs: median(cold),
      target: '≤ 30',
      unit: 'ms',
      note: `beside the whole document read anew; slowest ${Math.max(...wall).toFixed(1)} ms, ${Math.round(text.length / 1024)} KiB`,
    },
    {
      name: 'the caller’s thread meanwhile',
      ours: median(busy),
      target: '≤ 2',
      unit: 'ms',
      note: `its CPU time: the text is copied to the worker, ${count} findings come back; most ${Math.max(...busy).toFixed(2)} ms`,
    },
  ];
}

async function oneEdit(engine: MarkupEngine): Promise<Row> {
  const text = longDocument().join('\n');
  const { references } = await engine.find(text, 'markdown');
  const times: number[] = [];
  for (let n = 0; n < 20; n++) {
    const started = performance.now();
    const { edits } = await engine.edit(text, 'markdown', [
      { reference: references[n * 7]!, alt: `A "cat" [no. ${n}]` },
    ]);
    times.push(performance.now() - started);
    if (edits.length !== 1) {
      throw new Error('not written');
    }
  }
  return {
    name: 'one alt written and proved in the long document',
    ours: median(times),
    unit: 'ms',
    note: `${references.length} images`,
  };
}

function page(n: number): { text: string; languageId: string } {
  const images = Array.from({ length: perFile }, (_, at) => at);
  if (n % 4 === 3) {
    const body = images.map(
      (at) =>
        `<h2>Part ${at} of ${n}</h2>\n<p>${words(n + at)}</p>\n<p><a href="/p${at}"><img src="img/${n}-${at}.png" ${at % 2 ? 'alt=""' : ''} width="300"></a> ${words(at)}</p>`,
    );
    return {
      text: `<!doctype html>\n<html lang="en">\n<body>\n<h1>Page ${n}</h1>\n${body.join('\n')}\n</body>\n</html>\n`,
      languageId: 'html',
    };
  }
  const body = images.map(
    (at) =>
      `## Part ${at} of ${n}\n\n${words(n + at)}\n\n![${at % 3 ? `Screenshot of step ${at}` : ''}](img/${n}-${at}.png)\n\n- ${words(at)}\n- \`code\` and [a link](other.md)\n`,
  );
  return { text: `# Page ${n}\n\n${body.join('\n')}\n`, languageId: 'markdown' };
}

function longDocument(): string[] {
  const lines: string[] = ['# A long document', ''];
  for (let n = 0; lines.length < 5000; n++) {
    lines.push(
      `## Section ${n}`,
      '',
      `Paragraph ${n}. ${words(n)}`,
      '',
      `![${n % 3 ? '' : `Figure ${n}`}](img/${n}.png "t") and <img src="b${n}.png">`,
      '',
      '```js',
      `const x = ${n};`,
      '# no heading',
      '```',
      '',
      `| a | b |`,
      '|---|---|',
      `| ${n} | ![](t${n}.png) |`,
      '',
    );
  }
  return lines;
}

function words(seed: number): string {
  const list =
    'The menu opens a dialog where *every* setting of the project can be changed and **saved** for later use by `the team` or anybody else'.split(
      ' ',
    );
  return Array.from({ length: 40 }, (_, at) => list[(at * 7 + seed * 3) % list.length]).join(' ');
}

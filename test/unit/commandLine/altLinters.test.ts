// `sightread alt write` as three third-party linters see it: exactly those findings disappear that it says it fixed,
// and none appears. Images that it skips, because they look decorative or the provider failed, are still found.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { altAnswer } from '../../servers/altAnswer';
import { startLoopbackProvider } from '../../servers/loopbackProvider';
import { errorReply, groqStream } from '../../servers/vendorReplies';
import { type Lint, lintHtml, lintJsx, lintMarkdown } from './judges/linters';
import { runCli } from './runCli';

const server = await startLoopbackProvider();
let folder: string;

afterAll(() => server.close());
beforeEach(() => {
  server.reset();
  folder = mkdtempSync(join(tmpdir(), 'sightread-linters-'));
  return () => rmSync(folder, { recursive: true });
});

interface Page {
  readonly name: string;
  readonly text: string;
  readonly lint: Lint;
  /** The rules that count images without alt text, and the number of such images. */
  readonly rules: readonly string[];
  readonly missing: number;
}

const pages: readonly Page[] = [
  {
    name: 'page.md',
    lint: lintMarkdown,
    rules: ['MD045'],
    missing: 10,
    text: `# Lakes

![](blue.png) and, in the same line, ![](<blue.png> "a title") and ![][ref].

[![](blue.png)](https://tarn.example)

- in a list ![](line.png)
  1. deeper ![](./bad.png)

| state | picture |
| ----- | ------- |
| warm | ![](blue.png) |

> in a quotation ![](blue.png)

<p align="center"><img src="blue.png" width="300"></p>

Text with <img src='blue.png'> in it, and ![An alt that is there](blue.png).

A bare https://tarn.example and trailing space${' '}

\`\`\`markdown
![](blue.png)
\`\`\`

[ref]: blue.png
`,
  },
  {
    name: 'page.html',
    lint: lintHtml,
    // Images; image buttons; links whose only content is an image with empty alt text.
    rules: ['wcag/h37', 'wcag/h36', 'wcag/h30'],
    missing: 7,
    text: `<!DOCTYPE html>
<html lang="en">
<head><title>Lakes</title></head>
<body>
<!-- <img src="blue.png"> -->
<p><img src="blue.png"> text <img src='blue.png' width="3"><IMG SRC="bad.png"></p>
<p><a href="/home"><img src="blue.png"> Home</a></p>
<p><a href="/maps"><img src="blue.png" alt=""></a></p>
<figure><picture><source srcset="line.png" type="image/png"><img src="line.png"
  loading="lazy"></picture><figcaption>A caption</figcaption></figure>
<p><img src="blue.png" alt="An alt that is there" align="left"></p>
<form action="/go"><input type="image" src="blue.png"></form>
<script>const tag = '<img src="blue.png">';</script>
</body>
</html>
`,
  },
  {
    name: 'page.jsx',
    lint: lintJsx,
    rules: ['jsx-a11y/alt-text'],
    missing: 7,
    text: `import blue from './blue.png';

export function Page({ list, open }) {
  return (
    <main>
      <img src={blue} />
      <img alt src="./blue.png" />
      <img src={'./blue.png'} alt={undefined} className="wide" /> <img src={\`./blue.png\`} onClick={() => open(1 > 2)} />
      <a href="/home"><img src="./bad.png" /></a>
      {list.map((one) => one.shown && <img key={one.id} src="./line.png" />)}
      {/* <img src="./blue.png" /> */}
      <input type="image" src="./blue.png" />
      <img src="./blue.png" alt={list.title} /> <img src="./blue.png" alt="An alt that is there" />
    </main>
  );
}
`,
  },
];

const write = () => {
  const args = ['alt', 'write', '.', '--provider', 'groq', '--base-url', server.url];
  return runCli(args, { HOME: folder, GROQ_API_KEY: 'gsk_test' }, folder);
};

const answer = (role: string, alt: string) => groqStream([altAnswer(alt, { role, why: 'So it is.' })]);

test.each(pages)('$name: as many findings less as alts were written, and no other', async (page) => {
  const { name, text, lint, rules, missing } = page;
  for (const picture of ['blue.png', 'line.png', 'bad.png']) {
    writeFileSync(join(folder, picture), readFileSync('samples/logo.png'));
  }
  writeFileSync(join(folder, name), text);
  server.on('POST', '/chat/completions', ({ text: question }) =>
    question.includes('bad.png')
      ? errorReply(400, 'no', 'bad_request')
      : question.includes('line.png')
        ? answer('decorative', '')
        : // What each of the languages has to escape.
          answer('informative', 'Lake: "deep" & <cold> [blue] {still} `clear`'),
  );
  const before = await lint(text);
  const ofAlt = (findings: readonly string[]) => findings.filter((rule) => rules.includes(rule)).length;
  const others = (findings: readonly string[]) => findings.filter((rule) => !rules.includes(rule));
  expect(ofAlt(before), before.join()).toBe(missing);

  const { code, err } = await write();
  const [, written, decorative, failed] = /(\d+) written, (\d+) decorative, (\d+) failed/.exec(err)?.map(Number) ?? [];
  const after = await lint(readFileSync(join(folder, name), 'utf8'));
  expect(ofAlt(before) - ofAlt(after), err).toBe(written);
  expect(ofAlt(after)).toBe(decorative! + failed!);
  expect(others(after)).toEqual(others(before));
  expect({ written, decorative, failed, code }).toEqual({ written: missing - 2, decorative: 1, failed: 1, code: 1 });
});

// The worker as it is shipped: bundled, started on first use, ended when idle.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { markupBundles } from '../../../../scripts/bundle/markup.mjs';
import type { MarkupEngine } from '../../../../src/core/altText/engine';
import { MarkupError } from '../../../../src/core/altText/types';
import { createMarkupEngine } from '../../../../src/engines/markup/client';

let distDir = '';
const engines: MarkupEngine[] = [];

function engine(options: Partial<Parameters<typeof createMarkupEngine>[0]> = {}) {
  const created = createMarkupEngine({ distDir, ...options });
  engines.push(created);
  return created;
}

beforeAll(async () => {
  distDir = mkdtempSync(join(tmpdir(), 'markup-'));
  const bundles = markupBundles({
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
  });
  for (const bundle of bundles) {
    await build({ ...bundle, outfile: join(distDir, basename(bundle.outfile)), logLevel: 'error' });
  }
});

afterAll(() => {
  for (const one of engines) {
    one.dispose();
  }
  rmSync(distDir, { recursive: true });
});

test('says which rules hold for a file', async () => {
  const given = { vague: 'off', 'docs/*.md': { missing: 'off' }, '[': {} };
  const markup = engine();
  expect(await markup.rulesFor(given, 'docs/a.md')).toEqual({
    rules: { vague: 'off', missing: 'off' },
    problems: ['[ isn’t a valid glob'],
  });
  expect((await markup.rulesFor(given, 'a.md')).rules).toEqual({ vague: 'off' });
});

test.each([
  ['html', '<img src="a.png">\n'],
  ['markdown', '![](a.png)\n\n'],
  ['javascriptreact', 'export default <img src="a.png" />;\n'],
  ['asciidoc', 'image::a.png[]\n\n'],
])('gives the editor a part of very many images of %s, and says how many it left out', async (languageId, image) => {
  const text = image.repeat(3_000);
  const bounded = engine({ isBounded: true });
  const first = await bounded.find(text, languageId);
  expect([first.references.length, first.references[0]?.index, first.leftOut]).toEqual([2_000, 0, 1_000]);
  const last = await bounded.find(text, languageId, undefined, text.length - 10);
  expect([last.references.length, last.references.at(-1)?.index]).toEqual([2_000, 2_999]);
  const middle = await bounded.find(text, languageId, undefined, image.length * 1_500 + 5);
  expect([middle.references[0]?.index, middle.references.at(-1)?.index]).toEqual([500, 2_499]);
  const checked = await bounded.check(text, languageId);
  expect(checked.findings).toHaveLength(1_000);
  expect(checked.leftOut).toEqual({ images: 1_000, findings: 1_000 });
  const all = engine();
  expect((await all.find(text, languageId)).references).toHaveLength(3_000);
  expect((await all.check(text, languageId)).findings).toHaveLength(3_000);
});

test('finds, checks and edits in the thread', async () => {
  const markup = engine();
  const text = '# Title\n\n![](a.png) and <img src="b.png" alt="b.png">\n';
  const found = await markup.find(text, 'markdown');
  expect(found.references.map((one) => one.src.value)).toEqual(['a.png', 'b.png']);
  const { findings, images } = await markup.check(text, 'markdown', { rules: { vague: 'off' } });
  expect(images).toBe(2);
  expect(findings.map((one) => [one.rule, one.line, one.column])).toEqual([
    ['missing', 3, 1],
    ['filename', 3, 37],
  ]);
  const { edits, refused } = await markup.edit(text, 'markdown', [
    { reference: found.references[1]!, alt: 'A "quoted" cat.' },
    { reference: found.references[0]!, alt: 'A [dog].' },
  ]);
  expect(refused).toEqual([]);
  expect(edits.map((one) => one.newText)).toEqual(['A \\[dog\\].', '"A &quot;quoted&quot; cat."']);
});

test('reads every grammar in the bundle', async () => {
  const markup = engine();
  const documents: readonly (readonly [string, string])[] = [
    ['typescriptreact', 'const a: number = 1; export const A = () => <img src="a.png" />;'],
    ['mdx', 'import a from "./a.png"\n\n<img src={a} />'],
    ['vue', '<template><img :src="a"></template>'],
    ['svelte', '<img src={a}>'],
    ['astro', '<img src={a}>'],
    ['restructuredtext', '.. image:: a.png'],
    ['asciidoc', 'image::a.png[]'],
    ['quarto', '![](a.png)'],
    ['html', '<img src=a.png>'],
    ['jupyter', '{"cells": [{"cell_type": "markdown", "source": "![](a.png)"}]}'],
  ];
  for (const [languageId, text] of documents) {
    expect((await markup.find(text, languageId)).references, languageId).toHaveLength(1);
  }
});

test('edits of AsciiDoc are confirmed by the bundle beside the thread’s', async () => {
  const markup = engine();
  const text = '[separator=z]\n|===\nza z image:a.png[] zb\n|===\n';
  const { references } = await markup.find(text, 'asciidoc');
  const edit = (alt: string) => markup.edit(text, 'asciidoc', [{ reference: references[0]!, alt }]);
  expect((await edit('Home | Docs')).edits.map(({ newText }) => newText)).toEqual(['Home &#124; Docs']);
  expect((await edit('A maze')).refused.map(({ refusal }) => refusal.refused)).toEqual(['notRepresentable']);
});

test('an aborted request rejects at once with its reason, and the others go on', async () => {
  const markup = engine();
  const controller = new AbortController();
  const reason = new Error('enough');
  const first = markup.find('![](a.png)\n\n'.repeat(2000), 'markdown', controller.signal);
  const second = markup.find('![](b.png)', 'markdown');
  controller.abort(reason);
  await expect(first).rejects.toBe(reason);
  expect((await second).references).toHaveLength(1);
  await expect(markup.find('', 'markdown', AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('a thread that was ended when idle starts again', async () => {
  const markup = engine({ idleMs: 20 });
  expect((await markup.find('![](a.png)', 'markdown')).references).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await markup.find('![](a.png)', 'markdown')).references).toHaveLength(1);
});

test('a request that cannot be copied fails alone', async () => {
  const markup = engine();
  const good = markup.find('![](a.png)', 'markdown');
  const rules = new Proxy({}, {});
  await expect(markup.check('', 'markdown', { rules })).rejects.toMatchObject({ reason: 'failed' });
  expect((await good).references).toHaveLength(1);
});

test('a thread that cannot start, or never answers, is a typed error', async () => {
  const missing = engine({ distDir: join(distDir, 'nowhere') });
  const error = await missing.find('', 'markdown').catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(MarkupError);
  expect((error as MarkupError).reason).toBe('engineUnavailable');

  const deaf = mkdtempSync(join(tmpdir(), 'markup-deaf-'));
  writeFileSync(join(deaf, 'markupWorker.js'), 'setInterval(() => {}, 1000);');
  const silent = engine({ distDir: deaf, deadlineMs: 150 });
  await expect(silent.find('', 'markdown')).rejects.toMatchObject({ reason: 'deadline' });
  rmSync(deaf, { recursive: true });

  const done = engine();
  done.dispose();
  await expect(done.find('', 'markdown')).rejects.toMatchObject({ reason: 'engineUnavailable' });
});

test('a document that takes too long fails alone, and is not read again until it has changed', async () => {
  const markup = engine({ deadlineMs: 4000 });
  const endless = '<%'.repeat(500_000);
  const slow = markup.find(endless, 'html');
  const behind = markup.find('<img src="a.png">', 'html');
  await expect(slow).rejects.toMatchObject({ reason: 'deadline' });
  expect((await behind).references).toHaveLength(1);
  const asked = performance.now();
  await expect(markup.find(endless, 'html')).rejects.toMatchObject({ reason: 'deadline' });
  // Reading it again would take the whole deadline again.
  expect(performance.now() - asked).toBeLessThan(4000);
  expect((await markup.find('<img src="a.png">', 'html')).references).toHaveLength(1);
});

test('the expressions of a schema run in the thread, and end with it', async () => {
  const markup = engine({ deadlineMs: 4000 });
  const schema = { type: 'string', pattern: '^(a+)+$' };
  expect(await markup.checkSchema('aaa', schema)).toEqual([]);
  expect(await markup.checkSchema('b', schema)).toHaveLength(1);
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 20);
  await expect(markup.checkSchema(`${'a'.repeat(100)}b`, schema)).rejects.toMatchObject({ reason: 'deadline' });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(10);
});

test('references of a schema that multiply end with the thread', async () => {
  const markup = engine({ deadlineMs: 4000 });
  const twice = (at: number) => ({ allOf: [{ $ref: `#/$defs/d${at + 1}` }, { $ref: `#/$defs/d${at + 1}` }] });
  const $defs = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`d${at}`, at < 39 ? twice(at) : {}]));
  await expect(markup.checkSchema('b', { $ref: '#/$defs/d0', $defs })).rejects.toMatchObject({ reason: 'deadline' });
  expect(await markup.checkSchema('b', { $ref: '#/$defs/d35', $defs })).toEqual([]);
});

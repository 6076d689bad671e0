import { readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { listZip, packageExtension } from '../../scripts/package.mjs';
import type { Row } from './lib/row';

/** What the VSIX weighs, as packed, by parts. The first part whose pattern fits takes the file. */
const parts: readonly (readonly [string, RegExp])[] = [
  ['extension.js', /^dist\/extension\.js$/],
  ['findings.js and log.js (with a document on screen)', /^dist\/(?:findings|startup\/log)\.js$/],
  ['app.js (on first use)', /^dist\/app\.js$/],
  ['cli.js', /^dist\/cli\.js$/],
  ['network (undici)', /^dist\/network/],
  ['panel', /^dist\/media\//],
  ['imaging', /^dist\/(.*imaging|.*sharp|.*vips|.*heif|.*resvg|fonts)/i],
  ['offline reader', /^dist\/(.*ocr|.*tess|.*language)/i],
  ['markup parsers', /^dist\/.*markup/],
  ['documents, licences, pictures', /./],
];

/** Budgets of the bundles that every start of the editor, and every document with images, pays for; bytes. */
const extensionBudget = 80_000;
const findingsBudget = 40_000;

export async function run(): Promise<Row[]> {
  const { file } = await packageExtension({ build: false });
  const files = listZip(readFileSync(file)).map((one) => ({ ...one, name: one.name.replace(/^extension\//, '') }));
  const left = new Set(files);
  const rows: Row[] = parts.map(([name, pattern]) => {
    const members = [...left].filter((one) => pattern.test(one.name));
    for (const one of members) {
      left.delete(one);
    }
    const sum = (pick: (one: (typeof members)[number]) => number) => members.reduce((all, one) => all + pick(one), 0);
    return {
      name,
      ours: sum((one) => one.compressed) / 1000,
      unit: 'KB',
      note: `${members.length} files, ${Math.round(sum((one) => one.size) / 1000).toLocaleString('en')} KB unpacked`,
    };
  });
  const minified = (name: string, budget: number): Row => {
    const bundle = readFileSync(`dist/${name}`);
    return {
      name: `${name}, minified`,
      ours: bundle.length / 1000,
      target: `≤ ${budget / 1000}`,
      unit: 'KB',
      note: `${Math.round(gzipSync(bundle).length / 1000)} KB compressed`,
    };
  };
  return [
    { name: 'VSIX', ours: statSync(file).size / 1e6, unit: 'MB', note: `${files.length} files` },
    minified('extension.js', extensionBudget),
    minified('findings.js', findingsBudget),
    ...rows,
  ];
}

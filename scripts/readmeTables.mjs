// @ts-check
// Writes the tables of commands and settings in README.md, between `<!-- commands -->` and the like, from package.json and
// package.nls.json. A test in test/build fails when they differ.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './tools/run.mjs';

/** Readable names for the menus in `contributes.menus`, in the order of the table. */
const places = new Map([
  ['explorer/context', 'Explorer'],
  ['editor/title', 'image preview'],
  ['webview/context', 'image preview'],
  ['editor/title/context', 'editor tab'],
  ['editor/context', 'document'],
]);

/** @param {string} file */
const read = (file) => readFileSync(join(root, file), 'utf8');

/** The README with its tables generated from the manifest. */
export function readmeWithTables() {
  const { contributes } = JSON.parse(read('package.json'));
  const texts = JSON.parse(read('package.nls.json'));
  const text = (/** @type {string} */ key) => texts[key.replaceAll('%', '')];
  const commands = contributes.commands.map((/** @type {{ command: string, title: string }} */ { command, title }) => [
    `**${text(title)}**`,
    menusOf(command, contributes.menus).join(', '),
    `\`${command}\``,
  ]);
  const settings = contributes.configuration.flatMap((/** @type {{ properties: Record<string, any> }} */ section) =>
    Object.entries(section.properties).map(([name, { default: value, markdownDescription, ...more }]) => [
      `\`${name}\``,
      `\`${JSON.stringify(value)}\``,
      [
        text(markdownDescription).replaceAll(/`#([^#`]+)#`/g, '`$1`'),
        ...(more.enum ?? []).map((/** @type {string} */ one, /** @type {number} */ at) => {
          return `\`${one}\`: ${text(more.enumDescriptions[at])}`;
        }),
      ].join(' '),
    ]),
  );
  const withCommands = between(read('README.md'), 'commands', ['Command', 'Also in the menu of', 'ID'], commands);
  return between(withCommands, 'settings', ['Setting', 'Default', 'What it does'], settings);
}

/**
 * The places whose menu, or a submenu of it, holds a command.
 * @param {string} command
 * @param {Record<string, { command?: string, submenu?: string }[]>} menus
 */
function menusOf(command, menus) {
  const found = [...places].flatMap(([menu, name]) => {
    const entries = menus[menu] ?? [];
    const all = entries.flatMap((entry) => [entry, ...(entry.submenu ? (menus[entry.submenu] ?? []) : [])]);
    return all.some((entry) => entry.command === command) ? [name] : [];
  });
  return [...new Set(found)];
}

/** @param {string} page @param {string} name @param {string[]} head @param {string[][]} rows */
function between(page, name, head, rows) {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  const table = [line(head), line(head.map(() => '---')), ...rows.map(line)].join('');
  return `${page.slice(0, page.indexOf(start) + start.length)}\n${table}\n${page.slice(page.indexOf(end))}`;
}

/** Writes README.md. */
export function writeTables() {
  writeFileSync(join(root, 'README.md'), readmeWithTables());
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeTables();
  console.log('Wrote the tables of README.md.');
}

import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readmeWithTables } from '../../scripts/readmeTables.mjs';

const readme = readFileSync('README.md', 'utf8');

test('the README lists every command and setting as package.json has them', () => {
  expect(readme, 'Run `npm run manifest`.').toBe(readmeWithTables());
  const { commands, configuration } = JSON.parse(readFileSync('package.json', 'utf8')).contributes;
  const ids = [
    ...commands.map(({ command }: { command: string }) => command),
    ...configuration.flatMap(({ properties }: { properties: object }) => Object.keys(properties)),
  ];
  expect(ids.filter((id) => !readme.includes(`\`${id}\` |`))).toEqual([]);
});

test('every picture and page that the README links to is there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path!);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((path) => !existsSync(path))).toEqual([]);
});

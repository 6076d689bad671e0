import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useWorkbench } from './driver';
import { cutNetwork } from './network';

// Every setting at its default, no key, and no network at all.
const network = cutNetwork();
const workbench = useWorkbench({
  env: network.env,
  prepare: (folder) => writeFileSync(join(folder, 'empty.ts'), ''),
});

const truth = (name: string) =>
  readFileSync(join(process.cwd(), 'test/fixtures/samples', `${name}.txt`), 'utf8').trimEnd();

test('with the network cut a dark editor is read exactly, and nothing tries to connect', async () => {
  await workbench().openFile('empty.ts');
  await workbench().chooseFromMenu('screenshot-code-dark.png', 'More Image Actions > Extract Text from Image');
  await workbench().told(/60 lines read on this machine/);
  expect((await workbench().editorText()).replace(/\r\n/g, '\n').trimEnd()).toBe(truth('screenshot-code-dark'));
  // Checking whether a local server could help with the uncertain places stays on this machine.
  expect(network.connections().filter(({ host }) => !/^(127\.|::1$|localhost$)/.test(host))).toEqual([]);
});

test('what does need the network says so: the cut is real', async () => {
  await workbench().runCommand('Sightread: Manage Text Recognition Languages…');
  await workbench().pick(/^German\b/);
  await workbench().told(/Couldn’t reach the npm registry/);
  expect(network.connections().map(({ host }) => host)).toContain('registry.npmjs.org');
});

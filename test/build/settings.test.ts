// Every setting in the manifest has a form, one reader and, if a repository can write it, no effect in Restricted Mode.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSetting, type SettingName, settingTable } from '../../src/core/settings';

interface Property {
  readonly scope?: string;
  readonly default?: unknown;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const properties: Record<string, Property> = Object.assign(
  {},
  ...[manifest.contributes.configuration].flat().map((one: { properties: object }) => one.properties),
);

test('every setting has a form, and its default is the one of the manifest', () => {
  expect(
    Object.keys(settingTable)
      .map((name) => `sightread.${name}`)
      .sort(),
  ).toEqual(Object.keys(properties).sort());
  for (const [name, { default: value }] of Object.entries(properties)) {
    const key = name.replace(/^sightread\./, '') as SettingName;
    expect(settingTable[key].fallback, name).toEqual(value);
    expect(readSetting(key, value), name).toEqual({ value, isWrong: false });
  }
});

test('every setting that a workspace can write is restricted', () => {
  const restricted: readonly string[] = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
  const open = Object.entries(properties).filter(
    ([name, { scope }]) => scope !== 'application' && scope !== 'machine' && !restricted.includes(name),
  );
  expect(open.map(([name]) => name)).toEqual([]);
});

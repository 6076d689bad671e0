import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { thirdPartyNotices } from '../../scripts/notices.mjs';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));
const declared: Record<string, string> = {
  ...manifest.dependencies,
  ...manifest.optionalDependencies,
  ...manifest.devDependencies,
};
/** One of these is installed: the one for this machine. */
const platforms = Object.keys(manifest.optionalDependencies);
const page = read('docs/dependencies.md');

/** The rows of the page's tables, by package. */
const rows = new Map(
  [...page.matchAll(/^\| (\S+) \| (.+?) \| (.+?) \| (.+?) \|$/gm)]
    .filter(([, name]) => name !== 'package' && name !== '---')
    .map(([, name, why, licence, size]) => [name!, { why: why!, licence: licence!, size: size! }]),
);

describe('what is written by hand', () => {
  const files = [...page.matchAll(/^\| (\S+\.\S+) \| (\d+) \| (.+) \|$/gm)];

  it('is where the page says, and not much larger', () => {
    expect(files.length).toBeGreaterThan(10);
    for (const [, file, lines, why] of files) {
      expect(why!.length, file).toBeGreaterThan(30);
      const now = read(file!).split('\n').length - 1;
      expect(now, `${file}: the page says ${lines} lines`).toBeLessThanOrEqual(Number(lines) * 1.2);
    }
  });
});

describe('dependencies', () => {
  it('are pinned to one version', () => {
    const loose = Object.entries(declared).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  it('each have a row with a reason, a licence and a size, and no row is left over', () => {
    expect([...rows.keys()].sort()).toEqual(Object.keys(declared).sort());
    for (const [name, { why, size }] of rows) {
      expect(why.length, name).toBeGreaterThan(10);
      expect(size, name).toMatch(/^[\d.]+ [KM]B$/);
    }
  });

  it('have the licence that the package states', () => {
    const there = (name: string) => !platforms.includes(name) || existsSync(`node_modules/${name}`);
    for (const [name, { licence }] of [...rows].filter(([name]) => there(name))) {
      const stated: string | undefined = JSON.parse(read(`node_modules/${name}/package.json`)).license;
      if (stated !== undefined && !stated.startsWith('SEE LICENSE')) {
        expect(licence, name).toBe(stated);
      }
    }
  });

  it('that are in the product are named in the notices, as the last build has them', () => {
    expect(
      read('THIRD_PARTY_NOTICES.md') === thirdPartyNotices(),
      'Run `node scripts/notices.mjs` after a build.',
    ).toBe(true);
    const notices = read('THIRD_PARTY_NOTICES.md');
    const product = page.slice(page.indexOf('## In the product'), page.indexOf('## Types only'));
    for (const [, name] of product.matchAll(/^\| (\S+) \| .+\|$/gm)) {
      if (name !== 'package' && name !== '---') {
        expect(notices, name).toContain(`**${name}**`);
      }
    }
  });

  it('are all in the lock file with their SHA-512, Node for every system too, and run no script but those allowed', () => {
    const lock: Record<string, { integrity?: string; hasInstallScript?: boolean; os?: string; optional?: boolean }> =
      JSON.parse(read('package-lock.json')).packages;
    const packages = Object.entries(lock).filter(([path]) => path !== '');
    expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
    const named = Object.keys(manifest.allowScripts);
    const scripts = packages.filter(([, { hasInstallScript, optional }]) => hasInstallScript && !optional);
    expect(scripts.map(([path]) => path.replace('node_modules/', '')).filter((name) => !named.includes(name))).toEqual(
      [],
    );
    for (const name of platforms) {
      expect(lock[`node_modules/${name}`]).toMatchObject({ optional: true, os: expect.any(String) });
    }
  });

  it('are never loaded at run time from node_modules: the package carries none', () => {
    expect(manifest.dependencies ?? {}).toEqual({});
  });
});

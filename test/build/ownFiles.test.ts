// What the product writes to disk goes through two doors: whole, and through no link.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const doors = ['src/disk/wholeFile.ts', 'src/host/ownFiles.ts'];
const writes =
  /\b(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|copyFile|copyFileSync|cp|cpSync|rename|renameSync|symlink|truncate|openSync|open)\s*\(/;

test('no other file writes, copies or renames files', () => {
  const sources = ['src/host', 'src/commandLine', 'src/disk', 'src/app.ts', 'src/cli.ts', 'src/extension.ts'].flatMap(
    (path) =>
      path.endsWith('.ts')
        ? [path]
        : readdirSync(path, { recursive: true, encoding: 'utf8' })
            .filter((name) => name.endsWith('.ts'))
            .map((name) => join(path, name).replaceAll('\\', '/')),
  );
  const imported = /import \{([^}]*)\} from 'node:fs(?:\/promises)?'/g;
  const found = sources.filter((file) => {
    const text = readFileSync(file, 'utf8');
    const byNode = [...text.matchAll(imported)].some(([, names]) =>
      names?.split(',').some((name) => writes.test(`${name.trim()}(`)),
    );
    return byNode || /\bfs\.(?:writeFile|copy|rename)\(/.test(text) || /import \* as \w+ from 'node:fs/.test(text);
  });
  expect(found.sort()).toEqual(doors);
});

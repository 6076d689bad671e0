// Who imports whom, from the sources (type imports count too). The house: docs/architecture.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parse } from '@babel/parser';
import { expect, test } from 'vitest';

interface Import {
  /** The file that imports, from the repository's folder. */
  readonly from: string;
  /** What it imports: a file of ours without its extension, or a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

/** What each floor may import besides itself. */
const floors: Record<string, (one: Import) => boolean> = {
  protocol: () => false,
  core: ({ to, typeOnly }) => isPackage(to) || (typeOnly && isIn('src/protocol', to)),
  engines: ({ to }) => isIn('src/core', to) || isIn('src/engines/kit', to) || isPackage(to) || to.startsWith('node:'),
  disk: ({ to }) => isIn('src/core', to) || to.startsWith('node:'),
  jobs: ({ to, typeOnly }) =>
    isIn('src/core', to) || isPackage(to) || (typeOnly && /^src\/engines\/\w+\/client$/.test(to)),
  startup: ({ to }) => isIn('src/core', to) || to === 'vscode',
  host: ({ to, typeOnly }) =>
    ['src/core', 'src/disk', 'src/jobs', 'src/protocol'].some((folder) => isIn(folder, to)) ||
    /^src\/engines\/\w+\/client$/.test(to) ||
    to === 'src/startup/viewTypes' ||
    (typeOnly && isIn('src/startup', to)) ||
    isPackage(to) ||
    to.startsWith('node:') ||
    to === 'vscode',
  commandLine: ({ to }) =>
    ['src/core', 'src/disk', 'src/jobs'].some((folder) => isIn(folder, to)) ||
    /^src\/engines\/\w+\/client$/.test(to) ||
    isPackage(to) ||
    to.startsWith('node:'),
  contributions: ({ to }) => isIn('src/core', to) || to === 'src/startup/viewTypes' || isPackage(to),
  media: ({ to }) => isIn('src/protocol', to) || isPackage(to),
  root: () => true,
};

const imports = [...sourcesIn('src'), ...sourcesIn('media')].flatMap(importsOf);

test('no arrow runs up: each floor imports only what it may', () => {
  expect(imports.length).toBeGreaterThan(100);
  const wrong = imports.filter((one) => {
    const home = homeOf(one.from);
    return !(isIn(home.folder, one.to) || floors[home.floor]?.(one));
  });
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test('no feature imports another', () => {
  const wrong = imports.filter(
    ({ from, to }) => isIn('src/host/features', from) && isIn('src/host/features', to) && !from.startsWith(`${to}.`),
  );
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test('what reads a document knows neither what checks it nor what edits it', () => {
  const [engine, room] = ['src/engines/markup', 'src/engines/markup/read'];
  const wrong = imports.filter(({ from, to }) => isIn(room, from) && isIn(engine, to) && !isIn(room, to));
  expect(imports.filter(({ from }) => isIn(room, from)).length).toBeGreaterThan(50);
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test('no files import each other in a circle', () => {
  const files = new Map<string, string[]>();
  for (const { from, to } of imports.filter((one) => !one.typeOnly && /^(?:src|media)\//.test(one.to))) {
    const name = from.replace(/\.tsx?$/, '');
    files.set(name, [...(files.get(name) ?? []), to.replace(/\.js$/, '')]);
  }
  const done = new Set<string>();
  const circleFrom = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) {
      return [...path.slice(path.indexOf(name)), name];
    }
    if (done.has(name)) {
      return undefined;
    }
    for (const next of files.get(name) ?? []) {
      const found = circleFrom(next, [...path, name]);
      if (found) {
        return found;
      }
    }
    done.add(name);
    return undefined;
  };
  expect([...files.keys()].flatMap((name) => circleFrom(name, [])?.join(' → ') ?? [])).toEqual([]);
});

test('no error is swallowed: a catch that does nothing', () => {
  const empty = [...sourcesIn('src'), ...sourcesIn('media')].flatMap((file) => {
    const found: string[] = [];
    visit(parse(readFileSync(file, 'utf8'), { sourceType: 'module', plugins: pluginsFor(file) }).program, (node) => {
      const body = node.type === 'CatchClause' ? ((node.body as Node).body as readonly Node[]) : undefined;
      const isBare = body?.length === 1 && body[0]?.type === 'ReturnStatement' && body[0].argument === null;
      if (body?.length === 0 || isBare) {
        found.push(`${file}:${(node.loc as { start: { line: number } }).start.line}`);
      }
    });
    return found;
  });
  expect(empty).toEqual([]);
});

test('every file belongs to a floor', () => {
  const known = Object.keys(floors);
  const homeless = [...sourcesIn('src'), ...sourcesIn('media')].filter((file) => !known.includes(homeOf(file).floor));
  expect(homeless).toEqual([]);
});

/** An engine is at home in its own folder, everybody else in the floor's. */
function homeOf(file: string): { floor: string; folder: string } {
  const parts = file.split('/');
  if (parts[0] === 'media') {
    return { floor: 'media', folder: 'media' };
  }
  if (parts.length === 2) {
    return { floor: 'root', folder: 'src' };
  }
  const floor = parts[1] ?? '';
  return { floor, folder: floor === 'engines' ? parts.slice(0, 3).join('/') : parts.slice(0, 2).join('/') };
}

function isIn(folder: string, target: string): boolean {
  return target.startsWith(`${folder}/`);
}

/** A package of npm; neither Node's own modules nor VS Code's. */
function isPackage(target: string): boolean {
  return !/^(?:src|media)\/|^node:|^vscode$/.test(target);
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/'));
}

/** Outside `.tsx`, `<T>` is a type. */
function pluginsFor(file: string): ('typescript' | 'jsx')[] {
  return file.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'];
}

function importsOf(from: string): Import[] {
  const found: Import[] = [];
  visit(parse(readFileSync(from, 'utf8'), { sourceType: 'module', plugins: pluginsFor(from) }).program, (node) => {
    const source = (node.type === 'TSImportType' ? node.argument : node.source) as Node | undefined;
    const literal = source?.type === 'TSLiteralType' ? (source.literal as Node) : source;
    if (typeof literal?.value === 'string') {
      const to = literal.value.startsWith('.') ? posix.join(posix.dirname(from), literal.value) : literal.value;
      const typeOnly = node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType';
      found.push({ from, to, typeOnly });
    }
  });
  return found;
}

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

function visit(value: unknown, look: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) {
      visit(item, look);
    }
  } else if (typeof value === 'object' && value !== null && 'type' in value) {
    look(value as Node);
    for (const field of Object.values(value)) {
      visit(field, look);
    }
  }
}

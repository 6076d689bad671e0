// What a source can reach, from its syntax: what it takes of Node, of the editor and of the globals, by any spelling.
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { parse } from '@babel/parser';

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/**
 * Whoever holds one of these can do anything that hangs on it. Used otherwise than by a written name (handed on, kept
 * in a variable, exported, by a computed key), it counts as `….*`.
 */
const wholes =
  /^(?:vscode(?:\.(?:window|workspace|workspace\.fs|env|languages|commands|lm|chat|scm|debug|tasks|extensions|authentication|notebooks|comments|tests))?|node:\w+|node:fs\.promises|process|console|globalThis|navigator)$/;

const globals = new Set(['process', 'console', 'navigator', 'fetch', 'WebSocket', 'WebSocketStream', 'WebTransport']);
for (const name of ['XMLHttpRequest', 'EventSource', 'RTCPeerConnection', 'Worker', 'SharedWorker', 'importScripts']) {
  globals.add(name);
}
for (const name of ['eval', 'Function', 'require']) {
  globals.add(name);
}

/** The names of the global object. */
const globalObjects = new Set(['globalThis', 'global', 'window', 'self']);

/** The sources below some folders, or the files themselves, with forward slashes. */
export function sourcesOf(...places: readonly string[]): string[] {
  return places.flatMap((place) =>
    /\.tsx?$/.test(place)
      ? [place]
      : readdirSync(place, { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.tsx?$/.test(name))
          .map((name) => join(place, name).replaceAll('\\', '/')),
  );
}

/** `reachOf` for each of the files: `file: path` where the path fits. */
export function reaching(files: readonly string[], fits: (path: string) => boolean): string[] {
  return files.flatMap((file) => {
    const reached = known.get(file) ?? reachOf(readFileSync(file, 'utf8'), file.endsWith('x'));
    known.set(file, reached);
    return reached.filter(fits).map((path) => `${file}: ${path}`);
  });
}

const known = new Map<string, readonly string[]>();

/**
 * What a source reaches, each once, sorted: `node:fs.writeFile`, `vscode.window.showErrorMessage`, `process.stdout`,
 * `undici.fetch`; `vscode.window.*` where the whole is handed on; `?.name` for a name of what is not known. Types
 * reach nothing.
 */
export function reachOf(source: string, jsx = false): string[] {
  const { program } = parse(source, { sourceType: 'module', plugins: jsx ? ['typescript', 'jsx'] : ['typescript'] });
  const found = new Set<string>();
  const bound = new Map<string, string>();
  const tell = (path: string) => found.add(wholes.test(path) ? `${path}.*` : path);

  /** The path of an expression, if it begins with something known. */
  const pathOf = (node: Node): string | undefined => {
    const inner = unwrapped(node);
    if (inner.type === 'Identifier') {
      const name = String(inner.name);
      return bound.get(name) ?? (globalObjects.has(name) ? 'globalThis' : globals.has(name) ? name : undefined);
    }
    if (isMember(inner) && !isPromise(inner.object as Node)) {
      const of = pathOf(inner.object as Node);
      const key = keyOf(inner, inner.property as Node);
      return of === undefined || key === undefined ? undefined : joined(of, key);
    }
    const asked = moduleAskedFor(inner);
    return asked === undefined ? undefined : moduleName(asked);
  };

  const takeApart = (pattern: Node, path: string, keeps: boolean): void => {
    if (pattern.type === 'Identifier' && keeps && wholes.test(path)) {
      // A name of its own for a whole: what hangs on that name is followed, if it has only this meaning.
      const name = nameOf(pattern);
      if ((bound.get(name) ?? path) !== path) {
        tell(path);
      }
      bound.set(name, path);
    } else if (pattern.type === 'AssignmentPattern') {
      takeApart(pattern.left as Node, path, keeps);
    } else if (pattern.type === 'ObjectPattern') {
      for (const property of pattern.properties as readonly Node[]) {
        const key = property.type === 'ObjectProperty' ? keyOf(property, property.key as Node) : undefined;
        if (key === undefined) {
          tell(path);
        } else {
          takeApart(property.value as Node, joined(path, key), keeps);
        }
      }
    } else {
      tell(path);
    }
  };

  const bind = (node: Node): void => {
    const from = moduleName(String((node.source as Node).value));
    for (const specifier of (node.specifiers as readonly Node[]).filter((one) => one.importKind !== 'type')) {
      const imported = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported as Node) : 'default';
      const path = joined(from, imported);
      bound.set(nameOf(specifier.local as Node), path);
      if (!wholes.test(path)) {
        found.add(path);
      }
    }
    if ((node.specifiers as readonly Node[]).length === 0) {
      tell(from);
    }
  };

  const visit = (node: Node): void => {
    if (isType(node)) {
      return;
    }
    if (isMember(node) || node.type === 'Identifier' || moduleAskedFor(node) !== undefined) {
      visitReach(node);
      return;
    }
    if (node.type === 'ExportNamedDeclaration' && node.source) {
      for (const specifier of node.specifiers as readonly Node[]) {
        const local = specifier.local as Node | undefined;
        tell(joined(moduleName(String((node.source as Node).value)), local ? nameOf(local) : 'default'));
      }
      return;
    }
    if (node.type === 'ExportAllDeclaration') {
      found.add(`${moduleName(String((node.source as Node).value))}.*`);
      return;
    }
    const [target, value] = [(node.id ?? node.left) as Node | null, (node.init ?? node.right) as Node | null];
    const taken = value ? pathOf(value) : undefined;
    const keeps = node.type === 'VariableDeclarator';
    if (target && taken !== undefined && (target.type === 'ObjectPattern' || (keeps && wholes.test(taken)))) {
      takeApart(target, taken, keeps);
      return;
    }
    if (node.type === 'ObjectPattern') {
      for (const property of node.properties as readonly Node[]) {
        const key = property.type === 'ObjectProperty' ? keyOf(property, property.key as Node) : undefined;
        if (key !== undefined) {
          found.add(`?.${key}`);
        }
      }
    }
    children(node).forEach(visit);
  };

  /** A member expression, a name, or a module that is asked for. */
  const visitReach = (node: Node): void => {
    const path = pathOf(node);
    if (path !== undefined) {
      tell(path);
    }
    if (isMember(node)) {
      const key = keyOf(node, node.property as Node);
      if (path === undefined) {
        if (key !== undefined) {
          found.add(`?.${key}`);
        }
        visit(node.object as Node);
      }
      if (node.computed) {
        visit(node.property as Node);
      }
      const base = unwrapped(node.object as Node);
      if (path !== undefined && base.type !== 'Identifier' && !isMember(base)) {
        children(base).forEach(visit);
      }
    } else if (node.type !== 'Identifier') {
      children(node).forEach(visit);
    }
  };

  for (const statement of program.body as unknown as Node[]) {
    if (statement.type === 'ImportDeclaration' && statement.importKind !== 'type') {
      bind(statement);
    } else if (statement.type === 'TSImportEqualsDeclaration') {
      const { expression } = statement.moduleReference as { expression?: Node };
      bound.set(nameOf(statement.id as Node), moduleName(String(expression?.value)));
    }
  }
  const statements = (program.body as unknown as Node[]).filter(({ type }) => type !== 'ImportDeclaration');
  const imported = bound.size;
  statements.forEach(visit);
  if (bound.size > imported) {
    // A function may use a name that is given further down.
    statements.forEach(visit);
  }
  return [...found].sort();
}

const isMember = (node: Node) => node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';

const nameOf = (node: Node) => String(node.name ?? node.value);

/** Types, not `x as T` and its like, which hold values. */
const isType = (node: Node) =>
  node.declare === true ||
  (node.type.startsWith('TS') &&
    !/^TS(?:As|Satisfies|NonNull|TypeAssertion|Instantiation|Export|Enum|Parameter|Module)/.test(node.type));

/** `import('…')` without `await`: who is given what it gives is not known. */
const isPromise = (node: Node) =>
  node.type === 'ImportExpression' || (node.type === 'CallExpression' && (node.callee as Node).type === 'Import');

/** What stands within brackets, `await`, `x!`, `x as T`. */
function unwrapped(node: Node): Node {
  return /^(?:TSTypeAssertion|(?:TS\w+|Await|Parenthesized)Expression)$/.test(node.type)
    ? unwrapped((node.expression ?? node.argument) as Node)
    : node;
}

function keyOf({ computed }: Node, key: Node): string | undefined {
  if (key.type === 'StringLiteral') {
    return String(key.value);
  }
  if (key.type === 'TemplateLiteral' && (key.expressions as readonly Node[]).length === 0) {
    return (key.quasis as readonly { value: { cooked: string } }[])[0]?.value.cooked;
  }
  return computed || key.type !== 'Identifier' ? undefined : String(key.name);
}

/** The module of `import('…')`, `require('…')`, or of any call that is given `node:…`; `*` if it is not written out. */
function moduleAskedFor(node: Node): string | undefined {
  if (node.type === 'ImportExpression') {
    return literal(node.source as Node) ?? '*';
  }
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') {
    return undefined;
  }
  const callee = node.callee as Node;
  const [first] = node.arguments as readonly Node[];
  const text = first && literal(first);
  if (callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require')) {
    return text ?? '*';
  }
  const isGiven = isMember(callee) && keyOf(callee, callee.property as Node) === 'getBuiltinModule';
  return text?.startsWith('node:') || (isGiven && text !== undefined) ? text : undefined;
}

const literal = (node: Node) => keyOf({ ...node, computed: true }, node);

/** One name for each module of Node: `fs`, `node:fs` and `node:fs/promises` are `node:fs`. */
function moduleName(name: string): string {
  const bare = name.replace(/^node:/, '');
  return name.startsWith('node:') || builtinModules.includes(bare) ? `node:${bare.split('/')[0]}` : name;
}

function joined(of: string, key: string): string {
  if (of === 'globalThis' && (globals.has(key) || globalObjects.has(key))) {
    return globals.has(key) ? key : of;
  }
  return key === 'default' || (key === 'promises' && of === 'node:fs') ? of : `${of}.${key}`;
}

function children(node: Node): Node[] {
  // The name of a property that is written out is no use of a variable of that name.
  const skipped = !node.computed && (node.type === 'ObjectProperty' || /Method$|^Class.*Property$/.test(node.type));
  return Object.entries(node)
    .filter(([key, value]) => typeof value === 'object' && !(key === 'key' && skipped) && !key.endsWith('Comments'))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter((value): value is Node => typeof value === 'object' && value !== null && typeof value.type === 'string');
}

/** Where a reference's picture is. Pure: returns candidates in order, and the caller checks which one exists. */
import { bounds } from '../bounds';
import { decodeUrl } from '../decodeUrl';
import type { ImageReference } from './types';

export type Resolution =
  /** Files to try, best first; all inside the workspace. URIs without query and fragment. */
  | {
      readonly kind: 'file';
      readonly how: 'relative' | 'rootRelative' | 'absolute' | 'imported';
      readonly candidates: readonly string[];
    }
  | { readonly kind: 'remote'; readonly url: string }
  /** The URL itself is the picture. */
  | { readonly kind: 'data'; readonly mediaType: string; readonly url: string }
  | { readonly kind: 'attachment'; readonly cell: number; readonly name: string }
  | { readonly kind: 'output'; readonly cell: number; readonly output: number; readonly mediaType: string }
  /** A package or an alias that only a bundler can resolve. */
  | { readonly kind: 'module'; readonly specifier: string }
  | { readonly kind: 'outside'; readonly path: string }
  | { readonly kind: 'dynamic' };

export interface ResolveOptions {
  /** URI of the document, for example `file:///work/docs/index.md`. */
  readonly document: string;
  /** URIs of the workspace's folders; the document's own first. */
  readonly roots: readonly string[];
  /** Folders that `/logo.png` can refer to, relative to a root: the site's static files. */
  readonly baseFolders?: readonly string[];
  /** Prefixes of bundlers, for example `{ '@/': 'src/' }`, relative to a root. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** Static folders of the common site generators, tried after the root itself. */
const commonBaseFolders: readonly string[] = [
  'public',
  'static',
  'src',
  'docs',
  'assets',
  'source',
  'app',
  'site',
  'www',
];

const commonAliases: Readonly<Record<string, string>> = {
  '@/': 'src/',
  '~/': '',
  '~@/': 'src/',
  '$lib/': 'src/lib/',
  '@site/': '',
};

/** Resolves a reference's source. `..` out of the workspace, other hosts, and devices give `outside`. Never throws. */
export function resolveImage(reference: ImageReference, options: ResolveOptions): Resolution {
  if (reference.format === 'notebookOutput') {
    return { kind: 'output', cell: reference.cell ?? 0, output: reference.output ?? 0, mediaType: reference.tag };
  }
  const { value, module } = reference.src;
  const written = (module ?? value ?? '').trim();
  if (module === undefined && /^data:/i.test(written)) {
    return {
      kind: 'data',
      mediaType: /^data:([^;,]{0,200})/i.exec(written)?.[1]?.toLowerCase() || 'text/plain',
      url: written,
    };
  }
  // No file or page has a path this long.
  if (written === '' || written.length > bounds.imageAddress) {
    return { kind: 'dynamic' };
  }
  if (module !== undefined) {
    return imported(module, options);
  }
  if (/^attachment:/i.test(written)) {
    return { kind: 'attachment', cell: reference.cell ?? 0, name: decodeUrl(written.slice('attachment:'.length)) };
  }
  if (/^(?:https?:)?\/\//i.test(written)) {
    const url = parseUrl(written.startsWith('//') ? `https:${written}` : written);
    return url ? { kind: 'remote', url: url.href } : { kind: 'dynamic' };
  }
  if (/^file:/i.test(written)) {
    const url = parseUrl(written);
    return files('absolute', url ? [bare(url)] : [], written, options);
  }
  if (/^[a-z][a-z\d+.-]+:/i.test(written)) {
    return { kind: 'dynamic' };
  }
  if (/^[a-z]:[\\/]|^\\\\|\0/i.test(written)) {
    return { kind: 'outside', path: written };
  }
  const alias = aliased(written, options);
  if (alias) {
    return files('imported', alias, written, options);
  }
  const path = written.replace(/[?#].*$/s, '').replaceAll('\\', '/');
  if (path.startsWith('/')) {
    return files('rootRelative', belowRoots(path, options), written, options);
  }
  const beside = join(options.document, path);
  const extra = reference.format === 'wiki' || reference.format === 'asciidoc' || options.baseFolders;
  const elsewhere = extra
    ? options.roots.flatMap((root) =>
        ['', ...(options.baseFolders ?? ['images', 'assets', 'attachments'])].map((folder) =>
          under(root, folder === '' ? path : `${folder}/${path}`),
        ),
      )
    : [];
  return files('relative', [...beside, ...elsewhere], written, options);
}

function imported(specifier: string, options: ResolveOptions): Resolution {
  const path = specifier.replace(/[?#].*$/s, '');
  if (/^\.{1,2}\//.test(path)) {
    return files('imported', join(options.document, path), specifier, options);
  }
  if (path.startsWith('/')) {
    return files('imported', belowRoots(path, options), specifier, options);
  }
  if (/^https?:/i.test(path)) {
    return { kind: 'remote', url: path };
  }
  const alias = aliased(path, options);
  return alias ? files('imported', alias, specifier, options) : { kind: 'module', specifier };
}

/** Where a root-relative path of the site can lead. */
function belowRoots(path: string, options: ResolveOptions): (string | undefined)[] {
  const folders = ['', ...(options.baseFolders ?? commonBaseFolders)];
  return options.roots.flatMap((root) => folders.map((folder) => under(root, `${folder}${path}`)));
}

function aliased(path: string, options: ResolveOptions): (string | undefined)[] | undefined {
  for (const [prefix, folder] of Object.entries({ ...commonAliases, ...options.aliases })) {
    if (path.startsWith(prefix)) {
      return options.roots.map((root) => under(root, `${folder}${path.slice(prefix.length)}`));
    }
  }
  return undefined;
}

function files(
  how: Extract<Resolution, { kind: 'file' }>['how'],
  all: readonly (string | undefined)[],
  written: string,
  options: ResolveOptions,
): Resolution {
  const inside = all.filter((uri): uri is string => uri !== undefined && isInside(uri, options.roots));
  const candidates = [...new Set(inside)];
  return candidates.length > 0 ? { kind: 'file', how, candidates } : { kind: 'outside', path: written };
}

/** A file name with an escaped separator is never intended; it hides a path. */
function isInside(uri: string, roots: readonly string[]): boolean {
  return !/%2f|%5c|%00/i.test(uri) && roots.some((root) => uri.startsWith(root.endsWith('/') ? root : `${root}/`));
}

/** Beside the document: with percent escapes as in a URL and, if there are any, taken literally as well. */
function join(document: string, path: string): (string | undefined)[] {
  const literal = path
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
  const asUrl = parseUrl(path.replaceAll('#', '%23').replaceAll('?', '%3F'), document);
  return [...new Set([asUrl && bare(asUrl), ...(/%/.test(path) ? [] : [bareOf(parseUrl(literal, document))])])];
}

function under(root: string, path: string): string | undefined {
  const clean = path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .map((part) => encodePart(part))
    .join('/');
  return bareOf(parseUrl(clean, root.endsWith('/') ? root : `${root}/`));
}

function encodePart(part: string): string {
  return encodeURIComponent(decodeUrl(part));
}

function bareOf(url: URL | undefined): string | undefined {
  return url && bare(url);
}

/** As VS Code writes it: two slashes before a host and in file URIs. */
function bare({ protocol, host, pathname }: URL): string {
  return `${protocol}${host !== '' || protocol === 'file:' ? '//' : ''}${host}${pathname}`;
}

function parseUrl(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}

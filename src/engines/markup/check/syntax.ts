/** Finds where code can't be parsed any further, with the parsers that read documents. */
import { type ParserOptions, type ParserPlugin, parse } from '@babel/parser';
import type { SyntaxFault } from '../../../core/text/syntax';
import { type JsonFault, readJson } from '../read/json';

/** A screenshot shows part of a file: statements, members of a class, properties, elements. */
const frames: readonly (readonly [before: string, after: string])[] = [
  ['', ''],
  ['class Frame {\n', '\n}'],
  ['({\n', '\n})'],
  ['async function* frame() {\n', '\n}'],
];
const jsonFrames: readonly (readonly [before: string, after: string])[] = [
  ['', ''],
  ['{', '}'],
  ['[', ']'],
];

/**
 * Only the hidden part of a file often distinguishes JavaScript from TypeScript, so each is read as whichever parses.
 */
const dialects: readonly (readonly ParserPlugin[])[] = [
  ['jsx', 'typescript', 'decorators'],
  ['typescript', 'decorators'],
  ['jsx', 'flow', 'decorators'],
];

/**
 * What Babel calls an error although the code can be parsed: it's about meaning, or about what the picture doesn't
 * show.
 */
const aboutMeaning =
  /Redeclaration|^Duplicate|^ModuleExport|^Strict|^Illegal|^Unexpected(Super|Return|NewTarget)|PrivateField|^Await|^Yield|^ImportOutside|^ImportMeta|^Unsupported/;

/** The part of Babel's error that is used; its typings omit the position. */
interface BabelError extends SyntaxError {
  readonly pos: number;
  readonly reasonCode: string;
}

const options: ParserOptions = {
  sourceType: 'unambiguous',
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowImportExportEverywhere: true,
  allowUndeclaredExports: true,
  allowNewTargetOutsideFunction: true,
  errorRecovery: true,
  attachComment: false,
};

/**
 * Where code in one of the parsed languages is wrong, as far as any reading gets. Code that only ends too early, or
 * begins with closing brackets of hidden code, has no fault.
 */
export function findFault(text: string, languageId: string): SyntaxFault | undefined {
  const isJson = languageId === 'json';
  if (!isJson && /^\s*[)\]}]/.test(text)) {
    return undefined;
  }
  let furthest: SyntaxFault | undefined;
  for (const [before, after] of isJson ? jsonFrames : frames) {
    for (const plugins of isJson ? [[]] : dialects) {
      const source = before + text + after;
      const fault = isJson ? faultOfJson(source) : faultOfScript(source, plugins);
      if (!fault) {
        return undefined;
      }
      const at = fault.at - before.length;
      furthest = furthest && furthest.at >= at ? furthest : { ...fault, at };
    }
  }
  return furthest && furthest.at < text.trimEnd().length ? furthest : undefined;
}

function faultOfScript(source: string, plugins: readonly ParserPlugin[]): SyntaxFault | undefined {
  try {
    const { errors } = parse(source, { ...options, plugins: [...plugins] });
    const [first] = ((errors ?? []) as unknown as BabelError[])
      .filter(({ reasonCode }) => !aboutMeaning.test(reasonCode))
      .map(faultOf)
      .sort((a, b) => a.at - b.at);
    return first;
  } catch (cause) {
    if (cause instanceof SyntaxError && 'pos' in cause) {
      return faultOf(cause as BabelError);
    }
    throw cause;
  }
}

/** Babel ends its messages with line and column, which the position itself says. */
function faultOf({ message, pos }: BabelError): SyntaxFault {
  return { at: pos, message: message.replace(/ ?\(\d+:\d+\)$/, '') };
}

function faultOfJson(source: string): SyntaxFault | undefined {
  try {
    readJson(source);
    return undefined;
  } catch (cause) {
    if (cause instanceof SyntaxError && 'at' in cause) {
      const { at, message } = cause as JsonFault;
      return { at, message: message.replace(/ at \d+$/, '') };
    }
    throw cause;
  }
}

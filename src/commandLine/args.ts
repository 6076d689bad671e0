import { parseArgs } from 'node:util';

/** Incorrect usage: the message says what, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface Arguments {
  readonly command: string;
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

const options = {
  prompt: { type: 'string', short: 'p' },
  task: { type: 'string' },
  provider: { type: 'string' },
  model: { type: 'string', short: 'm' },
  'base-url': { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  detail: { type: 'string' },
  schema: { type: 'string' },
  tools: { type: 'string' },
  conversation: { type: 'string' },
  temperature: { type: 'string' },
  'top-p': { type: 'string' },
  'max-tokens': { type: 'string' },
  engine: { type: 'string' },
  mode: { type: 'string' },
  lang: { type: 'string' },
  'get-language': { type: 'string' },
  format: { type: 'string' },
  'contact-sheet': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  'no-cache': { type: 'boolean' },
  nearest: { type: 'boolean' },
  parallel: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Every option by its long name. */
export const optionNames: readonly string[] = Object.keys(options);

/** Splits the command line. Throws `UsageError`. */
export function parseArguments(argv: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    const [command = '', ...operands] = positionals;
    return { command, operands, options: values };
  } catch (error) {
    // Whatever follows Node's first sentence is about operands that begin with a dash.
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
}

/** An option that must be one of some words. */
export function choice<T extends string>(args: Arguments, name: string, words: readonly T[], fallback: T): T {
  const value = args.options[name];
  if (value === undefined) {
    return fallback;
  }
  const found = words.find((word) => word === value);
  if (found === undefined) {
    throw new UsageError(`--${name} must be one of: ${words.join(', ')}`);
  }
  return found;
}

/** An option that must be a number from `least` to `most`. */
export function numberOf(args: Arguments, name: string, least: number, most: number): number | undefined {
  const given = text(args, name);
  const value = given?.trim() ? Number(given) : Number.NaN;
  if (given !== undefined && !(value >= least && value <= most)) {
    throw new UsageError(`--${name} must be a number from ${least} to ${most}`);
  }
  return given === undefined ? undefined : value;
}

export function text(args: Arguments, name: string): string | undefined {
  const value = args.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** All values of an option that can be repeated. */
export function texts(args: Arguments, name: string): readonly string[] {
  const value = args.options[name];
  return Array.isArray(value) ? value : [];
}

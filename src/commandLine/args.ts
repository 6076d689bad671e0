import { parseArgs } from 'node:util';
import { actionsOf, type Command, commands, commonOptions, isCommand, type Options } from './options';

/** Incorrect usage: the message says what, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface Arguments {
  readonly command: string;
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
}

/** Every option of every command, and as Node's parser is told of it. One name takes the same in all commands. */
const all: Options = Object.assign(
  {},
  commonOptions,
  ...Object.values(commands).flatMap(({ actions }: Command) => actions.map(({ options }) => options)),
);
const options = Object.fromEntries(
  Object.entries(all).map(([name, { value, short, repeats }]) => [
    name,
    { type: value ? ('string' as const) : ('boolean' as const), ...(short && { short }), multiple: repeats === true },
  ]),
);

/** Splits the command line. Throws `UsageError`, also for an option of another command. */
export function parseArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [command = '', ...operands] = positionals;
  if (isCommand(command) && !values.help) {
    const actions = actionsOf(command, operands[0]);
    const known = [commonOptions, ...actions.map((action) => action.options)];
    const foreign = Object.keys(values).find((name) => !known.some((one) => Object.hasOwn(one, name)));
    if (foreign !== undefined) {
      const action = actions.length === 1 ? actions[0]?.name : undefined;
      throw new UsageError(`${[command, action].filter(Boolean).join(' ')} has no option --${foreign}`);
    }
  }
  return { command, operands, options: values };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
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
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

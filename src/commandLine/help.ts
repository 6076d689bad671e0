/** What `--help` prints: the overview, or one command with its options. */
import { type Command, commands, isCommand, type Option, type Options } from './options';

const about = `API keys come from the environment (GROQ_API_KEY, XAI_API_KEY, OPENAI_API_KEY, …). Without a key or a local server,
the offline engine extracts text and measures the image on this machine.
Results go to stdout; progress and errors go to stderr. Exit codes: 0 success, 1 findings or failures, 2 incorrect usage.
`;

/** Where the explanations begin. */
const column = 23;

/** The overview of all commands, or one command with its options. */
export function usage(name: string): string {
  if (isCommand(name)) {
    const { synopsis, actions }: Command = commands[name];
    return `${synopsis}\n${actions.map(({ name: action, does, options }) => explain(action, does, options)).join('')}\n${about}`;
  }
  const all = Object.values(commands).map(({ synopsis }) => synopsis);
  return `sightread: describe images, extract text, and write alt text\n\n${all.join('')}
  sightread --version
  sightread <command> --help    Show the options of a command\n\n${about}`;
}

function explain(action: string, does: string, options: Options): string {
  const lines = Object.entries(options).map(([name, option]) => row(label(name, option), option.help));
  return [...(action ? [row(action, [does])] : []), ...lines].join('');
}

const label = (name: string, { short, value }: Option) =>
  [...(short ? [`-${short},`] : []), `--${name}`, ...(value ? [value] : [])].join(' ');

function row(left: string, lines: readonly string[]): string {
  const head = `  ${left} `.padEnd(column);
  return lines.map((line, at) => `${at === 0 ? head : ' '.repeat(column)}${line}\n`).join('');
}

/** Points to the help after an incorrect use of `command`. */
export const usageHint = (command: string): string => `See: sightread ${isCommand(command) ? `${command} ` : ''}--help`;

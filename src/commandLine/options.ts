/** The options of each command, stated once: what they are called, what they take, and what `--help` says about them. */

export interface Option {
  /** What it takes, as `--help` names it. Without one, the option is a switch. */
  readonly value?: string;
  readonly short?: string;
  readonly repeats?: true;
  /** Its lines in `--help`. */
  readonly help: readonly [string, ...string[]];
}

export type Options = Readonly<Record<string, Option>>;

const allowHost: Option = {
  value: 'HOST',
  repeats: true,
  help: ['Allow images to be fetched from this host. Can be repeated'],
};
const provider: Option = { value: 'ID', help: ['The provider: groq, xai, openai, …, offline'] };
const model: Option = { value: 'M', short: 'm', help: ['The model. See: sightread models'] };
const baseUrl: Option = { value: 'URL', help: ["Use another URL for the provider's API"] };

const describe: Options = {
  prompt: {
    value: 'TEXT',
    short: 'p',
    help: ['Your question. [image 2] places the second image there:', '--prompt "Is [image 1] in [image 2]?"'],
  },
  task: { value: 'ID', help: ['Use the prompt of a task: describe, ask, compare, extractData, ocr'] },
  provider,
  model,
  'base-url': baseUrl,
  detail: { value: 'D', help: ['How much detail to send: auto, low, high, original'] },
  schema: { value: 'FILE', help: ['Answer with JSON that matches this JSON Schema'] },
  'contact-sheet': { help: ["Combine images that exceed the provider's limit into one"] },
  temperature: { value: 'N', help: ['Passed to the provider, from 0 to 2'] },
  'top-p': { value: 'N', help: ['Passed to the provider, from 0 to 1'] },
  'max-tokens': { value: 'N', help: ['The longest answer, in tokens'] },
  conversation: {
    value: 'FILE',
    help: ['Continue the conversation in FILE, which stores questions, answers, and image paths'],
  },
  'allow-host': allowHost,
  tools: { value: 'FILE', help: ['Functions that the model can call. Calls are printed, never run'] },
  json: { help: ['Print one object with the text, usage, cost, images as sent, …'] },
};

const ocr: Options = {
  mode: { value: 'M', help: ['The layout of the text: text, code, table, paragraph'] },
  lang: { value: 'CODES', help: ['The languages of the text, such as eng,deu. English is built in'] },
  'get-language': {
    value: 'CODE',
    help: [
      'Download the data for a language from the npm registry and save it;',
      'CODE.traineddata saves that file instead',
    ],
  },
  engine: { value: 'E', help: ['offline (on this machine), or model with --provider, --model, and --base-url'] },
  provider,
  model,
  'base-url': baseUrl,
  'allow-host': allowHost,
  json: { help: ['Print the text and each line with its position and confidence'] },
};

const check: Options = {
  format: { value: 'F', help: ['pretty, json, sarif, or github for annotations in GitHub Actions'] },
};

const write: Options = {
  'dry-run': { help: ['Print the changes as a diff, and write nothing'] },
  nearest: {
    help: [
      "Where a document can't represent the alt text, write the closest version that it can.",
      'Without this option, the image is skipped',
    ],
  },
  'no-cache': {
    help: [
      "Don't read or save answers in your cache folder. With the cache, an image that was",
      "already described isn't paid for again",
    ],
  },
  parallel: { value: 'N', help: ['The number of images to describe at once, 1 to 16 (default: 4)'] },
  provider,
  model,
  'base-url': baseUrl,
  'allow-host': allowHost,
};

const models: Options = {
  provider: { ...provider, help: ['The provider. The default is the one that describe would use'] },
  'base-url': baseUrl,
  json: { help: ['Print everything that is known about the models'] },
};

/** What a command does; some have several actions, named by their first operand. */
export interface Action {
  readonly name: string;
  readonly does: string;
  readonly options: Options;
}

export interface Command {
  /** Its lines in the overview. */
  readonly synopsis: string;
  readonly actions: readonly [Action, ...Action[]];
}

const only = (options: Options): [Action] => [{ name: '', does: '', options }];

export const commands = {
  describe: {
    synopsis: `  sightread describe <image|url>… [--prompt TEXT] [--task ID] [--provider ID] [--model M]
                     [--base-url URL] [--detail auto|low|high|original] [--schema FILE] [--json]
                     [--contact-sheet] [--temperature N] [--top-p N] [--max-tokens N]
                     [--conversation FILE] [--tools FILE] [--allow-host HOST]…
`,
    actions: only(describe),
  },
  ocr: {
    synopsis: `  sightread ocr <image>… [--mode text|code|table|paragraph] [--lang eng,deu] [--engine offline|model] [--json]
  sightread ocr --get-language deu
`,
    actions: only(ocr),
  },
  alt: {
    synopsis: `  sightread alt check <file|folder>… [--format pretty|json|sarif|github]
  sightread alt write <file|folder>… [--dry-run] [--nearest] [--no-cache] [--parallel N] [--provider ID] [--model M]
                     [--base-url URL] [--allow-host HOST]…
`,
    actions: [
      {
        name: 'check',
        does: 'Find missing and unhelpful alt text. Needs no API key and sends nothing',
        options: check,
      },
      { name: 'write', does: 'Write missing alt text with a model, and change nothing else', options: write },
    ],
  },
  models: {
    synopsis: `  sightread models [--provider ID] [--base-url URL] [--json]
`,
    actions: only(models),
  },
} satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof commands;

export const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);

/** What every command takes. */
export const commonOptions: Options = {
  help: { short: 'h', help: ['Show the options of a command'] },
  version: { help: ['Show the version'] },
};

/** The actions that a command line can mean: the one that is named, or all of the command. */
export function actionsOf(command: CommandName, operand: string | undefined): readonly Action[] {
  const { actions }: Command = commands[command];
  const named = actions.filter(({ name }) => name === operand);
  return named.length > 0 ? named : actions;
}

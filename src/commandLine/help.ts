/** What `--help` prints, whole and for one command. */

const commands = {
  describe: `  sightread describe <image|url>… [--prompt TEXT] [--task ID] [--provider ID] [--model M]
                     [--base-url URL] [--detail auto|low|high|original] [--schema FILE] [--json]
                     [--contact-sheet] [--temperature N] [--top-p N] [--max-tokens N]
                     [--conversation FILE] [--tools FILE] [--allow-host HOST]…
`,
  ocr: `  sightread ocr <image>… [--mode text|code|table|paragraph] [--lang eng,deu] [--engine offline|model] [--json]
  sightread ocr --get-language deu
`,
  alt: `  sightread alt check <file|folder>… [--format pretty|json|sarif|github]
  sightread alt write <file|folder>… [--dry-run] [--nearest] [--no-cache] [--parallel N] [--provider ID] [--model M]
                     [--allow-host HOST]…
`,
  models: `  sightread models [--provider ID] [--json]
`,
};

const options: Record<keyof typeof commands, string> = {
  describe: `  -p, --prompt TEXT    asks this; [image 2] in it puts the second image at that place:
                       --prompt "Is [image 1] in [image 2]?"
  --task ID            the prompt of a task: describe, ask, compare, extractData, ocr
  --provider ID        groq, xai, openai, …, offline
  -m, --model M        one of sightread models
  --base-url URL       the provider's API is at another address
  --detail D           how finely the image is looked at: auto, low, high, original
  --schema FILE        the answer is JSON that fits this JSON Schema
  --contact-sheet      more images than the provider takes go as one picture
  --temperature N, --top-p N, --max-tokens N
                       go into the provider's own fields
  --conversation FILE  asks on: FILE keeps questions, answers and where the images are
  --allow-host HOST    images may be fetched from there; may be given more than once
  --tools FILE         functions that the model may call; a call is printed, never carried out
  --json               text, usage, cost, images as sent, … as one object
`,
  ocr: `  --mode M             how the text is laid out: text, code, table, paragraph
  --lang CODES         the languages of the text, as eng,deu; English is built in
  --get-language CODE  downloads the data to read a language from the npm registry, and keeps it;
                       CODE.traineddata keeps that file
  --engine E           offline (on this machine) or model, with --provider, --model and --base-url
  --json               the text with its lines, their places and how sure they are
`,
  alt: `  check                finds missing and useless alt texts; needs no key and sends nothing
  --format F           pretty, json, sarif, or github for annotations in GitHub Actions
  write                writes the missing ones by a model, and nothing else
  --dry-run            prints the changes as a diff and writes nothing
  --nearest            an alt text that the language of a document cannot hold is written in the nearest words it can;
                       without it the image is left
  --no-cache           neither reads nor writes the answers kept in the user's cache folder; without it an image
                       that was described is not paid for again
  --parallel N         images asked about at a time, 1 to 16; 4 without it
  --provider ID, --model M, --base-url URL
                       who is asked
  --allow-host HOST    images may be fetched from there; may be given more than once
`,
  models: `  --provider ID        whose models; without it the provider that describe would ask
  --base-url URL       the provider's API is at another address
  --json               everything that is known of them
`,
};

const about = `Keys come from the environment (GROQ_API_KEY, XAI_API_KEY, OPENAI_API_KEY, …). Without one, and without a local
server, the offline engine reads the text and measures the facts on this machine.
Results go to stdout, progress and errors to stderr. Exit codes: 0 done, 1 findings or something failed,
2 wrong usage.
`;

const isCommand = (name: string): name is keyof typeof commands => Object.hasOwn(commands, name);

/** All commands, or one with its options. */
export function usage(command: string): string {
  return isCommand(command)
    ? `${commands[command]}\n${options[command]}\n${about}`
    : `sightread: reads images\n\n${Object.values(commands).join('')}
  sightread --version
  sightread <command> --help    says what the options do\n\n${about}`;
}

/** Where to read on after a mistake in the arguments of `command`. */
export const usageHint = (command: string): string => `See: sightread ${isCommand(command) ? `${command} ` : ''}--help`;

/** What `--help` prints: the overview, or one command with its options. */

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
  describe: `  -p, --prompt TEXT    Your question. [image 2] places the second image there:
                       --prompt "Is [image 1] in [image 2]?"
  --task ID            Use the prompt of a task: describe, ask, compare, extractData, ocr
  --provider ID        The provider: groq, xai, openai, …, offline
  -m, --model M        The model. See: sightread models
  --base-url URL       Use another URL for the provider's API
  --detail D           How much detail to send: auto, low, high, original
  --schema FILE        Answer with JSON that matches this JSON Schema
  --contact-sheet      Combine images that exceed the provider's limit into one
  --temperature N, --top-p N, --max-tokens N
                       Passed to the provider
  --conversation FILE  Continue the conversation in FILE, which stores questions, answers, and image paths
  --allow-host HOST    Allow images to be fetched from this host. Can be repeated
  --tools FILE         Functions that the model can call. Calls are printed, never run
  --json               Print one object with the text, usage, cost, images as sent, …
`,
  ocr: `  --mode M             The layout of the text: text, code, table, paragraph
  --lang CODES         The languages of the text, such as eng,deu. English is built in
  --get-language CODE  Download the data for a language from the npm registry and save it;
                       CODE.traineddata saves that file instead
  --engine E           offline (on this machine), or model with --provider, --model, and --base-url
  --json               Print the text and each line with its position and confidence
`,
  alt: `  check                Find missing and unhelpful alt text. Needs no API key and sends nothing
  --format F           pretty, json, sarif, or github for annotations in GitHub Actions
  write                Write missing alt text with a model, and change nothing else
  --dry-run            Print the changes as a diff, and write nothing
  --nearest            Where a document can't represent the alt text, write the closest version that it can.
                       Without this option, the image is skipped
  --no-cache           Don't read or save answers in your cache folder. With the cache, an image that was
                       already described isn't paid for again
  --parallel N         The number of images to describe at once, 1 to 16 (default: 4)
  --provider ID, --model M, --base-url URL
                       The provider and model to use
  --allow-host HOST    Allow images to be fetched from this host. Can be repeated
`,
  models: `  --provider ID        The provider. The default is the one that describe would use
  --base-url URL       Use another URL for the provider's API
  --json               Print everything that is known about the models
`,
};

const about = `API keys come from the environment (GROQ_API_KEY, XAI_API_KEY, OPENAI_API_KEY, …). Without a key or a local server,
the offline engine extracts text and measures the image on this machine.
Results go to stdout; progress and errors go to stderr. Exit codes: 0 success, 1 findings or failures, 2 incorrect usage.
`;

const isCommand = (name: string): name is keyof typeof commands => Object.hasOwn(commands, name);

/** The overview of all commands, or one command with its options. */
export function usage(command: string): string {
  return isCommand(command)
    ? `${commands[command]}\n${options[command]}\n${about}`
    : `sightread: describe images, extract text, and write alt text\n\n${Object.values(commands).join('')}
  sightread --version
  sightread <command> --help    Show the options of a command\n\n${about}`;
}

/** Points to the help after an incorrect use of `command`. */
export const usageHint = (command: string): string => `See: sightread ${isCommand(command) ? `${command} ` : ''}--help`;

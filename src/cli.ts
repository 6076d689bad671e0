/** The command line's composition root: the same engine as in the editor, for scripts and CI. */

import { version } from '../package.json';
import { alt } from './commandLine/alt';
import { parseArguments, UsageError } from './commandLine/args';
import { describe } from './commandLine/describe';
import { createEngine } from './commandLine/engine';
import { explainLine } from './commandLine/explain';
import { models } from './commandLine/models';
import { ocr } from './commandLine/ocr';
import { processTerminal } from './commandLine/terminal';

const usage = `sightread: reads images

  sightread describe <image|url>… [--prompt TEXT] [--task ID] [--provider ID] [--model M]
                     [--base-url URL] [--detail auto|low|high|original] [--schema FILE] [--json]
                     [--contact-sheet] [--temperature N] [--top-p N] [--max-tokens N]
                     [--conversation FILE] [--tools FILE]
                     [image 2] in the prompt puts the second image at that place: --prompt "Is [image 1] in [image 2]?"
                     --conversation asks on: FILE keeps questions, answers and where the images are
                     --tools declares functions that the model may call; a call is printed, never carried out
  sightread ocr <image>… [--engine offline|model] [--mode text|code|table|paragraph] [--lang eng,deu] [--json]
  sightread ocr --get-language deu        (downloads the data to read German, from the npm registry, and keeps it)
  sightread alt check <path>… [--format pretty|json|sarif|github]
  sightread alt write <path>… [--dry-run] [--no-cache] [--parallel N] [--provider ID] [--model M]
  sightread models [--provider ID] [--json]

Keys come from the environment (GROQ_API_KEY, XAI_API_KEY, OPENAI_API_KEY, …). Without one, and without a local
server, the offline engine reads the text and measures the facts on this machine.
Described images are kept in the user's cache folder and are not paid for again; --no-cache neither reads nor writes it.
Results go to stdout, progress and errors to stderr. Exit codes: 0 done, 1 findings or something failed,
2 wrong usage.
`;

const commands = { describe, ocr, alt, models };

async function main(): Promise<number> {
  const terminal = processTerminal();
  try {
    const args = parseArguments(process.argv.slice(2));
    if (args.options.version) {
      terminal.write(`${version}\n`);
      return 0;
    }
    if (args.options.help || args.command === 'help') {
      terminal.write(usage);
      return 0;
    }
    const command = Object.hasOwn(commands, args.command) ? commands[args.command as keyof typeof commands] : undefined;
    if (!command) {
      throw new UsageError(args.command ? `there is no command ${args.command}` : 'a command is needed');
    }
    const engine = createEngine(__dirname, process.env);
    const interrupt = new AbortController();
    process.once('SIGINT', () => interrupt.abort(new Error('Stopped.')));
    try {
      return await command(args, engine, terminal, interrupt.signal);
    } finally {
      engine.dispose();
    }
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.error(`sightread: ${error.message}\n\n${usage}`);
      return 2;
    }
    terminal.error(`sightread: ${explainLine(error)}`);
    return 1;
  }
}

main().then((code) => {
  process.exitCode = code;
});

/** The command line's composition root: the same engine as in the editor, for scripts and CI. */

import { version } from '../package.json';
import { alt } from './commandLine/alt';
import { parseArguments, texts, UsageError } from './commandLine/args';
import { describe } from './commandLine/describe';
import { createEngine } from './commandLine/engine';
import { explainLine } from './commandLine/explain';
import { usage, usageHint } from './commandLine/help';
import { models } from './commandLine/models';
import { ocr } from './commandLine/ocr';
import { processTerminal } from './commandLine/terminal';

const commands = { describe, ocr, alt, models };

async function main(): Promise<number> {
  const terminal = processTerminal(process.env);
  try {
    const args = parseArguments(process.argv.slice(2));
    if (args.options.version) {
      terminal.write(`${version}\n`);
      return 0;
    }
    if (args.options.help || args.command === 'help') {
      terminal.write(usage(args.command === 'help' ? (args.operands[0] ?? '') : args.command));
      return 0;
    }
    const command = Object.hasOwn(commands, args.command) ? commands[args.command as keyof typeof commands] : undefined;
    if (!command) {
      throw new UsageError(args.command ? `unknown command: ${args.command}` : 'name a command');
    }
    const engine = createEngine(__dirname, process.env, texts(args, 'allow-host'), terminal.step);
    const interrupt = new AbortController();
    process.once('SIGINT', () => interrupt.abort(new Error('Stopped.')));
    try {
      return await command(args, engine, terminal, interrupt.signal);
    } finally {
      engine.dispose();
    }
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.error(`sightread: ${error.message}`, usageHint(process.argv[2] ?? ''));
      return 2;
    }
    terminal.error(`sightread: ${explainLine(error)}`);
    return 1;
  }
}

main().then((code) => {
  process.exitCode = code;
});

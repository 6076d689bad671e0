import { printableLine } from '../core/printable';
import { retirementOf } from '../core/providers/retirement';
import type { ModelInfo } from '../core/providers/types';
import type { Arguments } from './args';
import type { Engine } from './engine';
import { chooseProvider } from './model';
import type { Terminal } from './terminal';

/** `sightread models [--provider ID] [--json]`: the live list, vision models first. Returns the exit code. */
export async function models(
  args: Arguments,
  engine: Engine,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { provider } = await chooseProvider(args, engine);
  if (!provider.vendor) {
    terminal.error('The offline engine has no models. Name a provider with --provider.');
    return 0;
  }
  const list = await provider.listModels(signal);
  if (args.options.json === true) {
    terminal.json(`${JSON.stringify(list, null, 2)}\n`);
  } else {
    terminal.write(list.map(line).join(''));
  }
  return 0;
}

function line(model: ModelInfo): string {
  const sees = model.vision === true ? 'sees images' : model.vision === false ? 'text only' : 'unknown';
  const price = model.price
    ? `$${model.price.input} in, $${model.price.output} out per million tokens`
    : 'price unknown';
  return `${[printableLine(model.id), sees, price, ...retired(model)].join('\t')}\n`;
}

function retired(model: ModelInfo): string[] {
  const retirement = retirementOf(model, Date.now());
  if (!retirement) {
    return [];
  }
  const { day, past } = retirement;
  return [day === undefined ? 'being retired' : past ? `retired on ${day}` : `retires on ${day}`];
}

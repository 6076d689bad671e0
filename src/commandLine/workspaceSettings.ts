import { readFile } from 'node:fs/promises';
import { defaultMaxLength } from '../core/altText/findings';
import { type RuleSettings, readRules } from '../core/altText/rules';
import { UsageError } from './args';

const file = '.vscode/settings.json';

/** What the team has set for its editors, in the working directory: the command line judges as they do. */
export interface AltSettings {
  readonly rules: RuleSettings;
  readonly maxLength: number;
}

/** Reads the two settings that judge alts; without the file, the defaults. Throws `UsageError` for what is not understood. */
export async function readAltSettings(): Promise<AltSettings> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const settings = text === undefined ? {} : parse(text);
  const rules = readRules(settings['sightread.altText.rules']);
  const maxLength = settings['sightread.altText.maxLength'] ?? defaultMaxLength;
  if (rules.problems[0] !== undefined) {
    throw new UsageError(`${file}: sightread.altText.rules: ${rules.problems[0]}`);
  }
  if (typeof maxLength !== 'number') {
    throw new UsageError(`${file}: sightread.altText.maxLength takes a number`);
  }
  return { rules, maxLength };
}

/** JSON with comments and commas at the end, as the editor reads its settings. */
function parse(text: string): Readonly<Record<string, unknown>> {
  const json = text
    .replace(/^\ufeff/, '')
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string: string | undefined) => string ?? '')
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? '');
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new UsageError(`${file} cannot be read: ${error.message}`);
    }
    throw error;
  }
}

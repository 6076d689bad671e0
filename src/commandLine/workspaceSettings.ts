import { join, relative } from 'node:path';
import { type RuleSettings, readRules } from '../core/altText/rules';
import { bounds } from '../core/bounds';
import { asRecord, readJson } from '../core/json';
import { lookUp } from '../core/lookUp';
import { readExclude, readSetting, type SettingName, type SettingValue } from '../core/settings';
import { NotAFileError, readUpTo } from '../disk/readUpTo';
import { ifMissing } from '../disk/wholeFile';
import { UsageError } from './args';

const file = '.vscode/settings.json';

/** The team's editor settings in the working directory: the command line follows them too. */
export interface AltSettings {
  readonly rules: RuleSettings;
  readonly maxLength: number;
}

/** Reads the two alt text settings; the defaults if there is no file. Throws `UsageError` for invalid ones. */
export async function readAltSettings(): Promise<AltSettings> {
  const settings = await readSettings(file);
  const rules = readRules(settingOf(settings, 'altText.rules'));
  if (rules.problems[0] !== undefined) {
    throw new UsageError(`${file}: sightread.altText.rules: ${rules.problems[0]}`);
  }
  return { rules, maxLength: settingOf(settings, 'altText.maxLength') };
}

/** The globs that a folder's settings add to what is never sent. Throws `UsageError` for an invalid file. */
export async function readExcluded(folder: string): Promise<readonly string[]> {
  const settings = await readSettings(relative(process.cwd(), join(folder, file)));
  return written(settings, 'exclude').flatMap(readExclude);
}

/** The values of a setting, under its whole name or below `sightread`: the editor reads both. */
function written(settings: Readonly<Record<string, unknown>>, name: SettingName): readonly unknown[] {
  const values = [lookUp(settings, `sightread.${name}`), inside(lookUp(settings, 'sightread'), name.split('.'))];
  return values.filter((value) => value !== undefined);
}

function inside(value: unknown, names: readonly string[]): unknown {
  const [name, ...rest] = names;
  return name === undefined ? value : inside(lookUp(asRecord(value), name), rest);
}

function settingOf<K extends SettingName>(settings: Readonly<Record<string, unknown>>, name: K): SettingValue<K> {
  const { value, isWrong } = readSetting(name, written(settings, name)[0]);
  if (isWrong) {
    throw new UsageError(`${file}: sightread.${name} has an invalid value`);
  }
  return value;
}

async function readSettings(path: string): Promise<Readonly<Record<string, unknown>>> {
  const bytes = await readUpTo(path, bounds.jsonFileBytes).catch((error: unknown) => {
    if (error instanceof NotAFileError) {
      throw new UsageError(error.message);
    }
    return ifMissing(error) ?? new Uint8Array();
  });
  if (!bytes) {
    throw new UsageError(`${path} is too large (limit: ${bounds.jsonFileBytes / 1e6} MB)`);
  }
  return bytes.length > 0 ? parse(new TextDecoder().decode(bytes), path) : {};
}

/** JSON with comments and trailing commas, as the editor reads its settings. */
function parse(text: string, path: string): Readonly<Record<string, unknown>> {
  const json = text
    .replace(/^\ufeff/, '')
    .replace(
      /("(?:[^"\\]|\\(?:[\s\S]|$))*(?:"|$))|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g,
      (_, string: string | undefined) => string ?? '',
    )
    .replace(/("(?:[^"\\]|\\(?:[\s\S]|$))*(?:"|$))|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? '');
  try {
    return asRecord(readJson(json, bounds.jsonValues)) ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new UsageError(`${path} can’t be read: ${error.message}`);
    }
    throw error;
  }
}

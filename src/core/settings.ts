/**
 * What each setting can contain. Repositories ship settings, so a value of another form counts as not set, and what
 * becomes part of a prompt has a fixed form. Editor and command line read with the same table.
 */

import * as v from 'valibot';
import { defaultMaxLength } from './altText/types';
import { bounds } from './bounds';
import { holdsAtMost } from './json';
import { isLanguageName, isLanguageTag } from './languageNames';
import { looseObject, record } from './objectSchemas';

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const number = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const list = (item: v.GenericSchema<unknown, string>, most: number) => v.pipe(v.array(item), v.maxLength(most));
const table = <T>(value: v.GenericSchema<unknown, T>) =>
  v.pipe(
    record(text(500), value),
    v.check((all) => Object.keys(all).length <= 300),
  );
const languageTag = v.pipe(v.string(), v.check(isLanguageTag));
const languageName = v.pipe(v.string(), v.maxLength(80), v.check(isLanguageName));

/** One of the user's own tasks; what is left out comes from the built-in task. */
const taskSchema = looseObject({
  prompt: v.optional(text(20_000)),
  system: v.optional(text(20_000)),
  intent: v.optional(v.picklist(['describe', 'readText', 'ask'])),
  maxOutputTokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))),
});

export interface Setting {
  readonly schema: v.GenericSchema<unknown, unknown>;
  /** Used if nothing, or a value of another form, is set. */
  readonly fallback: unknown;
  /** Who can set it besides the user: a setting without this is read only from the user's own settings. */
  readonly scope?: 'window' | 'resource' | 'machine-overridable';
}

/** By section and name without `sightread.`, in the order of the settings editor. The manifest is generated from it. */
export const settingSections = {
  provider: {
    provider: { schema: text(100), fallback: 'auto' },
    model: { schema: text(300), fallback: '' },
    taskModels: { schema: table(text(300)), fallback: {} },
    providers: { schema: table(v.unknown()), fallback: {} },
    outputLanguage: { schema: v.union([v.literal(''), languageTag, languageName]), fallback: '', scope: 'window' },
    // An invalid row becomes one without a prompt, which isn't a task.
    tasks: { schema: table(v.fallback(taskSchema, {})), fallback: {} },
  },
  sending: {
    confirmBeforeSending: { schema: v.picklist(['firstTime', 'always', 'never']), fallback: 'firstTime' },
    exclude: { schema: v.array(v.string()), fallback: ['**/.env*', '**/secrets/**'], scope: 'resource' },
    'image.detail': { schema: v.picklist(['auto', 'low', 'high', 'original']), fallback: 'auto', scope: 'window' },
    'usage.monthlyLimit': { schema: number(0, 1_000_000), fallback: 0 },
    'history.keepDays': { schema: number(0, 36_500), fallback: 30 },
  },
  text: {
    'ocr.engine': { schema: v.picklist(['auto', 'offline', 'model']), fallback: 'auto' },
    'ocr.languages': { schema: list(text(40), 20), fallback: ['eng'], scope: 'machine-overridable' },
  },
  altText: {
    'altText.problems': { schema: v.boolean(), fallback: true, scope: 'resource' },
    'altText.rules': { schema: table(v.unknown()), fallback: {}, scope: 'resource' },
    'altText.maxLength': { schema: number(10, 2000), fallback: defaultMaxLength, scope: 'resource' },
    'altText.language': {
      schema: v.union([v.literal('document'), languageTag]),
      fallback: 'document',
      scope: 'resource',
    },
    'altText.ending': {
      schema: v.picklist(['sentence', 'phrase', 'asIs']),
      fallback: 'sentence',
      scope: 'resource',
    },
    'altText.onPaste': { schema: v.boolean(), fallback: false },
    'altText.baseFolders': { schema: list(text(300), 50), fallback: [], scope: 'resource' },
    'altText.shareRecords': { schema: v.boolean(), fallback: false, scope: 'resource' },
    'altText.parallelRequests': {
      schema: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16)),
      fallback: 4,
    },
  },
} as const satisfies Record<string, Record<string, Setting>>;

/** By name without `sightread.`. */
export const settingTable = {
  ...settingSections.provider,
  ...settingSections.sending,
  ...settingSections.text,
  ...settingSections.altText,
};

export type SettingName = keyof typeof settingTable;
export type SettingValue<K extends SettingName> = v.InferOutput<(typeof settingTable)[K]['schema']>;

/** Whether it's read only from the user's own settings. */
export const isUsersOwn = (name: SettingName): boolean => !('scope' in settingTable[name]);

/** The value, or the default for one that doesn't have the setting's form; `isWrong` then. */
export function readSetting<K extends SettingName>(
  name: K,
  written: unknown,
): { readonly value: SettingValue<K>; readonly isWrong: boolean } {
  const { schema, fallback } = settingTable[name];
  const read = isSmall(written)
    ? v.safeParse(schema as v.GenericSchema<unknown, SettingValue<K>>, written)
    : { success: false as const };
  return read.success
    ? { value: read.output, isWrong: false }
    : { value: fallback as unknown as SettingValue<K>, isWrong: written !== undefined };
}

/** A value as a line in the log shows it. */
export const shownSetting = (written: unknown): string =>
  isSmall(written) ? String(JSON.stringify(written)).slice(0, 200) : 'very much text';

/** Whether a value is examined: one with more than `bounds` allow doesn't have any setting's form. */
const isSmall = (value: unknown): boolean => holdsAtMost(value, bounds.settingValues, bounds.settingText);

/**
 * The globs from one place that can set `sightread.exclude`. Anything but a list of strings is kept as an invalid glob,
 * so that it blocks: a team that meant to exclude something isn't ignored.
 */
export function readExclude(written: unknown): readonly string[] {
  const one = typeof written === 'string' ? [written] : written;
  const { value, isWrong } = readSetting('exclude', one ?? []);
  return isWrong ? [''] : value;
}

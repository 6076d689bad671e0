/** The setting `sightread.altText.rules`: severities of rules, everywhere and per glob. */

import { bounds } from '../bounds';
import { isGlob, matchesGlob } from '../globs';
import { isRecord } from '../json';
import { type AltRule, altRules, type FindingOptions, type Severity } from './findings';

export type RuleSeverities = NonNullable<FindingOptions['rules']>;

export interface RuleSettings {
  readonly everywhere: RuleSeverities;
  /** As written; if two match a file, the later one wins. */
  readonly byGlob: readonly { readonly glob: string; readonly rules: RuleSeverities }[];
  /** What was invalid and left out. */
  readonly problems: readonly string[];
}

export const severities: readonly (Severity | 'off')[] = ['error', 'warning', 'info', 'off'];

/** Reads `{ "vague": "off", "docs/legacy/**": { "missing": "off" } }`. Never throws. */
export function readRules(setting: unknown): RuleSettings {
  const problems: string[] = [];
  const firstOf = (all: object, most: number, where: string): [string, unknown][] => {
    const first: [string, unknown][] = [];
    for (const name in all) {
      if (first.length === most) {
        problems.push(`${where}only the first ${most} entries are read`);
        break;
      }
      first.push([name, (all as Record<string, unknown>)[name]]);
    }
    return first;
  };
  const read = (value: object, where: string): RuleSeverities =>
    Object.fromEntries(
      firstOf(value, bounds.ruleNames, where).flatMap(([name, written]): [AltRule, Severity | 'off'][] => {
        const rule = altRules.find((one) => one === name);
        const severity = severities.find((one) => one === written);
        if (!rule || !severity) {
          problems.push(
            rule
              ? `${where}${name} must be one of: ${severities.join(', ')}`
              : `${where}${name} isn’t a rule. The rules are: ${altRules.join(', ')}`,
          );
          return [];
        }
        return [[rule, severity]];
      }),
    );
  const entries = firstOf(isRecord(setting) ? setting : {}, bounds.globs + bounds.ruleNames, '');
  const byGlob = entries.flatMap(([glob, value], at) => {
    if (!isRecord(value)) {
      return [];
    }
    if (at >= bounds.globs || !isGlob(glob)) {
      problems.push(`${glob} isn’t a valid glob`);
      return [];
    }
    return [{ glob, rules: read(value, `${glob}: `) }];
  });
  const everywhere = read(Object.fromEntries(entries.filter(([, value]) => !isRecord(value))), '');
  return { everywhere, byGlob, problems };
}

/** The severities for a file, by its path in the workspace, with `/`. */
export function rulesFor({ everywhere, byGlob }: RuleSettings, path: string): RuleSeverities {
  const matching = byGlob.filter(({ glob }) => matchesGlob(glob, path));
  return Object.assign({}, everywhere, ...matching.map(({ rules }) => rules));
}

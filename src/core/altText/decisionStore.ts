/** Descriptions that were paid for, each in a small file, so that none is lost whenever the program ends. */

import * as v from 'valibot';
import { parseJson } from '../json';
import { object } from '../objectSchemas';
import { altProblem } from './answerCheck';
import { type AltDecision, altRoles } from './decision';
import type { AltStore } from './paidOnce';

/** A folder of small text files, in the editor or on the command line. Names are plain. */
export interface CacheFolder {
  /** Undefined if there is no such file, or it can't be read. */
  read(name: string): Promise<string | undefined>;
  /** Completely or not at all. */
  write(name: string, text: string): Promise<void>;
  /** `writtenAt` in milliseconds since 1970. */
  list(): Promise<readonly { readonly name: string; readonly writtenAt: number }[]>;
  remove(name: string): Promise<void>;
}

export interface DecisionStoreOptions {
  /** Without a folder, decisions are remembered until the program ends. */
  readonly folder?: CacheFolder;
  /** Reports what couldn't be written or cleaned up: a decision is returned all the same. */
  readonly report: (error: unknown) => void;
  /** Maximum number of decisions; the oldest are removed first. */
  readonly maxCount?: number;
  readonly maxAgeDays?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const schema = object({
  role: v.picklist(altRoles),
  alt: v.string(),
  why: v.string(),
  longDescriptionDue: v.boolean(),
  longDescription: v.optional(v.string()),
  confidence: v.picklist(['high', 'medium', 'low']),
  /** Only in earlier files: false for an answer in prose, which is no longer accepted. */
  structured: v.optional(v.literal(true)),
});

/** Each has 300 bytes to a few kilobytes. */
const maxDecisions = 5000;
const oldestDays = 180;
/** Cleaned up at a program's first decision, and each time this many more have been added. */
const tidyEvery = 500;

/** A store in a folder. A damaged file is ignored. */
export function createDecisionStore(options: DecisionStoreOptions): AltStore {
  const { folder, report, maxCount = maxDecisions, maxAgeDays = oldestDays, now = Date.now } = options;
  const memory = new Map<string, AltDecision>();
  let written = 0;

  const remember = (key: string, decision: AltDecision) => {
    memory.delete(key);
    memory.set(key, decision);
    const [oldest] = memory.keys();
    if (memory.size > maxCount && oldest !== undefined) {
      memory.delete(oldest);
    }
  };
  const tidy = async (from: CacheFolder) => {
    const oldest = now() - maxAgeDays * 86_400_000;
    const newestFirst = [...(await from.list())].sort((a, b) => b.writtenAt - a.writtenAt);
    for (const { name } of newestFirst.filter(({ writtenAt }, at) => at >= maxCount || writtenAt < oldest)) {
      await from.remove(name);
    }
  };
  return {
    get: async (key, place) => {
      const text = memory.has(key) ? undefined : await folder?.read(fileName(key));
      const known = memory.get(key) ?? parse(text);
      if (known && altProblem(known, place) === undefined) {
        remember(key, known);
        return known;
      }
      if (known || text !== undefined) {
        memory.delete(key);
        await folder?.remove(fileName(key)).catch(report);
      }
      return undefined;
    },
    set: async (key, decision) => {
      remember(key, decision);
      try {
        await folder?.write(fileName(key), JSON.stringify(decision));
      } catch (error) {
        report(error);
      }
      if (folder && written++ % tidyEvery === 0) {
        tidy(folder).catch(report);
      }
    },
  };
}

/** Keys are hexadecimal; anything else could name a file elsewhere. */
function fileName(key: string): string {
  return `${key.replace(/[^0-9a-f]/g, '')}.json`;
}

function parse(text: string | undefined): AltDecision | undefined {
  if (text === undefined) {
    return undefined;
  }
  const { success, output } = v.safeParse(schema, parseJson(text));
  if (!success) {
    return undefined;
  }
  const { structured: _, ...decision } = output;
  return decision as AltDecision;
}

/** Descriptions that were paid for, a small file each, so that nothing of it is lost when the program ends at any moment. */
import * as v from 'valibot';
import { parseJson } from '../json';
import { altProblem } from './answerCheck';
import { type AltDecision, altRoles } from './decision';
import type { AltStore } from './paidOnce';

/** A folder of small text files, as the editor and the command line have one. Names are plain. */
export interface CacheFolder {
  /** Undefined when there is no such file, or it cannot be read. */
  read(name: string): Promise<string | undefined>;
  /** Whole or not at all. */
  write(name: string, text: string): Promise<void>;
  /** `writtenAt` in milliseconds since 1970. */
  list(): Promise<readonly { readonly name: string; readonly writtenAt: number }[]>;
  remove(name: string): Promise<void>;
}

export interface DecisionStoreOptions {
  /** Without one, decisions are known until the program ends. */
  readonly folder?: CacheFolder;
  /** Told what could not be written or tidied up: a decision is handed on all the same. */
  readonly report: (error: unknown) => void;
  /** Decisions kept at most; the oldest go first. */
  readonly maxCount?: number;
  readonly maxAgeDays?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const schema = v.object({
  role: v.picklist(altRoles),
  alt: v.string(),
  why: v.string(),
  longDescriptionDue: v.boolean(),
  longDescription: v.optional(v.string()),
  confidence: v.picklist(['high', 'medium', 'low']),
  /** Only in what was kept earlier: false for an answer in prose, which is none any more. */
  structured: v.optional(v.literal(true)),
});

/** Of 300 bytes to a few kilobytes each. */
const maxDecisions = 5000;
const oldestDays = 180;
/** Tidied at the first decision of a program, and after so many more. */
const tidyEvery = 500;

/** A store over a folder. A file that is damaged counts as not there. */
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

import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import * as v from 'valibot';
import { writeWhole } from '../disk/wholeFile';
import { UsageError } from './args';
import { readJsonFile } from './jsonFile';

/** A question that was answered, as `--conversation` keeps it. */
export interface KeptTurn {
  readonly question: string;
  /** Paths, and URLs. */
  readonly images: readonly string[];
  readonly answer: string;
  /** The model that answered. */
  readonly model?: string;
  readonly contactSheet?: boolean;
}

const conversation = v.object({
  turns: v.array(
    v.object({
      question: v.string(),
      images: v.array(v.string()),
      answer: v.string(),
      model: v.optional(v.string()),
      contactSheet: v.optional(v.boolean()),
    }),
  ),
});

const isUrl = (source: string) => /^https?:\/\//i.test(source);

/** The turns in the file, oldest first; none when it does not exist. Throws `UsageError` for another kind of file. */
export async function readConversation(file: string): Promise<KeptTurn[]> {
  if (!existsSync(file)) {
    return [];
  }
  const read = v.safeParse(conversation, await readJsonFile('conversation', file));
  if (!read.success) {
    throw new UsageError(`--conversation: ${file} is no conversation that this command wrote`);
  }
  const folder = dirname(resolve(file));
  const located = (source: string) => (isUrl(source) ? source : resolve(folder, source));
  return read.output.turns.map((turn) => ({ ...turn, images: turn.images.map(located) }));
}

/** Questions, answers and where the images are, from the file's own folder. No keys, no image data. */
export async function writeConversation(file: string, turns: readonly KeptTurn[]): Promise<void> {
  const folder = dirname(resolve(file));
  const located = (source: string) => (isUrl(source) ? source : relative(folder, resolve(source)).replaceAll(sep, '/'));
  const kept = turns.map((turn) => ({ ...turn, images: turn.images.map(located) }));
  await writeWhole(file, `${JSON.stringify({ turns: kept }, null, 2)}\n`, process.cwd());
}

import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import * as v from 'valibot';
import { bounds } from '../core/bounds';
import { object } from '../core/objectSchemas';
import { withFileLock } from '../disk/fileLock';
import { isBelow, isSameRoot, realPlace } from '../disk/realPath';
import { writeWhole } from '../disk/wholeFile';
import { UsageError } from './args';
import { readJsonFile } from './jsonFile';

/** An answered question, as `--conversation` stores it. */
export interface KeptTurn {
  readonly question: string;
  /** Paths, and URLs. */
  readonly images: readonly string[];
  readonly answer: string;
  /** The model that answered. */
  readonly model?: string;
  readonly contactSheet?: boolean;
}

const conversation = object({
  turns: v.array(
    object({
      question: v.string(),
      images: v.array(v.string()),
      answer: v.string(),
      model: v.optional(v.string()),
      contactSheet: v.optional(v.boolean()),
    }),
  ),
});

const isUrl = (source: string) => /^https?:\/\//i.test(source);

/**
 * The turns in the file, oldest first; none if it doesn't exist. Throws `UsageError` for another kind of file, and for
 * one that names an image outside its own folder, with links resolved: only those in `named`, from the command line,
 * may be elsewhere.
 */
export async function readConversation(file: string, named: readonly string[]): Promise<KeptTurn[]> {
  const folder = dirname(resolve(file));
  const located = (source: string) => (isUrl(source) ? source : resolve(folder, source));
  const turns = (await readTurns(file)).map((turn) => ({ ...turn, images: turn.images.map(located) }));
  const known = named.map((source) => resolve(source));
  for (const path of turns.flatMap((turn) => turn.images)) {
    if (!isUrl(path) && !known.includes(path) && !(await liesIn(folder, path))) {
      throw new UsageError(
        `--conversation: ${path} is outside the folder of ${file}. To send it, name it on the command line.`,
      );
    }
  }
  return turns;
}

/** A missing file is reported where it's read. */
async function liesIn(folder: string, path: string): Promise<boolean> {
  if (!isSameRoot(path, folder)) {
    return false;
  }
  if (!existsSync(path)) {
    return isBelow(path, folder);
  }
  return (await realPlace(path, [folder])).below !== undefined;
}

/** The turns as they are written. */
async function readTurns(file: string): Promise<KeptTurn[]> {
  if (!existsSync(file)) {
    return [];
  }
  const read = v.safeParse(conversation, await readJsonFile('conversation', file, bounds.conversationBytes));
  if (!read.success) {
    throw new UsageError(`--conversation: ${file} isn’t a conversation file`);
  }
  return read.output.turns;
}

/**
 * Adds a turn after those that are in the file now: another run may have added some meanwhile. Questions, answers, and
 * the paths of the images, relative to the file's own folder. No keys, no image data.
 */
export async function addTurn(file: string, turn: KeptTurn): Promise<void> {
  const folder = dirname(resolve(file));
  const located = (source: string) => (isUrl(source) ? source : relative(folder, resolve(source)).replaceAll(sep, '/'));
  await withFileLock(resolve(file), async () => {
    const turns = [...(await readTurns(file)), { ...turn, images: turn.images.map(located) }];
    await writeWhole(file, `${JSON.stringify({ turns }, null, 2)}\n`, process.cwd());
  });
}

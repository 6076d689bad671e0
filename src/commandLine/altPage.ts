/** A page whose images are described: the edits for what is on disk now, written completely or not at all. */
import { applyEdits } from '../core/altText/applyEdits';
import type { AltEdits } from '../core/altText/engine';
import type { ImageReference } from '../core/altText/types';

import { realPlace } from '../disk/realPath';
import { FileChangedError, writeWhole } from '../disk/wholeFile';
import type { Page, Run } from './altDescribe';
import { type AltFile, readAltFile, UnreadError } from './altFiles';
import { explainLine } from './explain';
import { unifiedDiff } from './unifiedDiff';

export interface WrittenAlt {
  readonly reference: ImageReference;
  readonly alt: string;
  readonly hash: string;
}

interface Options {
  readonly dryRun: boolean;
  /** What the language can't represent is written as the closest text that it can. */
  readonly takesNearest: boolean;
}

/** How often a file that somebody is saving right now is read again. */
export const maxReadings = 5;

/**
 * Writes a page's alt text, or prints the diff, and counts. The document is read again, because it may have been saved
 * since it was parsed. The edits are made for its current content, as far as the images are still there; nothing that
 * somebody saved is overwritten.
 * @returns what is in the document now, for the records.
 */
export async function finishPage(page: Page, run: Run, options: Options): Promise<readonly WrittenAlt[]> {
  const { terminal, tally } = run;
  const changes = decided(page, run);
  for (let reading = 0; changes.length > 0 && reading < maxReadings; reading++) {
    const file = await readAltFile(page.file.path).catch(ifGone);
    if (!file) {
      break;
    }
    const wanted = changes.map(({ reference, alt }) => ({
      reference,
      alt,
      ...(options.takesNearest && { takes: 'any' as const }),
    }));
    const made = await run.engine.markup().edit(file.text, file.languageId, wanted, run.signal);
    try {
      if (!options.dryRun && made.edits.length > 0) {
        await writeDocument(file, applyEdits(file.text, made.edits));
      }
    } catch (error) {
      if (error instanceof FileChangedError) {
        continue;
      }
      tally.failed += changes.length;
      terminal.error(`${file.name}: ${explainLine(error)}`);
      return [];
    }
    if (options.dryRun && made.edits.length > 0) {
      terminal.exact(unifiedDiff(file.name, file.text, made.edits));
    }
    tell(file, changes, made, run);
    return made.written.map(({ change, alt }) => ({ ...changes[change]!, alt }));
  }
  if (changes.length > 0) {
    tally.changed += changes.length;
    terminal.error(`${page.file.name}: the file was changed or removed in the meantime, so nothing was written to it.`);
  }
  return [];
}

/** What the model decided; everything else that happened to an image is printed and counted. */
function decided({ file, due, outcomes }: Page, { terminal, tally }: Run): readonly WrittenAlt[] {
  const changes: WrittenAlt[] = [];
  for (const reference of due) {
    const outcome = outcomes.get(reference);
    const where = `${file.name}: ${nameOf(reference)}`;
    if (outcome && 'error' in outcome) {
      tally.failed += 1;
      terminal.error(`${where}: ${explainLine(outcome.error)}`);
    } else if (outcome?.decision.role === 'decorative') {
      tally.decorative += 1;
      terminal.error(`${where}: looks decorative (${outcome.decision.why}). If it is, give it an empty alt.`);
    } else if (outcome) {
      changes.push({ reference, alt: outcome.decision.alt, hash: outcome.imageHash });
    }
  }
  return changes;
}

function tell(
  file: AltFile,
  changes: readonly WrittenAlt[],
  { edits, written, refused }: AltEdits,
  { terminal, tally }: Run,
): void {
  const say = (change: number, text: string) =>
    terminal.error(`${file.name}: ${nameOf(changes[change]!.reference)}: ${text}`);
  const starts = new Set(edits.map(({ start }) => start));
  for (const { change, at, alt, asked } of written) {
    if (asked !== undefined && starts.has(at)) {
      tally.inOtherWords += 1;
      say(change, `this place can’t represent “${asked}”, so it was rephrased as “${alt}”.`);
    }
  }
  const gone = refused.filter(({ refusal }) => refusal.refused === 'changed').length;
  const proposed = refused.filter(({ refusal }) => refusal.nearest !== undefined);
  const failed = refused.filter(({ refusal: { refused: why, nearest } }) => why !== 'changed' && nearest === undefined);
  for (const { change, refusal } of proposed) {
    say(
      change,
      `this place can’t represent “${changes[change]!.alt}”; with --nearest, it would become “${refusal.nearest}”.`,
    );
  }
  for (const { change } of failed) {
    say(change, 'the alt text can’t be written here.');
  }
  if (gone > 0) {
    const images = gone === 1 ? '1 image is' : `${gone} images are`;
    terminal.error(
      `${file.name}: the file was changed in the meantime, and ${images} no longer as before, so nothing was written there.`,
    );
  }
  tally.written += edits.length;
  tally.needNearest += proposed.length;
  tally.changed += gone;
  tally.failed += failed.length;
}

const nameOf = ({ src, tag }: ImageReference) => (src.value ?? src.raw) || tag;

/** Where a link to a document in this folder leads; nothing is written through a link out of it. */
async function writeDocument({ path, mark, text: before }: AltFile, text: string): Promise<void> {
  const real = await realPlace(path, [process.cwd()]);
  const target = real.below === undefined ? path : real.path;
  await writeWhole(target, mark + text, process.cwd(), Buffer.from(mark + before));
}

function ifGone(error: unknown): undefined {
  if (error instanceof UnreadError || (error instanceof Error && 'code' in error)) {
    return undefined;
  }
  throw error;
}

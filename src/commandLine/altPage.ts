/** A page whose images are described: the edits for what is on disk now, written whole or not at all. */
import { applyEdits } from '../core/altText/applyEdits';
import type { AltChange } from '../core/altText/engine';
import { type NearestEdits, nearestEdits } from '../core/altText/nearestEdits';
import { sameImages } from '../core/altText/sameImage';
import type { ImageReference } from '../core/altText/types';
import { unifiedDiff } from '../core/altText/unifiedDiff';
import { realPlace } from '../disk/realPath';
import { FileChangedError, writeWhole } from '../disk/wholeFile';
import type { Page, Run } from './altDescribe';
import { type AltFile, readAltFile, UnreadError } from './altFiles';
import { explainLine } from './explain';

export interface WrittenAlt {
  readonly reference: ImageReference;
  readonly alt: string;
  readonly hash: string;
}

type Change = AltChange & { readonly hash: string };

interface Options {
  readonly dryRun: boolean;
  /** What the language cannot hold is written in the nearest words that it can. */
  readonly takesNearest: boolean;
}

/** How often a file that somebody is saving at the moment is read again. */
export const mostReadings = 5;

/**
 * Writes the alts of a page, or prints the diff, and counts. The document is read again: it may have been saved since it
 * was parsed. Then the edits are made for what is there now, as far as the images are still there; nothing that somebody
 * saved is overwritten.
 * @returns what stands in the document now, for the records.
 */
export async function finishPage(page: Page, run: Run, options: Options): Promise<readonly WrittenAlt[]> {
  const { terminal, tally } = run;
  const changes = decided(page, run);
  for (let reading = 0; changes.length > 0 && reading < mostReadings; reading++) {
    const file = await readAltFile(page.file.path).catch(ifGone);
    if (!file) {
      break;
    }
    const there = await imagesNow(file, page.file, changes, run);
    const made = await editsOf(file, there, run, options);
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
    tell(file, made, changes.length - there.length, run);
    return made.changes;
  }
  if (changes.length > 0) {
    tally.changed += changes.length;
    terminal.error(`${page.file.name}: the file was changed or removed meanwhile; nothing was written to it.`);
  }
  return [];
}

/** What the model decided; what else became of an image is said and counted. */
function decided({ file, due, outcomes }: Page, { terminal, tally }: Run): readonly Change[] {
  const changes: Change[] = [];
  for (const reference of due) {
    const outcome = outcomes.get(reference);
    const where = `${file.name}: ${nameOf(reference)}`;
    if (outcome && 'error' in outcome) {
      tally.failed += 1;
      terminal.error(`${where}: ${explainLine(outcome.error)}`);
    } else if (outcome?.decision.role === 'decorative') {
      tally.decorative += 1;
      terminal.error(`${where}: looks decorative (${outcome.decision.why}); mark it with an empty alt if it is.`);
    } else if (outcome) {
      changes.push({ reference, alt: outcome.decision.alt, hash: outcome.hash });
    }
  }
  return changes;
}

/** The changes for the images as they stand in the file now; those that are not there any more are left out. */
async function imagesNow(
  file: AltFile,
  before: AltFile,
  changes: readonly Change[],
  { engine, signal }: Run,
): Promise<readonly Change[]> {
  if (file.text === before.text) {
    return changes;
  }
  const { references } = await engine.markup().find(file.text, file.languageId, signal);
  const same = sameImages(
    references,
    changes.map(({ reference }) => reference),
  );
  return changes.flatMap((change, at) => (same[at] ? [{ ...change, reference: same[at] }] : []));
}

function editsOf(
  file: AltFile,
  changes: readonly Change[],
  { engine, signal }: Run,
  { takesNearest }: Options,
): Promise<NearestEdits<Change>> {
  return nearestEdits(engine.markup(), file.text, file.languageId, changes, () => takesNearest, signal);
}

function tell(
  file: AltFile,
  { edits, changes, proposed, refused }: NearestEdits<Change>,
  gone: number,
  { terminal, tally }: Run,
): void {
  const say = (reference: ImageReference, text: string) =>
    terminal.error(`${file.name}: ${nameOf(reference)}: ${text}`);
  const written = new Set(edits.map(({ start }) => start));
  for (const { reference, alt, asked } of changes) {
    if (asked !== undefined && written.has(reference.alt.start)) {
      tally.inOtherWords += 1;
      say(reference, `in other words, as this place cannot hold “${asked}”: “${alt}”.`);
    }
  }
  for (const { change, nearest } of proposed) {
    say(change.reference, `this place cannot hold “${change.alt}”; with --nearest it becomes “${nearest}”.`);
  }
  for (const { change } of refused) {
    say(change.reference, 'the alt text cannot be written here.');
  }
  if (gone > 0) {
    const images = gone === 1 ? '1 image is' : `${gone} images are`;
    terminal.error(`${file.name}: the file was changed meanwhile, and ${images} not there as before: left alone.`);
  }
  tally.written += edits.length;
  tally.needNearest += proposed.length;
  tally.changed += gone;
  tally.failed += refused.length;
}

const nameOf = ({ src, tag }: ImageReference) => (src.value ?? src.raw) || tag;

/** Where a link to a document of this folder leads; a link out of it is not written through. */
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

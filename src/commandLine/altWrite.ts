import { join } from 'node:path';
import { applyEdits } from '../core/altText/applyEdits';
import { createDecisionStore } from '../core/altText/decisionStore';
import type { AltChange } from '../core/altText/edit';
import { rulesOfMissingAlts } from '../core/altText/findings';
import { nearestEdits } from '../core/altText/nearestEdits';
import { createPayOnce } from '../core/altText/paidOnce';
import { rulesFor } from '../core/altText/rules';
import { type AltRecords, recordAlt, staleFileName, writeRecords } from '../core/altText/staleRecords';
import type { AltEdit, ImageReference } from '../core/altText/types';
import { unifiedDiff } from '../core/altText/unifiedDiff';
import { realPlace } from '../disk/realPath';
import { writeWhole } from '../disk/wholeFile';
import { describeAll, type Page, type Run, type Tally } from './altDescribe';
import { type AltFile, pictureOf, readAltFile, readStaleRecords } from './altFiles';
import { type Arguments, numberOf, text, UsageError } from './args';
import { createCacheFolder } from './cacheFolder';
import type { Engine } from './engine';
import { explainLine } from './explain';
import { chooseModel } from './model';
import type { Terminal } from './terminal';
import { readAltSettings } from './workspaceSettings';

const usualAtOnce = 4;
const mostAtOnce = 16;

/** Writes the alts that are missing; with `--dry-run` only prints the diff. Decorative images are named, not written. */
export async function writeAlts(
  paths: readonly string[],
  args: Arguments,
  engine: Engine,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { rules, maxLength } = await readAltSettings();
  const dryRun = args.options['dry-run'] === true;
  const atOnce = numberOf(args, 'parallel', 1, mostAtOnce) ?? usualAtOnce;
  const provider = await engine.provider(text(args, 'provider') ?? 'auto', text(args, 'base-url'));
  if (!provider.vendor) {
    throw new UsageError('alt write needs a model that sees images: set a key, or --provider');
  }
  const { id: model } = await chooseModel(args, provider, engine, signal);
  const tally: Tally = { written: 0, decorative: 0, failed: 0, requests: 0, tokens: undefined, fromCache: 0 };
  const store = createDecisionStore({
    ...(args.options['no-cache'] !== true && { folder: createCacheFolder(join(engine.cacheDir, 'altTexts')) }),
    report: (error) => terminal.error(`The cache cannot be written: ${explainLine(error)}`),
  });
  const run: Run = {
    engine,
    terminal,
    signal,
    provider,
    model,
    rules,
    maxLength,
    payOnce: createPayOnce(store),
    tally,
  };
  let records = await readStaleRecords();

  const pages: Page[] = [];
  for (const path of paths) {
    signal.throwIfAborted();
    const file = await readAltFile(path);
    const due = file ? await dueIn(file, run) : [];
    if (file && due.length > 0) {
      pages.push({ file, due, outcomes: new Map() });
    }
  }
  const remote = await Promise.all(pages.flatMap(({ file, due }) => due.map((one) => pictureOf(file, one))));
  await engine.fetches.ask(remote.filter((one) => one !== undefined));
  const finish = async (page: Page) => {
    const { file } = page;
    const { edits, hashes } = await editsOf(page, run);
    if (edits.length > 0 && dryRun) {
      terminal.write(unifiedDiff(file.name, file.text, edits));
    } else if (edits.length > 0) {
      await writeDocument(file.path, file.mark + applyEdits(file.text, edits));
      records = records && withRecords(records, file, hashes);
    }
  };
  await describeAll(pages, run, atOnce, finish);
  if (records && !dryRun) {
    try {
      await writeWhole(staleFileName, writeRecords(records), process.cwd());
    } catch (error) {
      terminal.error(`${staleFileName} was not written: ${explainLine(error)}`);
    }
  }
  const { written, decorative, failed } = tally;
  terminal.error(
    `${written} ${dryRun ? 'to write' : 'written'}, ${decorative} decorative, ${failed} failed. ${spent(tally)}`,
  );
  return failed > 0 ? 1 : 0;
}

/** Where a link to a document of this folder leads; a link out of it is not written through. */
async function writeDocument(path: string, text: string): Promise<void> {
  const real = await realPlace(path, [process.cwd()]);
  await writeWhole(real.below === undefined ? path : real.path, text, process.cwd());
}

/** What the run took, as the provider reported it. */
function spent({ requests, tokens, fromCache }: Tally): string {
  const asked = requests === 1 ? '1 request' : `${requests} requests`;
  const parts = [
    requests > 0 ? `${asked}, ${tokens === undefined ? 'tokens not reported' : `${tokens} tokens`}` : '',
    fromCache > 0 ? `${fromCache} from cache, 0 tokens` : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? `${parts.join('; ')}.` : 'Nothing was asked.';
}

type Written = readonly { readonly reference: ImageReference; readonly alt: string; readonly hash: string }[];

/** The images of a document for which an alt is to be written. */
async function dueIn(file: AltFile, { engine, rules, signal }: Run): Promise<readonly ImageReference[]> {
  const markup = engine.markup();
  const [{ references }, { findings }] = await Promise.all([
    markup.find(file.text, file.languageId, signal),
    markup.check(file.text, file.languageId, { rules: rulesFor(rules, file.name) }, signal),
  ]);
  const images = new Set(findings.filter((one) => rulesOfMissingAlts.has(one.rule)).map((one) => one.image));
  return references.filter((one) => images.has(one.index));
}

async function editsOf(
  { file, due, outcomes }: Page,
  run: Run,
): Promise<{ edits: readonly AltEdit[]; hashes: Written }> {
  const { terminal, tally } = run;
  const changes: (AltChange & { readonly hash: string })[] = [];
  for (const reference of due) {
    const outcome = outcomes.get(reference);
    const where = `${file.name}: ${(reference.src.value ?? reference.src.raw) || reference.tag}`;
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
  return written(file, changes, run);
}

async function written(
  file: AltFile,
  changes: readonly (AltChange & { readonly hash: string })[],
  { engine, terminal, signal, tally }: Run,
): Promise<{ edits: readonly AltEdit[]; hashes: Written }> {
  const {
    edits,
    refused,
    changes: all,
  } = await nearestEdits(engine.markup(), file.text, file.languageId, changes, signal);
  for (const { change } of refused) {
    terminal.error(`${file.name}: ${change.reference.src.raw}: the alt text cannot be written here.`);
  }
  tally.written += edits.length;
  tally.failed += changes.length - edits.length;
  return { edits, hashes: all };
}

function withRecords(records: AltRecords, file: AltFile, hashes: Written): AltRecords {
  return hashes.reduce(
    (all, { reference, alt, hash }) => recordAlt(all, file.name, reference.src.raw, hash, alt),
    records,
  );
}

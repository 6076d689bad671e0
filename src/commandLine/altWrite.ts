import { join } from 'node:path';
import { createDecisionStore } from '../core/altText/decisionStore';
import { rulesFor } from '../core/altText/rules';
import { recordAlt, staleFileName, writeRecords } from '../core/altText/staleRecords';
import { FileChangedError, writeWhole } from '../disk/wholeFile';
import { AltTexts, findMissingAlts } from '../jobs/altTexts';
import { describeAll, type Page, type Run, type Tally } from './altDescribe';
import { pictureOf, readAltFile, readRecordsFile, unlessUnread } from './altFiles';
import { finishPage, maxReadings, type WrittenAlt } from './altPage';
import { type Arguments, numberOf, UsageError } from './args';
import { createCacheFolder } from './cacheFolder';
import type { Engine } from './engine';
import { explainLine } from './explain';
import { chooseProvider } from './model';
import type { Terminal } from './terminal';
import { readAltSettings } from './workspaceSettings';

const usualAtOnce = 4;
const maxConcurrency = 16;

/** Writes the missing alt text; with `--dry-run`, only prints the diff. Decorative images are listed, not written. */
export async function writeAlts(
  paths: readonly string[],
  args: Arguments,
  engine: Engine,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { rules, maxLength } = await readAltSettings();
  const dryRun = args.options['dry-run'] === true;
  const atOnce = numberOf(args, 'parallel', 1, maxConcurrency) ?? usualAtOnce;
  const { provider, model: chooseModel } = await chooseProvider(args, engine);
  if (!provider.vendor) {
    throw new UsageError('alt write needs a vision model: set an API key or use --provider');
  }
  const { id: model } = await chooseModel(signal);
  const tally: Tally = {
    written: 0,
    inOtherWords: 0,
    needNearest: 0,
    changed: 0,
    decorative: 0,
    failed: 0,
    requests: 0,
    tokens: undefined,
    fromCache: 0,
  };
  const store = createDecisionStore({
    ...(args.options['no-cache'] !== true && { folder: createCacheFolder(join(engine.cacheDir, 'altTexts')) }),
    report: (error) => terminal.error(`The cache can’t be written: ${explainLine(error)}`),
  });
  const run: Run = {
    engine,
    terminal,
    signal,
    provider,
    model,
    maxLength,
    altTexts: new AltTexts(store, engine.imaging),
    tally,
  };
  const keepsRecords = !dryRun && (await readRecordsFile()) !== undefined;
  const recorded: Recorded[] = [];

  const pages: Page[] = [];
  let unread = 0;
  for (const path of paths) {
    signal.throwIfAborted();
    const looked = await unlessUnread(path, terminal, async () => {
      const file = await readAltFile(path);
      if (!file) {
        return undefined;
      }
      // A finding that is turned off for a file doesn't count: no alt text is written for it.
      const options = { rules: rulesFor(rules, file.name) };
      return { file, ...(await findMissingAlts(file.text, file.languageId, options, engine.markup(), signal)) };
    });
    unread += looked ? 0 : 1;
    const { file, missing: due = [] } = looked?.found ?? {};
    if (file && due.length > 0) {
      pages.push({ file, due, outcomes: new Map() });
    }
  }
  const remote = await Promise.all(pages.flatMap(({ file, due }) => due.map((one) => pictureOf(file, one))));
  await engine.fetches.ask(remote.filter((one) => one !== undefined));
  const finish = async (page: Page) => {
    const written = await finishPage(page, run, { dryRun, takesNearest: args.options.nearest === true });
    recorded.push(...written.map((one) => ({ ...one, document: page.file.name })));
  };
  await describeAll(pages, run, atOnce, finish);
  if (keepsRecords && recorded.length > 0) {
    await keepRecords(recorded, terminal);
  }
  const { written, inOtherWords, decorative, failed, needNearest, changed } = tally;
  const counts = [
    `${written} ${dryRun ? 'to write' : 'written'}${inOtherWords > 0 ? ` (${inOtherWords} rephrased)` : ''}`,
    `${decorative} decorative`,
    ...(needNearest > 0 ? [needNearest === 1 ? '1 needs --nearest' : `${needNearest} need --nearest`] : []),
    ...(changed > 0 ? [`${changed} changed in the meantime`] : []),
    `${failed} failed`,
  ];
  terminal.error(`${counts.join(', ')}. ${spent(tally)}`);
  return failed + needNearest + changed + unread > 0 ? 1 : 0;
}

/** What the run cost, as the provider reported it. */
function spent({ requests, tokens, fromCache }: Tally): string {
  const asked = requests === 1 ? '1 request' : `${requests} requests`;
  const parts = [
    requests > 0 ? `${asked}, ${tokens === undefined ? 'tokens not reported' : `${tokens} tokens`}` : '',
    fromCache > 0 ? `${fromCache} from cache, 0 tokens` : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? `${parts.join('; ')}.` : 'No requests were sent.';
}

interface Recorded extends WrittenAlt {
  readonly document: string;
}

/** Adds what was written to the current records: a run takes long, and others write them too. */
async function keepRecords(written: readonly Recorded[], terminal: Terminal): Promise<void> {
  for (let reading = 0; reading < maxReadings; reading++) {
    const there = await readRecordsFile();
    if (!there) {
      break;
    }
    const records = written.reduce(
      (all, { document, reference, alt, hash }) => recordAlt(all, document, reference.src.raw, hash, alt),
      there.records,
    );
    try {
      await writeWhole(staleFileName, writeRecords(records), process.cwd(), there.bytes);
      return;
    } catch (error) {
      if (!(error instanceof FileChangedError)) {
        terminal.error(`${staleFileName} wasn’t written: ${explainLine(error)}`);
        return;
      }
    }
  }
  terminal.error(`${staleFileName} was changed or removed in the meantime, so nothing was written to it.`);
}

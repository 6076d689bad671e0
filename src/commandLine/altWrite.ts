import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askAlt } from '../core/altText/askAlt';
import { altCacheKey, contextHash, sha256 } from '../core/altText/cache';
import type { AltDecision } from '../core/altText/decision';
import { createDecisionStore } from '../core/altText/decisionStore';
import { type AltChange, applyEdits } from '../core/altText/edit';
import { createPayOnce, type PayOnce } from '../core/altText/paidOnce';
import { type RuleSettings, rulesFor } from '../core/altText/rules';
import { type AltRecords, recordAlt, staleFileName, writeRecords } from '../core/altText/staleRecords';
import type { AltEdit, ImageReference } from '../core/altText/types';
import { unifiedDiff } from '../core/altText/unifiedDiff';
import type { AskImage } from '../core/ask/types';
import type { Provider } from '../core/providers/types';
import { type AltFile, pictureInside, pictureOf, readAltFile, readStaleRecords } from './altFiles';
import { type Arguments, text, UsageError } from './args';
import { createCacheFolder } from './cacheFolder';
import type { Engine } from './engine';
import { explainLine } from './explain';
import type { Terminal } from './terminal';
import { readAltSettings } from './workspaceSettings';

/** Findings for which an alt is written; the others are for a person to judge. */
const due = new Set(['missing', 'filename', 'placeholder']);

interface Tally {
  written: number;
  decorative: number;
  failed: number;
  requests: number;
  /** As reported; undefined while no provider did. */
  tokens: number | undefined;
  fromCache: number;
}

interface Run {
  readonly engine: Engine;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly provider: Provider;
  readonly model: string;
  /** A finding that is switched off for a file is none: no alt is written for it. */
  readonly rules: RuleSettings;
  /** The same picture in the same place of several files is paid for once, and so is a second run. */
  readonly payOnce: PayOnce;
  readonly tally: Tally;
}

/** Writes the alts that are missing; with `--dry-run` only prints the diff. Decorative images are named, not written. */
export async function writeAlts(
  paths: readonly string[],
  args: Arguments,
  engine: Engine,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { rules } = await readAltSettings();
  const dryRun = args.options['dry-run'] === true;
  const provider = await engine.provider(text(args, 'provider') ?? 'auto', text(args, 'base-url'));
  if (!provider.vendor) {
    throw new UsageError('alt write needs a model that sees images: set a key, or --provider');
  }
  const model = text(args, 'model') ?? provider.vendor.models[0]?.id ?? (await firstModel(provider, engine, signal));
  const tally: Tally = { written: 0, decorative: 0, failed: 0, requests: 0, tokens: undefined, fromCache: 0 };
  const store = createDecisionStore({
    ...(args.options['no-cache'] !== true && { folder: createCacheFolder(join(engine.cacheDir, 'altTexts')) }),
    report: (error) => terminal.error(`The cache cannot be written: ${explainLine(error)}`),
  });
  const run: Run = { engine, terminal, signal, provider, model, rules, payOnce: createPayOnce(store), tally };
  let records = await readStaleRecords();
  for (const path of paths) {
    signal.throwIfAborted();
    const file = await readAltFile(path);
    if (!file) {
      continue;
    }
    const { edits, hashes } = await editsOf(file, run);
    if (edits.length === 0) {
      continue;
    }
    if (dryRun) {
      terminal.write(unifiedDiff(file.name, file.text, edits));
      continue;
    }
    await writeFile(file.path, file.mark + applyEdits(file.text, edits));
    records = records && withRecords(records, file, hashes);
  }
  if (records && !dryRun) {
    await writeFile(staleFileName, writeRecords(records));
  }
  const { written, decorative, failed } = tally;
  terminal.error(
    `${written} ${dryRun ? 'to write' : 'written'}, ${decorative} decorative, ${failed} failed. ${spent(tally)}`,
  );
  return failed > 0 ? 1 : 0;
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

async function editsOf(file: AltFile, run: Run): Promise<{ edits: readonly AltEdit[]; hashes: Written }> {
  const { engine, terminal, signal, tally, rules } = run;
  const markup = engine.markup();
  const [{ references }, { findings }] = await Promise.all([
    markup.find(file.text, file.languageId, signal),
    markup.check(file.text, file.languageId, { rules: rulesFor(rules, file.name) }, signal),
  ]);
  const images = new Set(findings.filter((one) => due.has(one.rule)).map((one) => one.image));
  const changes: (AltChange & { readonly hash: string })[] = [];
  for (const reference of references.filter((one) => images.has(one.index))) {
    const where = `${file.name}: ${(reference.src.value ?? reference.src.raw) || reference.tag}`;
    try {
      const { decision, hash } = await decide(file, reference, run);
      if (decision.role === 'decorative') {
        tally.decorative += 1;
        terminal.error(`${where}: looks decorative (${decision.why}); mark it with an empty alt if it is.`);
      } else {
        changes.push({ reference, alt: decision.alt, hash });
      }
    } catch (error) {
      signal.throwIfAborted();
      tally.failed += 1;
      terminal.error(`${where}: ${explainLine(error)}`);
    }
  }
  return written(file, changes, run);
}

async function written(
  file: AltFile,
  changes: readonly (AltChange & { readonly hash: string })[],
  { engine, terminal, signal, tally }: Run,
): Promise<{ edits: readonly AltEdit[]; hashes: Written }> {
  const first = await engine.markup().edit(file.text, file.languageId, changes, signal);
  // What the document's language cannot say is written in its nearest form, all in one go so that it is proved together.
  const nearest = new Map(first.refused.map(({ change, refusal }) => [change, refusal.nearest]));
  const all = changes.flatMap((one, at) => {
    const alt = nearest.has(at) ? nearest.get(at) : one.alt;
    if (alt === undefined) {
      tally.failed += 1;
      terminal.error(`${file.name}: ${one.reference.src.raw}: the alt text cannot be written here.`);
      return [];
    }
    return [{ ...one, alt }];
  });
  const { edits } = nearest.size > 0 ? await engine.markup().edit(file.text, file.languageId, all, signal) : first;
  tally.written += edits.length;
  tally.failed += all.length - edits.length;
  return { edits, hashes: all };
}

async function decide(
  file: AltFile,
  reference: ImageReference,
  { engine, provider, model, payOnce, tally, signal }: Run,
): Promise<{ decision: AltDecision; hash: string }> {
  const image = await imageOf(file, reference, engine);
  const hash = await sha256(await image.read());
  const options = { ending: 'sentence' } as const;
  const key = await altCacheKey({
    imageHash: hash,
    task: 'altText',
    contextHash: await contextHash(reference, options),
    model: `${provider.id}:${model}`,
  });
  const { decision, origin, usage } = await payOnce(
    key,
    (shared) =>
      askAlt({ provider, model, reference, image, detail: 'auto', options }, { imaging: engine.imaging() }, shared),
    signal,
  );
  if (origin === 'cache') {
    tally.fromCache += 1;
  } else {
    tally.requests += 1;
    const tokens = usage && (usage.totalTokens ?? (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0));
    tally.tokens = tokens ? (tally.tokens ?? 0) + tokens : tally.tokens;
  }
  return { decision, hash };
}

async function imageOf(file: AltFile, reference: ImageReference, engine: Engine): Promise<AskImage> {
  const picture = await pictureOf(file, reference);
  if (picture) {
    return engine.image(picture);
  }
  const bytes = pictureInside(file, reference);
  if (!bytes) {
    throw new Error('the image is not a file of this folder');
  }
  const name = reference.src.raw || reference.tag;
  return { id: `${file.name}#${reference.index}`, name, read: async () => bytes };
}

function withRecords(records: AltRecords, file: AltFile, hashes: Written): AltRecords {
  return hashes.reduce(
    (all, { reference, alt, hash }) => recordAlt(all, file.name, reference.src.raw, hash, alt),
    records,
  );
}

async function firstModel(provider: Provider, engine: Engine, signal: AbortSignal): Promise<string> {
  const models = await engine.models(provider, signal);
  return models.find((one) => one.vision !== false)?.id ?? '';
}

import { version } from '../../package.json';
import { type FileFindings, reportFindings, reportFormats } from '../core/altText/report';
import { rulesFor } from '../core/altText/rules';
import { type AltRecords, freshness } from '../core/altText/staleRecords';
import {
  type AltFile,
  findAltFiles,
  hashFile,
  pictureOf,
  readAltFile,
  readRecordsFile,
  unlessUnread,
} from './altFiles';
import { writeAlts } from './altWrite';
import { type Arguments, choice, UsageError } from './args';
import type { Engine } from './engine';
import type { Terminal } from './terminal';
import { readAltSettings } from './workspaceSettings';

/** `sightread alt check|write <path>…`. Returns the exit code: 1 for findings, and for alt text that wasn't written. */
export async function alt(args: Arguments, engine: Engine, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const [action, ...paths] = args.operands;
  if (action !== 'check' && action !== 'write') {
    throw new UsageError('use “alt check” or “alt write”');
  }
  if (paths.length === 0) {
    throw new UsageError(`alt ${action} needs at least one file or folder`);
  }
  const files = await findAltFiles(paths);
  return action === 'check'
    ? check(files, args, engine, terminal, signal)
    : writeAlts(files, args, engine, terminal, signal);
}

async function check(
  paths: readonly string[],
  args: Arguments,
  engine: Engine,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { rules, maxLength } = await readAltSettings();
  const format = choice(args, 'format', reportFormats, 'pretty');
  const records = (await readRecordsFile())?.records;
  const results: FileFindings[] = [];
  let unreadable = 0;
  for (const path of paths) {
    signal.throwIfAborted();
    const looked = await unlessUnread(path, terminal, async () => {
      const file = await readAltFile(path);
      if (!file) {
        return undefined;
      }
      const ofFile = rulesFor(rules, file.name);
      const stale = ofFile.stale === 'off' ? undefined : await staleIn(file, records, engine, signal);
      const options = { rules: ofFile, maxLength, ...(stale && { stale }) };
      return { file, ...(await engine.markup().check(file.text, file.languageId, options, signal)) };
    });
    if (!looked) {
      unreadable += 1;
      continue;
    }
    if (!looked.found) {
      continue;
    }
    const { file, findings, error } = looked.found;
    if (error !== undefined) {
      unreadable += 1;
      terminal.error(`${file.name}: can’t be parsed: ${error.split('\n')[0]}`);
    }
    results.push({ file: file.name, findings: [...findings].sort((a, b) => a.start - b.start) });
  }
  const report = reportFindings(results, format, version);
  terminal[printers[format]](report);
  return unreadable > 0 || results.some((one) => one.findings.length > 0) ? 1 : 0;
}

/** How each format is printed. */
const printers = { pretty: 'write', json: 'json', sarif: 'json', github: 'commands' } as const;

/** Indexes of the images whose picture has changed since; undefined if nothing is recorded for the file. */
async function staleIn(
  file: AltFile,
  records: AltRecords | undefined,
  engine: Engine,
  signal: AbortSignal,
): Promise<ReadonlySet<number> | undefined> {
  if (!records || !Object.hasOwn(records, file.name)) {
    return undefined;
  }
  const { references } = await engine.markup().find(file.text, file.languageId, signal);
  const stale = new Set<number>();
  for (const reference of references) {
    const picture = await pictureOf(file, reference);
    if (picture && !/^https?:/.test(picture)) {
      const hash = await hashFile(picture);
      if (
        hash !== undefined &&
        freshness(records, file.name, reference.src.raw, hash, reference.alt.value ?? '') === 'stale'
      ) {
        stale.add(reference.index);
      }
    }
  }
  return stale;
}

import * as vscode from 'vscode';
import { type Batch, type BatchEvent, createBatch } from '../../core/altText/batch';
import { contextHash } from '../../core/altText/cache';
import { type AltRole, altRoles } from '../../core/altText/decision';
import { type BatchEstimate, estimateBatch } from '../../core/altText/estimate';
import { sniff } from '../../core/image/sniff';
import { ProviderError } from '../../core/providers/errors';
import { offlineProviderId } from '../../core/providers/offline';
import type { ReviewPhase } from '../../protocol/reviewView';
import type { Consent } from '../consent';
import type { Engines } from '../engines';
import { explain, toFailure } from '../errors';
import { errorText } from '../log';
import type { Choice, Providers } from '../providers';
import { settings } from '../settings';
import type { AltTextRecords } from './records';
import { type ToWrite, type WriteResult, writeAll } from './reviewApply';
import { altOf, imageName, isToWrite, type KeptVerdict, type ReviewItem } from './reviewItem';
import { type ScannedImage, type ScanProgress, scanForReview } from './reviewScan';
import { refusalSentence, roleName } from './words';
import type { AltTextWriter, GeneratedAlt } from './writer';

export interface ReviewRunDeps {
  readonly writer: AltTextWriter;
  readonly engines: Engines;
  readonly providers: Providers;
  readonly consent: Consent;
  readonly records: AltTextRecords;
  /** The workspace's. */
  readonly memory: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
}

/** Everything that is to be told, at this moment. */
export interface ReviewState {
  readonly phase: ReviewPhase;
  readonly scanned: ScanProgress;
  readonly choice?: Choice;
  readonly estimate?: BatchEstimate;
  /** Milliseconds that the provider asked to wait; 0 when it did not. */
  readonly slowedMs: number;
  readonly failure?: unknown;
  readonly lastWrite?: WriteResult;
}

export interface ReviewChange {
  /** Ids of the items that changed; undefined for all of them. */
  readonly items?: readonly string[];
}

/** One review of a folder, from the scan to the edit. */
export interface ReviewRun extends vscode.Disposable {
  readonly onDidChange: vscode.Event<ReviewChange>;
  state(): ReviewState;
  items(): readonly ReviewItem[];
  item(id: string): ReviewItem | undefined;
  scan(): Promise<void>;
  start(): Promise<void>;
  pause(): void;
  stop(): void;
  /** `text` is the alt as it stands in the box; it counts as typed when it differs from the suggestion. */
  decide(id: string, verdict: ReviewItem['verdict'], text?: string): void;
  edit(id: string, text: string): void;
  editLongDescription(id: string, text: string): void;
  acceptAll(): void;
  /** Writes one alt anew, in another role when one is given. */
  again(id: string, role?: string): Promise<void>;
  describeLonger(id: string): Promise<void>;
  apply(preview: boolean): Promise<void>;
  refreshTarget(): Promise<void>;
}

const keptKey = 'altText.review';
const maxKept = 5000;

export function createReviewRun(scope: vscode.Uri | undefined, deps: ReviewRunDeps): ReviewRun {
  const { writer, engines, memory, log } = deps;
  const changed = new vscode.EventEmitter<ReviewChange>();
  const life = new AbortController();
  const kept = new Map(Object.entries(memory.get<Record<string, KeptVerdict>>(keptKey) ?? {}));
  let items = new Map<string, ReviewItem>();
  let state: ReviewState = { phase: 'scanning', scanned: { read: 0, files: 0 }, slowedMs: 0 };
  let batch: Batch | undefined;
  let answers = { count: 0, ms: 0 };

  const tell = (change: Partial<ReviewState>) => {
    state = { ...state, ...change };
    changed.fire({ items: [] });
  };
  const tellAll = (change: Partial<ReviewState> = {}) => {
    state = { ...state, ...change };
    changed.fire({});
  };
  const update = (id: string, change: Partial<ReviewItem>) => {
    const item = items.get(id);
    if (item) {
      items.set(id, { ...item, ...change });
      changed.fire({ items: [id] });
    }
  };
  const keep = (id: string) => {
    const item = items.get(id);
    kept.delete(id);
    if (item && item.verdict !== 'written' && (item.verdict !== 'open' || item.typed !== undefined || item.role)) {
      const { verdict, typed, role } = item;
      kept.set(id, { verdict, ...(typed !== undefined && { typed }), ...(role && { role }) });
    }
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - maxKept))) {
      kept.delete(oldest);
    }
    memory.update(keptKey, Object.fromEntries(kept)).then(undefined, (error: unknown) => log.warn(errorText(error)));
  };
  const wish = ({ role }: ReviewItem) => (role && role !== 'decorative' ? { role } : {});
  const isDue = ({ state: its, verdict }: ReviewItem) => its === 'waiting' && verdict === 'open';

  /** Reads the picture, and takes what was paid for before. */
  const prepare = async (scanned: ScannedImage, choice: Choice): Promise<ReviewItem> => {
    const { reference, uri, id } = scanned;
    const before = kept.get(id);
    const item: ReviewItem = {
      scanned,
      line: scanned.line,
      state: 'waiting',
      problem: '',
      verdict: before?.verdict ?? 'open',
      longer: 'none',
      longDescription: '',
      ...(before?.typed !== undefined && { typed: before.typed }),
      ...(before?.role && { role: before.role }),
    };
    if (/^(?:https?:)?\/\//i.test(reference.src.value ?? '')) {
      return item;
    }
    try {
      const { bytes, imageHash } = await writer.read(uri, reference, life.signal);
      const found = sniff(bytes);
      const picture = { imageHash, width: found.ok ? found.facts.width : 0, height: found.ok ? found.facts.height : 0 };
      const decision = await writer.known(uri, reference, imageHash, wish(item), choice);
      return decision
        ? { ...item, picture, ...answered({ decision, imageHash, choice, fromCache: true, shared: false }) }
        : { ...item, picture };
    } catch (error) {
      life.signal.throwIfAborted();
      return { ...item, state: 'failed', problem: sentenceOf(error, item) };
    }
  };
  const sentenceOf = (error: unknown, item: ReviewItem): string => {
    const { provider, model } = state.choice ?? {};
    return explain(toFailure(error), {
      provider: provider?.label ?? '',
      providerId: provider?.id ?? '',
      model: model ?? '',
      imageName: imageName(item),
    }).text;
  };

  const estimate = async () => {
    const { choice } = state;
    const due = [...items.values()].filter(isDue);
    if (!choice || due.length === 0 || choice.provider.id === offlineProviderId) {
      tell({ estimate: undefined });
      return;
    }
    const images = await Promise.all(
      due.map(async ({ scanned: { reference, id }, picture }) => ({
        key: picture ? `${picture.imageHash} ${await contextHash(reference)}` : id,
        reference,
        ...picture,
      })),
    );
    const vendor = deps.providers.vendor(choice.provider.id);
    tell({
      estimate: estimateBatch(images, {
        formula: vendor?.tokenFormula ?? 'none',
        model: choice.model,
        detail: settings.detail(),
        price: deps.providers.price(choice.provider.id, choice.model),
        atOnce: atOnce(choice),
        options: {},
        ...(answers.count > 0 && { secondsEach: answers.ms / answers.count / 1000 }),
      }),
    });
  };
  const atOnce = ({ provider }: Choice) => (provider.vendor?.local ? 1 : settings.altTextParallel());

  const generate = async (id: string, signal: AbortSignal): Promise<GeneratedAlt> => {
    const item = items.get(id)!;
    const begun = performance.now();
    const generated = await writer.generate(item.scanned.uri, item.scanned.reference, wish(item), signal, true);
    if (!generated.fromCache) {
      answers = { count: answers.count + 1, ms: answers.ms + performance.now() - begun };
    }
    return generated;
  };
  const onEvent = (event: BatchEvent<GeneratedAlt>) => {
    switch (event.type) {
      case 'running':
        state = { ...state, slowedMs: 0 };
        update(event.id, { state: 'running', problem: '' });
        break;
      case 'waiting':
        update(event.id, { state: 'waiting' });
        break;
      case 'done':
        update(event.id, answered(event.result));
        break;
      case 'failed': {
        const item = items.get(event.id);
        log.warn(`alt text: ${errorText(event.error)}`);
        update(event.id, { state: 'failed', problem: item ? sentenceOf(event.error, item) : '' });
        break;
      }
      case 'slowed':
        tell({ slowedMs: event.waitMs });
        break;
      case 'ended':
        if (event.error !== undefined) {
          log.warn(`alt texts: ${errorText(event.error)}`);
        }
        tell({ phase: 'ready', slowedMs: 0, failure: event.error });
        void estimate();
        break;
    }
  };
  /** Asked once for all: a question for each of 500 images would be answered without reading. */
  const mayStart = async (choice: Choice, names: readonly string[]) => {
    const { provider } = choice;
    if (provider.id === offlineProviderId || !(await deps.providers.isReady(provider.id))) {
      tell({ failure: new ProviderError('notConfigured', '', { host: provider.host }) });
      return false;
    }
    return deps.consent.ask(provider.host, provider.label, names);
  };
  const single = async (
    id: string,
    work: (item: ReviewItem) => Promise<Partial<ReviewItem>>,
    failed: Partial<ReviewItem>,
  ) => {
    const item = items.get(id);
    const { choice } = state;
    if (!item || !choice || !(await mayStart(choice, [imageName(item)]))) {
      return;
    }
    try {
      update(id, await work(item));
    } catch (error) {
      log.warn(`alt text: ${errorText(error)}`);
      update(id, { ...failed, problem: sentenceOf(error, item) });
    }
    void estimate();
  };

  const run: ReviewRun = {
    onDidChange: changed.event,
    state: () => state,
    items: () => [...items.values()],
    item: (id) => items.get(id),
    scan: async () => {
      batch?.cancel();
      tell({ phase: 'scanning', scanned: { read: 0, files: 0 }, failure: undefined, estimate: undefined });
      try {
        const choice = await writer.choose();
        const found = await scanForReview(scope, deps, (scanned) => tell({ scanned }), life.signal);
        const next = new Map<string, ReviewItem>();
        for (const scanned of found) {
          next.set(scanned.id, await prepare(scanned, choice));
        }
        items = next;
        tellAll({ phase: 'ready', choice });
      } catch (error) {
        life.signal.throwIfAborted();
        tell({ phase: 'ready', failure: error });
        throw error;
      }
      await estimate();
    },
    start: async () => {
      const { choice, phase } = state;
      const due = [...items.values()].filter(isDue);
      if (!choice || phase !== 'ready' || due.length === 0 || !(await mayStart(choice, due.map(imageName)))) {
        return;
      }
      batch = createBatch({ atOnce: atOnce(choice), generate, onEvent });
      batch.add(due.map(({ scanned }) => scanned.id));
      tell({ phase: 'running', failure: undefined });
      batch.start();
    },
    pause: () => {
      if (state.phase === 'running') {
        tell({ phase: 'pausing' });
        batch?.pause();
      }
    },
    stop: () => batch?.cancel(),
    decide: (id, verdict, text) => {
      const item = items.get(id);
      if (!item || item.verdict === 'written') {
        return;
      }
      if (verdict !== 'open') {
        batch?.remove(id);
      }
      update(id, { ...(text !== undefined && typed(item, text)), verdict });
      keep(id);
    },
    edit: (id, text) => {
      const item = items.get(id);
      if (item) {
        update(id, typed(item, text));
        keep(id);
      }
    },
    editLongDescription: (id, longDescription) =>
      update(id, longDescription.trim() ? { longDescription } : { longDescription: '', longer: 'offered' }),
    acceptAll: () => {
      for (const [id, item] of items) {
        // Decorative is a suggestion for a person: never taken with the others.
        if (item.verdict === 'open' && altOf(item).trim() !== '') {
          items.set(id, { ...item, verdict: 'accepted' });
          keep(id);
        }
      }
      tellAll();
    },
    again: async (id, role) => {
      const chosen = altRoles.find((one) => one === role);
      if (chosen === 'decorative') {
        run.decide(id, 'decorative');
        return;
      }
      await single(
        id,
        async (item) => {
          const { typed: _, ...rest } = item;
          const next: ReviewItem = {
            ...rest,
            ...(chosen && { role: chosen }),
            verdict: 'open',
            state: 'running',
            problem: '',
          };
          items.set(id, next);
          changed.fire({ items: [id] });
          keep(id);
          return answered(
            await writer.generate(item.scanned.uri, item.scanned.reference, wish(next), life.signal, true),
          );
        },
        { state: 'failed' },
      );
    },
    describeLonger: (id) =>
      single(
        id,
        async (item) => {
          update(id, { longer: 'running' });
          const change = { ...wish(item), longDescription: true };
          const { decision } = await writer.generate(
            item.scanned.uri,
            item.scanned.reference,
            change,
            life.signal,
            true,
          );
          const text = decision.longDescription ?? '';
          return text ? { longer: 'there', longDescription: text } : { longer: 'offered' };
        },
        { longer: 'offered' },
      ),
    apply: async (preview) => {
      const wanted = [...items.values()].filter(isToWrite);
      if (wanted.length === 0 || state.phase === 'applying') {
        return;
      }
      const before = state.phase;
      tell({ phase: 'applying' });
      try {
        const result = await writeAll(wanted.map(toWrite), engines, preview, life.signal);
        await finish(wanted, result);
        tell({ phase: before === 'running' && !batch?.isRunning() ? 'ready' : before, lastWrite: result });
      } catch (error) {
        log.error(`alt texts: ${errorText(error)}`);
        tell({ phase: before, failure: error });
      }
      await estimate();
    },
    refreshTarget: async () => {
      const choice = await writer.choose();
      const same = choice.provider.id === state.choice?.provider.id && choice.model === state.choice.model;
      if (!same && state.phase === 'ready') {
        tell({ choice, failure: undefined });
        await estimate();
      }
    },
    dispose: () => {
      batch?.cancel();
      life.abort();
      changed.dispose();
    },
  };
  return run;

  async function finish(wanted: readonly ReviewItem[], { written, refused }: WriteResult): Promise<void> {
    const records = wanted.flatMap(({ scanned, picture, generated }) => {
      const alt = written.get(scanned.id);
      const imageHash = generated?.imageHash ?? picture?.imageHash;
      return alt && imageHash ? [{ document: scanned.uri, src: scanned.reference.src.raw, imageHash, alt }] : [];
    });
    for (const { scanned } of wanted) {
      const reason = refused.get(scanned.id);
      const writtenAlt = written.get(scanned.id);
      if (writtenAlt !== undefined) {
        update(scanned.id, { verdict: 'written', writtenAlt });
      } else if (reason) {
        update(scanned.id, { verdict: 'open', problem: refusalSentence(reason) });
      }
      keep(scanned.id);
    }
    await deps.records.remember(records);
  }
}

function answered(generated: GeneratedAlt): Partial<ReviewItem> {
  const { decision } = generated;
  return {
    state: 'done',
    generated,
    problem: '',
    longer: decision.longDescriptionDue && decision.role !== 'decorative' ? 'offered' : 'none',
  };
}

function typed(item: ReviewItem, text: string): Partial<ReviewItem> {
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ');
  return { typed: line === item.generated?.decision.alt ? undefined : line };
}

function toWrite(item: ReviewItem): ToWrite {
  const { id, uri, reference } = item.scanned;
  const role: AltRole | undefined =
    item.verdict === 'decorative' ? 'decorative' : (item.role ?? item.generated?.decision.role);
  return {
    id,
    uri,
    reference,
    alt: altOf(item).trim(),
    longDescription: item.verdict === 'accepted' ? item.longDescription : '',
    label: role ? roleName(role) : '',
    description: item.generated?.decision.why ?? '',
  };
}

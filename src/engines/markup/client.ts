/** The markup engine's thin client. */
import { join } from 'node:path';
import type { MarkupEngine } from '../../core/altText/engine';
import { MarkupError } from '../../core/altText/types';
import { WorkerClient } from '../kit/workerClient';
import type { MarkupFailure, MarkupJob, MarkupResults } from './messages';

export interface MarkupEngineOptions {
  /** The folder that contains `markupWorker.js`. */
  readonly distDir: string;
  /** After this many idle milliseconds, the thread is ended, which frees its memory. */
  readonly idleMs?: number;
  /** Longest silence of the thread while it has work, milliseconds; then it's ended and its work fails. */
  readonly deadlineMs?: number;
  /** For the editor, whose thread must not be blocked: in a document with very many images, some are left out. */
  readonly isBounded?: boolean;
}

/** The largest document of 2 MB takes about a third of it. */
const resourceLimits = { maxOldGenerationSizeMb: 1024 };
const rememberedFatal = 8;

const keyOf = ({ text, languageId }: { text: string; languageId: string }) => `${languageId}\n${text}`;

/**
 * An engine that hasn't started anything yet. Requests are answered in order; an aborted one is dropped. A document
 * during which the thread ended is refused from then on, with the same error.
 */
export function createMarkupEngine(options: MarkupEngineOptions): MarkupEngine {
  const { distDir, idleMs = 60_000, deadlineMs = 20_000, isBounded = false } = options;
  /** Documents that ended a thread: they would end another one too. */
  const fatal = new Map<string, MarkupError>();

  function remember(key: string, error: MarkupError): void {
    fatal.set(key, error);
    const [oldest] = fatal.keys();
    if (fatal.size > rememberedFatal && oldest !== undefined) {
      fatal.delete(oldest);
    }
  }

  const client = new WorkerClient<MarkupJob, MarkupResults, MarkupFailure>({
    file: join(distDir, 'markupWorker.js'),
    options: { resourceLimits },
    deadlineMs,
    idleMs,
    // Reloading the parsers takes longer than letting them finish.
    onAbort: 'finish',
    toError: ({ reason, detail }, job) => {
      if (reason === 'notSent' || reason === 'failed') {
        return new MarkupError('failed', detail);
      }
      const error = new MarkupError(reason === 'crashed' ? 'engineUnavailable' : reason, detail);
      if ('text' in job) {
        remember(keyOf(job), error);
      }
      return error;
    },
  });

  async function run<K extends MarkupJob['kind']>(
    job: Extract<MarkupJob, { kind: K }>,
    signal: AbortSignal | undefined,
  ): Promise<MarkupResults[K]> {
    const known = 'text' in job ? fatal.get(keyOf(job)) : undefined;
    if (known && !signal?.aborted) {
      throw known;
    }
    return client.run(job, signal);
  }

  return {
    find: (text, languageId, signal, near = 0) =>
      run({ kind: 'find', text, languageId, ...(isBounded && { near }) }, signal),
    check: (text, languageId, checkOptions = {}, signal = undefined) =>
      run({ kind: 'check', text, languageId, options: checkOptions, isBounded }, signal),
    rulesFor: (written, path, signal) => run({ kind: 'rules', written, path }, signal),
    edit: (text, languageId, changes, signal) => run({ kind: 'edit', text, languageId, changes }, signal),
    checkSchema: (value, schema, signal) => run({ kind: 'schema', value, schema }, signal),
    findFault: (text, languageId, signal) => run({ kind: 'fault', text, languageId }, signal),
    dispose: () => client.dispose(),
  };
}

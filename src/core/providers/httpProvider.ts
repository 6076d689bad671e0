/** A vendor behind the provider port: one question, retried or changed where that helps. */

import { listVendorModels } from './catalogue';
import { type Clock, systemClock } from './clock';
import { destinationOf } from './destination';
import { codecs } from './dialects/codecs';
import { ProviderError } from './errors';
import { exchange } from './exchange';
import { nextAttempt } from './retry';
import type { Provider, StreamEvent, Transport, Vendor, VisionRequest } from './types';

export interface HttpProviderOptions {
  readonly transport: Transport;
  /** Read once for each question. */
  readonly key: () => Promise<string | undefined>;
  readonly now?: Clock['now'];
  readonly sleep?: Clock['sleep'];
  /** 0 to 1; for the jitter of retries. */
  readonly random?: () => number;
  /** Milliseconds without content before an answer counts as stalled. Default: 120 s. */
  readonly stallMs?: number;
}

const defaultStallMs = 120_000;

/**
 * Retries only before the first byte (see `nextAttempt`), and changes the question at most once in each way: speaks the
 * vendor's other dialect if the endpoint is missing, drops a reasoning switch that the model refuses, and requests JSON
 * in a weaker way if a schema is refused.
 */
export function createHttpProvider(vendor: Vendor, options: HttpProviderOptions): Provider {
  const clock: Clock = { now: options.now ?? systemClock.now, sleep: options.sleep ?? systemClock.sleep };

  async function* stream(request: VisionRequest, signal: AbortSignal): AsyncGenerator<StreamEvent> {
    signal.throwIfAborted();
    const key = await options.key();
    let ask: Ask = { request, vendor };
    let attempts = 0;
    let waitedMs = 0;
    for (;;) {
      let failure: ProviderError;
      let begun = false;
      attempts++;
      try {
        const settings = { transport: options.transport, clock, key, stallMs: options.stallMs ?? defaultStallMs };
        for await (const event of exchange(ask.request, ask.vendor, codecs[ask.vendor.dialect], settings, signal)) {
          // A stream can begin with its name alone and then fail.
          begun ||= event.type !== 'start';
          yield event;
        }
        return;
      } catch (error) {
        if (signal.aborted || begun || !(error instanceof ProviderError)) {
          throw error;
        }
        failure = error;
      }
      const otherwise = concede(ask, failure);
      if (otherwise) {
        ask = otherwise;
        attempts--;
        continue;
      }
      const step = nextAttempt(failure, { attempts, waitedMs }, options.random?.());
      if (!step) {
        throw failure;
      }
      yield { type: 'retry', ...step, attempt: attempts };
      await clock.sleep(step.waitMs, signal);
      waitedMs += step.waitMs;
    }
  }

  return {
    id: vendor.id,
    label: vendor.label,
    destination: destinationOf(vendor),
    vendor,
    limits: vendor.image,
    stream,
    listModels: async (signal) => listVendorModels(vendor, await options.key(), options.transport, signal),
  };
}

interface Ask {
  readonly request: VisionRequest;
  readonly vendor: Vendor;
}

/** The same question, changed so that this refusal can't happen again; undefined if that isn't possible. */
function concede({ request, vendor }: Ask, failure: ProviderError): Ask | undefined {
  const { status } = failure.details;
  const { fallbackDialect } = vendor;
  // A gateway that doesn't translate an endpoint can call that its own failure (Portkey 1.15.2: 500).
  const missing =
    failure.reason === 'wrongAddress'
      ? status === 404 || status === 405
      : failure.reason === 'overloaded' &&
        (status === 501 || (status === 500 && /\bnot (supported|implemented)\b/i.test(failure.message)));
  if (missing && fallbackDialect && fallbackDialect !== vendor.dialect) {
    return {
      request,
      vendor: { ...vendor, dialect: fallbackDialect, quirks: { ...vendor.quirks, ...vendor.fallbackQuirks } },
    };
  }
  if (status !== 400 && status !== 422) {
    return undefined;
  }
  if (failure.reason === 'schemaUnsupported' && vendor.quirks.json !== 'none' && request.output?.kind === 'json') {
    const json = vendor.quirks.json === 'schema' && request.output.schema ? 'object' : 'none';
    return { request, vendor: { ...vendor, quirks: { ...vendor.quirks, json } } };
  }
  if (vendor.quirks.system === 'developer' && /\bdeveloper\b/i.test(failure.message)) {
    return { request, vendor: { ...vendor, quirks: { ...vendor.quirks, system: 'system' } } };
  }
  if (request.reasoning === 'off' && /reasoning|thinking|\beffort\b/i.test(failure.message)) {
    return { request: { ...request, reasoning: 'default' }, vendor };
  }
  return undefined;
}

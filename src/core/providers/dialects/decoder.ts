/** What all stream decoders share: reading, the order of events, tool calls, the end and its failures. */

import { bounds } from '../../bounds';
import { asList, asRecord, holdsAtMost, type JsonRecord, mergeDeep, parseJson } from '../../json';
import { createAnswerMeter } from '../answerMeter';
import { hostOf } from '../destination';
import { isErrorMessage } from '../errorBody';
import { errorFromMessage } from '../errorMapping';
import { ProviderError } from '../errors';
import { createDocumentReader, createLineReader } from '../ndjson';
import { createSseReader, type MessageReader } from '../sse';
import { createThinkFilter } from '../thinkFilter';
import type { FinishReason, StreamDecoder, StreamEvent, Usage, Vendor } from '../types';
import { type QuickForm, quickText } from './quickText';

/** What a dialect's handler reports about one message. */
export interface Output {
  /** Once; later calls are ignored. */
  start(id: string | undefined, model: string | undefined): void;
  text(text: string | undefined): void;
  reasoning(text: string | undefined): void;
  /** A part of a tool call; parts with the same key belong together, and their `arguments` are concatenated. */
  call(key: string | number, part: CallPart): void;
  /** Overrides what was reported before, never adds to it: usage can arrive twice, or grow. */
  usage(raw: JsonRecord | undefined): void;
  /** The first one counts. */
  finish(reason: FinishReason, raw: string): void;
  fail(error: ProviderError): void;
  /** The stream's own end signal. */
  done(): void;
}

export interface CallPart {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly arguments?: string | undefined;
  readonly extra?: Record<string, unknown> | undefined;
}

export interface DecoderOptions {
  readonly vendor: Vendor;
  readonly reader: 'sse' | 'ndjson' | 'json';
  readonly usageOf: (raw: JsonRecord) => Usage;
  /** Each usage object is complete, so that a later one replaces an earlier one as a whole. */
  readonly usageIsWhole?: boolean;
  /** Reads one message; false for a keep-alive without content. */
  readonly handle: (message: JsonRecord, output: Output, event: string | undefined) => boolean;
  /** The form of a message that contains nothing but text. */
  readonly quick?: QuickForm;
}

interface CallDraft {
  id: string;
  name: string;
  arguments: string;
  extra: Record<string, unknown> | undefined;
}

const readers: Record<DecoderOptions['reader'], (quick?: QuickForm) => MessageReader> = {
  sse: createSseReader,
  ndjson: createLineReader,
  json: createDocumentReader,
};

/** A decoder around one dialect's `handle`. The order at the end: held text, tool calls, usage, finish. */
export function createDecoder(options: DecoderOptions): StreamDecoder {
  const { vendor, reader: kind, usageOf, usageIsWhole, handle, quick } = options;
  const reader = readers[kind](quick);
  const think = createThinkFilter();
  const meter = createAnswerMeter();
  const calls = new Map<string | number, CallDraft>();
  let events: StreamEvent[] = [];
  let started = false;
  let usage: JsonRecord | undefined;
  let finish: { readonly reason: FinishReason; readonly raw: string } | undefined;
  let error: ProviderError | undefined;
  let concluded = false;
  let said = 0;

  const flushThink = () => {
    for (const piece of think.end()) {
      events.push({ type: piece.kind, text: piece.text });
    }
  };
  const conclude = () => {
    if (concluded) {
      return;
    }
    concluded = true;
    flushThink();
    if (kind === 'json' && !finish) {
      error ??= new ProviderError('badAnswer', 'The server sent a document that is no answer.');
    }
    const complete = error || !finish ? [] : [...calls.values()].filter((call) => isComplete(call));
    for (const call of complete) {
      events.push({ type: 'toolCall', call: { ...call, arguments: call.arguments.trim() || '{}' } });
    }
    if (usage) {
      events.push({ type: 'usage', usage: usageOf(usage) });
    }
    if (!error) {
      const reason = finish?.reason === 'stop' && complete.length > 0 ? 'tool' : (finish?.reason ?? 'interrupted');
      events.push({ type: 'finish', reason, raw: finish?.raw });
    }
  };
  const output: Output = {
    start(id, model) {
      if (!started) {
        started = true;
        events.push({ type: 'start', id: shortened(id), model: shortened(model) });
      }
    },
    text(text) {
      if (!text || !meter.characters(text.length)) {
        return;
      }
      said++;
      if (think.passed) {
        events.push({ type: 'text', text });
        return;
      }
      for (const piece of think.push(text)) {
        events.push({ type: piece.kind, text: piece.text });
      }
    },
    reasoning(text) {
      if (text && meter.characters(text.length)) {
        said++;
        events.push({ type: 'reasoning', text });
      }
    },
    call(key, part) {
      if (!meter.call(calls.has(key) ? calls.size : calls.size + 1, part.arguments?.length ?? 0)) {
        return;
      }
      said++;
      const draft = calls.get(key) ?? { id: '', name: '', arguments: '', extra: undefined };
      draft.id = part.id || draft.id || `call_${calls.size}`;
      draft.name = shortened(part.name) || draft.name;
      draft.arguments += part.arguments ?? '';
      draft.extra = part.extra ? { ...draft.extra, ...part.extra } : draft.extra;
      calls.set(key, draft);
    },
    usage(raw) {
      const most = bounds.usageCharacters;
      const laid = raw && holdsAtMost(raw, most, most) ? mergeDeep((!usageIsWhole && usage) || {}, raw) : undefined;
      usage = laid && JSON.stringify(laid).length <= bounds.usageCharacters ? laid : usage;
    },
    finish(reason, raw) {
      said++;
      finish ??= { reason, raw: raw.slice(0, bounds.nameLength) };
    },
    fail(failure) {
      error ??= failure;
    },
    done: conclude,
  };

  const read = (data: string, event: string | undefined, last: boolean) => {
    if (concluded || error || meter.passed !== undefined) {
      return;
    }
    if (data === '[DONE]') {
      finish ??= { reason: 'stop', raw: '[DONE]' };
      conclude();
      return;
    }
    const text = quick && started ? quickText(data, quick) : undefined;
    if (text !== undefined) {
      output.text(text);
      return;
    }
    const parsed = parseJson(data);
    if (parsed === undefined && last && kind !== 'json') {
      // What a cut stream leaves at its end isn't an error of its own: the answer is interrupted.
      return;
    }
    const list = asList(parsed);
    if (!list) {
      readMessage(asRecord(parsed), data, event);
      return;
    }
    for (const entry of list) {
      readMessage(asRecord(entry), data, event);
    }
  };
  const readMessage = (message: JsonRecord | undefined, data: string, event: string | undefined) => {
    if (!message) {
      error ??= notUnderstood(data, vendor);
    } else if (event === 'error' || isErrorMessage(message)) {
      error ??= errorFromMessage(message, vendor);
    } else {
      handle(message, output, event);
    }
  };
  const take = (batch: ReturnType<MessageReader['push']>, last: boolean) => {
    for (const { data, event, text } of batch) {
      if (text === undefined) {
        read(data, event, last);
      } else if (!concluded && !error) {
        output.text(text);
      }
    }
    if (meter.passed !== undefined) {
      error ??= new ProviderError('answerTooLarge', meter.passed, { host: hostOf(vendor.baseUrl) });
    }
    if (error || last) {
      conclude();
    }
    const taken = events;
    events = [];
    return taken;
  };

  return {
    push(chunk) {
      if (concluded) {
        return [];
      }
      const batch = reader.push(chunk);
      meter.bytes(chunk.length, batch.length);
      return take(batch, false);
    },
    end: () => (concluded ? [] : take(reader.end(), true)),
    get settled() {
      return concluded;
    },
    get error() {
      return error;
    },
    get said() {
      return said;
    },
  };
}

/** A call whose arguments were cut off doesn't count. */
function isComplete(call: CallDraft): boolean {
  return call.name !== '' && (call.arguments.trim() === '' || asRecord(parseJson(call.arguments)) !== undefined);
}

function notUnderstood(data: string, vendor: Vendor): ProviderError {
  return new ProviderError('badAnswer', `Not JSON: ${data.slice(0, 80)}`, { host: hostOf(vendor.baseUrl) });
}

function shortened(name: string | undefined): string | undefined {
  return name?.slice(0, bounds.nameLength);
}

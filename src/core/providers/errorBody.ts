/** What a provider's error body says, in any form: JSON of six kinds, a list, a bare string, HTML, plain text. */
import { bounds } from '../bounds';
import { asFilled, asList, asNumber, asRecord, asText, type JsonRecord, parseJson } from '../json';

export interface ErrorBody {
  /** The provider's own wording, one line, at most 500 characters, without keys or markup. */
  readonly message: string;
  readonly code?: string;
  readonly type?: string;
  readonly retryAfterMs?: number;
}

/** How many entries in a list of details are read; one or two are usual. */
const maxDetails = 20;

export function readErrorBody(text: string): ErrorBody {
  const parsed = parseJson(text);
  return parsed === undefined || parsed === null
    ? { message: tidy(plainText(text.slice(0, bounds.errorText))) }
    : readErrorValue(parsed);
}

/** The same for a value that is already parsed, as inside a stream. */
export function readErrorValue(value: unknown): ErrorBody {
  const first = asList(value)?.[0] ?? value;
  const outer = asRecord(first);
  if (!outer) {
    return { message: tidy(asText(first) ?? '') };
  }
  const nested =
    asRecord(outer.error) ??
    asRecord(asRecord(outer.response)?.error) ??
    asRecord(asList(outer.errors)?.[0]) ??
    asRecord(outer.detail);
  const inner = nested ?? outer;
  const details = (asList(inner.details) ?? []).slice(0, maxDetails).map((entry) => asRecord(entry));
  return {
    message: tidy(upstreamMessage(inner) ?? messageOf(inner) ?? messageOf(outer) ?? ''),
    code:
      details.map((entry) => codeOf(entry?.reason)).find(Boolean) ??
      codeOf(asRecord(inner.details)?.error_code) ??
      nameOf(inner.code) ??
      nameOf(inner.status) ??
      codeOf(inner.code) ??
      codeOf(inner.status) ??
      codeOf(outer.code),
    type: codeOf(inner.type) ?? codeOf(outer.type),
    retryAfterMs: details.map((entry) => durationMs(asFilled(entry?.retryDelay))).find((ms) => ms !== undefined),
  };
}

/** True if a message of a stream, or a whole answer, is an error rather than content. */
export function isErrorMessage(message: JsonRecord): boolean {
  const { error } = message;
  // Content is never a bare text beside no choices; vLLM, FastAPI, and many gateways say so what is wrong.
  const said = asFilled(message.message) ?? asFilled(message.detail) ?? asFilled(message.errorMessage);
  return (
    asFilled(error) !== undefined ||
    asRecord(error) !== undefined ||
    (said !== undefined && message.choices === undefined)
  );
}

/** OpenRouter says "Provider returned error" and puts the reason in `metadata.raw`, as a text or an object. */
function upstreamMessage(error: JsonRecord): string | undefined {
  const raw = asRecord(error.metadata)?.raw;
  const parsed = asRecord(raw) ?? asRecord(parseJson(asFilled(raw) ?? ''));
  const message = parsed ? readErrorValue(parsed).message : '';
  return message === '' ? asFilled(raw) : message;
}

function messageOf(error: JsonRecord): string | undefined {
  const detail = asList(error.detail)
    ?.slice(0, maxDetails)
    .map((entry) => asFilled(asRecord(entry)?.msg));
  return (
    asFilled(error.message) ??
    asFilled(error.error) ??
    asFilled(error.detail) ??
    detail?.filter(Boolean).join('; ') ??
    asFilled(error.errorMessage) ??
    asFilled(error.Message) ??
    asFilled(error.msg) ??
    asFilled(error.title)
  );
}

/** A code that is a word: Google's is beside the status, which is the `code` there. */
const nameOf = (code: unknown) => (asFilled(code)?.match(/\D/) ? codeOf(code) : undefined);

function codeOf(code: unknown): string | undefined {
  return asFilled(code)?.slice(0, bounds.nameLength) ?? asNumber(code)?.toString();
}

/** Google's `34s` or `1.5s`. */
function durationMs(text: string | undefined): number | undefined {
  const seconds = text === undefined ? undefined : /^(\d{1,12}(?:\.\d{1,12})?)s$/.exec(text)?.[1];
  return seconds === undefined ? undefined : Math.round(Number(seconds) * 1000);
}

/** The heading of an HTML page, otherwise the text itself. */
function plainText(text: string): string {
  if (!text.trimStart().startsWith('<')) {
    return text;
  }
  return (element(text, 'h1') ?? element(text, 'title') ?? text).replace(/<[^<>]*>/g, ' ');
}

/** The content between the first such tag and its end. */
function element(text: string, name: string): string | undefined {
  const lower = text.toLowerCase();
  const open = lower.indexOf(`<${name}`);
  const from = open < 0 ? -1 : text.indexOf('>', open);
  const to = from < 0 ? -1 : lower.indexOf(`</${name}>`, from);
  return to < 0 ? undefined : text.slice(from + 1, to);
}

/** What keys look like, for those that weren't sent from here: prefixes, JSON web tokens, schemes, named fields. */
const keyShapes =
  /\b(?:sk|gsk|xai|key|pk)[-_][\w*-]{6,}|\bAIza[\w-]{10,}|\beyJ[\w.-]{16,}|\bBearer\s\S+|\bBasic\s[\w+/=]{12,}|\b(?:api|access|auth)[-_ ]?(?:key|token)["']?\s?[:=]\s?["']?[\w.+/*-]{6,}/gi;

/** One line, at most 500 characters, without anything that looks like an API key. */
export function tidy(message: string): string {
  return message.slice(0, bounds.errorText).replace(keyShapes, '…').replace(/\s+/g, ' ').trim().slice(0, 500);
}

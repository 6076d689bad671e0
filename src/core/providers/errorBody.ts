/** What a provider's error body says, whatever its shape: JSON of six kinds, a list, a bare string, HTML, plain text. */
import { asFilled, asList, asNumber, asRecord, asText, type JsonRecord, parseJson } from '../json';

export interface ErrorBody {
  /** The provider's own wording, one line, at most 500 characters, without keys and markup. */
  readonly message: string;
  readonly code?: string;
  readonly type?: string;
  readonly retryAfterMs?: number;
}

export function readErrorBody(text: string): ErrorBody {
  const parsed = parseJson(text);
  return parsed === undefined || parsed === null ? { message: tidy(plainText(text)) } : readErrorValue(parsed);
}

/** The same for a value that was parsed already, as inside a stream. */
export function readErrorValue(value: unknown): ErrorBody {
  const first = asList(value)?.[0] ?? value;
  const outer = asRecord(first);
  if (!outer) {
    return { message: tidy(asText(first) ?? '') };
  }
  const nested = asRecord(outer.error) ?? asRecord(asRecord(outer.response)?.error);
  const inner = nested ?? outer;
  const details = (asList(inner.details) ?? []).map((entry) => asRecord(entry));
  return {
    message: tidy(upstreamMessage(inner) ?? messageOf(inner) ?? messageOf(outer) ?? ''),
    code:
      details.map((entry) => asFilled(entry?.reason)).find(Boolean) ??
      asFilled(asRecord(inner.details)?.error_code) ??
      codeOf(inner.code) ??
      asFilled(inner.status) ??
      codeOf(outer.code),
    type: asFilled(inner.type) ?? asFilled(outer.type),
    retryAfterMs: details.map((entry) => durationMs(asFilled(entry?.retryDelay))).find((ms) => ms !== undefined),
  };
}

/** True when a message of a stream, or a whole answer, is an error rather than content. */
export function isErrorMessage(message: JsonRecord): boolean {
  const { error } = message;
  return error !== undefined && (asFilled(error) !== undefined || asRecord(error) !== undefined);
}

/** OpenRouter says "Provider returned error" and keeps the reason in `metadata.raw`. */
function upstreamMessage(error: JsonRecord): string | undefined {
  const raw = asFilled(asRecord(error.metadata)?.raw);
  if (raw === undefined) {
    return undefined;
  }
  const parsed = parseJson(raw);
  return asRecord(parsed) ? readErrorValue(parsed).message : raw;
}

function messageOf(error: JsonRecord): string | undefined {
  const detail = asList(error.detail)?.map((entry) => asFilled(asRecord(entry)?.msg));
  return (
    asFilled(error.message) ??
    asFilled(error.error) ??
    asFilled(error.detail) ??
    detail?.filter(Boolean).join('; ') ??
    asFilled(error.title)
  );
}

function codeOf(code: unknown): string | undefined {
  return asFilled(code) ?? asNumber(code)?.toString();
}

/** Google's `34s` or `1.5s`. */
function durationMs(text: string | undefined): number | undefined {
  const seconds = text === undefined ? undefined : /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1];
  return seconds === undefined ? undefined : Math.round(Number(seconds) * 1000);
}

/** The heading of an HTML page, else the text itself. */
function plainText(text: string): string {
  if (!/^\s*</.test(text)) {
    return text;
  }
  const heading = /<h1[^>]*>([\s\S]*?)<\/h1>/i.exec(text) ?? /<title[^>]*>([\s\S]*?)<\/title>/i.exec(text);
  return (heading?.[1] ?? text).replace(/<[^>]*>/g, ' ');
}

/** One line, at most 500 characters, and nothing in it that looks like an API key. */
export function tidy(message: string): string {
  return message
    .replace(/\b(?:sk|gsk|xai|key|pk)[-_][\w*-]{6,}|\bAIza[\w-]{10,}|\bBearer\s+\S+/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500);
}

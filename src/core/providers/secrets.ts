/** Keeps the secrets of a request out of everything that comes back: an answer, a header, an error, a model list. */
import { joinBytes } from '../bytes';
import { isSecretHeader } from './request';
import type { HttpRequest, HttpResponse, StreamEvent, Transport } from './types';

/** Shorter than any key; such a word can occur in an answer by chance. */
const minLength = 6;
const encoder = new TextEncoder();
const mark = encoder.encode('…');
const backslash = 0x5c;
const letterU = 0x75;
const zero = 0x30;
const open = -1;
/** Backslashes before a character in JSON that is in JSON, and so on: 1, 3, 7. */
const maxBackslashes = 7;

/** Sends a request. If the answer, or the error, repeats a secret from its headers, `…` replaces it. */
export async function sendGuarded(transport: Transport, request: HttpRequest): Promise<HttpResponse> {
  const forms = secretForms(request.headers);
  let response: HttpResponse;
  try {
    response = await transport.send(request);
  } catch (error) {
    throw forms.length === 0 ? error : withoutSecrets(error, forms);
  }
  if (forms.length === 0) {
    return response;
  }
  const headers = new Map([...response.headers].map(([name, value]) => [name, withoutForms(value, forms)]));
  return { ...response, headers, body: withoutFormsIn(response.body, forms) };
}

/**
 * The events of an answer to a request with these headers. A secret that a server divides among several messages is
 * whole only now. Text that may be its beginning waits for the rest, and is never lost.
 */
export async function* guardEvents(
  events: AsyncIterable<StreamEvent>,
  headers: Readonly<Record<string, string>>,
): AsyncGenerator<StreamEvent> {
  const forms = secretForms(headers);
  if (forms.length === 0) {
    yield* events;
    return;
  }
  const held = { text: '', reasoning: '' };
  const rest = function* (): Generator<StreamEvent> {
    for (const type of ['reasoning', 'text'] as const) {
      const text = held[type];
      held[type] = '';
      if (text !== '') {
        yield { type, text };
      }
    }
  };
  try {
    for await (const event of events) {
      if (event.type === 'text' || event.type === 'reasoning') {
        const { type } = event;
        const clean = forms.reduce((text, form) => text.replaceAll(form, '…'), held[type] + event.text);
        const end = beginning(clean, forms);
        held[type] = clean.slice(end);
        if (end > 0) {
          yield { type, text: clean.slice(0, end) };
        }
      } else {
        yield* rest();
        yield event.type === 'toolCall'
          ? { ...event, call: { ...event.call, arguments: withoutForms(event.call.arguments, forms) } }
          : event;
      }
    }
  } catch (error) {
    yield* rest();
    throw error;
  }
  yield* rest();
}

/** Where at the end of the text one of the forms may begin; its length if none does. */
function beginning(text: string, forms: readonly string[]): number {
  let first = text.length;
  for (const form of forms) {
    const letter = form.charAt(0);
    let at = text.indexOf(letter, Math.max(0, text.length - form.length + 1));
    while (at >= 0 && at < first && !form.startsWith(text.slice(at))) {
      at = text.indexOf(letter, at + 1);
    }
    first = at < 0 ? first : Math.min(first, at);
  }
  return first;
}

/**
 * Every form in which these headers' secrets are usually written: as they are, in a URL, and in base64 at any offset, as
 * in `Basic`. Longest first. How JSON writes their characters, `lengthOf` knows.
 */
export function secretForms(headers: Readonly<Record<string, string>>): readonly string[] {
  const values = Object.entries(headers).flatMap(([name, value]) => {
    const token = /^(?:Bearer|Basic|Token|ApiKey)\s+(\S+)$/i.exec(value)?.[1];
    const basic = /^Basic\s+([A-Za-z\d+/=]+)$/i.exec(value)?.[1];
    const login = basic === undefined ? undefined : decoded(basic);
    const password = login?.slice(login.indexOf(':') + 1);
    return isSecretHeader(name) ? [token ?? value, login, password] : [];
  });
  const secrets = values.filter((one) => one !== undefined && one.length >= minLength) as string[];
  const forms = secrets.flatMap((secret) => {
    const address = encodeURIComponent(secret);
    return [secret, address, address.replace(/%../g, (code) => code.toLowerCase()), ...base64Forms(secret)];
  });
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** The part of the secret's base64 that is the same whatever comes before and after it. */
function base64Forms(secret: string): string[] {
  if (!/^[\x20-\x7e]+$/.test(secret)) {
    return [];
  }
  return [0, 1, 2].flatMap((before) => {
    const whole = btoa('x'.repeat(before) + secret);
    const sure = whole.slice(Math.ceil((before * 4) / 3), Math.floor(((before + secret.length) * 4) / 3));
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function decoded(base64: string): string | undefined {
  try {
    return atob(base64);
  } catch (error) {
    if (error instanceof DOMException) {
      return undefined;
    }
    throw error;
  }
}

function withoutForms(text: string, forms: readonly string[]): string {
  const bytes = encoder.encode(text);
  const clean = replaceAll(
    bytes,
    forms.map((form) => encoder.encode(form)),
  );
  return clean === bytes ? text : new TextDecoder().decode(clean);
}

/**
 * The error as it is if neither it nor any of its causes repeats a secret; otherwise, the same reason in fewer words.
 */
function withoutSecrets(error: unknown, forms: readonly string[]): unknown {
  if (!(error instanceof Error)) {
    return error;
  }
  const cause = withoutSecrets(error.cause, forms);
  const message = withoutForms(error.message, forms);
  if (message === error.message && cause === error.cause) {
    return error;
  }
  const { name, code } = error as Error & { code?: unknown };
  return Object.assign(new Error(message, { cause }), { name, code });
}

/**
 * The bytes with each secret replaced, even one that arrives in pieces: what may be its beginning waits for the rest.
 */
function withoutFormsIn(body: AsyncIterable<Uint8Array>, forms: readonly string[]): AsyncIterable<Uint8Array> {
  const patterns = forms.map((form) => encoder.encode(form));
  return {
    [Symbol.asyncIterator]() {
      const source = body[Symbol.asyncIterator]();
      let rest: Uint8Array = new Uint8Array();
      let over = false;
      const next = async (): Promise<IteratorResult<Uint8Array>> => {
        while (!over) {
          const { done, value } = await source.next();
          over = done === true;
          const bytes = rest.length === 0 ? (value ?? rest) : joinBytes([rest, value ?? new Uint8Array()]);
          const clean = replaceAll(bytes, patterns);
          const wait = over ? 0 : heldBack(clean, patterns);
          rest = clean.slice(clean.length - wait);
          if (clean.length > wait) {
            return { done: false, value: clean.subarray(0, clean.length - wait) };
          }
        }
        return { done: true, value: undefined };
      };
      return { next, return: async () => (await source.return?.()) ?? { done: true, value: undefined } };
    },
  };
}

/** The bytes with every pattern replaced; of two that start in one place, the first. */
function replaceAll(bytes: Uint8Array, patterns: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let at = nextStart(bytes, 0, patterns); at < bytes.length; ) {
    let length = 0;
    for (let one = 0; one < patterns.length && length <= 0; one++) {
      length = lengthOf(patterns[one] as Uint8Array, bytes, at);
    }
    if (length > 0) {
      parts.push(bytes.subarray(from, at), mark);
      from = at + length;
    }
    at = nextStart(bytes, Math.max(at + 1, from), patterns);
  }
  return parts.length === 0 ? bytes : joinBytes([...parts, bytes.subarray(from)]);
}

/** The first place from there that may be the beginning of a pattern; the end of the bytes if there is none. */
function nextStart(bytes: Uint8Array, from: number, patterns: readonly Uint8Array[]): number {
  const first = patterns.map((pattern) => pattern[0]);
  let at = from;
  while (at < bytes.length && !first.includes(bytes[at]) && !(bytes[at] === backslash && bytes[at - 1] !== backslash)) {
    at += 1;
  }
  return at;
}

/**
 * How many bytes are the pattern there, as it is or as JSON may write it: `/` as `\/` or `\u002F`. 0 if they aren't, and
 * `open` if they end before that is certain.
 */
function lengthOf(pattern: Uint8Array, bytes: Uint8Array, at: number): number {
  let end = at;
  for (let place = 0; place < pattern.length; place++) {
    const byte = pattern[place] as number;
    const from = end;
    while (bytes[end] === backslash && end - from < maxBackslashes) {
      end += 1;
    }
    if (end > from && byte === backslash) {
      continue;
    }
    const code = end > from && bytes[end] === letterU ? codeAt(bytes, end + 1) : undefined;
    if (end >= bytes.length || code === open) {
      return open;
    }
    if (code === byte) {
      end += 5;
    } else if (bytes[end] === byte) {
      end += 1;
    } else {
      return 0;
    }
  }
  return end - at;
}

/** The character code that four hexadecimal digits there are, below U+0100; NaN if none, `open` if the bytes end before. */
function codeAt(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) {
    return open;
  }
  return bytes[at] === zero && bytes[at + 1] === zero ? digit(bytes[at + 2]) * 16 + digit(bytes[at + 3]) : Number.NaN;
}

const digit = (byte = 0) => Number.parseInt(String.fromCharCode(byte), 16);

/** How many bytes at the end could be the beginning of a pattern. */
function heldBack(bytes: Uint8Array, patterns: readonly Uint8Array[]): number {
  const longest = Math.max(...patterns.map(({ length }) => length)) * (maxBackslashes + 'u0000'.length);
  const begin = Math.max(0, bytes.length - longest);
  for (let at = nextStart(bytes, begin, patterns); at < bytes.length; at = nextStart(bytes, at + 1, patterns)) {
    if (patterns.some((pattern) => lengthOf(pattern, bytes, at) === open)) {
      return bytes.length - at;
    }
  }
  return 0;
}

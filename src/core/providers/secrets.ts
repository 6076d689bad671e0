/** Keeps the secrets of a request out of everything that comes back: an answer, a header, an error, a model list. */
import { joinBytes } from '../bytes';
import { isSecretHeader } from './request';
import type { HttpRequest, HttpResponse, Transport } from './types';

/** Shorter than any key; such a word can occur in an answer by chance. */
const minLength = 6;
const mark = '…';

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
 * Every form in which these headers' secrets are usually written: as they are, in JSON, in a URL, and in base64 at any
 * offset, as in `Basic`. Longest first.
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
    return [
      secret,
      inJson(secret),
      inJson(inJson(secret)),
      address,
      address.replace(/%../g, (code) => code.toLowerCase()),
      ...base64Forms(secret),
    ];
  });
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

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

const withoutForms = (text: string, forms: readonly string[]) =>
  forms.reduce((rest, form) => rest.replaceAll(form, mark), text);

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
  const encoder = new TextEncoder();
  const patterns = forms.map((form) => encoder.encode(form));
  const replacement = encoder.encode(mark);
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
          const clean = replaceAll(bytes, patterns, replacement);
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

function replaceAll(bytes: Uint8Array, patterns: readonly Uint8Array[], by: Uint8Array): Uint8Array {
  let clean = bytes;
  for (const pattern of patterns) {
    const parts: Uint8Array[] = [];
    let from = 0;
    for (let at = find(clean, pattern, 0); at >= 0; at = find(clean, pattern, from)) {
      parts.push(clean.subarray(from, at), by);
      from = at + pattern.length;
    }
    clean = parts.length === 0 ? clean : joinBytes([...parts, clean.subarray(from)]);
  }
  return clean;
}

function find(bytes: Uint8Array, pattern: Uint8Array, from: number): number {
  const first = pattern[0] as number;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (startsAt(bytes, at, pattern) === pattern.length) {
      return at;
    }
  }
  return -1;
}

/** How many bytes of the pattern match there. */
function startsAt(bytes: Uint8Array, at: number, pattern: Uint8Array): number {
  let length = 0;
  while (length < pattern.length && bytes[at + length] === pattern[length]) {
    length++;
  }
  return length;
}

/** How many bytes at the end could be the beginning of a pattern. */
function heldBack(bytes: Uint8Array, patterns: readonly Uint8Array[]): number {
  let most = 0;
  for (const pattern of patterns) {
    for (let length = Math.min(pattern.length - 1, bytes.length); length > most; length--) {
      if (startsAt(bytes, bytes.length - length, pattern) >= length) {
        most = length;
      }
    }
  }
  return most;
}

/** Everything that can go wrong with a request, as `ProviderError`. */

import { bounds } from '../bounds';
import { isRecord } from '../json';
import { lookUp } from '../lookUp';
import { withoutEnd } from '../withoutEnd';
import { classify } from './classify';
import { hostOf } from './destination';
import { type ErrorBody, readErrorBody, readErrorValue, tidy } from './errorBody';
import { ProviderError, type ProviderErrorDetails, type ProviderErrorReason } from './errors';
import { imageFault, reasonInWords } from './errorWords';
import type { Vendor } from './types';

type AboutVendor = Pick<Vendor, 'id' | 'baseUrl' | 'keyUrl'>;

/**
 * An answer that isn't a stream: any status, any body.
 * @param now for a `retry-after` that is a date, milliseconds since the epoch.
 */
export function errorFromResponse(
  status: number,
  headers: ReadonlyMap<string, string>,
  bodyText: string,
  vendor: AboutVendor,
  now = Date.now(),
): ProviderError {
  const body = readErrorBody(bodyText);
  const shouldRetry = headers.get('x-should-retry');
  const moved = status >= 300 && status < 400 ? headers.get('location') : undefined;
  const message = moved
    ? `The server redirects to ${hostOf(moved) ?? 'another address'}; the key is not sent on.`
    : body.message || `HTTP ${status}`;
  const reason = isLogin(status, bodyText, moved) ? 'loginPage' : classify(status, body);
  return build(reason, message, body, vendor, {
    status,
    retryAfterMs: retryAfterOf(headers, now) ?? body.retryAfterMs,
    requestId: requestIdOf(headers),
    shouldRetry: shouldRetry === 'true' ? true : shouldRetry === 'false' ? false : undefined,
  });
}

/** A web page with a status that promises an answer: a login, a firewall's, or what else is at that address. */
export function errorFromPage(
  status: number,
  bodyText: string,
  vendor: AboutVendor,
  requestId?: string,
): ProviderError {
  const body = readErrorBody(bodyText);
  const reason = reasonInWords(body.message) === 'blocked' ? 'blocked' : undefined;
  const message = body.message || 'The server answered with a web page.';
  return build(reason ?? (asksForLogin(bodyText) ? 'loginPage' : 'wrongAddress'), message, body, vendor, {
    status,
    requestId,
  });
}

/** A page, or a redirect to one, on which somebody is supposed to log in. */
function isLogin(status: number, bodyText: string, moved: string | undefined): boolean {
  const isPage = (status === 401 || status === 403) && bodyText.trimStart().startsWith('<');
  return (
    (isPage && asksForLogin(bodyText)) || /\b(?:login|signin|sign-in|sso|saml2?|oauth2?|authorize)\b/i.test(moved ?? '')
  );
}

function asksForLogin(page: string): boolean {
  return /type=["']?password|\b(?:log|sign)[ -]?(?:in|on)\b|single sign-on|captive portal/i.test(
    page.slice(0, bounds.errorText),
  );
}

/** An error object inside a stream, or in an answer with status 200. */
export function errorFromMessage(value: unknown, vendor: AboutVendor): ProviderError {
  const body = readErrorValue(value);
  const reason = classify(undefined, body);
  return build(reason, body.message === '' ? 'The provider stopped the answer.' : body.message, body, vendor, {
    retryAfterMs: body.retryAfterMs,
  });
}

/**
 * Reasons that the user resolves on one of the provider's pages.
 * @public scripts/providersDoc.mjs imports it from a text
 */
export const helpfulReasons: ReadonlySet<ProviderErrorReason> = new Set([
  'termsRequired',
  'billing',
  'forbidden',
  'auth',
  'accountSetting',
]);

function build(
  reason: ProviderErrorReason,
  message: string,
  body: ErrorBody,
  vendor: AboutVendor,
  details: ProviderErrorDetails,
): ProviderError {
  return new ProviderError(reason, message, {
    ...details,
    code: body.code ?? body.type,
    host: hostOf(vendor.baseUrl),
    helpUrl: helpfulReasons.has(reason) ? (linkIn(message, vendor) ?? vendor.keyUrl) : undefined,
    limit: reason === 'contextTooSmall' ? tokenLimitIn(message) : imageLimitIn(message),
    ...(reason === 'badImage' && { fault: imageFault(message) }),
  });
}

/**
 * `retry-after-ms` takes precedence over `retry-after`, in seconds or as an HTTP date; milliseconds, never negative.
 */
export function retryAfterOf(headers: ReadonlyMap<string, string>, now: number): number | undefined {
  const exact = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (Number.isFinite(exact)) {
    return Math.max(0, exact);
  }
  const given = headers.get('retry-after')?.trim();
  if (!given) {
    return undefined;
  }
  const ms = /^\d+(\.\d+)?$/.test(given) ? Number(given) * 1000 : Date.parse(given) - now;
  return Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : undefined;
}

export function requestIdOf(headers: ReadonlyMap<string, string>): string | undefined {
  const id = headers.get('x-request-id') ?? headers.get('request-id') ?? headers.get('x-goog-request-id');
  return id?.slice(0, bounds.nameLength);
}

/** Node and undici codes, from the `cause` chain. Names: Node.js documentation, Errors; undici documentation, Errors. */
const byCauseCode: Readonly<Record<string, ProviderErrorReason>> = {
  ENOTFOUND: 'offline',
  EAI_AGAIN: 'offline',
  ENETUNREACH: 'offline',
  ENETDOWN: 'offline',
  EHOSTUNREACH: 'offline',
  EHOSTDOWN: 'offline',
  ECONNREFUSED: 'refused',
  ENOENT: 'refused',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ECONNRESET: 'interrupted',
  ECONNABORTED: 'interrupted',
  EPIPE: 'interrupted',
  UND_ERR_SOCKET: 'interrupted',
  UND_ERR_ABORTED: 'interrupted',
  UND_ERR_CLOSED: 'interrupted',
  UND_ERR_DESTROYED: 'interrupted',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'interrupted',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'interrupted',
  UND_ERR_INFO: 'interrupted',
  UND_ERR_HEADERS_OVERFLOW: 'badAnswer',
  HPE_HEADER_OVERFLOW: 'badAnswer',
  ERR_STREAM_PREMATURE_CLOSE: 'interrupted',
  EPROTO: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  HOSTNAME_MISMATCH: 'certificate',
};

const byCausePattern: readonly (readonly [RegExp, ProviderErrorReason])[] = [
  [/^(CERT_|ERR_TLS_|ERR_SSL_)/, 'certificate'],
  [/^(HPE_|ERR_HTTP2_|Z_|ERR_STREAM)/, 'interrupted'],
];

/** A request that got no answer, or an answer whose body was cut off. Never call it for an abort by the user. */
export function errorFromCause(error: unknown, url: string): ProviderError {
  if (error instanceof ProviderError) {
    return error;
  }
  const chain = causes(error);
  const details = { cause: error, host: hostOf(url), code: chain.map((cause) => cause.code).find(Boolean) };
  const named = (reason: ProviderErrorReason) =>
    new ProviderError(reason, tidy(chain.map((cause) => cause.message).join(': ')), details);
  const status = chain.map((cause) => cause.proxyStatus).find((value) => value !== undefined);
  if (status !== undefined) {
    return named(status === 407 ? 'proxyAuth' : 'refused');
  }
  if (chain.some((cause) => /unexpected redirect|redirect mode/i.test(cause.message))) {
    return named('wrongAddress');
  }
  if (
    chain.some((cause) =>
      /invalid .{0,100}\bauthorization|invalid (header|content-type)|ByteString/i.test(cause.message),
    )
  ) {
    return named('auth');
  }
  for (const { code, name } of chain) {
    const reason = lookUp(byCauseCode, code) ?? byCausePattern.find(([pattern]) => pattern.test(code))?.[1];
    if (reason) {
      return named(reason);
    }
    if (name === 'TimeoutError') {
      return named('timeout');
    }
  }
  return named(chain.some((cause) => /terminated|other side closed/i.test(cause.message)) ? 'interrupted' : 'offline');
}

interface Cause {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  /** The proxy's answer to CONNECT, if it wasn't 200. */
  readonly proxyStatus: number | undefined;
}

/** The error, its causes, and the members of an AggregateError, outermost first. */
function causes(error: unknown, depth = 0): Cause[] {
  if (!isRecord(error) || depth > 8) {
    return typeof error === 'string' ? [{ name: '', code: '', message: error, proxyStatus: undefined }] : [];
  }
  const { name, code, message, cause, errors, connectResponseStatusCode } = error;
  const text = typeof message === 'string' ? message.slice(0, bounds.errorText) : '';
  const inWords = /Proxy response \((\d{3})\)|Proxy Authentication Required \((407)\)/.exec(text);
  const own: Cause = {
    name: typeof name === 'string' ? name : '',
    code: typeof code === 'string' ? code : '',
    message: text,
    proxyStatus:
      typeof connectResponseStatusCode === 'number'
        ? connectResponseStatusCode
        : inWords
          ? Number(inWords[1] ?? inWords[2])
          : undefined,
  };
  const members = Array.isArray(errors) ? errors.flatMap((member) => causes(member, depth + 1)) : [];
  return [own, ...causes(cause, depth + 1), ...members];
}

/** "This model supports up to 3 images", "At most 1 image(s)", "image_count > 20", "only supports one image". */
function imageLimitIn(message: string): number | undefined {
  const found =
    /(?:up to|at most|maximum (?:of|is)?|limit of|limited to|only (?:supports |accepts )?)\s*(\d{1,4}|one|a single)\s+images?|image_count > (\d{1,4})|images.{0,40} > (\d{1,4})\b/i.exec(
      message,
    );
  const images = found?.[1] ?? found?.[2] ?? found?.[3];
  return images === undefined ? undefined : /^\d/.test(images) ? Number(images) : 1;
}

/** "context length of only 4096 tokens", "maximum context length is 8,192", "n_ctx: 4096", "213462 tokens > 200000". */
function tokenLimitIn(message: string): number | undefined {
  const tokens =
    /(?:context (?:length|size|window|limit)|maximum|allowed|limit of|token limit|n_ctx|must be <=|tokens >)[^\d.]{0,24}(\d[\d,]{2,9})/i.exec(
      message,
    )?.[1];
  return tokens === undefined ? undefined : Number(tokens.replaceAll(',', ''));
}

/** A link in the provider's message, but only to the provider's own site. */
function linkIn(message: string, { baseUrl, keyUrl }: AboutVendor): string | undefined {
  const link = withoutEnd(/https:\/\/[^\s"'<>)\]]+/.exec(message)?.[0] ?? '', '.,;:');
  const site = (url: string | undefined) =>
    hostOf(url ?? '')
      ?.split('.')
      .slice(-2)
      .join('.');
  return link !== '' && [site(baseUrl), site(keyUrl)].includes(site(link)) ? link : undefined;
}

/** Why a request failed: a small closed set, so that one place can turn it into a sentence and a button. */
export type ProviderErrorReason =
  | 'auth'
  | 'forbidden'
  | 'billing'
  | 'modelGone'
  | 'termsRequired'
  /** A setting of the user's account at the provider rules the model out. */
  | 'accountSetting'
  | 'noVision'
  /** The server has no model in memory, or this one doesn't fit there. */
  | 'modelNotLoaded'
  /** Image and words are more tokens than the model was loaded for. */
  | 'contextTooSmall'
  /** Too many bytes or pixels. */
  | 'tooLarge'
  | 'tooManyImages'
  | 'badImage'
  | 'badRequest'
  | 'filtered'
  | 'schemaUnsupported'
  | 'rateLimit'
  | 'overloaded'
  | 'proxyAuth'
  | 'certificate'
  | 'offline'
  | 'refused'
  | 'timeout'
  | 'stalled'
  | 'interrupted'
  | 'badAnswer'
  /** The answer exceeded one of `bounds`; `message` says which. */
  | 'answerTooLarge'
  /** This conversation can't continue, because it exceeded one of `bounds`. */
  | 'conversationFull'
  | 'consent'
  | 'notConfigured'
  /** A key would have to go over a connection that anyone in between can read. */
  | 'plainHttp'
  /** The base URL isn't this provider's API, or none is set. */
  | 'wrongAddress'
  /** Something in between wants a login, and answers with its page. */
  | 'loginPage'
  /** A firewall in front of the provider turned the request away. */
  | 'blocked'
  /** The provider's entry in `sightread.providers` is invalid. */
  | 'badSetting';

export interface ProviderErrorDetails {
  /** HTTP status, if there was an answer. */
  readonly status?: number;
  /** The provider's own code, for example `model_decommissioned`. */
  readonly code?: string;
  /** How long the provider says to wait, milliseconds. */
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  readonly host?: string;
  /** A page of the provider that resolves the problem (terms, billing). */
  readonly helpUrl?: string;
  /** The limit the provider named: images allowed, or tokens that fit. */
  readonly limit?: number;
  /** What was refused about an image; undefined if it couldn't be read. */
  readonly fault?: 'shape' | 'type';
  /** Names of the images beyond that limit, in order. */
  readonly leftOut?: readonly string[];
  /** Whether the provider says to retry (`x-should-retry`). */
  readonly shouldRetry?: boolean;
  readonly cause?: unknown;
}

/** A failed request. `message` is the provider's own wording, trimmed and without keys; never shown on its own. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  constructor(
    readonly reason: ProviderErrorReason,
    message: string,
    readonly details: ProviderErrorDetails = {},
  ) {
    super(message, { cause: details.cause });
  }
}

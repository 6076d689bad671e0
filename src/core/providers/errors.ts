/** Why a request failed: a small closed set, so that one place can turn it into a sentence and a button. */
export type ProviderErrorReason =
  | 'auth'
  | 'forbidden'
  | 'billing'
  | 'modelGone'
  | 'termsRequired'
  | 'noVision'
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
  /** The answer passed one of `bounds`; `message` says which. */
  | 'answerTooLarge'
  /** No more is asked in this conversation: it passed one of `bounds`. */
  | 'conversationFull'
  | 'consent'
  | 'notConfigured'
  /** A key would have to go over a connection that anyone on the way can read. */
  | 'plainHttp'
  /** The base URL leads to something that is not this provider's API, or none is set. */
  | 'wrongAddress'
  /** What `sightread.providers` says of it cannot be used. */
  | 'badSetting';

export interface ProviderErrorDetails {
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  /** The provider's own code, for example `model_decommissioned`. */
  readonly code?: string;
  /** How long the provider asks to wait, milliseconds. */
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  readonly host?: string;
  /** A page of the provider that resolves this (terms, billing). */
  readonly helpUrl?: string;
  /** The limit the provider named, for example images allowed. */
  readonly limit?: number;
  /** Names of the images beyond that limit, in order. */
  readonly leftOut?: readonly string[];
  /** The provider's explicit word on asking again (`x-should-retry`). */
  readonly shouldRetry?: boolean;
  readonly cause?: unknown;
}

/** A failed request. `message` is the provider's own wording, trimmed and without keys; never shown alone. */
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

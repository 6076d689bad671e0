// How a server, a gateway, or a proxy says that it can't or won't: one real body each, where it was seen, and when.
import type { ProviderErrorReason } from '../../../src/core/providers/errors';

export interface Failure {
  /** Who answers so. */
  readonly server: string;
  /** The row of the vendor table that asks it. */
  readonly vendor: string;
  /** Where the error is: the whole answer, an event of a stream, or a line of NDJSON; the last two arrive with 200. */
  readonly place: 'answer' | 'event' | 'line';
  readonly status: number;
  /** An object is sent as JSON, a text as it is. */
  readonly body: unknown;
  readonly reason: ProviderErrorReason;
  /** Requests that reach the server: one for what is final, three for what may pass. */
  readonly requests: number;
  readonly source: string;
  /** When the source was published, or read if it has no date; absent if it describes the failure in other words. */
  readonly date?: string | undefined;
}

type Rest = readonly [reason: ProviderErrorReason, body: unknown, source: string, date?: string];

/** Failures of one server, each seen by one vendor row. */
export function failuresOf(server: string, vendor: string) {
  const row =
    (requests: number, place: Failure['place'] = 'answer') =>
    (status: number, ...[reason, body, source, date]: Rest): Failure => ({
      ...{ server, vendor, place, status, body, reason, requests, source, date },
    });
  return {
    /** Asking again would get the same answer. */
    final: row(1),
    /** It may be gone in a second. */
    passing: row(3),
    finalEvent: (...rest: Rest) => row(1, 'event')(200, ...rest),
    passingEvent: (...rest: Rest) => row(3, 'event')(200, ...rest),
    finalLine: (...rest: Rest) => row(1, 'line')(200, ...rest),
    passingLine: (...rest: Rest) => row(3, 'line')(200, ...rest),
  };
}

/** An issue or a pull request. */
export const issue = (repository: string, number: number) => `https://github.com/${repository}/issues/${number}`;

/** A file of a repository. */
export const file = (repository: string, path: string) => `https://github.com/${repository}/blob/main/${path}`;

/** The usual form of an error. */
export const error = (message: string, more: Readonly<Record<string, unknown>> = {}) => ({
  error: { message, ...more },
});

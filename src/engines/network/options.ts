/** The proxy for everything that isn't on this machine, and its exceptions. */
export interface UserProxy {
  readonly url: string;
  /** As in `NO_PROXY`; if absent, the environment's apply. */
  readonly exceptions: readonly string[];
}

/** How one vendor's connections are made; file names are absolute. */
export interface DirectOptions {
  /** A server on this machine: no proxy, and no limit on the wait for the first header. */
  readonly local: boolean;
  /** `http://user:password@host:port`, only for this vendor and regardless of the exceptions. */
  readonly proxy?: string;
  /** If the vendor has none of its own; overrides the environment's. */
  readonly userProxy?: UserProxy;
  /** PEM files. */
  readonly caFile?: string;
  readonly clientCertFile?: string;
  readonly clientKeyFile?: string;
  /** Unix socket or named pipe. */
  readonly socketPath?: string;
}

export interface DownloadOptions {
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
  /** Overrides the environment's. */
  readonly userProxy?: UserProxy;
  /** How long all of it can take, milliseconds. Default: a minute. */
  readonly deadlineMs?: number;
  /** Allows private addresses. Only for tests against loopback. */
  readonly allowPrivate?: boolean;
}

/** The result of a download, as plain data: classes don't keep their identity across bundles. */
export type DownloadOutcome =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly mediaType: string | undefined; readonly url: string }
  | { readonly ok: false; readonly reason: DownloadFailure; readonly detail: string; readonly status?: number };

export type DownloadFailure =
  /** Not an http or https URL, or one with a password in it. */
  | 'badUrl'
  /** The address leads into this machine or a private network. */
  | 'privateAddress'
  | 'tooManyRedirects'
  /** A redirect to a host that nobody agreed to. */
  | 'otherHost'
  | 'tooLarge'
  /** The server answered with a status other than 200. */
  | 'status';

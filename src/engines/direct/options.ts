/** The proxy of everything that is not on this machine, and its exceptions. */
export interface UserProxy {
  readonly url: string;
  /** As in `NO_PROXY`; with none, those of the environment hold. */
  readonly exceptions: readonly string[];
}

/** How one vendor's connections are made; file names are absolute. */
export interface DirectOptions {
  /** A server on this machine: no proxy, and no limit on the wait for the first header. */
  readonly local: boolean;
  /** `http://user:password@host:port`, for this vendor alone and whatever the exceptions say. */
  readonly proxy?: string;
  /** Where the vendor has none of its own; instead of the environment's. */
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
  /** Instead of the environment's. */
  readonly userProxy?: UserProxy;
  /** How long all of it may take, milliseconds. Default: a minute. */
  readonly deadlineMs?: number;
  /** Lets private addresses pass. Only for tests against loopback. */
  readonly allowPrivate?: boolean;
}

/** What became of a download, as plain data: classes do not keep their identity across bundles. */
export type DownloadOutcome =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly mediaType: string | undefined; readonly url: string }
  | { readonly ok: false; readonly reason: DownloadFailure; readonly detail: string; readonly status?: number };

export type DownloadFailure =
  /** Not an http or https address, or one with a password in it. */
  | 'badUrl'
  /** The address leads into this machine or a private network. */
  | 'privateAddress'
  | 'tooManyRedirects'
  /** A redirect to a host that nobody agreed to. */
  | 'otherHost'
  | 'tooLarge'
  /** The server answered with something else than 200. */
  | 'status';

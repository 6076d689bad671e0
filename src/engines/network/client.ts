/** The network engine as others see it: nothing from undici is loaded before the first request. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ImageError } from '../../core/image/types';
import { errorFromCause } from '../../core/providers/errorMapping';
import type { Transport } from '../../core/providers/types';
import type * as Network from './network';
import type { DirectOptions, DownloadFailure, DownloadOptions } from './options';

export type { DirectOptions, DownloadFailure, DownloadOptions, UserProxy } from './options';

/** An image URL that wasn't opened, or whose answer can't be used. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  constructor(
    readonly reason: DownloadFailure,
    readonly detail: string,
    readonly status?: number,
  ) {
    super(`${reason}: ${detail}`);
  }
}

/** A failed download as the core's image error; any other error unchanged. */
export function toImageError(error: unknown): unknown {
  if (!(error instanceof DownloadError)) {
    return error;
  }
  const reason = error.reason === 'status' ? 'httpStatus' : error.reason;
  return new ImageError(reason, error.status === undefined ? error.detail : String(error.status));
}

export interface NetworkEngine {
  /** One per vendor and its options; `dispose` closes its connections. */
  createTransport(options: DirectOptions): Transport & { dispose(): void };
  /**
   * The bytes of an http or https URL on the public internet.
   * @throws DownloadError, ProviderError for a network failure, or the signal's reason.
   */
  downloadImage(url: string, options: DownloadOptions): Promise<Uint8Array>;
  /** True if every address that the URL's host resolves to is on the public internet. */
  isPublicUrl(url: string): Promise<boolean>;
}

/**
 * The network engine, from `network.js` in this folder.
 * @param distDir absolute path of the folder with the built bundles.
 */
export function loadNetworkEngine(distDir: string): NetworkEngine {
  let loaded: typeof Network | undefined;
  const load = () => {
    loaded ??= createRequire(join(distDir, 'network.js'))('./network.js') as typeof Network;
    return loaded;
  };
  return {
    createTransport(options) {
      let transport: ReturnType<typeof Network.createDirectTransport> | undefined;
      return {
        send: async (request) => {
          transport ??= load().createDirectTransport(options);
          return transport.send(request);
        },
        dispose() {
          transport?.dispose();
          transport = undefined;
        },
      };
    },
    isPublicUrl: async (url) => load().isPublicUrl(url),
    async downloadImage(url, options) {
      options.signal?.throwIfAborted();
      const outcome = await load()
        .download(url, options)
        .catch((error: unknown) => {
          throw options.signal?.aborted ? options.signal.reason : errorFromCause(error, url);
        });
      if (!outcome.ok) {
        throw new DownloadError(outcome.reason, outcome.detail, outcome.status);
      }
      return outcome.bytes;
    },
  };
}

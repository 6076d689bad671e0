/** Our own decoding, for `scripts/corpora.mjs`. */
import { sniff } from '../../src/core/image/sniff';
import { ImageError, type Pixels } from '../../src/core/image/types';
import { createImagingEngine } from '../../src/engines/imaging/client';

export type Read = { readonly pixels: Pixels } | { readonly reason: string; readonly detail: string };

/** With the bundles in a folder. An error that isn't an `ImageError` is a crash. */
export function openPipeline(distDir: string) {
  const engine = createImagingEngine({ distDir });
  return {
    dispose: () => engine.dispose(),
    async read(bytes: Uint8Array): Promise<Read> {
      const sniffed = sniff(bytes);
      if (!sniffed.ok) {
        return { reason: sniffed.reason, detail: sniffed.detail ?? '' };
      }
      const { facts } = sniffed;
      try {
        return { pixels: await engine.decode(bytes, facts, Math.max(1, facts.width * facts.height)) };
      } catch (error) {
        if (error instanceof ImageError) {
          return { reason: error.reason, detail: `${facts.type}: ${error.detail}` };
        }
        return { reason: 'crash', detail: `${facts.type}: ${error}` };
      }
    },
  };
}

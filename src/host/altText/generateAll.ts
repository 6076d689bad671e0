import * as vscode from 'vscode';
import type { ImageReference } from '../../core/altText/types';
import type { GeneratedAlt } from '../../jobs/altTexts';
import { askForAll } from '../../jobs/batch';
import type { ModelSelection } from '../../jobs/providers';
import { type ReviewDeps, tellFailure } from './review';
import { requestsAtOnce } from './reviewPrepare';

interface Progress {
  readonly done: (reference: ImageReference, generated: GeneratedAlt) => void;
  /** This many images were begun. */
  readonly begun?: (count: number) => void;
  /** The provider has limited the rate. */
  readonly slowed?: (waitMs: number) => void;
}

/**
 * Requests alt text for images in one document, as many at once as in a review. Says once why an image has none, and ends if the
 * user doesn't want one to be sent. Never rejects.
 */
export async function generateAll(
  wanted: readonly ImageReference[],
  generate: (reference: ImageReference, signal: AbortSignal) => Promise<GeneratedAlt>,
  choice: ModelSelection,
  deps: ReviewDeps,
  signal: AbortSignal,
  { done, begun, slowed }: Progress,
): Promise<void> {
  const images = new Map(wanted.map((reference) => [String(reference.index), reference]));
  const started = new Set<string>();
  const declined = new AbortController();
  let failed: { readonly error: unknown; readonly reference?: ImageReference | undefined } | undefined;
  const { error } = await askForAll<GeneratedAlt>(
    [...images.keys()],
    {
      atOnce: requestsAtOnce(choice),
      generate: (id, ofImage) => generate(images.get(id)!, ofImage),
      onEvent: (event) => {
        if (event.type === 'running' && !started.has(event.id)) {
          started.add(event.id);
          begun?.(started.size);
        } else if (event.type === 'slowed') {
          slowed?.(event.waitMs);
        } else if (event.type === 'done') {
          done(images.get(event.id)!, event.result);
        } else if (event.type === 'failed' && event.error instanceof vscode.CancellationError) {
          declined.abort();
        } else if (event.type === 'failed') {
          failed ??= { error: event.error, reference: images.get(event.id) };
        }
      },
    },
    AbortSignal.any([signal, declined.signal]),
  );
  failed ??= error === undefined ? undefined : { error };
  if (failed) {
    void tellFailure(failed.error, failed.reference, deps);
  }
}

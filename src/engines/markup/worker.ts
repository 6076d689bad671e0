/** The parsers' thread. */
import { serve } from '../kit/serve';
import type { MarkupFailure } from './messages';
import { runMarkup } from './run';

serve(runMarkup, {
  failure: (cause): MarkupFailure => ({
    reason: 'failed',
    detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
  }),
});

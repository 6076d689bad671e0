import type { CancellationToken } from 'vscode';

/** The editor's cancellation token as the abort signal that the rest of the code uses. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) {
    controller.abort();
  }
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

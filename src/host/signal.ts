import type { CancellationToken } from 'vscode';

/** The editor's way to cancel as the one that the rest of the code knows. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) {
    controller.abort();
  }
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

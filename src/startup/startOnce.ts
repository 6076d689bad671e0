import type { Disposable } from 'vscode';
import type { Keep } from './parts';

/**
 * Starts something on the first call. If that fails, everything kept so far is disposed, `failed` is called, and the next call
 * tries again.
 */
export function startOnce<T>(
  subscriptions: Disposable[],
  start: (keep: Keep) => Promise<T>,
  failed: (error: unknown) => Promise<void>,
): () => Promise<T> {
  let started: Promise<T> | undefined;
  const attempt = async () => {
    const kept: Disposable[] = [];
    try {
      const result = await start((one) => {
        kept.push(one);
        return one;
      });
      subscriptions.push(...kept);
      return result;
    } catch (error) {
      for (const one of kept.reverse()) {
        one.dispose();
      }
      await failed(error);
      throw error;
    }
  };
  return () => {
    if (!started) {
      started = attempt();
      started.catch(() => {
        started = undefined;
      });
    }
    return started;
  };
}

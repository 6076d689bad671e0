// As much of VS Code as the pure parts of the host use, so that they can be tested in plain Node. Every setting has its
// default.

export class EventEmitter<T> {
  readonly #listeners = new Set<(event: T) => void>();
  readonly event = (listener: (event: T) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(event: T) {
    for (const listener of this.#listeners) {
      listener(event);
    }
  }
  dispose() {
    this.#listeners.clear();
  }
}

export class CancellationError extends Error {}

export const l10n = {
  t: (text: string, ...values: unknown[]) => text.replace(/\{(\d)\}/g, (_, at) => String(values[Number(at)] ?? '')),
};
export const env = { language: 'en' };
export const workspace = {
  getConfiguration: () => ({ get: () => undefined, inspect: () => undefined }),
  asRelativePath: String,
};

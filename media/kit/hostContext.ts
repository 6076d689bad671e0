import type { FromPanel } from '../../src/protocol/fromPanel';
import { isRecord } from '../../src/protocol/isRecord';

/** What the panel needs from its host. The only file that knows `acquireVsCodeApi`. */
export interface HostContext<Message = FromPanel.Message> {
  /** Sends an intent. */
  readonly post: (message: Message) => void;
  /** What `setState` kept across the last reload; it could be anything, so it must be checked. */
  readonly getState: () => unknown;
  /** Keeps plain JSON across reloads and moves to another window. */
  readonly setState: (state: object) => void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare const acquireVsCodeApi: (() => VsCodeApi) | undefined;

/** The editor if there is one; in a plain browser, the intents become `sightread:post` events on the window. */
export function acquireHost<Message = FromPanel.Message>(): HostContext<Message> {
  if (typeof acquireVsCodeApi === 'function') {
    const api = acquireVsCodeApi();
    return {
      post: (message) => api.postMessage(message),
      getState: () => api.getState(),
      setState: (state) => api.setState(state),
    };
  }
  let kept: unknown;
  return {
    post: (message) => window.dispatchEvent(new CustomEvent('sightread:post', { detail: message })),
    getState: () => kept,
    setState: (state) => {
      kept = state;
    },
  };
}

/** Passes on what the host sends; a message from anywhere else is dropped. */
export function onHostMessage<Message extends { readonly type: string }>(receive: (message: Message) => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.origin === window.origin && isRecord(event.data) && 'type' in event.data) {
      receive(event.data as Message);
    }
  });
}

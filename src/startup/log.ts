import { type LogOutputChannel, window } from 'vscode';
import { errorText } from '../core/errorText';
import { logLine } from '../core/inert';

/** The product's log: hosts, status, sizes, times, and IDs. Never a key, image bytes, or the user's text. */
export function createLog(): LogOutputChannel {
  const channel = window.createOutputChannel('Sightread', { log: true });
  // Whatever a message contains, an error's words or a file's name, it's one line.
  const line = (one: unknown) =>
    typeof one === 'string' ? logLine(one) : one instanceof Error ? logLine(errorText(one)) : one;
  return new Proxy({} as LogOutputChannel, {
    get: (_, name) => {
      const value: unknown = Reflect.get(channel, name, channel);
      return typeof value === 'function' ? (...args: unknown[]) => value.apply(channel, args.map(line)) : value;
    },
  });
}

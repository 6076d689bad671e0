import * as vscode from 'vscode';
import { logLine } from '../core/inert';

/** The product's log: hosts, status, sizes, times, and IDs. Never a key, image bytes, or the user's text. */
export function createLog(): vscode.LogOutputChannel {
  const channel = vscode.window.createOutputChannel('Sightread', { log: true });
  // Whatever a message contains, an error's words or a file's name, it's one line.
  const line = (one: unknown) =>
    typeof one === 'string' ? logLine(one) : one instanceof Error ? logLine(errorText(one)) : one;
  return new Proxy({} as vscode.LogOutputChannel, {
    get: (_, name) => {
      const value: unknown = Reflect.get(channel, name, channel);
      return typeof value === 'function' ? (...args: unknown[]) => value.apply(channel, args.map(line)) : value;
    },
  });
}

/** An error's name, message, and causes on one line, only for the log. */
export function errorText(error: unknown): string {
  const parts: string[] = [];
  let current = error;
  for (let depth = 0; current instanceof Error && depth < 5; depth++) {
    const code = (current as { code?: unknown }).code;
    parts.push(`${current.name}${typeof code === 'string' ? ` [${code}]` : ''}: ${current.message}`);
    current = current.cause;
  }
  return parts.length > 0 ? parts.join(' ← ') : String(error);
}

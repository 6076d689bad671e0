import * as vscode from 'vscode';

/** The product's log: hosts, status, sizes, times and ids. Never a key, never image bytes, never text of the user. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Sightread', { log: true });
}

/** An error's name, message and causes on one line, for the log only. */
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

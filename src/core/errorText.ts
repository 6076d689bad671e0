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

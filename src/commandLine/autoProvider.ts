import type { LocalServer } from '../core/providers/catalogue';

interface Found {
  /** The id of the first provider whose key is in the environment. */
  readonly withKey: string | undefined;
  /** Looks for a server on this machine. */
  readonly probe: () => Promise<LocalServer | undefined>;
  /** Puts a question to the person at the terminal; undefined where there is none. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Says something beside the result. */
  readonly note: (sentence: string) => void;
}

/**
 * Which provider is asked when none is named: the one with a key, else a local server that somebody at the terminal agrees to,
 * else the offline engine. A server that is merely found may be anybody's, so it is sent nothing before a yes.
 */
export async function autoProvider({ withKey, probe, confirm, note }: Found): Promise<string> {
  if (withKey !== undefined) {
    return withKey;
  }
  const found = await probe();
  if (!found) {
    return 'offline';
  }
  const { id, label, baseUrl } = found.vendor;
  const { host } = new URL(baseUrl);
  if (confirm) {
    return (await confirm(`Use ${label} at ${host}?\n`)) ? id : 'offline';
  }
  note(`Read on this machine. ${label} answers at ${host}: to use it, add --provider ${id}.`);
  return 'offline';
}

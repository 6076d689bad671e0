/** Which hosts are this machine: the only place that decides. Anything uncertain counts as elsewhere. */

/** A dotted address in 127.0.0.0/8 (RFC 1122, 3.2.1.3). */
const dotted = /^127(?:\.(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])){3}$/;
/** The same as `URL` writes it when it's mapped into IPv6 (RFC 4291, 2.5.5.2). */
const mapped = /^\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\]$/;

/**
 * True for an address in 127.0.0.0/8, for ::1, and for exactly `localhost`. Other names can resolve to anything:
 * `127.0.0.1.nip.io`, `x.localhost`, `localhost.`, so they count as elsewhere.
 * @param hostname as in `URL.hostname`, or an address as a socket has it, with or without brackets.
 */
export function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || dotted.test(hostname)) {
    return true;
  }
  const address = `http://[${hostname.replace(/^\[(.*)\]$/, '$1')}]`;
  const written = URL.canParse(address) ? new URL(address).hostname : '';
  return written === '[::1]' || mapped.test(written);
}

/**
 * True for the names that RFC 6761 reserves for this machine: never fetched from, and yet not trusted to be this
 * machine.
 */
export function isLocalName(hostname: string): boolean {
  return /(?:^|\.)localhost\.?$/.test(hostname);
}

import { readFileSync } from 'node:fs';
import tls from 'node:tls';

/**
 * The authorities to trust: Node's, the system's, those in `NODE_EXTRA_CA_CERTS`, and the user's own file.
 * `tls.getCACertificates` exists since Node 22.15; without it, the system's are left out.
 * @throws the file system's error if `caFile` can't be read.
 */
export function trustedCertificates(caFile: string | undefined): string[] {
  const own = caFile === undefined ? [] : [readFileSync(caFile, 'utf8')];
  const known =
    typeof tls.getCACertificates === 'function'
      ? [...tls.getCACertificates('default'), ...tls.getCACertificates('system'), ...tls.getCACertificates('extra')]
      : [...tls.rootCertificates, ...extraCertificates()];
  return [...new Set([...known, ...own])];
}

function extraCertificates(): string[] {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  return file ? [readFileSync(file, 'utf8')] : [];
}

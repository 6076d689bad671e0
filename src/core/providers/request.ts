/** URLs and headers of a vendor's requests. */
import { withoutEnd } from '../withoutEnd';
import { staysOnMachine } from './destination';
import { ProviderError } from './errors';
import type { Vendor } from './types';

/**
 * The full URL of a path below the vendor's base URL.
 * @throws ProviderError `wrongAddress` if the vendor has no URL (Azure's is the user's own).
 */
export function urlOf(vendor: Vendor, path: string): string {
  if (!URL.canParse(vendor.baseUrl)) {
    throw new ProviderError('wrongAddress', `No address is set for ${vendor.label}.`);
  }
  return withoutEnd(vendor.baseUrl, '/') + path;
}

/** True if nobody in between can read what the vendor is sent, so that a key may be included. */
export function isPrivateConnection(vendor: Pick<Vendor, 'baseUrl' | 'connection' | 'local'>): boolean {
  return staysOnMachine(vendor) || /^https:/i.test(vendor.baseUrl);
}

/** True for a header that lets anyone who reads it act as the user. */
export const isSecretHeader = (name: string): boolean => /auth|key|token|secret|cookie|password/i.test(name);

/**
 * Headers with the key in the vendor's own place.
 * @throws ProviderError `notConfigured` if a key is required and missing, `auth` if it can't be put into a header,
 * `plainHttp` if it would leave this machine unencrypted.
 */
export function headersOf(vendor: Vendor, key: string | undefined, accept: string): Record<string, string> {
  const headers = withKey(vendor, key, accept);
  if (!isPrivateConnection(vendor) && Object.keys(headers).some(isSecretHeader)) {
    throw new ProviderError('plainHttp', '', { host: new URL(vendor.baseUrl).host });
  }
  return headers;
}

/** A refused key that was never sent is a missing one. */
export function withoutKey(headers: Readonly<Record<string, string>>, error: ProviderError): ProviderError {
  return error.reason === 'auth' && !Object.keys(headers).some(isSecretHeader)
    ? new ProviderError('notConfigured', error.message, error.details)
    : error;
}

function withKey(vendor: Vendor, key: string | undefined, accept: string): Record<string, string> {
  const headers: Record<string, string> = { accept, ...lowerCase(vendor.headers ?? {}) };
  const { header, optional } = vendor.auth;
  const usable = usableKey(key);
  if (header === 'none' || (header === 'bearer' ? 'authorization' : header) in headers) {
    return headers;
  }
  if (usable === undefined) {
    if (optional) {
      return headers;
    }
    throw new ProviderError('notConfigured', '');
  }
  return { ...headers, ...(header === 'bearer' ? { authorization: `Bearer ${usable}` } : { [header]: usable }) };
}

/**
 * The key without the whitespace that is often pasted with it; undefined if nothing is left.
 * @throws ProviderError `auth` for line breaks and characters that no header can contain.
 */
function usableKey(key: string | undefined): string | undefined {
  const trimmed = key?.trim();
  if (!trimmed) {
    return undefined;
  }
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    throw new ProviderError('auth', 'The API key holds spaces, line breaks or letters that no key has.');
  }
  return trimmed;
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

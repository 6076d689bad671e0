import { decodeUrl } from '../decodeUrl';
import { bytesOfBase64 } from '../providers/base64';

/** The bytes in a `data:` URL; undefined if it isn't one. */
export function dataUrlBytes(url: string): Uint8Array | undefined {
  const found = /^data:[^,]*?(;base64)?,(.*)$/is.exec(url);
  if (!found) {
    return undefined;
  }
  const body = decodeUrl(found[2] ?? '');
  return found[1] ? bytesOfBase64(body) : new TextEncoder().encode(body);
}

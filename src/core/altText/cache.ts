/** Keys under which a description is paid for once: the same picture, task, place, and model. */
import type { AltPromptOptions } from './prompt';
import { placeOf, promptVersion } from './prompt';
import type { ImageReference } from './types';

export interface AltKeyParts {
  /** SHA-256 of the image file's bytes, hex: `sha256(bytes)`. */
  readonly imageHash: string;
  /** `altText`, or the ID of another task. */
  readonly task: string;
  /** `contextHash(…)`. */
  readonly contextHash: string;
  /** `provider:model`. */
  readonly model: string;
}

/** SHA-256 in hex, 64 characters. */
export async function sha256(data: Uint8Array | string): Promise<string> {
  // It's copied once more inside, and hashed on another thread.
  const bytes = (typeof data === 'string' ? new TextEncoder().encode(data) : data) as Uint8Array<ArrayBuffer>;
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Hash of everything a prompt says besides the pixels. Equal places in two documents have equal hashes. */
export async function contextHash(reference: ImageReference, options: AltPromptOptions = {}): Promise<string> {
  const said = {
    version: promptVersion,
    place: placeOf(reference, options.useContext ?? true),
    language: options.language ?? reference.context.language,
    maxLength: options.maxLength,
    instruction: options.instruction?.trim() || undefined,
    role: options.role,
    longDescription: options.longDescription || undefined,
    ending: options.ending,
  };
  return sha256(JSON.stringify(said));
}

/** The cache key, 64 hex characters. Its parts can't run into each other. */
export async function altCacheKey(parts: AltKeyParts): Promise<string> {
  return sha256(JSON.stringify([parts.imageHash, parts.task, parts.contextHash, parts.model]));
}

/** What can be rebuilt without decoding. The plan checks these without loading the builders. */

/**
 * Types whose files are rebuilt. All others are rendered, and only their pixels are sent. That includes WebP, because
 * only decoding shows where its coded pixels end, and so what a decoder looks at.
 */
export const rebuiltTypes = ['jpeg', 'png', 'gif'] as const;

/** A color profile larger than this isn't sent. Most have 0.5 to 4 KiB; a phone's has 0.5 KiB. */
export const maxProfileBytes = 0x10000;

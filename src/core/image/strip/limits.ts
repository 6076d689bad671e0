/** What can be built anew without decoding; the plan asks for these without loading the builders. */

/**
 * Types whose files are built anew. All others are rendered: nothing of the file is sent but its pixels. So is WebP, as where
 * its coded pixels end, and with them what a decoder looks at, is only known by decoding them.
 */
export const rebuiltTypes = ['jpeg', 'png', 'gif'] as const;

/** A colour profile larger than this is not sent along. Most are 0.5 to 4 KiB; a phone's is 0.5 KiB. */
export const maxProfileBytes = 0x10000;

/** A colour profile larger than this is not sent along. Most are 0.5 to 4 KiB; a phone's is 0.5 KiB. */
export const largestProfile = 0x10000;

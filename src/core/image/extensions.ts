/** Extensions of image files, without the dot. Menus, globs, and expressions are made from this list. */
export const imageExtensions = [
  'png',
  'apng',
  'jpg',
  'jpeg',
  'jpe',
  'jfif',
  'gif',
  'webp',
  'bmp',
  'avif',
  'heic',
  'heif',
  'tiff',
  'tif',
  'ico',
  'svg',
] as const;

/**
 * The source of an expression that matches one of them, dot included. A longer extension comes before its own prefix.
 */
export const imageEnding = `\\.(?:${imageExtensions.join('|')})`;

const atEnd = new RegExp(`${imageEnding}$`, 'i');

/** Whether a path or name ends like an image file. */
export const endsLikeImage = (path: string): boolean => atEnd.test(path);

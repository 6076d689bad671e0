/** Endings of image files, without the dot. Menus, globs and expressions are made from this list. */
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

/** An expression's source for one of them, dot included; a longer ending stands before its own beginning. */
export const imageEnding = `\\.(?:${imageExtensions.join('|')})`;

const atEnd = new RegExp(`${imageEnding}$`, 'i');

/** Whether a path or name ends as image files do. */
export const endsLikeImage = (path: string): boolean => atEnd.test(path);

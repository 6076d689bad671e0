/** A file isn't written, because it, or a folder on its path, is a link in the file system or not a regular file. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  constructor(readonly place: string) {
    super(`${place} is a link in the file system, or no file, and is not written.`);
  }
}

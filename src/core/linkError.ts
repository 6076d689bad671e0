/** A file is not written: its place, or a folder on the way, is a link in the file system or no file at all. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  constructor(readonly place: string) {
    super(`${place} is a link in the file system, or no file, and is not written.`);
  }
}

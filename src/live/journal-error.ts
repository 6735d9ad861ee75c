/** A journal that cannot be read, and is left as it is, or a folder that can have none. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

/** What is wrong with a file of the user's, apart from what reads YAML: every command knows of it, few read one. */

/** A file of the user's that cannot be used; the message names the file, the line where there is one, and what is wrong. */
export class InputFileError extends Error {
  override readonly name = 'InputFileError';
  constructor(file: string, line: number | null, detail: string) {
    super(`${file}${line === null ? '' : `:${line}`}: ${detail}`);
  }
}

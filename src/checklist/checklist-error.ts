/** The one error that an unusable document ends in: which file, which line, what was found, what to do. */

/** `line` counts from 1; it is null where the file as a whole could not be had. */
export class ChecklistError extends Error {
  override readonly name = 'ChecklistError';
  readonly file: string;
  readonly line: number | null;
  /** The message without its place. */
  readonly detail: string;

  constructor(file: string, line: number | null, detail: string, options?: ErrorOptions) {
    super(`${file}${line === null ? '' : `:${line}`}: ${detail}`, options);
    this.file = file;
    this.line = line;
    this.detail = detail;
  }
}

const LONGEST_QUOTE = 60;

/** Document text as a message can show it: quoted, cut to 60 characters, control characters made visible. */
export function quote(text: string): string {
  const short = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return `“${short.replace(/\p{Cc}/gu, '\u{FFFD}')}”`;
}

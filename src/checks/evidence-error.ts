/** Evidence that cannot be read; `line` counts from 1. */
export class EvidenceError extends Error {
  override readonly name = 'EvidenceError';
  constructor(file: string, line: number, detail: string) {
    super(`${file}:${line}: ${detail}`);
  }
}

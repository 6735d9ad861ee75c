import { said } from './shown.ts';

/** A file that cannot be played; the message names it, and what is wrong with it. */
export class CounterexampleError extends Error {
  override readonly name = 'CounterexampleError';
  constructor(file: string, detail: string, options?: ErrorOptions) {
    super(`${file}: ${said(detail)}`, options);
  }
}

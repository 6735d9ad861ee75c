/** What was given is not of one run, or something of it twice; the message names the files. */
export class ShardsError extends Error {
  override readonly name = 'ShardsError';
}

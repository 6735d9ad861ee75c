/** What the user gave cannot be used: the message says what, where and what to do. Ends with exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Why an audit cannot be done: an export that cannot be read, a disk that is full; its message is for the user. */
export class AuditError extends Error {
  override readonly name = 'AuditError';
}

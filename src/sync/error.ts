/** What keeps the sync from running at all, in one sentence for whoever started it. */
export class SyncError extends Error {
  override readonly name = 'SyncError';
}

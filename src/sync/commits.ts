/** Gathers what is saved at about the same time into one transaction. */

/** Makes changes to the database, all within the turn of the event loop in which it is called. */
export type Change = () => Promise<unknown>[];

/** Resolves when the change is committed, together with all others of its transaction; rejects where that fails. */
export type Commit = (change: Change) => Promise<void>;

/** How often a transaction waits again because more has come. */
const WAITS = 4;

/**
 * A transaction costs about as much as ten changes in it, and a pair that waits for one holds up no other: so each
 * waits for what comes within a `pause`, again while more comes, though not for ever, and while the transaction before
 * is being committed. Changes are made in the order in which they were handed in.
 */
export function gatherCommits(pause: () => Promise<unknown>): Commit {
  let before: Promise<unknown> = Promise.resolve();
  let gathered: { changes: Change[]; committed: Promise<void> } | null = null;
  return (change) => {
    if (gathered === null) {
      const changes = [change];
      gathered = { changes, committed: commit(changes) };
    } else {
      gathered.changes.push(change);
    }
    return gathered.committed;
  };

  async function commit(changes: readonly Change[]): Promise<void> {
    await gather(changes);
    await before;
    gathered = null;
    // What is put within one turn is one transaction (lmdb's `eventTurnBatching`).
    const committed = Promise.all(changes.flatMap((change) => change()));
    before = Promise.allSettled([committed]);
    await committed;
  }

  async function gather(changes: readonly Change[]): Promise<void> {
    for (let wait = 1, had = 0; wait <= WAITS && changes.length > had; wait += 1) {
      had = changes.length;
      await pause();
    }
  }
}

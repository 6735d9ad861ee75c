/** What a judge finds in a trace: an invariant that did not hold, and where it showed. */

export interface Violation {
  /** The invariant's name, as options and files have it: `later-edit-wins`. */
  invariant: string;
  /** What the invariant says, in a sentence. */
  title: string;
  /** What is wrong here, in a sentence. */
  message: string;
  /** What should have been there, and what was; null where the message says it all. */
  expected: string | null;
  found: string | null;
  /** The entry of the trace at which it showed, from 0. */
  entry: number;
}

/** An engine that is right in a way of its own: none of its kind may turn a must red. */
import type { Engine } from '../../engines/index.ts';

export interface RightEngine {
  engine: Engine;
  /** In one sentence, how it differs from the reference engine. */
  how: string;
  /** The policies that it cannot keep, by their checks (ids without the section), and why nobody could. */
  deviates?: { checks: readonly string[]; because: string };
}

/** A process that ends within seconds: what V8 puts into code for the long run would come too late, and cost the rest. */
import v8 from 'node:v8';

/**
 * How much must run in a function before V8 optimises it, in bytes of its code: some ten times the default. The threads
 * that optimise were a fifth of a run's time of the processor, on two cores taken from the specs beside it. A V8 that
 * has no such option takes no notice.
 */
const BUDGET = 1_000_000;

export function expectBriefProcess(): void {
  v8.setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}

/** A history that failed, as a short story: what was done, step by step, where it broke, how to see it again. Pure. */
import type { History } from './history.ts';
import { said } from './shown.ts';
import { stepsTold } from './steps.ts';
import type { Trace } from './trace.ts';
import type { Violation } from './violation.ts';

/** What a story is made of. */
export interface Failure {
  history: History;
  trace: Trace;
  violation: Violation;
  /** The command that plays it again. */
  replay: string;
}

/**
 * Steps in the order of the trace, up to the entry at which the violation showed. Passes and requests count from 1
 * here, as people do; passes in a history count from 0.
 */
export function storyOf({ history, trace, violation, replay }: Failure): string {
  const steps = stepsTold(history, trace, violation.entry);
  const width = String(steps.length).length;
  const { invariant, title, message, expected, found } = violation;
  return [
    `In ${history.topology === 'one-tenant' ? 'one tenant' : 'two tenants'}:`,
    ...steps.map((step, at) => `${String(at + 1).padStart(width + 2)}. ${step}`),
    '',
    `✗ ${invariant}: ${said(title)}`,
    `  ${said(message)}`,
    ...(expected === null ? [] : [`  expected  ${said(expected)}`]),
    ...(found === null ? [] : [`  found     ${said(found)}`]),
    ...(trace.error === null ? [] : [`  ended     ${said(trace.error)}`]),
    `  again     ${replay}`,
  ].join('\n');
}

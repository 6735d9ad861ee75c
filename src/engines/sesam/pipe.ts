/**
 * A pipe as a Sesam node shows it, `GET /pipes/{id}`: https://docs.sesam.io/api.html. The page does not describe
 * `runtime`; its keys are those that the vendor's own Python client reads.
 */
import { z } from 'zod';

const Runtime = z.object({
  'is-running': z.boolean(),
  'is-valid-config': z.boolean().nullish(),
  'config-errors': z.unknown().optional(),
  state: z.string().nullish(),
  success: z.boolean().nullish(),
  'last-message': z.string().nullish(),
  'last-original-error-message': z.string().nullish(),
  queues: z.unknown().optional(),
});

export const Pipe = z
  .object({ _id: z.string(), runtime: Runtime })
  .transform(({ _id: id, runtime }) => ({ id, runtime }));
export type Pipe = z.infer<typeof Pipe>;

export function isRunning({ runtime }: Pipe): boolean {
  return runtime['is-running'];
}

export function isDeploying({ runtime }: Pipe): boolean {
  return runtime.state?.toLowerCase() === 'deploying';
}

/** How many entities wait in its queues: of its source, and of the datasets that it depends on. */
export function queued({ runtime }: Pipe): number {
  return sum(runtime.queues);
}

/** Null where its configuration can be used, or nothing is said of it. */
export function configError({ runtime }: Pipe): string | null {
  return runtime['is-valid-config'] === false ? textOf(runtime['config-errors']) : null;
}

/**
 * What its last run failed of; null where it did not. Told by `runtime.success`, or by a state of failure; the
 * messages are those of the run. Where a node shows neither, a failed run passes for one that had nothing to do:
 * no check is passed by that, since what was not carried over is seen in the tenants.
 */
export function failure({ runtime }: Pipe): string | null {
  if (runtime.success !== false && runtime.state?.toLowerCase() !== 'failed') return null;
  return runtime['last-original-error-message'] ?? runtime['last-message'] ?? 'the node gives no reason';
}

/** A queue is a number, or numbers by dataset; one that is not known is null. */
function sum(queues: unknown): number {
  if (typeof queues === 'number') return Math.max(0, queues);
  if (typeof queues !== 'object' || queues === null) return 0;
  return Object.values(queues).reduce<number>((all, queue) => all + sum(queue), 0);
}

function textOf(errors: unknown): string {
  if (typeof errors === 'string') return errors;
  if (Array.isArray(errors) && errors.every((error) => typeof error === 'string')) return errors.join('; ');
  return errors === undefined || errors === null ? 'the node gives no reason' : JSON.stringify(errors);
}

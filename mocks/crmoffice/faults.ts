/** Faults on purpose: what a tenant answers to the engine's writes instead of doing them. */
import { z } from 'zod';
import { Refusal } from './problem.ts';

/** The engine's write number `write` (from 1, since arming) is refused with `status` and not committed. */
const RefusedWrite = z.strictObject({
  kind: z.literal('refused write'),
  write: z.int().min(1),
  status: z.int().min(400).max(599),
  /** Answered as Retry-After, in whole seconds. */
  retryAfter: z.int().min(0).optional(),
});

export const FaultScript = z.array(z.discriminatedUnion('kind', [RefusedWrite]));
export type FaultScript = z.infer<typeof FaultScript>;

export interface Faults {
  /** Puts the script in force and counts writes from 1 again. Throws `ZodError` where it makes no sense. */
  arm(script: FaultScript): void;
  disarm(): void;
  /** How many faults have fired since the last arming. */
  fired(): number;
  /** How many of the armed ones have not fired. */
  left(): number;
  /** Called for each write of the engine; throws the `Refusal` that the script asks for. */
  beforeEngineWrite(): void;
}

export function createFaults(): Faults {
  let armed: FaultScript = [];
  let writes = 0;
  let fired = 0;
  return {
    arm(script) {
      armed = FaultScript.parse(script);
      writes = 0;
      fired = 0;
    },
    disarm() {
      armed = [];
    },
    fired: () => fired,
    left: () => Math.max(0, armed.length - fired),
    beforeEngineWrite() {
      writes += 1;
      const fault = armed.find(({ write }) => write === writes);
      if (!fault) return;
      fired += 1;
      const headers: Record<string, string> =
        fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      throw new Refusal(fault.status, `a fault on purpose: write ${fault.write} is not done`, { headers });
    },
  };
}

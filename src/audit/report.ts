/** What an audit tells, as `audit.json` has it. */
import { z } from 'zod';

const Count = z.int().nonnegative();

/** Of two records that disagree, which was modified last. */
const Later = z.strictObject({ left: Count, right: Count, sameTime: Count, notTold: Count });

const AuditedRow = z.strictObject({
  /** `postAddress.country → visitAddress.country`. */
  name: z.string(),
  line: z.int().positive(),
  status: z.enum(['agrees', 'disagrees', 'not verified']),
  /** Of what is not verified. */
  reason: z.string().nullable(),
  /** Pairs that disagree in this row. */
  disagree: Count,
  later: Later,
});

const AuditedSide = z.strictObject({
  /** The file, the pattern or the URL. */
  name: z.string(),
  records: Count,
  /** How many more times records came than there are ids: the one modified last counts. */
  repeated: Count,
});

export const Finding = z.strictObject({
  kind: z.enum(['disagrees', 'unmatched', 'ambiguous']),
  /** The properties of the merge rule. */
  rule: z.string().nullable(),
  merge_key: z.string().nullable(),
  row: z.string().nullable(),
  line: z.int().nullable(),
  left_id: z.string().nullable(),
  right_id: z.string().nullable(),
  left_value: z.string().nullable(),
  right_value: z.string().nullable(),
  left_modified_at: z.string().nullable(),
  right_modified_at: z.string().nullable(),
  changed_last: z.enum(['left', 'right', 'same time', 'not told']).nullable(),
  left_records: z.int().nullable(),
  right_records: z.int().nullable(),
  parity_conflict: z.boolean().nullable(),
  /** When the first of a row of audits, each with `--since`, found it. */
  first_seen: z.string(),
  /** Whether the audit before had found it; null where there is none to compare with. */
  since_last: z.enum(['new', 'still']).nullable(),
});
export type Finding = z.infer<typeof Finding>;

export const AuditReport = z.strictObject({
  format: z.literal(1),
  verdict: z.enum(['agrees', 'disagrees', 'inconclusive']),
  /** Why nothing can be said. */
  reason: z.string().nullable(),
  checklist: z.strictObject({ title: z.string(), sha256: z.string() }),
  section: z.string(),
  topology: z.enum(['two-tenants', 'one-tenant']),
  /** `orgNr`; where the sides call it otherwise, `vatNumber = vat.number`. */
  keys: z.array(z.string()).min(1),
  left: AuditedSide,
  right: AuditedSide,
  startedAt: z.string(),
  finishedAt: z.string(),
  pairs: z.strictObject({ compared: Count, agree: Count, disagree: Count }),
  rows: z.array(AuditedRow),
  unmatched: z.strictObject({
    left: Count,
    right: Count,
    /** Among them, those that have nothing to be matched by. */
    withoutKey: z.strictObject({ left: Count, right: Count }),
  }),
  ambiguous: z.strictObject({ keys: Count, left: Count, right: Count, parityConflicts: Count }),
  since: z.strictObject({ finishedAt: z.string(), new: Count, still: Count, gone: Count }).nullable(),
  /** Of each row and each kind, the first ones by their keys. */
  samples: z.array(Finding),
});
export type AuditReport = z.infer<typeof AuditReport>;
export type AuditedRow = z.infer<typeof AuditedRow>;

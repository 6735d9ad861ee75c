/** Findings of any source in one form and one order, so that they can be held against each other. */
import { z } from 'zod';

const Text = z.string().nullable();
/** Engines give counts and times as numbers, as texts and as dates. */
const Figure = z.preprocess(
  (value) => (value instanceof Date ? value.getTime() : typeof value === 'string' ? Number(value) : value),
  z.number().nullable(),
);

const Finding = z.object({
  kind: z.string(),
  rule: Figure,
  merge_key: Text,
  line: Figure,
  left_id: Text,
  right_id: Text,
  left_value: Text,
  right_value: Text,
  left_modified_at: Figure,
  right_modified_at: Figure,
  changed_last: Text,
  left_records: Figure,
  right_records: Figure,
  parity_conflict: Figure,
});
export type ComparableFinding = z.infer<typeof Finding>;

/** Values that are empty are null: which of both ways a value is empty, exports do not always tell. */
export function comparable(row: Record<string, unknown>): ComparableFinding {
  const finding = Finding.parse(row);
  return {
    ...finding,
    left_value: finding.left_value === '' ? null : finding.left_value,
    right_value: finding.right_value === '' ? null : finding.right_value,
  };
}

export function inOrder<F extends object>(findings: readonly F[]): F[] {
  return findings
    .map((finding) => ({ finding, text: JSON.stringify(Object.values(finding)) }))
    .toSorted((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ finding }) => finding);
}

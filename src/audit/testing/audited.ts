/** An audit of two files as a test asks for it: what was found, in one form and order, and how many pairs there were. */
import { audit, type Audited } from '../audit.ts';
import type { Comparison } from '../comparison.ts';
import { openDatabase } from '../database.ts';
import type { Side } from '../reading.ts';
import { type ComparableFinding, comparable, inOrder } from './findings.ts';

export interface Found extends Audited {
  findings: ComparableFinding[];
}

/** `folder` is where the engine may spill to. @throws AuditError */
export async function audited(
  comparison: Comparison,
  files: Record<Side, string>,
  folder: string,
  parts = 1,
): Promise<Found> {
  const database = await openDatabase({ folder, threads: 1, memoryMegabytes: 200, onDisk: false });
  try {
    const outcome = await audit(database, {
      comparison,
      files,
      parts: () => parts,
      onProgress: () => {},
    });
    const rows = await database.rows(
      'SELECT * REPLACE (EPOCH_MS(left_modified_at) AS left_modified_at, EPOCH_MS(right_modified_at) AS right_modified_at) FROM found',
    );
    return { ...outcome, findings: inOrder(rows.map(comparable)) };
  } finally {
    database.close();
  }
}

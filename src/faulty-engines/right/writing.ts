/** How leaves become requests: each manner writes the same values in other bodies. */
import { type Company, type CompanyPatch, isEmpty, patched, valueAt } from '../../domain/company.ts';
import type { Row } from '../../domain/dataflow.ts';
import type { Tenant } from '../../domain/tenant.ts';
import { type LeafValue, patchOf } from '../leaves.ts';
import type { Side } from '../variation.ts';

/** The bodies of the requests, one after the other. */
export type Bodies = (leaves: readonly LeafValue[], record: Company, side: Side) => CompanyPatch[];

export const leavesAlone: Bodies = (leaves) => patchesOf(leaves);

export const oneLeafEach: Bodies = (leaves) => leaves.flatMap((leaf) => patchesOf([leaf]));

export const clearedByBlank: Bodies = (leaves) =>
  patchesOf(leaves.map(([path, value]): LeafValue => [path, value ?? '']));

/** The addresses that are touched, whole; one that is left without a value is null itself. */
export const wholeAddresses: Bodies = (leaves, record) =>
  patchesOf(leaves).map((patch) => {
    const whole = patched(record, patch);
    const addressOf = (name: 'postAddress' | 'visitAddress'): CompanyPatch => {
      if (patch[name] === undefined) return {};
      const isBare = Object.values(whole[name] ?? {}).every(isEmpty);
      return { [name]: isBare ? null : whole[name] };
    };
    return { ...patch, ...addressOf('postAddress'), ...addressOf('visitAddress') };
  });

/** All leaves that some row names, those too that stay as they are. */
export function everyRow(rows: readonly Row[]): Bodies {
  return (leaves, record, side) => {
    const whole = patched(record, patchOf(leaves) ?? {});
    return patchesOf(rows.map((row): LeafValue => [row[side], valueAt(whole, row[side])]));
  };
}

/** Each request is made only if the record is still what the one before it left; `onDone` gets each that was accepted. Throws `TenantError`. */
export async function writeAll(
  tenant: Tenant,
  record: Company,
  etag: string | null,
  bodies: readonly CompanyPatch[],
  onDone: (body: CompanyPatch) => void,
): Promise<void> {
  let ifMatch = etag;
  for (const body of bodies) {
    const answer = await tenant.patch(record.id, body, ifMatch === null ? {} : { ifMatch });
    onDone(body);
    // Without a condition at first there is none later.
    ifMatch = ifMatch === null ? null : answer.etag;
  }
}

function patchesOf(leaves: readonly LeafValue[]): CompanyPatch[] {
  const patch = patchOf(leaves);
  return patch === null ? [] : [patch];
}

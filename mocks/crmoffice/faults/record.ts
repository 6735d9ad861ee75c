/** Lies about one record: a tag that is out of date, a patch that is not done as a whole. */
import { type Company, CompanyPatch } from '../../../src/domain/company.ts';
import { applyPatch } from '../merge-patch.ts';
import { type FaultOf, PATCHING, READING_ONE, type Unit } from './unit.ts';

/** A record that was never changed has no older tag. */
export const oldEtag: Unit<FaultOf<'old-etag'>> = {
  meets: READING_ONE,
  arm: () => ({ kind: 'etag', show: (etag, olderEtag) => olderEtag ?? etag }),
};

/** Which leaf is drawn among those that would have changed the record. */
export const droppedProperty: Unit<FaultOf<'dropped-property'>> = {
  meets: PATCHING,
  arm: () => ({
    kind: 'commit',
    keep: (before, patch, moment) => {
      const kept = without(patch).filter((less) => !sameAfter(before, less, patch));
      return kept[Math.floor(moment.draw('leaf') * kept.length)] ?? patch;
    },
  }),
};

const ADDRESSES = ['postAddress', 'visitAddress'] as const;

/** The patch without each of its leaves in turn; an address that is cleared as a whole is one of them. */
function without(patch: CompanyPatch): CompanyPatch[] {
  return Object.keys(patch).flatMap((name): CompanyPatch[] => {
    const address = ADDRESSES.find((one) => one === name);
    const leaves = (address && patch[address]) ?? null;
    if (!address || leaves === null || Object.keys(leaves).length < 2) {
      return [CompanyPatch.parse(omit(patch, name))];
    }
    return Object.keys(leaves).map((leaf) => CompanyPatch.parse({ ...patch, [address]: omit(leaves, leaf) }));
  });
}

function omit(from: object, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));
}

function sameAfter(before: Company, one: CompanyPatch, other: CompanyPatch): boolean {
  const after = (patch: CompanyPatch): string => JSON.stringify(applyPatch(before, patch, before.modifiedAt));
  return after(one) === after(other);
}

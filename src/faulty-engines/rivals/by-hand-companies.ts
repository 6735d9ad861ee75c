/** The companies of the spec by hand. */
import type { CompanyDraft } from '../../domain/company.ts';
import { createCompanySource } from '../../generate/companies.ts';
import type { Both, Side } from '../variation.ts';
import { IN_OSLO } from './fixture.ts';
import type { Ground } from './rival.ts';

const NO_ADDRESSES = { postAddress: null, visitAddress: null };

/**
 * `filled.left` is a pair of which the left one alone has addresses, as has that of `late`, whose right one has no
 * `orgNr` yet.
 */
export interface Arranged {
  filled: Record<Side, Both<string>>;
  late: Both<string>;
  unrelated: Both<string[]>;
}

export async function arrange({ tenants }: Ground, seed: number): Promise<Arranged> {
  const source = createCompanySource(seed);
  const pairOf = async (left: CompanyDraft, right: CompanyDraft): Promise<Both<string>> => ({
    left: (await tenants.left.create(left)).company.id,
    right: (await tenants.right.create(right)).company.id,
  });
  const bare = (orgNr: string | null): CompanyDraft => ({ ...source.company(), ...NO_ADDRESSES, orgNr });
  const [left, right] = [{ ...source.company(), ...IN_OSLO }, source.company()];
  const unrelated = async (side: Side): Promise<string[]> => {
    const [one, another] = [source.company(), { ...source.company(), name: 'Fjord Eiendom AS' }];
    return [
      (await tenants[side].create(one)).company.id,
      // There is one of this name on the other side as well.
      (await tenants[side].create(another)).company.id,
      (await tenants[side].create({ ...source.company(), orgNr: null })).company.id,
    ];
  };
  return {
    filled: { left: await pairOf(left, bare(left.orgNr)), right: await pairOf(bare(right.orgNr), right) },
    late: await pairOf(source.company(), bare(null)),
    unrelated: { left: await unrelated('left'), right: await unrelated('right') },
  };
}

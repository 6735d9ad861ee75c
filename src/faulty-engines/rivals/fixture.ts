/**
 * The fixed data of the golden comparison: what a team puts into its test tenants once, much like what it has in
 * production, and the edits that somebody thought of. Pure.
 */
import type { Address, CompanyDraft, CompanyPatch } from '../../domain/company.ts';
import { type CompanySource, createCompanySource } from '../../generate/companies.ts';
import type { Side } from '../variation.ts';

/** A company by the name under which the fixture knows it, or a change of one that is there already. */
export type Action =
  | { do: 'create'; side: Side; key: string; draft: CompanyDraft }
  | { do: 'edit'; side: Side; key: string; patch: CompanyPatch }
  | { do: 'delete'; side: Side; key: string };

export interface Fixture {
  /** What is there before the first run. */
  arranged: Action[];
  /** What is done after it, one step before each further run. */
  steps: Action[][];
}

export function fixtureFrom(seed: number): Fixture {
  const source = createCompanySource(seed);
  const create = (side: Side, key: string, draft: CompanyDraft): Action => ({
    do: 'create',
    side,
    key,
    draft,
  });
  const edit = (side: Side, key: string, patch: CompanyPatch): Action => ({ do: 'edit', side, key, patch });
  const twin = (orgNr: string): CompanyDraft => ({ ...source.company(), orgNr });
  const bare = { postAddress: null, visitAddress: null };
  /** Two companies with one number, the one on `first` created first. */
  const pair = (first: Side, key: string, left: CompanyDraft = {}, right: CompanyDraft = {}): Action[] => {
    const company = source.company();
    const both = [
      create('left', key, { ...company, ...left }),
      create('right', key, { ...twin(company.orgNr), ...right }),
    ];
    return first === 'left' ? both : both.toReversed();
  };
  const twice = source.orgNr();
  const late = source.orgNr();
  const namesake = source.company();
  return {
    arranged: [
      ...[1, 2, 3, 4].flatMap((n) => pair('left', `newer right ${n}`)),
      ...[1, 2, 3, 4].flatMap((n) => pair('right', `newer left ${n}`)),
      ...[1, 2].flatMap((n) => pair('left', `only left ${n}`, {}, bare)),
      ...[1, 2].flatMap((n) => pair('left', `only right ${n}`, bare, {})),
      ...pair('left', 'half each', { visitAddress: null }, { visitAddress: null }),
      ...pair('left', 'nothing', bare, bare),
      ...pair('left', 'in Oslo', IN_OSLO, bare),
      create('left', 'unmatched 1', source.company()),
      create('right', 'unmatched 2', source.company()),
      create('left', 'namesake', namesake),
      create('right', 'namesake', { ...source.company(), name: namesake.name }),
      create('left', 'no number', { ...source.company(), orgNr: null }),
      create('right', 'no number', { ...source.company(), orgNr: null }),
      create('left', 'twice 1', twin(twice)),
      create('left', 'twice 2', twin(twice)),
      create('right', 'once', twin(twice)),
    ],
    steps: [
      [
        edit('left', 'newer right 1', newAddresses(source)),
        edit('right', 'newer right 2', newAddresses(source)),
        edit('left', 'only left 1', { postAddress: { streetAddress: null } }),
        edit('right', 'only right 1', { visitAddress: { postalArea: null } }),
        edit('left', 'newer left 1', { name: source.value('name'), phone: source.value('phone') }),
        ...pair('left', 'new'),
      ],
      [
        edit('right', 'newer right 1', newAddresses(source)),
        edit('left', 'newer right 2', newAddresses(source)),
        edit('right', 'only left 1', { visitAddress: { streetAddress: source.value('streetAddress') } }),
        edit('left', 'newer left 2', { postAddress: { country: source.value('country') } }),
        edit('right', 'newer left 2', { postAddress: { postCode: source.value('postCode') } }),
      ],
      [
        { do: 'delete', side: 'left', key: 'newer right 3' },
        { do: 'delete', side: 'right', key: 'newer right 4' },
        edit('left', 'no number', { orgNr: late }),
        edit('right', 'no number', { orgNr: late }),
      ],
    ],
  };
}

/** Both addresses, each leaf with a value that nothing had before. */
export function newAddresses(source: CompanySource): Record<'postAddress' | 'visitAddress', Address> {
  const address = (name: string): Address => ({
    country: source.value(`${name}.country`),
    postCode: source.value(`${name}.postCode`),
    postalArea: source.value(`${name}.postalArea`),
    streetAddress: source.value(`${name}.streetAddress`),
  });
  return { postAddress: address('postAddress'), visitAddress: address('visitAddress') };
}

/** Values as a Norwegian would think of them first: a leading zero, letters beyond ASCII, an ampersand. */
export const IN_OSLO: Record<'postAddress' | 'visitAddress', Address> = {
  postAddress: { country: 'NO', postCode: '0150', postalArea: 'OSLO', streetAddress: 'Rådhusgata 23 B' },
  visitAddress: {
    country: 'NO',
    postCode: '6002',
    postalArea: 'ÅLESUND',
    streetAddress: 'Apotekergata 16 (Sjø & Land)',
  },
};

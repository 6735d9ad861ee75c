/** Sections and companies for the sync's tests. */
import fc from 'fast-check';
import type { Company } from '../../domain/company.ts';
import type { Link, Row } from '../../domain/dataflow.ts';

const LEAVES = ['country', 'postCode', 'postalArea', 'streetAddress'];

export function row(left: string, right: string): Row {
  return { left, right, type: 'string', line: 1 };
}

/** post goes with visit, and visit with post. */
export const CROSSING: Row[] = [
  row('id', 'id'),
  ...LEAVES.map((leaf) => row(`postAddress.${leaf}`, `visitAddress.${leaf}`)),
  ...LEAVES.map((leaf) => row(`visitAddress.${leaf}`, `postAddress.${leaf}`)),
];
export const STRAIGHT: Row[] = [row('name', 'name'), row('visitAddress.postCode', 'visitAddress.postCode')];
export const UNMIRRORED: Row[] = [row('phone', 'email'), row('postAddress.country', 'visitAddress.country')];
/** One leaf in several rows: phone, email and website of both sides can agree only together. */
export const SHARED: Row[] = [row('phone', 'phone'), row('email', 'phone'), row('email', 'website')];

export function section(rows: readonly Row[], merge: [string, string][] = [['orgNr', 'orgNr']]): Link {
  return {
    source: 'Crmoffice Companies',
    target: 'Crmoffice Companies',
    line: 1,
    sentences: [],
    merge: merge.map(([left, right]) => ({ left, right, line: 1 })),
    rows: [...rows],
  };
}

/** Few values, so that they often meet; among them the empties, and strings that a careless sync confuses. */
export const values = fc.constantFrom(null, '', 'a', 'b', 'A', ' a', '0150', '150');

const addresses = fc.option(
  fc.record({ country: values, postCode: values, postalArea: values, streetAddress: values }),
  { freq: 4 },
);

export function companies(id: string): fc.Arbitrary<Company> {
  return fc.record({
    id: fc.constant(id),
    orgNr: values,
    name: values,
    phone: values,
    email: values,
    website: values,
    postAddress: addresses,
    visitAddress: addresses,
    modifiedAt: fc.integer({ min: 0, max: 3 }).map((ms) => new Date(ms).toISOString()),
  });
}

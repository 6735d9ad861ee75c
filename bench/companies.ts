/** The companies that the mock and its peers hold: the same for all, as many as asked for. */
import type { Company } from '../src/domain/company.ts';
import { type Controls, createClock, createTenant, type TreatingTenant } from '../mocks/crmoffice/index.ts';
import { TOKEN } from './http-request.ts';

/** Fills a tenant with so many. */
export function fill(controls: Pick<Controls, 'create'>, count: number): void {
  for (let n = 1; n <= count; n += 1) {
    const address = { country: 'NO', postCode: '0150', postalArea: 'OSLO', streetAddress: `Storgata ${n}` };
    controls.create({
      orgNr: String(300000000 + n),
      name: `Fjord og Fjell ${n} AS`,
      phone: '+47 22 00 00 00',
      email: `post@fjord-${n}.example`,
      website: `https://fjord-${n}.example`,
      postAddress: address,
      visitAddress: { ...address, postCode: '4950', postalArea: 'RISØR' },
    });
  }
}

/** A tenant without a socket that holds them. */
export function filledTenant(count: number): TreatingTenant {
  const tenant = createTenant({ tokens: { engine: TOKEN }, clock: createClock() });
  fill(tenant.controls, count);
  return tenant;
}

/** The records themselves, in the order of the list. */
export function companiesOf(count: number): Company[] {
  const { versions } = filledTenant(count).store.page({ after: null, since: null }, Infinity);
  return versions.map(({ company }) => company);
}

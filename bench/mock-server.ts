/** A mock tenant with as many companies as the argument says, asked by its engine, as a process of its own. */
import { createClock, startTenant } from '../mocks/crmoffice/index.ts';
import { TOKEN } from './http-request.ts';
import type { Listening } from './child-server.ts';
import type { z } from 'zod';

const tenant = await startTenant({ name: 'bench', tokens: { engine: TOKEN }, clock: createClock() });
for (let n = 1; n <= Number(process.argv[2]); n += 1) {
  const address = { country: 'NO', postCode: '0150', postalArea: 'OSLO', streetAddress: `Storgata ${n}` };
  tenant.controls.create({
    orgNr: String(300000000 + n),
    name: `Fjord og Fjell ${n} AS`,
    phone: '+47 22 00 00 00',
    email: `post@fjord-${n}.example`,
    website: `https://fjord-${n}.example`,
    postAddress: address,
    visitAddress: { ...address, postCode: '4950', postalArea: 'RISØR' },
  });
}
process.send?.({ url: tenant.url } satisfies z.infer<typeof Listening>);

/** A mock tenant with as many companies as the argument says, asked by its engine, as a process of its own. */
import { createClock, startTenant } from '../mocks/crmoffice/index.ts';
import type { Listening } from './child-server.ts';
import { fill } from './companies.ts';
import { TOKEN } from './http-request.ts';
import type { z } from 'zod';

const tenant = await startTenant({ name: 'bench', tokens: { engine: TOKEN }, clock: createClock() });
fill(tenant.controls, Number(process.argv[2]));
process.send?.({ url: tenant.url } satisfies z.infer<typeof Listening>);

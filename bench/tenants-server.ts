/**
 * Two mock tenants in a process of their own, with as many pairs of companies as the first argument says. With
 * `agreeing` as the second they already hold what the sync would make them hold. Told by a message to edit so many, it
 * edits companies of the left tenant, an hour later, none twice while there are others. To each message it answers how
 * many requests came since the last one.
 */
import { subscribe } from 'node:diagnostics_channel';
import { createClock, startTenant } from '../mocks/crmoffice/index.ts';
import { TOKEN } from './http-request.ts';
import { Command } from './tenants-command.ts';

const pairs = Number(process.argv[2]);
const agreeing = process.argv[3] === 'agreeing';
const clock = createClock();
const left = await startTenant({ name: 'A', tokens: { engine: TOKEN }, clock });
const right = await startTenant({ name: 'B', tokens: { engine: TOKEN }, clock });
const ids: string[] = [];
for (let n = 1; n <= pairs; n += 1) {
  const orgNr = String(300_000_000 + n);
  const [home, away] = [address(n, 'RISØR'), address(n, 'OSLO')];
  const name = `Fjord og Fjell ${n} AS`;
  ids.push(left.controls.create({ orgNr, name, postAddress: home, visitAddress: away }).id);
  const crossed = agreeing
    ? { postAddress: away, visitAddress: home }
    : { postAddress: address(n, 'HAMAR'), visitAddress: address(n, 'MOSS') };
  right.controls.create({ orgNr, name, ...crossed });
}

let requests = 0;
subscribe('http.server.request.start', () => {
  requests += 1;
});

let edits = 0;
process.on('message', (told) => {
  const { edit } = Command.parse(told);
  if (edit > 0) {
    clock.set(new Date(Date.parse(clock.now()) + 3_600_000).toISOString());
    for (let i = 0; i < edit; i += 1) {
      edits += 1;
      const id = ids[(edits * 7919) % ids.length] ?? '';
      left.controls.edit(id, { postAddress: { streetAddress: `Edited ${edits}` } });
    }
  }
  process.send?.({ requests });
  requests = 0;
});
process.send?.({ left: left.url, right: right.url });

function address(n: number, postalArea: string): Record<string, string> {
  return { country: 'NO', postCode: '0150', postalArea, streetAddress: `Storgata ${n}` };
}

import { expect, it } from 'vitest';
import { createClock } from '../../mocks/crmoffice/index.ts';
import { readChecklist } from '../checklist/read.ts';
import { valueAt } from '../domain/record.ts';
import { recordTypesOf } from '../domain/record-type.ts';
import { connectRecords } from '../tenants/connect.ts';
import { fixedToken } from '../tenants/credentials.ts';
import { serveRecords } from './mock-records.ts';

it('a document is served with a collection for each of its record types, filled with pairs that match', async () => {
  const { dataflow } = await readChecklist('checklists/example.rst');
  const clock = createClock();
  const of = (engine: string) => ({ clock, tokens: { engine }, port: 0 });
  const served = await serveRecords(dataflow, { left: of('a'), right: of('b') }, { pairs: 3, seed: 1 });
  expect(served.left.collections).toEqual([
    { path: '/firms', type: 'Fjordkart Firms' },
    { path: '/persons', type: 'Fjordkart Persons' },
  ]);
  const types = recordTypesOf(dataflow);
  const keys = async (side: 'left' | 'right', name: string, path: string): Promise<(string | null)[]> => {
    const type = types[side].get(name);
    if (type === undefined) throw new RangeError(name);
    const { url } = served[side];
    const tenant = connectRecords({ url, credentials: fixedToken(side === 'left' ? 'a' : 'b') }, type);
    const found: (string | null)[] = [];
    for await (const record of tenant.list()) found.push(valueAt(record, path));
    await tenant.close();
    return found;
  };
  const emails = await keys('left', 'Fjordkart Persons', 'email');
  expect(new Set(emails).size).toBe(3);
  expect(await keys('right', 'Husbok Contacts', 'email')).toEqual(emails);
  const numbers = await keys('left', 'Fjordkart Firms', 'vatNumber');
  expect(await keys('right', 'Husbok Customers', 'vat.number')).toEqual(numbers);
  await served.left.close();
  await served.right.close();
});

it('where a port is taken, neither tenant is served, and it is said which', async () => {
  const { dataflow } = await readChecklist('checklists/example.rst');
  const clock = createClock();
  const of = (port: number) => ({ clock, tokens: { engine: 'a' }, port });
  const count = { pairs: 0, seed: 1 };
  const taken = await serveRecords(dataflow, { left: of(0), right: of(0) }, count);
  const [free, busy] = [taken.left, taken.right].map(({ url }) => Number(new URL(url).port));
  await taken.left.close();
  const again = (left: number, right: number) =>
    serveRecords(dataflow, { left: of(left), right: of(right) }, count);
  await expect(again(free ?? 0, busy ?? 0)).rejects.toThrow(`tenant B: port ${busy} on 127.0.0.1 is in use`);
  await taken.right.close();
  // The first one's port was given free again.
  const served = await again(free ?? 0, 0);
  await served.left.close();
  await served.right.close();
});

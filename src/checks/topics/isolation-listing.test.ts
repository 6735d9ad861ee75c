import { expect, it } from 'vitest';
import { readChecklist } from '../../checklist/read.ts';
import { plan } from '../plan.ts';
import { DEFAULT_POLICIES } from '../policies.ts';

it('in one tenant, a property of a row that has lost its mirror is still listed: the engine may write it', async () => {
  const { dataflow } = await readChecklist('checklists/crmoffice-crmoffice.rst');
  const [section] = dataflow.sections;
  const rows = section?.rows.filter(({ left }) => left !== 'postAddress.country') ?? [];
  expect(rows).toHaveLength(8);
  const document = { ...dataflow, sections: section ? [{ ...section, rows }] : [] };
  const unlisted = (topology: 'one-tenant' | 'two-tenants'): string[] =>
    plan(document, { seed: 1, topology, policies: DEFAULT_POLICIES, faults: [] })
      .checks.filter(({ id }) => id.includes('/unlisted/'))
      .map(({ id }) => id.slice(id.lastIndexOf('/') + 1));
  const outsideRows = ['orgNr', 'name', 'phone', 'email', 'website'];
  expect(unlisted('one-tenant')).toEqual(outsideRows);
  // In two tenants each side has its own: left postAddress.country and right visitAddress.country are in no row.
  expect(unlisted('two-tenants')).toEqual([...outsideRows, 'postAddress.country', 'visitAddress.country']);
});

import { describe, expect, it } from 'vitest';
import type { Link } from '../domain/dataflow.ts';
import { fixedToken } from '../tenants/credentials.ts';
import { connectTenant, type ConnectedTenant } from '../tenants/connect.ts';
import { typedClients } from './typed-clients.ts';

const link = (source: string, target: string): Link => ({
  source,
  target,
  line: 1,
  sentences: [],
  merge: [],
  rows: [],
});
const PERSONS = link('Crm Persons', 'Erp People');
const AGAIN = link('Crm Persons', 'Erp Users');
const SAME = link('Crm Persons', 'Crm Persons');
const COMPANIES = link('Crmoffice Companies', 'Crmoffice Companies');

function clients(topology: 'two-tenants' | 'one-tenant') {
  const made: string[] = [];
  const closed: string[] = [];
  const connected = (name: string): ConnectedTenant => ({
    ...connectTenant({ url: 'http://127.0.0.1:1', credentials: fixedToken('t') }),
    close: async () => void closed.push(name),
  });
  const companies = { a: connected('a'), b: connected('b') };
  const sections = [PERSONS, AGAIN, SAME, COMPANIES];
  const dataflow = { left: 'Crm', right: topology === 'one-tenant' ? 'Crm' : 'Erp', sections };
  const typed = typedClients(dataflow, topology, companies, (place, { name }) => {
    made.push(`${place} ${name}`);
    return connected(`${place} ${name}`);
  });
  return { typed, companies, made, closed };
}

describe('clients of a document', () => {
  it('are one for each type and tenant, and for companies those that there are', () => {
    const { typed, companies, made } = clients('two-tenants');
    const [first, again] = [typed.tenantsOf(PERSONS), typed.tenantsOf(AGAIN)];
    expect(again.left).toBe(first.left);
    expect(again.right).not.toBe(first.right);
    expect(typed.tenantsOf(COMPANIES)).toEqual({ left: companies.a, right: companies.b });
    expect(made).toEqual(['a Crm Persons', 'b Erp People', 'b Erp Users']);
  });

  it('are the same on both sides of one tenant, where both are of one type', () => {
    const { typed, made } = clients('one-tenant');
    const { left, right } = typed.tenantsOf(SAME);
    expect(right).toBe(left);
    expect(typed.tenantsOf(PERSONS).left).toBe(left);
    expect(made).toEqual(['a Crm Persons', 'a Erp People']);
  });

  it('are closed, and companies’ are left to whoever made them', async () => {
    const { typed, closed } = clients('two-tenants');
    typed.tenantsOf(PERSONS);
    await typed.close();
    expect(closed.toSorted()).toEqual(['a Crm Persons', 'b Erp People']);
  });
});

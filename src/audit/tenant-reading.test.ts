/** Reading a tenant page by page: what was interrupted goes on where it was, and brings what an uninterrupted one does. */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Company } from '../domain/company.ts';
import { AuditError } from './audit-error.ts';
import { type ReadTenant, readTenant } from './tenant-reading.ts';

const parent = mkdtempSync(path.join(tmpdir(), 'dataflow-qa-reading-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

let folder = '';
let tests = 0;
beforeEach(() => {
  folder = path.join(parent, String((tests += 1)));
});

const time = (n: number): string => new Date(Date.UTC(2026, 0, 1) + n).toISOString();

/** A tenant of so many companies, as the contract has it; what is asked of it is in `asked`. */
class Listed {
  readonly records = new Map<string, Company>();
  readonly asked: (string | undefined)[] = [];
  sent = 0;
  /** Called before each record that is sent. */
  before: (sent: number) => void = () => {};

  constructor(companies: number) {
    for (let n = 0; n < companies; n += 1) this.put(`c${n}`, 'first', n);
  }

  put(id: string, name: string, at: number): void {
    const nothing = { phone: null, email: null, website: null, postAddress: null, visitAddress: null };
    this.records.set(id, { id, orgNr: id, name, ...nothing, modifiedAt: time(at) });
  }

  async *list({ modifiedSince }: { modifiedSince?: string } = {}): AsyncIterable<Company> {
    this.asked.push(modifiedSince);
    let [at, id] = [modifiedSince ?? '', ''];
    for (;;) {
      const page = this.#after(at, id).slice(0, 100);
      if (page.length === 0) return;
      for (const record of page) {
        this.before(this.sent);
        this.sent += 1;
        yield await Promise.resolve(record);
        [at, id] = [record.modifiedAt, record.id];
      }
    }
  }

  #after(at: string, id: string): Company[] {
    return [...this.records.values()]
      .filter((one) => one.modifiedAt > at || (one.modifiedAt === at && one.id > id))
      .toSorted((a, b) => (a.modifiedAt + a.id < b.modifiedAt + b.id ? -1 : 1));
  }
}

const URL_A = 'http://a.test';
function read(tenant: Pick<Listed, 'list'>, { url = URL_A, isOrdered = true } = {}): Promise<ReadTenant> {
  return readTenant(
    { tenant, url, isOrdered },
    folder,
    'left',
    () => time(0),
    () => {},
  );
}

const file = (): string => path.join(folder, 'left.ndjson');
const position = (): string => path.join(folder, 'left.position.json');

/** What the file says of each record: the version that was modified last. */
function latest(): Map<string, string> {
  const lines = readFileSync(file(), 'utf8').trimEnd().split('\n');
  const records = lines.map((line): Company => JSON.parse(line));
  const sorted = records.toSorted((a, b) => (a.modifiedAt < b.modifiedAt ? -1 : 1));
  return new Map(sorted.map(({ id, name, modifiedAt }) => [id, `${name} ${modifiedAt}`]));
}

const inTenant = ({ records }: Listed): Map<string, string> =>
  new Map([...records.values()].map(({ id, name, modifiedAt }) => [id, `${name} ${modifiedAt}`]));

const MANY = 1_250;

/** The connection breaks when so many were sent. */
async function interrupted(tenant: Listed, sent = MANY - 50): Promise<void> {
  tenant.before = (count) => {
    if (count === sent) throw new Error('the connection broke');
  };
  await expect(read(tenant)).rejects.toThrow('the connection broke');
  tenant.before = () => {};
  tenant.sent = 0;
}

describe('an interrupted reading', () => {
  it('goes on from the last batch, and brings the same', async () => {
    const tenant = new Listed(MANY);
    await interrupted(tenant);
    const { resumedFrom, startedAt } = await read(tenant);
    expect([tenant.asked, resumedFrom, startedAt]).toEqual([[undefined, time(999)], 1000, time(0)]);
    expect([tenant.sent < 300, latest()]).toEqual([true, inTenant(tenant)]);
  });

  it('goes on from lines that were written and not yet counted, the last of them torn', async () => {
    const tenant = new Listed(MANY);
    await interrupted(tenant);
    appendFileSync(file(), '{"id":"c1000","orgNr":"c1000"}\n{"id":"c10');
    await read(tenant);
    expect(latest()).toEqual(inTenant(tenant));
  });

  it('brings what changed meanwhile, what is new, and each of those of one time', async () => {
    const tenant = new Listed(MANY);
    for (let n = 990; n < 1_010; n += 1) tenant.put(`c${n}`, 'at the same time', 995);
    await interrupted(tenant);
    tenant.put('c3', 'changed', 5_000);
    tenant.put('new', 'new', 5_001);
    await read(tenant);
    expect(latest()).toEqual(inTenant(tenant));
  });

  it.each([
    ['is of another tenant', (): void => {}, 'http://b.test'],
    ['has a position that is none', (): void => writeFileSync(position(), '{"url":'), URL_A],
    ['has a position of another form', (): void => writeFileSync(position(), '{}'), URL_A],
    ['has less than was counted', (): void => writeFileSync(file(), '{"id":"c0"}\n'), URL_A],
    ['has no file', (): void => rmSync(file()), URL_A],
  ])('that %s begins again', async (_what, change, url) => {
    const tenant = new Listed(MANY);
    await interrupted(tenant);
    change();
    const { resumedFrom } = await read(tenant, { url });
    expect([resumedFrom, tenant.asked, latest()]).toEqual([0, [undefined, undefined], inTenant(tenant)]);
  });

  it('begins again where the tenant cannot be asked for what came later', async () => {
    const tenant = new Listed(MANY);
    await interrupted(tenant);
    const { resumedFrom } = await read(tenant, { isOrdered: false });
    expect([resumedFrom, latest()]).toEqual([0, inTenant(tenant)]);
  });

  it('that broke off within the first batch begins again, and leaves no line twice', async () => {
    const tenant = new Listed(30);
    await interrupted(tenant, 20);
    await read(tenant);
    expect(readFileSync(file(), 'utf8').trimEnd().split('\n')).toHaveLength(30);
  });
});

it('a record that changes while it is read comes twice; one that is gone before its page does not come', async () => {
  const tenant = new Listed(250);
  tenant.before = (sent) => {
    if (sent === 10) tenant.put('c2', 'changed', 5_000);
    if (sent === 15) tenant.records.delete('c180');
  };
  await read(tenant);
  const lines = readFileSync(file(), 'utf8').trimEnd().split('\n');
  expect([lines.length, latest()]).toEqual([250, inTenant(tenant)]);
});

it('a tenant that does not keep the order is refused: what was missed could not be known', async () => {
  const [one, other] = [...new Listed(2).records.values()];
  async function* list(): AsyncIterable<Company> {
    for (const record of [other, one]) if (record !== undefined) yield await Promise.resolve(record);
  }
  await expect(read({ list })).rejects.toThrow(AuditError);
  await expect(read({ list })).rejects.toThrow(/http:\/\/a\.test: lists c0.*not in the order/);
  await expect(read({ list }, { isOrdered: false })).resolves.toMatchObject({ resumedFrom: 0 });
});

it('an empty tenant makes an empty file', async () => {
  await read(new Listed(0));
  expect([readFileSync(file(), 'utf8'), existsSync(position())]).toEqual(['', false]);
});

/** What holds of each write of the engine. */
import { WRITABLE_LEAVES, valueAt, type Company } from '../../domain/company.ts';
import type { ExplainedLeaf, Origin } from '../model/explain.ts';
import { keyOf, type Life } from '../model/life.ts';
import { isAccepted } from '../trace.ts';
import type { Finding, Invariant, SeenWrite } from './invariant.ts';

export const AT_WRITE: readonly Invariant[] = [
  {
    name: 'no-lost-edit',
    title: 'what the engine writes is never older than what it replaces',
    kind: 'must',
    atWrite: (seen) =>
      leafOf(seen, 'older', ({ path, from, to }) => ({
        message: `${path} of ${nameOf(seen)} gets a value back that an edit had replaced`,
        expected: text(from),
        found: text(to),
      })),
  },
  {
    name: 'own-row',
    title: 'a value comes from the leaf that the row names, there and back again',
    kind: 'must',
    atWrite: (seen) =>
      leafOf(seen, 'crossed', ({ path, from, to }) => ({
        message: `${path} of ${nameOf(seen)} gets what another leaf of the pair holds`,
        expected: text(from),
        found: text(to),
      })),
  },
  {
    name: 'isolation',
    title: 'no pair gets what belongs to another',
    kind: 'must',
    atWrite: (seen) =>
      leafOf(seen, 'foreign', ({ path, from, to }) => ({
        message: `${path} of ${nameOf(seen)} gets what a record holds that it is not linked with`,
        expected: text(from),
        found: text(to),
      })),
  },
  {
    name: 'provenance',
    title: 'every value that the engine writes came from an edit, code unit by code unit',
    kind: 'must',
    atWrite: (seen) =>
      leafOf(seen, 'invented', ({ path, from, to }) => ({
        message: `${path} of ${nameOf(seen)} gets a value that nobody entered`,
        expected: text(from),
        found: text(to),
      })),
  },
  {
    name: 'unlinked-untouched',
    title: 'a record that was never linked is never changed',
    kind: 'must',
    atWrite: (seen) => (strangerOf(seen) === 'stranger' ? untouched(seen, 'which nothing links') : null),
  },
  {
    name: 'bereft-untouched',
    title: 'where a linked record is deleted, the other one stays as it is',
    kind: 'policy',
    atWrite: (seen) =>
      strangerOf(seen) === 'bereft' ? untouched(seen, 'whose linked record was deleted') : null,
  },
  {
    name: 'orgNr-verbatim',
    title: 'an orgNr that is written differently links nothing',
    kind: 'policy',
    atWrite: (seen) =>
      strangerOf(seen) === 'spelled otherwise' ? untouched(seen, 'whose orgNr is only alike') : null,
  },
  {
    name: 'duplicates-not-linked',
    title: 'none of several records with one orgNr is linked',
    kind: 'policy',
    atWrite: (seen) =>
      strangerOf(seen) === 'crowded' ? untouched(seen, 'which is one of several with its orgNr') : null,
  },
  {
    name: 'orgNr-stays',
    title: 'orgNr is no row: it is never written',
    kind: 'must',
    atWrite: (seen) => outside(seen, (path) => path === 'orgNr'),
  },
  {
    name: 'nothing-leaks',
    title: 'properties outside the rows are never written',
    kind: 'must',
    atWrite: (seen) => outside(seen, (path) => path !== 'orgNr'),
  },
  {
    name: 'no-creation',
    title: 'no company is created',
    kind: 'must',
    atWrite: ({ write }) =>
      write.method === 'POST' && isAccepted(write)
        ? { message: `a company is created in the ${write.place} tenant` }
        : null,
  },
  {
    name: 'no-deletion',
    title: 'no company is deleted',
    kind: 'must',
    atWrite: ({ write }) =>
      write.method === 'DELETE' && isAccepted(write)
        ? { message: `company ${write.id ?? ''} of the ${write.place} tenant is deleted` }
        : null,
  },
  {
    name: 'id-stays',
    title: 'the engine writes only what a tenant can take: no id is to change',
    kind: 'must',
    atWrite: ({ write }) =>
      [400, 405, 415, 422].includes(write.status)
        ? { message: `${write.method} of ${write.id ?? 'a company'} is answered ${write.status}` }
        : null,
  },
  {
    name: 'every-write-changes',
    title: 'a write that changes nothing is not made',
    kind: 'reference',
    atWrite: ({ write, explained }) =>
      explained !== null && write.before !== null && write.after !== null && same(write.before, write.after)
        ? {
            message: `company ${write.id ?? ''} of the ${write.place} tenant is patched, and stays as it was`,
          }
        : null,
  },
  {
    name: 'conditional',
    title: 'each PATCH says which version it is meant for',
    kind: 'reference',
    atWrite: ({ write }) =>
      write.method === 'PATCH' && write.ifMatch === null
        ? { message: 'a PATCH comes without If-Match' }
        : null,
  },
];

function leafOf(
  { explained }: SeenWrite,
  origin: Origin,
  say: (leaf: ExplainedLeaf) => Finding,
): Finding | null {
  if (explained === null || explained.mate === null) return null;
  const leaf = explained.leaves.find((one) => one.origin === origin);
  return leaf === undefined ? null : say(leaf);
}

/** Of a record that is written to and cannot be linked: why not. */
function strangerOf({
  model,
  explained,
}: SeenWrite): 'stranger' | 'bereft' | 'crowded' | 'spelled otherwise' | null {
  if (explained === null || explained.mate !== null || explained.leaves.length === 0) return null;
  const { life } = explained;
  if (life.isBereft) return 'bereft';
  if (life.isCrowded) return 'crowded';
  const key = keyOf(life);
  const isAlike = (other: Life): boolean => {
    const others = keyOf(other);
    return (
      other !== life && key !== null && others !== null && key !== others && plain(key) === plain(others)
    );
  };
  return model.lives.some(isAlike) ? 'spelled otherwise' : 'stranger';
}

/** An organisation number without what people write around it. */
function plain(key: string): string {
  return key.replaceAll(/\D/g, '');
}

function untouched({ explained }: SeenWrite, why: string): Finding | null {
  const [leaf] = explained?.leaves ?? [];
  if (explained === null || leaf === undefined) return null;
  return {
    message: `${leaf.path} of company ${explained.life.id}, ${why}, is written`,
    expected: text(leaf.from),
    found: text(leaf.to),
  };
}

function outside(
  { model, write: { before, after }, explained }: SeenWrite,
  concerns: (path: string) => boolean,
): Finding | null {
  if (explained === null || before === null || after === null) return null;
  const path = WRITABLE_LEAVES.find(
    (leaf) =>
      concerns(leaf) && !model.cells.leaves.includes(leaf) && valueAt(before, leaf) !== valueAt(after, leaf),
  );
  if (path === undefined) return null;
  return {
    message: `${path} of company ${after.id} is written`,
    expected: text(valueAt(before, path)),
    found: text(valueAt(after, path)),
  };
}

function same(before: Company, after: Company): boolean {
  return WRITABLE_LEAVES.every((leaf) => valueAt(before, leaf) === valueAt(after, leaf));
}

function nameOf({ write }: SeenWrite): string {
  return `company ${write.id ?? ''} (${write.place})`;
}

function text(value: string | null): string {
  return JSON.stringify(value);
}

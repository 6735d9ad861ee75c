/**
 * Every history of a small scope, one after another: two companies that are linked, up to three edits, one or two passes
 * among them, a process killed at each request there may be, a last edit amid a pass at each. Most faults of a sync that
 * any history shows, a small one shows too.
 */
import { patchAt } from '../domain/company.ts';
import type { Row } from '../domain/dataflow.ts';
import { TOPOLOGIES, type Topology } from '../domain/tenant.ts';
import { testOrgNrs } from '../generate/org-nr.ts';
import type { Edit, History, Pass } from './history.ts';
import { COMPANIES, type Doing, sequences } from './small-edits.ts';
import { type Course, courses } from './small-courses.ts';

export interface Scope {
  /** The row whose leaves are edited: on each side the one that it names. */
  row: Pick<Row, 'left' | 'right'>;
  /** How many edits, at most. */
  edits: number;
  /** Up to which request to a tenant something happens: so large that the last of them never comes. */
  requests: Record<Topology, number>;
}

/** A pass of the reference engine asks a side for its list, and reads and writes each pair once: 5 times, or 7 in one tenant. */
export const SCOPE: Omit<Scope, 'row'> = { edits: 3, requests: { 'two-tenants': 6, 'one-tenant': 8 } };

export function* smallScope(scope: Scope): Generator<History> {
  const created = COMPANIES.map((company) => creation(scope.row, company));
  for (const topology of TOPOLOGIES) {
    for (let count = 1; count <= scope.edits; count += 1) {
      const ways = [...courses(count, topology, scope.requests[topology])];
      for (const sequence of sequences(count)) {
        for (const way of ways) {
          const edits = [...created, ...editsOf(scope.row, sequence, way)];
          yield { topology, edits, passes: [LINKED, ...way.passes], faults: [], pace: 0 };
        }
      }
    }
  }
}

const ORG_NRS = firstOrgNrs();
const LINKED: Pass = { how: 'settle', restart: false, stop: null };
const FIRST = { pass: 0, amid: null, sameTime: false } as const;
const VALUES = { 'first value': 'b', 'second value': 'c', clear: null } as const;

function editsOf(row: Scope['row'], sequence: readonly Doing[], { passOf, amid }: Course): Edit[] {
  return sequence.map((doing, at) => {
    const isLast = at === sequence.length - 1;
    return editOf(row, doing, { pass: passOf[at] ?? 0, amid: isLast ? amid : null, sameTime: false });
  });
}

/** Alike on both sides: the settle that follows links them, and has nothing to copy. */
function creation(row: Scope['row'], company: Doing['company']): Edit {
  const orgNr = ORG_NRS[company];
  const [left, right] = [patchAt(row.left, 'a'), patchAt(row.right, 'a')];
  return { do: 'create', company, left: { orgNr, ...left }, right: { orgNr, ...right }, ...FIRST };
}

function editOf(
  row: Scope['row'],
  { company, side, act }: Doing,
  when: Pick<Edit, 'pass' | 'amid' | 'sameTime'>,
): Edit {
  if (act === 'delete') return { do: 'delete', company, side, ...when };
  if (act !== 'orgNr away' && act !== 'orgNr back') {
    return { do: 'edit', company, side, values: patchAt(row[side], VALUES[act]), ...when };
  }
  const other = company === 'acme' ? 'globex' : 'acme';
  const orgNr = ORG_NRS[act === 'orgNr away' ? other : company];
  return { do: 'edit', company, side, values: { orgNr }, ...when };
}

function firstOrgNrs(): Record<Doing['company'], string> {
  const numbers = testOrgNrs(1);
  return { acme: numbers.next().value, globex: numbers.next().value };
}

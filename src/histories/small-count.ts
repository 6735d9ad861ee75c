/** How many histories a small scope has, and of what: by formula, not by going through them. Pure. */
import { TOPOLOGIES, type Topology } from '../domain/tenant.ts';
import { courseCounts } from './small-courses.ts';
import { sequenceCount } from './small-edits.ts';
import type { Scope } from './small-scope.ts';

type Size = Pick<Scope, 'edits' | 'requests'>;

export function countOf(scope: Size): number {
  return sum(TOPOLOGIES.map((topology) => countIn(scope, topology)));
}

/** A line on the whole, then one a topology and number of edits: what is multiplied with what. */
export function describeScope(scope: Size): string {
  const lines = TOPOLOGIES.flatMap((topology) =>
    numbersOf(scope).map((edits) => {
      const { calm, killed, amid } = courseCounts(edits, topology, scope.requests[topology]);
      const name = `${topology.replace('-', ' ')}, ${edits} ${edits === 1 ? 'edit' : 'edits'}`;
      const courses = `(${calm} calm + ${killed} killed + ${amid} with the last edit amid a pass)`;
      return `  ${name.padEnd(20)} ${told(sequenceCount(edits))} sequences of edits × ${courses} = ${told(countFor(scope, topology, edits))}`;
    }),
  );
  return [`${told(countOf(scope))} histories of two linked companies:`, ...lines].join('\n');
}

function countIn(scope: Size, topology: Topology): number {
  return sum(numbersOf(scope).map((edits) => countFor(scope, topology, edits)));
}

function countFor({ requests }: Size, topology: Topology, edits: number): number {
  const { calm, killed, amid } = courseCounts(edits, topology, requests[topology]);
  return sequenceCount(edits) * (calm + killed + amid);
}

function numbersOf({ edits }: Size): number[] {
  return Array.from({ length: edits }, (_, at) => at + 1);
}

function told(count: number): string {
  return count.toLocaleString('en-US');
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** Every course that a small scope may take around its edits: where passes are, and what becomes of them. Pure. */
import type { Topology } from '../domain/tenant.ts';
import type { Moment, Pass } from './history.ts';

export interface Course {
  /** Behind the settle that links the companies. */
  passes: readonly Pass[];
  /** For each edit, the pass that it comes before, or amid. */
  passOf: readonly number[];
  /** Where in its pass the last edit comes; null before it. */
  amid: Moment | null;
}

/** How many courses of each kind there are. */
export interface CourseCounts {
  calm: number;
  killed: number;
  amid: number;
}

const CALM: Pass = { how: 'pass', restart: false, stop: null };
const KILLS = ['kill', 'kill after'] as const;

/**
 * A gap has the number of the edits before it. Of passes there are at most two, each in a gap of its own. None is in the
 * last gap unless it is killed there, and none of the others then: a settle follows anyhow, and is as many passes.
 */
export function* courses(edits: number, topology: Topology, requests: number): Generator<Course> {
  const moments = momentsOf(topology, requests);
  for (const gaps of gapsUpTo(edits)) {
    const isLast = gaps.at(-1) === edits;
    if (!isLast) yield courseOf(edits, gaps);
    for (const killed of gaps.keys()) {
      if (isLast && gaps[killed] !== edits) continue;
      for (const at of moments)
        for (const how of KILLS) yield courseOf(edits, gaps, { killed, stop: { how, at } });
    }
  }
  // The last edit comes amid the pass before it, whatever comes before that.
  for (const gap of [null, ...range(1, edits - 2)]) {
    const gaps = gap === null ? [edits - 1] : [gap, edits - 1];
    for (const at of moments) {
      const course = courseOf(edits, gaps);
      yield { ...course, passOf: [...course.passOf.slice(0, -1), gaps.length], amid: at };
    }
  }
}

/** By another way than to go through them. */
export function courseCounts(edits: number, topology: Topology, requests: number): CourseCounts {
  const moments = (topology === 'one-tenant' ? 1 : 2) * requests;
  const between = edits - 1;
  const pairs = (between * (between - 1)) / 2;
  const calm = 1 + between + pairs;
  /** One pass, two before the last gap of which either is killed, or the one in the last gap after another. */
  const killed = edits + 2 * pairs + between;
  return { calm, killed: killed * KILLS.length * moments, amid: (1 + Math.max(0, edits - 2)) * moments };
}

/** In one tenant all requests are to the left. */
function momentsOf(topology: Topology, requests: number): Moment[] {
  const sides = topology === 'one-tenant' ? (['left'] as const) : (['left', 'right'] as const);
  return sides.flatMap((side) => range(1, requests).map((request) => ({ side, request })));
}

/** None, one or two of them. */
function gapsUpTo(last: number): number[][] {
  const all = range(1, last);
  const pairs = all.flatMap((one) => range(one + 1, last).map((other) => [one, other]));
  return [[], ...all.map((gap) => [gap]), ...pairs];
}

function courseOf(
  edits: number,
  gaps: readonly number[],
  kill: { killed: number; stop: NonNullable<Pass['stop']> } | null = null,
): Course {
  return {
    passes: gaps.map((_, at) => (at === kill?.killed ? { ...CALM, stop: kill.stop } : CALM)),
    // The settle that links is pass 0.
    passOf: range(0, edits - 1).map((edit) => 1 + gaps.filter((gap) => gap <= edit).length),
    amid: null,
  };
}

/** Both are in it; none where the last is less than the first. */
function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

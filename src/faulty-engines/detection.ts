/** What a run of the bank says of the checks: the detection rate by class, and who turned each check red. Pure. */
import { z } from 'zod';
import { CLASSES, type FaultyEngine } from './faulty.ts';
import type { Score } from './score.ts';

export interface Tried extends Score {
  engine: Pick<FaultyEngine, 'title' | 'against'> & { class: string };
  scenarios: number;
  milliseconds: number;
  /** Why its campaign ended early, or null. */
  stopped: string | null;
}

/** At least so much of the bank is to be blamed on the right row or sentence, and on nothing else. */
export const LEAST_BLAMED = 0.95;

const ClassRow = z.strictObject({
  class: z.string(),
  engines: z.int(),
  killed: z.int(),
  survived: z.int(),
  blamedRightly: z.int(),
});

/** `detection.json`. */
export const Detection = z.strictObject({
  /** When the bank was tried. */
  measuredAt: z.iso.datetime(),
  seed: z.int(),
  checklist: z.strictObject({ title: z.string(), sha256: z.string() }),
  /** Whether each engine met every scenario, or what should tell on it and a sample of the rest. */
  thorough: z.boolean(),
  /** Whether the whole bank was tried: only then it tells of checks that nothing turned red. */
  whole: z.boolean(),
  proven: z.boolean(),
  total: ClassRow.omit({ class: true }),
  classes: z.array(ClassRow),
  engines: z.array(
    z.strictObject({
      title: z.string(),
      class: z.string(),
      against: z.string(),
      killed: z.boolean(),
      blamedRightly: z.boolean(),
      /** Ids of checks without their section. */
      red: z.array(z.string()),
      missing: z.array(z.string()),
      wrongly: z.array(z.string()),
      stopped: z.string().nullable(),
      scenarios: z.int(),
      milliseconds: z.int(),
    }),
  ),
  /** Engines that are right, of a foreign bank, with what they turned red all the same. */
  right: z.array(
    z.strictObject({ title: z.string(), alarms: z.array(z.string()), stopped: z.string().nullable() }),
  ),
  /** Each check with the titles of the engines that turned it red. */
  checks: z.array(z.strictObject({ id: z.string(), title: z.string(), engines: z.array(z.string()) })),
});
export type Detection = z.infer<typeof Detection>;

export interface Proof {
  measuredAt: string;
  seed: number;
  checklist: Detection['checklist'];
  /** All that the plan asks for, by ids without their section. */
  checks: readonly { id: string; title: string }[];
  /** In the order of the bank, which `whole` says is all of it. */
  tried: readonly Tried[];
  /** Those that are to be accepted. */
  right?: readonly Tried[];
  whole: boolean;
  thorough: boolean;
}

export function detectionOf({
  measuredAt,
  seed,
  checklist,
  checks,
  tried,
  right = [],
  whole,
  thorough,
}: Proof): Detection {
  const witnesses = checks.map(({ id, title }) => ({
    id,
    title,
    engines: tried.filter(({ red }) => red.includes(id)).map(({ engine }) => engine.title),
  }));
  const total = rowOf(tried);
  const witnessed = !whole || witnesses.every(({ engines }) => engines.length > 0);
  return {
    measuredAt,
    seed,
    checklist,
    whole,
    thorough,
    proven:
      tried.length + right.length > 0 &&
      right.every(({ red, stopped }) => red.length === 0 && stopped === null) &&
      total.survived === 0 &&
      total.blamedRightly >= LEAST_BLAMED * total.engines &&
      witnessed,
    total,
    classes: [...new Set([...CLASSES, ...tried.map(({ engine }) => engine.class)])].flatMap((name) => {
      const ofClass = tried.filter(({ engine }) => engine.class === name);
      return ofClass.length === 0 ? [] : [{ class: name, ...rowOf(ofClass) }];
    }),
    engines: tried.map(({ engine: { title, class: name, against }, ...one }) => ({
      title,
      class: name,
      against,
      blamedRightly: isBlamedRightly(one),
      killed: one.killed,
      red: one.red,
      missing: one.missing,
      wrongly: one.wrongly,
      stopped: one.stopped,
      scenarios: one.scenarios,
      milliseconds: one.milliseconds,
    })),
    right: right.map(({ engine: { title }, red, stopped }) => ({ title, alarms: red, stopped })),
    checks: witnesses,
  };
}

/** Checks that nothing turned red: nobody knows whether they can fail. */
export function unwitnessed({ whole, checks }: Detection): Detection['checks'] {
  return whole ? checks.filter(({ engines }) => engines.length === 0) : [];
}

function isBlamedRightly({
  killed,
  missing,
  wrongly,
}: Pick<Score, 'killed' | 'missing' | 'wrongly'>): boolean {
  return killed && missing.length === 0 && wrongly.length === 0;
}

function rowOf(tried: readonly Score[]): Detection['total'] {
  const killed = tried.filter((one) => one.killed).length;
  return {
    engines: tried.length,
    killed,
    survived: tried.length - killed,
    blamedRightly: tried.filter(isBlamedRightly).length,
  };
}

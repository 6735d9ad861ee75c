/** What the checks made of an engine of the bank: whether it was found out, and who was blamed for it. Pure. */
import type { Finding } from '../checks/check.ts';
import type { Result } from '../checks/judge.ts';
import type { FaultyEngine } from './faulty.ts';

export interface Score {
  /** Whether a check turned red. */
  killed: boolean;
  /** Ids of the red checks, without their section. */
  red: string[];
  /** What should have turned red and did not. */
  missing: string[];
  /** Red checks that blame what the engine does right, each with why. */
  wrongly: string[];
}

/** What is expected of an engine. */
export type Expectation = Pick<FaultyEngine, 'red' | 'rows' | 'within'> & {
  /** Null where any will do. */
  verdict?: FaultyEngine['verdict'] | null;
};

/** `results` are those of the checks whose scenarios were run. */
export function score(engine: Expectation, results: readonly Result[]): Score {
  const reds = results.filter(isRed);
  const ids = reds.map(({ check }) => shortId(check.id));
  return {
    killed: reds.length > 0,
    red: ids,
    missing: engine.red.filter((beginning) => !ids.some((id) => id.startsWith(beginning))),
    wrongly: [...reds.flatMap((result) => wronglyBlamed(engine, result)), ...wrongVerdict(engine, reds)],
  };
}

/** As ids are told in the bank. */
export function shortId(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

export function isRed({ status }: Result): boolean {
  return status === 'failed' || status === 'deviates';
}

/** A policy that is not followed is a deviation; all else that is found out is a failure. */
function wrongVerdict({ verdict = 'rejected' }: Expectation, reds: readonly Result[]): string[] {
  if (verdict === null || reds.length === 0) return [];
  const found = reds.some(({ status }) => status === 'failed') ? 'rejected' : 'accepted with deviations';
  return found === verdict ? [] : [`it is ${found}, and should be ${verdict}`];
}

function wronglyBlamed({ rows, within }: Expectation, { check, findings }: Result): string[] {
  const id = shortId(check.id);
  if (within !== undefined && !within.test(id)) return [`${id}: it is about something else`];
  if (rows === undefined) return [];
  if (check.rows.length > 0) {
    return check.rows.some((row) => rows.includes(row)) ? [] : [`${id}: a row that it does not break`];
  }
  const leaves = new Set(rows.flatMap((row) => row.split(' → ')));
  const others = findings.filter(({ path }: Finding) => path !== null && !leaves.has(path));
  return others.length === 0
    ? []
    : [`${id}: ${String(others[0]?.path)} is no leaf of the rows that it breaks`];
}

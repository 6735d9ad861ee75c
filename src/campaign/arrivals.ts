/** How long an edit takes to arrive: from when the tenant answered it to when another record was seen written. Pure. */
import type { RecordName } from '../checks/scenario.ts';

/** A record that was edited, or was seen to be written; `at` in milliseconds of one stopwatch. */
export interface Moment {
  scenario: string;
  record: RecordName;
  at: number;
}

/** For each edit that something followed, whole milliseconds to the first write on another record of its scenario. */
export function arrivalsOf(
  edits: readonly Moment[],
  writes: readonly Moment[],
): { scenario: string; milliseconds: number }[] {
  const byScenario = new Map<string, Moment[]>();
  for (const write of writes) {
    const own = byScenario.get(write.scenario) ?? [];
    own.push(write);
    byScenario.set(write.scenario, own);
  }
  return edits.flatMap((edit) => {
    const after = (byScenario.get(edit.scenario) ?? []).filter(
      ({ record, at }) => record !== edit.record && at >= edit.at,
    );
    if (after.length === 0) return [];
    const milliseconds = Math.round(Math.min(...after.map(({ at }) => at)) - edit.at);
    return [{ scenario: edit.scenario, milliseconds }];
  });
}

/** Quiet: once settled, and nobody edits, no further pass writes anything, a PATCH that changes nothing included. */
import { type Check, type Finding, NotVerified } from '../check.ts';
import type { Evidence } from '../evidence.ts';
import { BATCH_IDS, termsOf } from '../batches.ts';
import { checkOf, linesSaying, type SectionGround, type Topic } from '../ground.ts';
import { type Side, SIDES } from '../scenario.ts';
import { finding } from '../view.ts';

/** `rounds`: how many rounds each batch of this plan has, so that a settle that is missing is seen. */
export function quiet(ground: SectionGround, rounds: ReadonlyMap<string, number>): Topic {
  const check = (name: string, title: string, judge: Check['judge']): Check =>
    checkOf(ground, {
      kind: 'implied',
      group: 'keeping in sync',
      name: `quiet/${name}`,
      title,
      lines: linesSaying(ground, 'keeps in sync'),
      scenarios: [],
      needs: ['write log'],
      judge,
    });
  return {
    scenarios: {},
    checks: [
      check('after-first-link', 'the engine comes to rest after first links', (evidence) =>
        restless(evidence, rounds, (round) => round === 0),
      ),
      check('after-edits', 'the engine comes to rest after edits', (evidence) =>
        restless(evidence, rounds, (round) => round > 0),
      ),
      ...SIDES.map((side) =>
        check(
          `idle-${side}`,
          `a record on the ${side} is left alone while only others are edited`,
          (evidence) => idleWrites(evidence, rounds, side),
        ),
      ),
      ...SIDES.map((side) =>
        check(
          `further-passes-${side}`,
          `further passes, with nobody editing, write nothing on the ${side}`,
          (evidence) => furtherWrites(evidence, side),
        ),
      ),
    ],
  };
}

function restless(
  evidence: Evidence,
  rounds: ReadonlyMap<string, number>,
  concerned: (round: number) => boolean,
): Finding[] {
  const findings = evidence.settles
    // Where no pass ended well nothing was observed, and the campaign has ended for it.
    .filter(
      ({ batch, round, settled, passes }) =>
        rounds.has(batch) && concerned(round) && !settled && passes.some(({ ok }) => ok),
    )
    .flatMap(({ batch, round, passes }): Finding[] => {
      const writing = passes.at(-1)?.acceptedWrites ?? 0;
      const still = passes.length - evidence.header.limits.quietPasses;
      const written = [...evidence.scenarios.values()]
        .filter((scenario) => scenario.batch === batch)
        .flatMap((scenario) =>
          [
            ...new Set(
              (scenario.rounds[round]?.writes ?? [])
                .filter(({ pass, status }) => pass > still && isDone(status))
                .map(({ record }) => record),
            ),
          ].map((record) =>
            finding(`${record} of ${scenario.id} was still written after ${passes.length} passes`, {
              scenario: scenario.id,
              round,
              record,
            }),
          ),
        );
      if (written.length > 0) return written;
      const why =
        writing > 0
          ? `pass ${passes.length} still wrote ${writing} times`
          : `passes kept failing: ${passes.findLast(({ ok }) => !ok)?.reason ?? 'no reason given'}`;
      return [
        finding(`the engine did not come to rest in ${passes.length} passes of batch ${batch}: ${why}`, {
          round,
        }),
      ];
    });
  if (findings.length === 0) assertSettles(evidence, rounds, concerned);
  return findings;
}

/** Each settle of these rounds has to be there, but for what the tenants or the engine lack. @throws NotVerified */
function assertSettles(
  evidence: Evidence,
  rounds: ReadonlyMap<string, number>,
  concerned: (round: number) => boolean,
): void {
  for (const [batch, count] of rounds) {
    for (let round = 0; round < count; round++) {
      if (!concerned(round) || evidence.settles.some((one) => one.batch === batch && one.round === round))
        continue;
      const lack = evidence.header.lacks.find(({ capability }) => needs(batch, capability));
      if (!lack) {
        const reason =
          evidence.end?.stopped?.reason ?? `the evidence has no settle ${round} of batch ${batch}`;
        throw new NotVerified(reason, { declaredLack: false });
      }
    }
  }
}

/** Accepted writes in rounds in which nobody did anything in the scenario that the record belongs to. */
function idleWrites(evidence: Evidence, rounds: ReadonlyMap<string, number>, side: Side): Finding[] {
  const others = evidence.settles
    .filter(({ batch }) => rounds.has(batch))
    .flatMap(({ round, idle }) =>
      idle.filter((write) => write.side === side).map(({ record }) => ({ round, record })),
    );
  const resting = [...evidence.scenarios.values()]
    .filter(({ batch }) => rounds.has(batch))
    .flatMap(({ id, sides, rounds: own }) =>
      own.flatMap(({ actions, writes }, round) =>
        writes
          .filter(({ record, status }) => actions.length === 0 && sides[record] === side && isDone(status))
          .map(({ record }) => ({ round, record: `${id}/${record}` })),
      ),
    );
  const found = [...others, ...resting];
  if (found.length === 0) assertSettles(evidence, rounds, () => true);
  return found.map(({ round, record }) =>
    finding(`${record} was written in round ${round}, in which nobody edited it or its partner`, {
      round,
      record,
    }),
  );
}

function isDone(status: number): boolean {
  return status >= 200 && status < 300;
}

function furtherWrites(evidence: Evidence, side: Side): Finding[] {
  const further = evidence.further.get('main');
  const found = (further?.writes ?? []).filter((write) => write.side === side);
  if (found.length > 0) {
    return found.map(({ record, pass }) =>
      finding(`${record} was written in further pass ${pass}, with nobody editing`, { record }),
    );
  }
  const accepted = (further?.passes ?? []).reduce((sum, pass) => sum + pass.acceptedWrites, 0);
  if (accepted !== (further?.writes.length ?? 0)) {
    throw new NotVerified(
      `the further passes count ${accepted} writes, and ${further?.writes.length} are told`,
      {
        declaredLack: false,
      },
    );
  }
  const wanted = termsOf('main').furtherPasses;
  const done = further?.passes.filter(({ ok }) => ok).length ?? 0;
  if (done < wanted) {
    const failed = further?.passes.find(({ ok }) => !ok)?.reason;
    const reason = failed ?? evidence.end?.stopped?.reason ?? 'the evidence does not have them';
    throw new NotVerified(`${done} of ${wanted} further passes were done: ${reason}`, {
      declaredLack: false,
    });
  }
  return [];
}

function needs(batch: string, capability: string): boolean {
  const id = BATCH_IDS.find((one) => one === batch);
  const wanted: readonly string[] = id ? termsOf(id).needs : [];
  return wanted.includes(capability);
}

/** What a verdict means, and what a reader has to know beside it, in sentences. Pure. */
import type { Evidence } from '../checks/evidence.ts';
import { type Result, verdictOf } from '../checks/judge.ts';
import { missingShards, namedShards } from '../checks/shards.ts';

export function meaningOf(evidence: Evidence, results: readonly Result[]): string {
  const { header, end } = evidence;
  switch (verdictOf(results, evidence)) {
    case 'accepted':
      return 'The engine does what the document says.';
    case 'accepted with deviations':
      return 'The engine does what the document says; where it is silent, it differs from the policies.';
    case 'rejected': {
      const failed = results.filter(({ status }) => status === 'failed').length;
      return `${failed} failed: the engine does not do what the document says.`;
    }
    case 'inconclusive': {
      const missing = missingShards(header);
      if (!end) return 'The evidence was cut off.';
      if (end.stopped) return `The campaign was stopped by the ${end.stopped.by}: ${end.stopped.reason}.`;
      if (missing.length > 0)
        return `This is a part of a run: the evidence of ${namedShards(missing, header.shards?.of ?? 0)} is missing.`;
      return 'A must could not be verified.';
    }
  }
}

/** What the verdict does not cover. */
export function risksOf({ header, end }: Evidence, results: readonly Result[]): string[] {
  const count = (status: Result['status']): number =>
    results.filter((result) => result.status === status).length;
  const [unverified, recorded, deviating] = [count('not verified'), count('recorded'), count('deviates')];
  return [
    ...(end === null || end.stopped
      ? ['The campaign did not run to its end: what was not observed may be wrong.']
      : []),
    ...(unverified > 0
      ? [`${checks(unverified)} not verified: whether the engine does what they ask is not known.`]
      : []),
    ...header.lacks.map(
      ({ capability, reason }) => `Not shown by the tenants or the engine (${capability}): ${reason}`,
    ),
    ...(deviating > 0
      ? [
          `${checks(deviating)} answered otherwise than by the policy that was chosen, where the document is silent.`,
        ]
      : []),
    ...(recorded > 0 ? [`${checks(recorded)} only recorded: nothing was expected there.`] : []),
    header.live === null
      ? 'The tenants were mocks of the public contract: what a real tenant does beyond it was not met.'
      : 'The tenants are live: what cannot be arranged there, such as faults and clocks, was not met.',
    `The companies were generated from seed ${header.seed}: values that it does not draw were not met.`,
  ];
}

function checks(count: number): string {
  return count === 1 ? '1 check was' : `${count} checks were`;
}

/** Evidence written by hand: one pair in one batch, so that a test says for itself what was observed. */
import { type Company, type CompanyPatch, patched } from '../../domain/company.ts';
import type { Row } from '../../domain/dataflow.ts';
import type {
  Evidence,
  Pass,
  PerformedAction,
  RoundEvidence,
  ScenarioEvidence,
  Settle,
} from '../evidence.ts';
import { DEFAULT_POLICIES } from '../policies.ts';
import type { View } from '../view.ts';

export const AT = '2026-01-01T00:00:00.000Z';

/** Two of its rows, that cross, and the merge property. */
export const CITY: Row = {
  left: 'postAddress.country',
  right: 'visitAddress.country',
  type: 'string',
  line: 30,
};

export function company(id: string, leaves: CompanyPatch = {}): Company {
  const blank: Company = {
    id,
    orgNr: '222222222',
    name: `company ${id}`,
    phone: null,
    email: null,
    website: null,
    postAddress: null,
    visitAddress: null,
    modifiedAt: AT,
  };
  return patched(blank, leaves);
}

export function created(record: string, side: 'left' | 'right', leaves: CompanyPatch = {}): PerformedAction {
  return { do: 'create', record, side, company: company(record, leaves) };
}

export function edited(record: string, patch: CompanyPatch): PerformedAction {
  return { do: 'edit', record, patch, at: AT };
}

export function pass(change: Partial<Pass> = {}): Pass {
  return { ok: true, milliseconds: 1, acceptedWrites: 0, ...change };
}

export function round(
  actions: PerformedAction[],
  observed: RoundEvidence['observed'],
  writes: RoundEvidence['writes'] = [],
): RoundEvidence {
  return { actions, observed, writes };
}

export function settle(at: number, change: Partial<Settle> = {}): Settle {
  return {
    kind: 'settle',
    batch: 'main',
    round: at,
    settled: true,
    faultyPasses: [],
    faults: [],
    passes: [pass({ acceptedWrites: 2 }), pass(), pass()],
    arrivals: [],
    idle: [],
    strangers: [],
    ...change,
  };
}

export function scenario(
  id: string,
  rounds: RoundEvidence[],
  change: Partial<ScenarioEvidence> = {},
): ScenarioEvidence {
  return {
    kind: 'scenario',
    id,
    batch: 'main',
    sides: { left: 'left', right: 'right' },
    rounds,
    final: rounds.at(-1)?.observed ?? null,
    ...change,
  };
}

/** A campaign that ran to its end, each round of which came to rest. */
export function evidenceOf(scenarios: ScenarioEvidence[], change: Partial<Evidence> = {}): Evidence {
  const rounds = new Map<string, number>();
  for (const one of scenarios) {
    rounds.set(one.batch, Math.max(rounds.get(one.batch) ?? 0, one.rounds.length));
  }
  return {
    header: {
      kind: 'campaign',
      format: 1,
      checklist: {
        file: 'd.rst',
        sha256: '0'.repeat(64),
        dataflow: {
          title: 'X to Y Dataflow',
          left: 'X',
          right: 'Y',
          generated: null,
          introduction: [],
          sections: [],
        },
      },
      engine: { name: 'by hand', version: '1' },
      topology: 'two-tenants',
      seed: 1,
      policies: DEFAULT_POLICIES,
      faults: [],
      limits: { quietPasses: 2, maxPasses: 8, passTimeoutMs: 1000 },
      lacks: [],
      live: null,
      startedAt: AT,
    },
    settles: [...rounds].flatMap(([batch, count]) =>
      Array.from({ length: count }, (_, at) => settle(at, { batch })),
    ),
    further: new Map(),
    scenarios: new Map(scenarios.map((one) => [one.id, one])),
    end: { kind: 'end', finishedAt: AT, stopped: null },
    ...change,
  };
}

/** The first scenario, as a check reads it. */
export function viewOf(evidence: Evidence): View {
  const [first] = evidence.scenarios.values();
  if (!first) throw new RangeError('no scenario');
  return { evidence, scenario: first };
}

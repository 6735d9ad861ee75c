/** A topic on a ground written by hand: its checks by name, and scenarios told as a test has them observed. */
import type { CompanyPatch } from '../../domain/company.ts';
import type { LeafType } from '../../domain/data-type.ts';
import type { Link, Row } from '../../domain/dataflow.ts';
import type { Patch } from '../../domain/record.ts';
import { COMPANY, leafTypeOf, type RecordType } from '../../domain/record-type.ts';
import { type Check, type Finding, type Judgement, NotVerified } from '../check.ts';
import type { Evidence, PerformedAction, ScenarioEvidence } from '../evidence.ts';
import type { Ground } from '../ground.ts';
import { DEFAULT_POLICIES } from '../policies.ts';
import type { Action, Side } from '../scenario.ts';
import { companySource } from '../source.ts';
import { CITY, company, created, round, scenario } from './small-evidence.ts';

/** Rows that cross, as the shipped document's do: left `postAddress`, right `visitAddress`. */
export const COUNTRY: Row = CITY;
export const CODE: Row = {
  left: 'postAddress.postCode',
  right: 'visitAddress.postCode',
  type: 'string',
  line: 31,
};
/** The mirror of `COUNTRY`. */
export const MIRROR: Row = { left: COUNTRY.right, right: COUNTRY.left, type: 'string', line: 32 };

const RULE = { left: 'orgNr', right: 'orgNr', line: 20 };

export function linkOf(rows: readonly Row[]): Link {
  return { source: 'S', target: 'T', line: 10, sentences: [], merge: [RULE], rows: [...rows] };
}

/** Two tenants, the default policies and the row `COUNTRY`, but for what is changed. */
export function groundOf(change: Partial<Ground> = {}): Ground {
  const rows = change.rows ?? [COUNTRY];
  return {
    link: linkOf(rows),
    rule: RULE,
    rows,
    byThemselves: [],
    copied: [...rows, ...(change.byThemselves ?? [])],
    linked: [...rows, ...(change.byThemselves ?? [])],
    creation: { merges: 'all', creates: 'never' },
    connection: null,
    echoes: { left: new Set(), right: new Set() },
    idRows: [],
    topology: 'two-tenants',
    policies: DEFAULT_POLICIES,
    types: typesWith([...rows, ...(change.byThemselves ?? [])]),
    source: companySource({ seed: 1, tag: undefined, merge: [RULE] }),
    tag: undefined,
    ...change,
  };
}

/** Companies, but that what is in these rows is of the rows' types. */
function typesWith(rows: readonly Row[]): Ground['types'] {
  const typed = (side: Side): RecordType => ({
    ...COMPANY,
    leaves: new Map([
      ...COMPANY.leaves,
      ...rows.map((row): [string, LeafType] => [row[side], leafTypeOf(row.type) ?? { is: 'string' }]),
    ]),
  });
  return { left: typed('left'), right: typed('right') };
}

/** A finding as tests tell it: without what it leaves open. */
export type Told = Partial<{ [K in keyof Finding]: NonNullable<Finding[K]> }>;

export interface TopicUnderTest {
  judged: (name: string, evidence: Evidence) => Judgement;
  found: (name: string, evidence: Evidence) => Told[];
  /** Why it was not verified, for another reason than a declared lack. */
  reasonOf: (name: string, evidence: Evidence) => string;
  lackOf: (name: string, evidence: Evidence) => string;
}

/** `checks` are made anew for each question, so that mutants are met in the test that asks. */
export function underTest(checks: () => readonly Check[]): TopicUnderTest {
  const judged = (name: string, evidence: Evidence): Judgement => {
    const check = checks().find(({ id }) => id === `s-to-t/${name}`);
    if (!check) throw new RangeError(`no check ${name}`);
    return check.judge(evidence);
  };
  const unverified = (name: string, evidence: Evidence, isLack: boolean): string => {
    try {
      judged(name, evidence);
    } catch (error) {
      if (!(error instanceof NotVerified) || error.declaredLack !== isLack) throw error;
      return error.message;
    }
    throw new Error('it was verified');
  };
  return {
    judged,
    found: (name, evidence) => {
      const judgement = judged(name, evidence);
      if (!Array.isArray(judgement)) throw new Error('nothing was judged');
      return judgement.map(told);
    },
    reasonOf: (name, evidence) => unverified(name, evidence, false),
    lackOf: (name, evidence) => unverified(name, evidence, true),
  };
}

function told(finding: Finding): Told {
  return Object.fromEntries(Object.entries(finding).filter(([, value]) => value !== null));
}

/** What is done in a round, and what each record holds after it; null where the tenant has it no more. */
export type ToldRound = [actions: PerformedAction[], holds: Record<string, CompanyPatch | null>];

export function tell(
  id: string,
  rounds: readonly ToldRound[],
  change: Partial<ScenarioEvidence> = {},
): ScenarioEvidence {
  return scenario(
    id,
    rounds.map(([actions, holds]) =>
      round(
        actions,
        Object.fromEntries(
          Object.entries(holds).map(([name, leaves]) => [name, leaves && company(name, leaves)]),
        ),
      ),
    ),
    change,
  );
}

export const post = (country: string | null): CompanyPatch => ({ postAddress: { country } });
export const visit = (country: string | null): CompanyPatch => ({ visitAddress: { country } });

/** What a pair holds in the row `COUNTRY`. */
export function pair(left: string | null, right: string | null = left): Record<string, CompanyPatch> {
  return { left: post(left), right: visit(right) };
}

/** A pair is created with `left` and `right` in the row `COUNTRY`, and agrees on the left one's after the settle. */
export function linking(left: string | null, right: string | null): ToldRound {
  return [[created('left', 'left', post(left)), created('right', 'right', visit(right))], pair(left)];
}

/** What a planned action gives a record. */
export function given(action: Action | undefined): Patch {
  if (action === undefined || action.do === 'delete') throw new RangeError('nothing is given');
  return action.do === 'create' ? action.draft : action.patch;
}

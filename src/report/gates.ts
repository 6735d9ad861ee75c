/** Gates: named rules that a release has to pass, each with what it found. Pure. */
import { z } from 'zod';
import type { Detection } from './detection.ts';
import { type KnownFailure, putUpWith } from './known-failures.ts';
import type { Gate, ReportCheck, ReportRow, ReportSection } from './model.ts';
import type { Regression } from './regression.ts';

export const GATE_NAMES = [
  'every row in both directions',
  'nothing not verified',
  'no unknown failure',
  'known failures in order',
  'no outdated row',
  'nothing newly red',
  'no status that changes by itself',
  'detection rate',
] as const;
export type GateName = (typeof GATE_NAMES)[number];

/** `gates.yaml`: what is allowed by name. What is left out has these defaults. */
export const GateSettings = z
  .strictObject({
    /** Checks that may be not verified, by id. */
    'may be not verified': z.array(z.string()).default([]),
    /** How old a measurement of the detection rate may be, in days. */
    'detection rate in days': z.int().positive().default(30),
    /** The least share of the fault bank that has to be found out, in percent. */
    'detection rate in percent': z.number().min(0).max(100).default(100),
  })
  .prefault({});
export type GateSettings = z.infer<typeof GateSettings>;

export interface Judged {
  checks: readonly ReportCheck[];
  sections: readonly ReportSection[];
  /** Of the document that was verified. */
  sha256: string;
  /** When the run ended, as RFC 3339. */
  endedAt: string;
  known: readonly KnownFailure[] | null;
  regression: Regression | null;
  /** Rows, as `section: row`, of which a newer document says something else; null where none was given. */
  outdated: readonly string[] | null;
  detection: Detection | null;
  settings: GateSettings;
}

export function gatesOf(judged: Judged): Gate[] {
  const gates: Record<GateName, Found> = {
    'every row in both directions': everyRow(judged),
    'nothing not verified': nothingNotVerified(judged),
    'no unknown failure': noUnknownFailure(judged),
    'known failures in order': knownInOrder(judged),
    'no outdated row': noOutdatedRow(judged),
    'nothing newly red': nothingNewlyRed(judged),
    'no status that changes by itself': nothingFlickers(judged),
    'detection rate': detectionRate(judged),
  };
  return GATE_NAMES.map((name) => ({ name, ...gates[name] }));
}

type Found = Omit<Gate, 'name'>;

/** A row that fails was verified: whether it may fail is another gate's. */
function everyRow({ sections }: Judged): Found {
  const rows = sections.flatMap(({ rows: own }) => own);
  const isOpen = (status: ReportRow['status']): boolean => status !== 'passed' && status !== 'failed';
  return found(
    'Every row is verified in both directions.',
    rows
      .filter(({ directions: { left, right } }) => isOpen(left) || isOpen(right))
      .map(
        ({ name, directions: { left, right } }) => `${name}: ${left} from the left, ${right} from the right`,
      ),
    rows.length === 0 ? null : `${rows.length} rows were verified in both directions`,
    'the document has no row',
  );
}

function nothingNotVerified({ checks, settings }: Judged): Found {
  const allowed = new Set(settings['may be not verified']);
  const open = checks.filter(({ status }) => status === 'not verified');
  const excused = open.filter(({ id }) => allowed.has(id)).length;
  const ids = new Set(checks.map(({ id }) => id));
  return found(
    'Nothing is left not verified, but for what is allowed by name.',
    [
      ...open
        .filter(({ id }) => !allowed.has(id))
        .map(({ id, reason }) => `${id}: ${reason ?? 'no reason given'}`),
      ...[...allowed].filter((id) => !ids.has(id)).map((id) => `${id} is allowed, and is no check`),
    ],
    `${checks.length - open.length} of ${checks.length} checks came to a result${excused > 0 ? `, ${excused} are allowed not to` : ''}`,
  );
}

function noUnknownFailure({ checks, known }: Judged): Found {
  const excused = putUpWith(known ?? []);
  const failed = checks.filter(({ status }) => status === 'failed');
  return found(
    'Nothing fails but what is known to, until its day.',
    failed.filter(({ id }) => !excused.has(id)).map(({ id }) => id),
    checks.every(({ status }) => status === 'not verified')
      ? null
      : failed.length === 0
        ? 'no check failed'
        : `${failed.length} failed, all of them known`,
    'no check came to a result',
  );
}

function knownInOrder({ known }: Judged): Found {
  return found(
    'What is known to fail does fail, and its day has not passed.',
    (known ?? [])
      .filter(({ state }) => state !== 'expected')
      .map(
        ({ check, state, expires }) => `${check}: ${state === 'expired' ? `expired on ${expires}` : state}`,
      ),
    known === null ? null : `as expected: ${known.length}`,
    'no file of known failures was given',
  );
}

function noOutdatedRow({ outdated }: Judged): Found {
  return found(
    'No row was verified against a document that says something else by now.',
    outdated ?? [],
    outdated === null ? null : 'the document in force says of every row what it said in this run',
    'the document in force was not given',
  );
}

function nothingNewlyRed({ regression }: Judged): Found {
  return found(
    'No row has failed, or is no longer verified, that had not or was in the baseline.',
    (regression?.rows ?? [])
      .filter(({ change, is }) => change === 'newly red' || (change === 'outdated' && is === 'failed'))
      .map(({ row, was, is }) => `${row}: ${was}, now ${is}`),
    regression === null ? null : `compared with the run of ${regression.baseline.startedAt}`,
    'no baseline was given',
  );
}

/** A check that is new or gone comes of another version of this program, which may judge otherwise. */
function nothingFlickers({ regression }: Judged): Found {
  const rule = 'No check changes its status from one run to the next where nothing differs.';
  if (regression === null) return found(rule, [], null, 'no baseline was given');
  const { checks } = regression;
  const differences = [
    ...regression.differences,
    ...(checks.some(({ was, is }) => was === null || is === null) ? ['other checks'] : []),
  ];
  if (differences.length > 0)
    return found(rule, [], null, `the baseline is no run of the same: ${differences.join(', ')}`);
  return found(
    rule,
    checks.map(({ id, was, is }) => `${id}: ${was}, now ${is}`),
    'every check has the status that it had in the baseline',
  );
}

function detectionRate({ detection, sha256, endedAt, settings }: Judged): Found {
  const { 'detection rate in days': days, 'detection rate in percent': percent } = settings;
  const rule = `The checks found out at least ${percent} % of the engines that are wrong on purpose, measured at most ${days} days before.`;
  if (detection === null) return found(rule, [], null, 'no measurement was given');
  const { measuredAt, checklist, whole, total } = detection;
  const age = (Date.parse(endedAt) - Date.parse(measuredAt)) / 86_400_000;
  const wrong = [
    ...(checklist.sha256 === sha256 ? [] : ['it was measured with another document']),
    ...(whole ? [] : ['only a part of the engines was tried']),
    ...(Math.abs(age) <= days
      ? []
      : [
          `it was measured ${Math.abs(Math.floor(age))} days ${age > 0 ? 'before' : 'after'} the run ended, on ${measuredAt}`,
        ]),
    ...(total.engines > 0 && total.killed * 100 >= percent * total.engines
      ? []
      : [`${total.killed} of ${total.engines} were found out`]),
  ];
  return found(rule, wrong, `${total.killed} of ${total.engines} were found out, measured on ${measuredAt}`);
}

/** How many of what is wrong are named in a message. */
const NAMED = 5;

/** `right` is what there is to say where nothing is wrong, or null where that cannot be judged, for `because`. */
function found(rule: string, wrong: readonly string[], right: string | null, because = ''): Found {
  if (wrong.length > 0) {
    const more = wrong.length > NAMED ? `; and ${wrong.length - NAMED} more` : '';
    return { rule, status: 'failed', message: `${wrong.slice(0, NAMED).join('; ')}${more}` };
  }
  if (right === null) return { rule, status: 'not judged', message: because };
  return { rule, status: 'passed', message: right };
}

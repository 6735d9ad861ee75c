/** Results that are made by hand: of every status, with values that are awkward to every format. */
import type { Check } from '../../checks/check.ts';
import type { Evidence } from '../../checks/evidence.ts';
import type { Result } from '../../checks/judge.ts';
import { DEFAULT_POLICIES } from '../../checks/policies.ts';

/** Control characters, an escape, mark-up, lone surrogates, an emoji, a non-character, line ends. */
export const AWKWARD = '\u0000 \u001b[31m ]]> & < > " \' \ud800 \udc00 😀 \ufffe æøå\r\n\t';
export const START = '2026-01-01T00:00:00.000Z';

export const evidence: Evidence = {
  header: {
    kind: 'campaign',
    format: 1,
    checklist: {
      file: 'some.rst',
      sha256: 'a'.repeat(64),
      dataflow: {
        title: 'A to B Dataflow',
        left: 'A',
        right: 'B',
        generated: null,
        introduction: [],
        sections: [
          {
            source: 'A Companies',
            target: 'B Companies',
            line: 3,
            sentences: [],
            merge: [{ left: 'orgNr', right: 'orgNr', line: 9 }],
            rows: [
              { left: 'phone', right: 'phone', type: 'string', line: 17 },
              { left: 'email', right: 'website', type: 'string', line: 20 },
            ],
          },
        ],
      },
    },
    engine: { name: 'command', version: 'not stated' },
    topology: 'two-tenants',
    seed: 42,
    policies: DEFAULT_POLICIES,
    faults: [],
    limits: { quietPasses: 2, maxPasses: 8, passTimeoutMs: 60_000 },
    lacks: [],
    live: null,
    startedAt: START,
  },
  settles: [],
  further: new Map(),
  scenarios: new Map(),
  end: { kind: 'end', finishedAt: '2026-01-01T00:00:02.500Z', stopped: null },
};

export function result(
  status: Result['status'],
  about: Partial<Check> = {},
  rest: Partial<Result> = {},
): Result {
  const check: Check = {
    id: `a/${status}/${about.kind ?? 'checklist'}`,
    kind: 'checklist',
    group: 'properties',
    title: `it is ${status}`,
    section: 'A Companies to B Companies',
    lines: [17],
    rows: ['phone → phone'],
    direction: null,
    scenarios: ['one'],
    judge: () => [],
    ...about,
  };
  const reason = status === 'passed' || status === 'failed' ? null : `why it is ${status}`;
  return { check, status, reason, declaredLack: false, findings: [], ...rest };
}

export const failing = (message: string): Partial<Result> => ({
  findings: [
    { scenario: null, round: null, record: null, path: null, expected: null, received: null, message },
  ],
});

/** Each status, both kinds of not verified, and the awkward values in a title, an id and reasons. */
export const EVERY_STATUS: readonly Result[] = [
  result('passed'),
  result('failed', { title: AWKWARD, id: `a/${AWKWARD}` }, failing(AWKWARD)),
  result('not verified'),
  result('not verified', { id: 'a/lack', group: 'resilience', rows: [] }, { declaredLack: true }),
  result('deviates', { kind: 'policy', rows: [] }, failing(AWKWARD)),
  result('recorded', { direction: 'left' }),
];

/** A run that ended early, so that it is no ground for a verdict. */
export const STOPPED: Evidence = {
  ...evidence,
  end: { kind: 'end', finishedAt: START, stopped: { by: 'harness', reason: AWKWARD } },
};

/** A report with everything that a page of it can show, and texts that would be markup if nobody escaped them. */
import type { AuditReport, Finding } from '../report.ts';

const NOTHING: Finding = {
  kind: 'disagrees',
  rule: null,
  merge_key: null,
  row: null,
  line: null,
  left_id: null,
  right_id: null,
  left_value: null,
  right_value: null,
  left_modified_at: null,
  right_modified_at: null,
  changed_last: null,
  left_records: null,
  right_records: null,
  parity_conflict: null,
  first_seen: '2026-11-27T09:00:00.000Z',
  since_last: 'still',
};
const ROW = 'postAddress.country → visitAddress.country';

export function disagreement(given: Partial<Finding>): Finding {
  return {
    ...NOTHING,
    row: ROW,
    line: 39,
    merge_key: '200000007',
    left_id: '17',
    right_id: '1028',
    left_value: 'NO',
    right_value: 'SE',
    left_modified_at: '2026-11-28T08:00:00.000Z',
    right_modified_at: '2026-11-28T07:00:00.000Z',
    changed_last: 'left',
    ...given,
  };
}

/** Nothing in it may become markup, and nothing of it may vanish. */
export const MARKUP = `</td></style><script>alert(1)</script>'"&<img src=x onerror=alert(2)>`;

export function sampleReport(given: Partial<AuditReport> = {}): AuditReport {
  return {
    format: 1,
    verdict: 'disagrees',
    reason: null,
    checklist: { title: 'Crmoffice to Crmoffice Dataflow', sha256: 'a'.repeat(64) },
    section: 'Crmoffice Companies to Crmoffice Companies',
    topology: 'two-tenants',
    keys: ['orgNr'],
    left: { name: 'exports/a-*.parquet', records: 12_005, repeated: 3 },
    right: { name: 'exports/<b>.ndjson', records: 12_002, repeated: 0 },
    startedAt: '2026-11-28T09:00:00.000Z',
    finishedAt: '2026-11-28T09:00:04.000Z',
    pairs: { compared: 11_999, agree: 11_986, disagree: 13 },
    rows: [
      row({ name: 'id → id', line: 36, status: 'not verified', reason: 'a record’s own key' }),
      row({
        status: 'disagrees',
        disagree: 13,
        later: { left: 11, right: 1, sameTime: 0, notTold: 1 },
      }),
      row({ name: 'postAddress.postCode → visitAddress.postCode', line: 42 }),
    ],
    unmatched: { left: 2, right: 1, withoutKey: { left: 1, right: 0 } },
    ambiguous: { keys: 2, left: 4, right: 2, parityConflicts: 1 },
    since: { finishedAt: '2026-11-27T09:00:00.000Z', new: 2, still: 14, gone: 5 },
    samples: [
      disagreement({ since_last: 'new', right_value: '0150\u00a0', left_value: ' 0150' }),
      disagreement({ merge_key: MARKUP, left_id: `l${MARKUP}`, right_value: MARKUP, left_value: null }),
      disagreement({
        merge_key: '200000021',
        left_value: 'Kirke\u200bgata 4',
        right_value: 'Kirkegata 4',
        changed_last: 'not told',
        right_modified_at: null,
      }),
      { ...NOTHING, kind: 'unmatched', left_id: '9001', left_modified_at: '2026-11-28T06:00:00.000Z' },
      { ...NOTHING, kind: 'unmatched', left_id: '9002', merge_key: '299999990' },
      { ...NOTHING, kind: 'unmatched', right_id: '9102', merge_key: '299999991', since_last: 'new' },
      ambiguity({ merge_key: '200000140', parity_conflict: true }),
      ambiguity({ merge_key: '299999993' }),
    ],
    ...given,
  };
}

/** Of one that found nothing. */
export function agreeingReport(given: Partial<AuditReport> = {}): AuditReport {
  return sampleReport({
    verdict: 'agrees',
    pairs: { compared: 11_999, agree: 11_999, disagree: 0 },
    rows: [row({})],
    unmatched: { left: 0, right: 0, withoutKey: { left: 0, right: 0 } },
    ambiguous: { keys: 0, left: 0, right: 0, parityConflicts: 0 },
    left: { name: 'a.csv', records: 11_999, repeated: 0 },
    since: null,
    samples: [],
    ...given,
  });
}

export function row(given: Partial<AuditReport['rows'][number]>): AuditReport['rows'][number] {
  return {
    name: ROW,
    line: 39,
    status: 'agrees',
    reason: null,
    disagree: 0,
    later: { left: 0, right: 0, sameTime: 0, notTold: 0 },
    ...given,
  };
}

function ambiguity(given: Partial<Finding>): Finding {
  return {
    ...NOTHING,
    kind: 'ambiguous',
    rule: 'orgNr',
    left_records: 2,
    right_records: 1,
    parity_conflict: false,
    ...given,
  };
}

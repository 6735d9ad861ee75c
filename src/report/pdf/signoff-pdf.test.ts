/** The sign-off as PDF, read again by another programme: all of it is there, within the margins, the same each time. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readChecklist } from '../../checklist/read.ts';
import { GROUPS } from '../../checks/check.ts';
import { judge } from '../../checks/judge.ts';
import { show } from '../../checks/view.ts';
import { CHECKLIST, recordCampaign } from '../../cli/testing/record.ts';
import { bankOf } from '../../faulty-engines/bank.ts';
import { variedEngine } from '../../faulty-engines/varied-engine.ts';
import type { Report } from '../model.ts';
import { reportOf } from '../report.ts';
import { signoffPdf } from './signoff-pdf.ts';
import { BOTTOM, LEFT, PAGE, RIGHT, signed, TOP } from './style.ts';
import { NOTHING_BESIDE } from '../testing/beside.ts';
import { fullReport } from './testing/full-report.ts';
import { bodyOf, readPdf, type ReadPdf } from './testing/read-pdf.ts';

const EVIDENCE = '0123456789abcdef'.repeat(4);
const blankless = (text: string): string => text.replaceAll(/\s+/g, '');
/** Half a point is what rounding may take. */
const outside = ({ pages }: ReadPdf): string[] =>
  pages.flatMap(({ texts }) =>
    texts
      .filter(
        ({ left, right, down, size }) =>
          left < LEFT - 0.5 ||
          right > RIGHT + 0.5 ||
          down - 0.95 * size < TOP - 0.5 ||
          down > PAGE.height - 30,
      )
      .map(({ text }) => text),
  );

afterEach(() => {
  vi.useRealTimers();
});

const WRONG = 'postAddress.country → visitAddress.country is left out';

/** Engines seldom fail in one direction only: here each row's two directions differ, and no two rows' are alike. */
function turned(report: Report): Report {
  const statuses = ['passed', 'failed', 'not verified', 'excluded'] as const;
  const at = (index: number): (typeof statuses)[number] => statuses[index % statuses.length] ?? 'excluded';
  const sections = report.sections.map((section) => ({
    ...section,
    rows: section.rows.map((row, i) => ({
      ...row,
      directions: { left: at(i), right: at(i + 1 + Math.floor(i / statuses.length)) },
    })),
  }));
  return { ...report, sections };
}

describe('the report of a wrong engine', () => {
  let report: Report;
  let read: ReadPdf;
  let body: string;

  beforeAll(async () => {
    const { dataflow } = await readChecklist(CHECKLIST);
    const wrong = bankOf(dataflow).find(({ title }) => title === WRONG);
    const engine = wrong ? variedEngine(wrong.title, wrong.vary) : expect.fail('the bank has no such engine');
    const { plan, evidence } = await recordCampaign({ engine });
    report = turned(reportOf(evidence, judge(plan, evidence), NOTHING_BESIDE));
    read = await readPdf(await signoffPdf(report, { evidenceSha256: EVIDENCE }));
    body = bodyOf(read, BOTTOM);
  });

  it('has every row with its status in both directions', () => {
    const lines = read.pages.flatMap((page) => page.lines);
    const rows = report.sections.flatMap((section) => section.rows);
    expect(rows).toHaveLength(9);
    for (const { line, left, right, type, directions, passed, checks } of rows) {
      const statuses = `${signed(directions.left)} ${signed(directions.right)}`;
      expect(lines).toContain(`${line} ${left} ${right} ${type} ${statuses} ${passed}/${checks.length}`);
    }
  });

  it('has an arrow with a sign for each direction of each row in the picture', () => {
    const page = read.pages.find(({ lines }) => lines.includes('Data flow'));
    const between = (page?.texts ?? []).filter(({ left, right }) => left > LEFT + 160 && right < RIGHT - 160);
    const middle = (LEFT + RIGHT) / 2;
    const signs = between.filter(({ text }) => '✓✗?–'.includes(text)).toSorted((a, b) => a.down - b.down);
    const rows = report.sections.flatMap((section) => section.rows);
    // From the left the sign stands at the arrow's tail on the left, above the one from the right.
    expect(signs.map(({ text, left }) => [text, left < middle])).toEqual(
      rows.flatMap(({ directions }) => [
        [signed(directions.left).charAt(0), true],
        [signed(directions.right).charAt(0), false],
      ]),
    );
  });

  it('has every check with title, id, kind, lines and status', () => {
    expect(report.checks.filter(({ status }) => status === 'failed').length).toBeGreaterThan(3);
    for (const { id, title, kind, lines, status } of report.checks) {
      const about = `${kind} · document line ${lines.join(', ')}`;
      expect(body).toContain(blankless(signed(status) + title + id + about));
    }
  });

  it('has each finding of a check that failed, and the values of the scenario that it names', () => {
    const failed = report.checks.filter(({ status }) => status === 'failed');
    for (const { findings } of failed) {
      for (const { message } of findings.slice(0, 12)) expect(body).toContain(blankless(message));
    }
    const [finding] = failed[0]?.findings ?? [];
    const round = report.scenarios[finding?.scenario ?? '']?.rounds[finding?.round ?? 0];
    const values = round?.records.flatMap(({ leaves }) => leaves.map(({ after }) => after)) ?? [];
    expect(values.length).toBeGreaterThan(5);
    for (const value of values) expect(body).toContain(blankless(show(value)));
  });

  it('has page number and hashes on each page', () => {
    const count = read.pages.length;
    for (const [index, { lines }] of read.pages.entries()) {
      const foot = lines.slice(-3).join(' ');
      expect(foot).toContain(`${index + 1} / ${count}`);
      expect(foot).toContain(report.signoff.checklist.sha256);
      expect(foot).toContain(`evidence ${EVIDENCE.slice(0, 16)}…`);
    }
  });

  it('has æøå as they were', () => {
    const values = Object.values(report.scenarios)
      .flatMap(({ rounds }) => rounds.flatMap(({ records }) => records.flatMap(({ leaves }) => leaves)))
      .flatMap(({ after }) => after ?? []);
    const shown = values.filter(
      (value) => /^[ÆØÅæøå\w ]*[ÆØÅæøå]/.test(value) && body.includes(blankless(value)),
    );
    expect(new Set(shown.join('').match(/[æøåÆØÅ]/g))).toEqual(new Set('æøåÆØÅ'));
  });

  it('draws nothing beyond the margins', () => {
    expect(outside(read)).toEqual([]);
  });

  it('has title, language and date in its metadata, and bookmarks for its parts', () => {
    expect(read.info).toMatchObject({
      Title: `Sign-off: ${report.signoff.checklist.title}`,
      Language: 'en',
      CreationDate: `D:${report.signoff.finishedAt.replaceAll(/\D/g, '').slice(0, 14)}Z`,
    });
    expect(read.outline.map(({ title }) => title)).toEqual([
      'Verdict',
      'Scope',
      'Data flow',
      'Checklist',
      'What stays open',
      'What the document leaves open',
      'Compared with earlier runs',
      'Measures',
      'Signatures',
      'All checks',
    ]);
    expect(read.outline.at(-1)?.within.map((title) => title.split(':')[0])).toEqual([...GROUPS]);
  });
});

describe('a report in which every part has something to say', () => {
  const AWKWARD: Record<string, string> = {
    plain: 'quite ordinary',
    'control characters': 'a\u0000b\u0007c\u001b[31md\u007fe\u0085f',
    'lone surrogates': 'a\ud800b\udc00c',
    emoji: '😀 and 👩‍👩‍👧 and 🇳🇴',
    'signs of PDF strings': String.raw`( \( ) \) \\ <> << >> [ ] { } % / \r`,
    'line breaks': 'one\r\ntwo\nthree\rfour\u2028five\tsix',
    'marks that combine': 'A\u030a o\u0308 e\u0301\u0302\u0303',
    'Hebrew and Arabic': 'from שלום עולם 123 to مرحبا بالعالم and back',
    'signs that change the direction': 'a\u202eb\u2066c\u200fd\u061ce',
    'what the font lacks': '漢字 ไทย 𐍈 \u{10ffff} \ufffe',
    'a long word': 'Ø'.repeat(2000),
    'a long word from right to left': 'ש'.repeat(400) + 'م'.repeat(400),
    'nothing but blanks': ' '.repeat(500),
    nothing: '',
  };

  it.each(Object.entries(AWKWARD))('stays within the margins with %s', async (_, text) => {
    const read = await readPdf(await signoffPdf(fullReport(text), { evidenceSha256: text }));
    expect(outside(read)).toEqual([]);
    expect(bodyOf(read, BOTTOM)).not.toMatch(/\p{C}/u);
  });

  it('shows by its code point what cannot be seen and what the font lacks', async () => {
    const text = 'a\u0000b\ud800c\u{1fae8}d漢e\u202ef\u0301g';
    const body = bodyOf(await readPdf(await signoffPdf(fullReport(text))), BOTTOM);
    const shown = String.raw`a\u0000b\ud800c\u{1fae8}d\u6f22e\u202ef\u0301g`;
    expect(body).toContain(`titleoffailed${shown}`);
    expect(body).toContain(`risk${shown}`);
  });

  it('tells all of it', async () => {
    const report = fullReport('→ ✓ ✗ æøå');
    const body = bodyOf(await readPdf(await signoffPdf(report)), BOTTOM);
    const told = [
      'reason',
      'meaning',
      'scope',
      'value',
      'Heading',
      'Left',
      'Right',
      'key',
      'policy',
      'answer',
      'code',
      'lint',
      'question',
      'known',
      'put up with',
      'risk',
      'earlier engine',
      'changed row',
      'changed id',
      'changed title',
      'rule',
      'found',
      'role',
      'signing',
      'message',
      'expected',
      'received',
      'action',
      'batch',
      'id of recorded',
      'title of deviates',
    ];
    expect(told.filter((begin) => !body.includes(blankless(`${begin} → ✓ ✗ æøå`)))).toEqual([]);
    const sentences = [
      '✗ REJECTED',
      '? not judged',
      '✓ passed',
      '2026-12-31',
      'turned red by 3 wrong engines',
      'newly red',
      'Of 403 engines that are wrong on purpose the checks found out 401 (99.5 %)',
      'Share of 3 edits',
      '≠ "was" → "→ ✓ ✗ æøå"',
      'pass 1 PATCH left → 200 phone empty (null) → "→ ✓ ✗ æøå"',
      'is gone',
      '7 more records are not shown',
      'signoff.html and evidence.ndjson have all evidence',
      'Signature',
      'Date',
      'Name',
      'accepted with deviations',
      'chosen for this run',
      'a declared lack',
    ];
    expect(sentences.filter((sentence) => !body.includes(blankless(sentence)))).toEqual([]);
  });
});

it('says where it leaves off a meaning that is pages long', async () => {
  const read = await readPdf(await signoffPdf({ ...fullReport('x'), meaning: 'so it goes\n'.repeat(500) }));
  expect(read.pages[0]?.lines.filter((line) => line === 'so it goes')).toHaveLength(20);
  expect(read.pages[0]?.lines).toContain('… signoff.html has the rest of it.');
});

it('says of every empty part that it is empty', async () => {
  const report: Report = {
    ...fullReport(''),
    sections: [],
    checks: [],
    scenarios: {},
    policies: [],
    lint: [],
    known: [],
    detection: null,
    regression: null,
    trend: [],
    gates: [],
    risks: [],
    signatures: [],
    measures: { ...fullReport('').measures, arrivals: [], passMilliseconds: [], requests: null, duration: 0 },
  };
  const body = bodyOf(await readPdf(await signoffPdf(report)), BOTTOM);
  const sentences = [
    'No gates were set for this run.',
    'The document has no section.',
    'Every check could be verified.',
    'No deviation from a policy was seen.',
    'No failure is put up with.',
    'None are known.',
    'No policy was in force.',
    'Nothing in the document was found to be unclear.',
    'No earlier pack was given to compare with.',
    'No other run is known: there is no trend.',
    'No edit was seen to arrive.',
    'find out was not told.',
    'Nobody is asked to sign.',
    'There is no check.',
  ];
  expect(sentences.filter((sentence) => !body.includes(blankless(sentence)))).toEqual([]);
});

describe('the bytes', () => {
  it('are the same for the same report, whenever they are made', async () => {
    const report = fullReport('the same');
    const first = await signoffPdf(report, { evidenceSha256: EVIDENCE });
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-05-06T07:08:09Z') });
    expect(Buffer.from(await signoffPdf(report, { evidenceSha256: EVIDENCE })).equals(first)).toBe(true);
    expect(Buffer.from(await signoffPdf(report)).equals(first)).toBe(false);
  });

  it('owe nothing to the zlib of the Node that made them', async () => {
    expect(Buffer.from(await signoffPdf(fullReport(''))).includes('FlateDecode')).toBe(false);
  });
});

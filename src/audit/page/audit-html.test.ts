/** The page as text: the verdict in words, every sample and count there, and nothing of the data as markup. */
import { describe, expect, it } from 'vitest';
import { agreeingReport, disagreement, MARKUP, row, sampleReport } from '../testing/sample-report.ts';
import { auditHtml } from './audit-html.ts';

const page = auditHtml(sampleReport());
const body = bodyOf(page);

function bodyOf(html: string): string {
  return html.slice(html.indexOf('<body>'));
}

/** As a reader has it. */
function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
}

function partOf(html: string, id: string): string {
  return new RegExp(`<section id="${id}".*?</section>`, 's').exec(html)?.[0] ?? '';
}

describe('escaping', () => {
  it('nothing of the data begins or ends an element or an attribute', () => {
    const given = sampleReport({
      section: MARKUP,
      keys: [MARKUP],
      checklist: { title: MARKUP, sha256: MARKUP },
      rows: [row({ name: MARKUP, status: 'disagrees', disagree: 1 }), row({ line: 40, reason: MARKUP })],
      left: { name: MARKUP, records: 1, repeated: 1 },
      reason: MARKUP,
    });
    for (const html of [page, auditHtml(given)]) {
      expect(html).not.toMatch(/<script|<img|<!--/);
      const tags = [...bodyOf(html).matchAll(/<[^>]*>/g)].map(([tag]) => tag);
      expect(tags.filter((tag) => !/^<\/?[a-z][a-z0-9]*( [a-z-]+="[^"<>]*")*>$/.test(tag))).toEqual([]);
    }
    expect(textOf(auditHtml(given)).split(MARKUP).length).toBeGreaterThan(12);
  });

  it('needs no script and asks for nothing', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toMatch(/^default-src &#39;none&#39;; /);
    expect(policy).not.toContain('script-src');
    expect(body).not.toMatch(/\b(src|href)="(?!#)/);
    expect(page).not.toContain('@import');
  });

  it('what cannot be seen is shown as its code', () => {
    expect(/(?!\n)[\p{Cc}\p{Cf}\u00a0]/u.exec(body)).toBeNull();
    expect(body).toContain(String.raw`<code>Kirke\u200bgata 4</code>`);
    expect(body).toContain(String.raw`<code>0150\u00a0</code>`);
    expect(body).toContain(String.raw`<code>\u00200150</code>`);
  });
});

it('every link leads to a part of the page', () => {
  const targets = [...body.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id ?? '');
  expect(targets.length).toBeGreaterThan(12);
  expect(targets.filter((id) => !body.includes(`id="${id}"`))).toEqual([]);
});

describe('the verdict', () => {
  const verdict = (html: string): string => textOf(partOf(html, 'verdict'));

  it('disagrees: how many of how many, and what else there is', () => {
    expect(verdict(page)).toContain('13 of 11,999 pairs disagree in at least one row.');
    expect(verdict(page)).toContain('Of 3 rows: 1 agrees, 1 disagrees, 1 not verified.');
    expect(verdict(page)).toMatch(
      /11,986 ✓ pairs agree.* 13 ✗ pairs disagree.* 3 ! without a partner.* 2 ! ambiguous keys/,
    );
  });

  it('disagrees, and not all could be compared', () => {
    const html = auditHtml(
      sampleReport({ reason: 'b.csv has no phone: the row on line 9 was not compared' }),
    );
    expect(verdict(html)).toContain('13 of 11,999 pairs disagree');
    expect(verdict(html)).toContain('Not all could be compared: b.csv has no phone');
  });

  it('agrees: of what was compared, and no more', () => {
    expect(verdict(auditHtml(agreeingReport()))).toContain(
      'All 11,999 pairs that could be compared agree in every row that was compared.',
    );
  });

  it('inconclusive: why', () => {
    const reason = 'a.csv has no record';
    const html = auditHtml(agreeingReport({ verdict: 'inconclusive', reason }));
    expect(verdict(html)).toContain('Nothing can be said: a.csv has no record.');
    expect(html).toContain('<title>inconclusive: ');
    expect(verdict(html).split(reason)).toHaveLength(2);
  });
});

describe('what was found', () => {
  it('every sample is there, with its records and values', () => {
    const text = textOf(body);
    for (const { merge_key, left_id, right_id, right_value } of sampleReport().samples) {
      const told = [merge_key, left_id, right_id, right_value].filter((one) => one !== null);
      for (const one of told) expect(text).toContain(one.replace('\u00a0', String.raw`\u00a0`));
    }
  });

  it('each row with its line and status, the one that disagrees with which record was modified last', () => {
    const rows = textOf(partOf(page, 'rows'));
    expect(rows).toContain('36 id → id not verified a record’s own key');
    expect(rows).toContain(
      '39 postAddress.country → visitAddress.country disagrees 13 left modified last 11, right modified last 1, time not told 1',
    );
    expect(textOf(partOf(page, 'disagree'))).toContain('line 39 · 3 of 13 shown');
  });

  it('what two values differ in that look the same, what is empty, and what is new', () => {
    const disagree = textOf(partOf(page, 'disagree'));
    expect(disagree).toContain('only unseen characters differ');
    expect(disagree).toContain('only blanks differ');
    expect(disagree).toMatch(/ empty </);
    expect(disagree.match(/ new /g)).toHaveLength(2);
  });

  it('who has no partner, side by side, and who has no key', () => {
    const unmatched = textOf(partOf(page, 'unmatched'));
    expect(unmatched).toContain('Only on the left 2 of 2 shown · 1 of them without orgNr');
    expect(unmatched).toMatch(/Only on the right .* 9102 no time told 299999991 new/);
    expect(unmatched).toContain('9001 2026-11-28T06:00:00.000Z empty');
  });

  it('a parity conflict is explained, and only where there is one', () => {
    expect(textOf(partOf(page, 'ambiguous'))).toContain('200000140 orgNr 2 1 parity conflict');
    expect(body).toContain('1 of the keys is a <b>parity conflict</b>');
    const without = sampleReport({
      ambiguous: { keys: 1, left: 2, right: 1, parityConflicts: 0 },
      samples: sampleReport().samples.filter((one) => one.parity_conflict !== true),
    });
    expect(auditHtml(without)).not.toContain('parity conflict');
  });

  it('what is new and gone since the earlier audit, or that there was none', () => {
    expect(textOf(partOf(page, 'since'))).toMatch(
      /ended at 2026-11-27T09:00:00\.000Z\. .* 2 new 14 still there 5 gone/,
    );
    expect(body).toContain('gone.ndjson');
    const alone = bodyOf(
      auditHtml(sampleReport({ since: null, samples: [disagreement({ since_last: null })] })),
    );
    expect(textOf(partOf(alone, 'since'))).toContain('not compared with an earlier one');
    expect(alone).not.toContain('gone.ndjson');
    expect(textOf(partOf(alone, 'disagree'))).not.toContain('still there');
  });

  it('nothing found is said, part by part', () => {
    const text = textOf(auditHtml(agreeingReport()));
    expect(text).toContain('No pair disagrees in a row that was compared.');
    expect(text).toContain('Every record has a partner');
    expect(text).toContain('No key is borne by more records than belong together.');
  });

  it('one tenant has one side', () => {
    const html = auditHtml(sampleReport({ topology: 'one-tenant' }));
    const text = textOf(bodyOf(html));
    expect(text).toContain('The tenant exports/a-*.parquet: 12,005 records; 3 more came with an id');
    expect(text).not.toContain('Only on the right');
    expect(text).not.toContain('Right records');
    expect(text).toContain('the record with the lower id stands on the left');
  });
});

/** The page as text: nothing that comes from data becomes markup, everything is there once, and nothing vanishes. */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../checks/check.ts';
import type { Report } from '../model.ts';
import { signoffHtml } from './signoff-html.ts';
import { AWKWARD, awkwardReport, emptyReport } from './testing/reports.ts';

const report = awkwardReport();
const page = signoffHtml(report);
/** The page without our own style and script, and without the JSON: what the data is in. */
const body = page.slice(page.indexOf('<body>')).replaceAll(/<script.*?<\/script>/gs, '');
const scripts = [...page.matchAll(/<script( type="[^"]*")?( id="[^"]*")?>(.*?)<\/script>/gs)];

describe('escaping', () => {
  it('no value begins or ends an element, an attribute or a script', () => {
    expect(page).not.toContain('<script>alert');
    expect(body).not.toContain('<!--');
    expect(body).not.toMatch(/<script/);
    expect(scripts.map(([, type]) => type)).toEqual([
      ' type="application/json"',
      ' type="application/json"',
      ' type="application/json"',
      ' type="module"',
      ' type="module"',
    ]);
    // Where a value stands, a quote or an angle bracket would be the document's own.
    const tags = [...body.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
    expect(
      tags.filter((tag) => !/^<\/?[a-z][a-z0-9]*( [a-zA-Z][a-zA-Z0-9-]*(="[^"<>]*")?)*\/?>$/.test(tag)),
    ).toEqual([]);
  });

  it('what cannot be seen is shown as its code, so that it neither vanishes nor turns the text around', () => {
    const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffe\uffff]/u;
    expect(unseen.exec(page)).toBeNull();
    expect(body).toContain(String.raw`\u0000\u001b[31m\u202etxt.exe\u2066 \ud800 \u2028\u2029 \ufeff\ufffe`);
    expect(body).toContain('  two\nlines');
  });

  it('JSON comes back as it was, with values as the project shows them', () => {
    const [others, scenario] = scripts.map(([, , , source]) => source ?? '');
    expect(JSON.parse(scenario ?? '')).toMatchObject({
      more: 3,
      rounds: [{ settle: { passes: 2, settled: true }, arrival: 40, records: [{ leaves: [0, 0, 1] }] }],
    });
    expect(JSON.parse(scenario ?? '').values[0]).toContain(String.raw`\u202etxt.exe`);
    expect(JSON.parse(scenario ?? '').values.slice(1)).toEqual(['empty (null)', 'empty ("")']);
    expect(JSON.parse(others ?? '')).toHaveLength(1);
    expect(JSON.parse(others ?? '')[0]).toMatchObject({ expected: '"fourth"', scenario: 0, round: 0 });
  });

  it('lets no script run but its own', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toMatch(/^default-src &#39;none&#39;; /);
    expect(policy).toMatch(/script-src &#39;sha256-[\w+/=]+&#39; &#39;sha256-[\w+/=]+&#39;;/);
    expect(page).not.toMatch(/\b(src|href)="(?!#)/);
  });
});

describe('everything is there', () => {
  it('each check once, in its group, with id, kind, lines, reason, findings and witnesses', () => {
    for (const [i, check] of report.checks.entries()) {
      const found = [
        ...body.matchAll(new RegExp(`<details class="check" id="check-${i + 1}".*?</details> `, 'gs')),
      ];
      expect(found).toHaveLength(1);
      const [text] = found[0] ?? [''];
      expect(text).toContain(`<code>${check.id}</code>`);
      expect(text).toContain(`>${check.kind}</span>`);
      expect(text).toContain('document line 7');
      expect(text).toContain(`>${check.status}</b>`);
      const group = body.lastIndexOf('<section class="group"', body.indexOf(text));
      expect(body.slice(group)).toMatch(
        new RegExp(`^<section class="group" id="[^"]*" data-group="${check.group}"`),
      );
    }
    expect(body.match(/class="check"/g)).toHaveLength(report.checks.length);
    expect(body).toContain('7 engines of the fault bank turned it red');
    expect(body).toContain('expected <code>&quot;first&quot;</code>');
    expect(body).toContain('4 findings');
    const lacking = body.split('<details class="check"').filter((one) => one.includes('(a declared lack of'));
    expect(lacking).toHaveLength(1);
    expect(lacking[0]).toContain('<code>four</code>');
    expect(body).toContain('It reads the whole campaign');
  });

  it('each row once, with its line, its status in both directions, and every check behind it', () => {
    const rows = body.match(/<tbody class="row">.*?<\/tbody>/gs) ?? [];
    expect(rows).toHaveLength(2);
    const [first = ''] = rows[0]?.split('</tr>') ?? [];
    const statuses = [...first.matchAll(/<b class="pill [a-z]+">([a-z ]+)<\/b>/g)].map(
      ([, status]) => status,
    );
    expect(statuses).toEqual(['passed', 'failed', 'failed']);
    expect(rows[0]).toContain('href="#check-1"');
    expect(rows[1]).toContain('No check is about it.');
    expect(body.match(/<path class="flow/g)).toHaveLength(4);
  });

  it('a gate that was not judged does not look passed', () => {
    expect(body).toMatch(/speed<\/th><td><b class="pill open">not judged/);
    expect(body).toMatch(/<td><b class="pill good">passed/);
  });
});

describe('nothing vanishes', () => {
  const empty = signoffHtml(emptyReport());

  it.each([
    ['No gates were given'],
    ['The document has no section: nothing flows.'],
    ['The document has no section, so there is no row.'],
    ['The plan has no check of this group.'],
    ['No policy was asked'],
    ['The lint of the document found nothing.'],
    ['Every check was verified or recorded.'],
    ['No deviation from a policy was seen.'],
    ['No failure is declared as known.'],
    ['None is known.'],
    ['No earlier run was given to compare with.'],
    ['No other run is known'],
    ['No edit was seen to arrive.'],
    ['not told by the tenants'],
    ['It is not told here how many wrong engines the checks find out'],
    ['Nobody is asked to sign.'],
  ])('a part that is empty says so: %s', (said) => {
    expect(empty).toContain(said);
  });

  it('a part that is not empty does not say so', () => {
    expect(page).not.toContain('No gates were given');
    expect(page).not.toContain('The plan has no check of this group.');
    expect(empty.match(/The plan has no check of this group/g)).toHaveLength(GROUPS.length);
  });

  it('a section without a row and without a merge rule says so', () => {
    const [section] = report.sections;
    if (!section) throw new Error('there is no section');
    const bare: Report = { ...report, sections: [{ ...section, rows: [], merge: [] }] };
    expect(signoffHtml(bare)).toContain('It has no row: no property is kept in sync.');
    expect(signoffHtml(bare)).toContain('It says of no property that records belong together by it.');
  });
});

it('the same report makes the same bytes, and so does one that went through JSON', () => {
  expect(signoffHtml(awkwardReport())).toBe(page);
  const plain: Report = JSON.parse(JSON.stringify(report));
  expect(signoffHtml(plain)).toBe(page);
});

it('the scripts of the page have the types that they say', () => {
  const tsc = path.join(
    path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  );
  const check = (): string =>
    execFileSync(process.execPath, [tsc, '-p', import.meta.dirname], { encoding: 'utf8' });
  expect(check()).toBe('');
});

it('an awkward text is as awkward as it has to be', () => {
  for (const sign of ['</script>', '<!--', '"', "'", '&', '\u0000', '\u202e', '\ud800', '\u2028', '\n', '  '])
    expect(AWKWARD).toContain(sign);
});

/** `diff` as its users have it: what it prints, and how it ends. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { familyDocument } from '../checklist/testing/family-document.ts';
import { Comparison } from './diff.ts';
import { cli, PROJECT, temporaryFolder, text } from './testing/command-line.ts';

const folder = temporaryFolder();
const OLD = path.join(PROJECT, 'checklists', 'crmoffice-crmoffice.rst');
const shipped = text(OLD);

function file(name: string, content: string): string {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
}

const REDIRECTED = file(
  'redirected.rst',
  shipped.replace('     - visitAddress.postCode', '     - visitAddress.phone'),
);
const COSMETIC = file('cosmetic.rst', shipped.replace('2024', '2025').replaceAll('\n', '\r\n'));

describe.concurrent('diff', () => {
  it('one line a change, then the checks', async () => {
    const { status, stdout, stderr } = await cli(['diff', OLD, REDIRECTED], { env: { CI: 'true' } });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [first, counts, ...checks] = stdout.trimEnd().split('\n');
    expect(first).toBe(
      '~ row postAddress.postCode → visitAddress.postCode, string (line 42) is now postAddress.postCode → visitAddress.phone, string (line 42) in Crmoffice Companies to Crmoffice Companies',
    );
    expect(counts).toMatch(/^checks: \d+ new, \d+ gone, \d+ outdated$/);
    expect(checks).toContain(
      'check gone: crmoffice-companies/edit-left/postAddress.postCode~visitAddress.postCode',
    );
    expect(checks.every((line) => /^check (?:new|gone|outdated): crmoffice-companies\//.test(line))).toBe(
      true,
    );
  });

  it('ends with 0, and with --exit-code with 1 where the meaning differs', async () => {
    const status = async (...args: string[]) => (await cli(['diff', ...args])).status;
    expect(await status('--exit-code', OLD, REDIRECTED)).toBe(1);
    expect(await status('--exit-code', '--json', OLD, REDIRECTED)).toBe(1);
    expect(await status('--exit-code', OLD, COSMETIC)).toBe(0);
    expect(await status('--exit-code', OLD, OLD)).toBe(0);
    expect(await status('--exit-code', OLD, path.join(folder, 'none.rst'))).toBe(2);
  });

  it('tells the cosmetic apart', async () => {
    expect((await cli(['diff', OLD, COSMETIC])).stdout).toBe(
      'Nothing differs in meaning.\ncosmetic: generated date: “2024-09-05 00:00:01” is now “2025-09-05 00:00:01”\ncosmetic: line ends: “LF” is now “CRLF”\n',
    );
    expect((await cli(['diff', OLD, OLD])).stdout).toBe('Nothing differs.\n');
  });

  it('all of it as JSON', async () => {
    const comparison = Comparison.parse(JSON.parse((await cli(['diff', '--json', OLD, REDIRECTED])).stdout));
    expect(comparison).toMatchObject({
      old: OLD,
      new: REDIRECTED,
      changes: [
        { what: 'row', change: 'changed', before: { line: 42 }, after: { right: 'visitAddress.phone' } },
      ],
      cosmetic: [],
      checks: { none: { old: null, new: null } },
    });
  });

  it('any documents of the family, whose checks have nothing in common', async () => {
    const [one, other] = [3, 4].map((seed) => file(`${seed}.rst`, familyDocument(seed).text));
    const { status, stdout, stderr } = await cli(['diff', one ?? '', other ?? '']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^~ systems .+ are now .+\n/);
    expect(stdout).toMatch(/\nchecks: [1-9]\d* new, [1-9]\d* gone, 0 outdated\n/);
  });

  it('counts the checks of a document, where the other one has none', async () => {
    const broken = file('broken.rst', shipped.replace(/ {5}- "string"\n/, ''));
    const { stdout } = await cli(['diff', OLD, broken]);
    expect(stdout).toMatch(
      /\nno checks: .+broken\.rst: a run refuses it: line 36: this row is too short.*\nchecks: 0 new, 229 gone, 0 outdated\n$/,
    );
  });
});

/** docs/profiles.md says what a profile is: every key with its default, and an example that uses every key. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NAMEABLE } from '../tenants/places.ts';
import { DEFAULT_PROFILE, parseProfile, Profile } from '../tenants/profile.ts';
import { PROJECT, text } from './testing/command-line.ts';

const page = text(path.join(PROJECT, 'docs', 'profiles.md'));
const keys = Object.keys(Profile.shape);

/** The cells of the row that begins with this code. */
function row(code: string): string[] {
  const line = page.split('\n').find((one) => one.startsWith(`| \`${code}\``)) ?? '';
  return line.split(' | ').map((cell) => cell.replace(/^\||\|$/g, '').trim());
}

describe('docs/profiles.md', () => {
  it('has a row for every key and for no other', () => {
    const table = /## Keys\n(.*?)\n## /s.exec(page)?.[1] ?? '';
    expect([...table.matchAll(/^\| `(\w+)`/gm)].map(([, key]) => key)).toEqual(keys);
  });

  it.each(keys)('tells the default of %s', (key) => {
    const said: unknown = JSON.parse(row(key)[1]?.replaceAll('`', '') ?? '');
    const inFull = parseProfile(JSON.stringify({ [key]: said }), 'x');
    expect(inFull).toEqual(DEFAULT_PROFILE);
  });

  it.each(['cursor', 'page', 'offset', 'link'] as const)('tells the defaults of paging by %s', (kind) => {
    const said: unknown = JSON.parse(`{${row(`"${kind}"`)[1]?.replaceAll('`', '') ?? ''}}`);
    const { kind: _, ...defaults } = parseProfile(JSON.stringify({ paging: { kind } }), 'x').paging;
    expect(said).toEqual(defaults);
  });

  it.each([
    ['bearer', ['TOKEN']],
    ['client-credentials', ['tokenUrl', 'scope', 'CLIENT_ID', 'CLIENT_SECRET']],
    ['refresh-token', ['tokenUrl', 'REFRESH_TOKEN', 'CLIENT_ID', 'CLIENT_SECRET']],
  ])('tells what auth by %s needs', (kind, needs) => {
    const said = row(`"${kind}"`).join(' ');
    expect(needs.filter((need) => !said.includes(need))).toEqual([]);
  });

  it('tells every name that can be given', () => {
    const names = NAMEABLE.filter((name) => !name.startsWith('visitAddress.'));
    expect(names.filter((name) => !page.includes(`\`${name}\``) && !page.includes(`"${name}"`))).toEqual([]);
  });

  it('shows a tenant that differs in everything', () => {
    const example = /```json\n(.*?)```/s.exec(page)?.[1] ?? '';
    const profile = parseProfile(example, 'docs/profiles.md');
    expect(JSON.parse(example)).toEqual(profile);
    const same = Object.entries(DEFAULT_PROFILE).filter(
      ([key, value]) =>
        JSON.stringify(Object.entries(profile).find(([name]) => name === key)?.[1]) === JSON.stringify(value),
    );
    expect(same).toEqual([]);
  });
});

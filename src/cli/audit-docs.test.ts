/** docs/audit.md says what `audit` is: every option, every column of a finding, every file, and the output of `--sql`. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Finding } from '../audit/report.ts';
import { cli, PROJECT, text } from './testing/command-line.ts';

const page = text(path.join(PROJECT, 'docs', 'audit.md'));

/** The names at the beginning of each row of the table below this heading. */
function table(heading: string): string[] {
  const part = new RegExp(`^#+ ${heading}\n(.*?)(?=^#|$(?![\\s\\S]))`, 'ms').exec(page)?.[1] ?? '';
  return part
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) =>
      [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''),
    );
}

describe('docs/audit.md', () => {
  it('has every option that --help lists, and no other', async () => {
    const { stdout } = await cli(['audit', '--help']);
    const own = stdout.slice(0, stdout.indexOf('Global Options'));
    const options = [...own.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, name]) => name ?? '');
    const told = table('Options').map((option) => option.replace(/ .*/, ''));
    expect(options).toContain('--since');
    expect(told.toSorted()).toEqual(options.filter((name) => name !== '--help').toSorted());
  });

  it('has every column of a finding, and no other', () => {
    expect(table('Columns of a finding').toSorted()).toEqual(Object.keys(Finding.shape).toSorted());
  });

  it('shows what --sql begins with', async () => {
    const shown = /audit --sql \| head -13\n(.*?)```/s.exec(page)?.[1] ?? 'nothing';
    const { stdout } = await cli(['audit', '--sql']);
    expect(stdout.split('\n').slice(0, 13).join('\n')).toBe(shown.trimEnd());
  });
});

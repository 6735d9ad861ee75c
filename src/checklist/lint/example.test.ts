/** The example of the `checklists` folder: what its sentences name is found among its sections. */
import { expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { readDocument } from '../parse.ts';
import { lintDocument } from './lint.ts';

const FILE = 'checklists/example.rst';

it('a type that a creation rule names without its system has the section that is headed with it', () => {
  const text = readFileSync(FILE, 'utf8');
  const codes = (of: string): string[] =>
    lintDocument({ ...readDocument(of, FILE), text: of }).map(({ code }) => code);
  expect(codes(text)).not.toContain('creation-type-without-section');
  expect(codes(text)).toContain('no-creation-rule');
  const renamed = text.replaceAll('Fjordkart Firms to', 'Fjordkart Boats to');
  expect(codes(renamed)).toContain('creation-type-without-section');
});

/** `signoff.json`, against its published schema, as somebody else's validator reads it. */
import { expect, it } from 'vitest';
import { signoffOf } from './signoff.ts';
import { schemaErrors } from './testing/json-schema.ts';
import { evidence, EVERY_STATUS, STOPPED } from './testing/results.ts';

const SCHEMA = 'docs/signoff.schema.json';

it('allows a sign-off of every status, and one of a run that was stopped', () => {
  for (const run of [evidence, STOPPED]) {
    expect(schemaErrors(SCHEMA, JSON.stringify(signoffOf(run, EVERY_STATUS)))).toEqual([]);
  }
});

it('allows no status that there is not, and nothing beside', () => {
  const signoff = { ...signoffOf(evidence, EVERY_STATUS), verdict: 'fine', more: 1 };
  expect(schemaErrors(SCHEMA, JSON.stringify(signoff))).toEqual([
    ' must NOT have additional properties',
    '/verdict must be equal to one of the allowed values',
  ]);
});

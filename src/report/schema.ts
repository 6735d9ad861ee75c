/** `signoff.json` as JSON Schema, generated from the schema that the pack is made with. */
import { z } from 'zod';
import { Signoff } from './signoff.ts';

export function signoffSchema(): string {
  return `${JSON.stringify({ title: 'signoff.json', ...z.toJSONSchema(Signoff) }, null, 2)}\n`;
}

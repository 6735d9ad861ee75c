/** Holds a file of the pack against a schema that was published for its format. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** What the schema does not allow, told as a person would look for it; empty where it allows all. */
export function schemaErrors(file: string, text: string): string[] {
  const schema: { $schema?: string } = JSON.parse(readFileSync(file, 'utf8'));
  const options = { allErrors: true, strict: false };
  const ajv = schema.$schema?.includes('2020-12') ? new Ajv2020(options) : new Ajv(options);
  formats.default(ajv);
  const allows = ajv.compile(schema);
  allows(JSON.parse(text));
  return (allows.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

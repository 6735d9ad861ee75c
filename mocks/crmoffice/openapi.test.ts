import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Company } from '../../src/domain/company.ts';
import { openapiDocument, openapiText } from './openapi.ts';
import { ROUTES } from './routes.ts';

test('docs/crmoffice.openapi.json is current (else: node --import tsx mocks/crmoffice/write-openapi.ts)', () => {
  const published = readFileSync(new URL('../../docs/crmoffice.openapi.json', import.meta.url), 'utf8');
  expect(published).toBe(openapiText());
});

test('lists every route, and no other', () => {
  const listed = Object.entries(openapiDocument().paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routes = ROUTES.map(({ method, path }) => `${method} ${path}`);
  expect(listed.toSorted()).toEqual(routes.toSorted());
});

test('every reference leads to a schema, and every schema is referred to', () => {
  const { components } = openapiDocument();
  const references = [...openapiText().matchAll(/"\$ref": "#\/components\/schemas\/([^"]+)"/g)];
  const targets = new Set(references.map(([, name]) => name));
  expect(openapiText().match(/"\$ref": "(?!#\/components\/schemas\/)/)).toBeNull();
  expect(targets).toEqual(new Set(Object.keys(components.schemas)));
});

test('a company has the properties of the domain, all of them required and no others', () => {
  expect(openapiDocument().components.schemas['Company']).toMatchObject({
    type: 'object',
    required: Object.keys(Company.shape),
    additionalProperties: false,
    properties: { orgNr: { type: ['string', 'null'] } },
  });
});

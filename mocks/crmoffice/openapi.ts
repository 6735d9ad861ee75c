/** The tenant's contract as an OpenAPI 3.1 document, generated from the schemas and the table of routes. */
import { z } from 'zod';
import { Company } from '../../src/domain/company.ts';
import { ROUTES, type Route } from './routes.ts';
import { CompanyPage, MAX_PAGE, NewCompany, PatchBody, Problem } from './schema.ts';

/** The document as JSON text, formatted for reading. The same schemas give the same text. */
export function openapiText(): string {
  return `${JSON.stringify(openapiDocument(), null, 2)}\n`;
}

export function openapiDocument() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of ROUTES) {
    const { responses, ...operation } = OPERATIONS[route.operation];
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: {
        operationId: route.operation,
        ...operation,
        responses: { ...responses, ...refusals(route) },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Crmoffice companies, as the mock tenant answers them', version: '1' },
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: componentSchemas(),
    },
  };
}

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const ifMatch = {
  name: 'If-Match',
  in: 'header',
  description: 'Entity tags, or *; 412 where none of them is that of the record as it is now.',
  schema: { type: 'string' },
};
const etag = { ETag: { schema: { type: 'string' } } };
const location = { Location: { schema: { type: 'string' } } };

const OPERATIONS: Record<Route['operation'], { responses: object; [field: string]: unknown }> = {
  listCompanies: {
    summary: 'A page of companies, ascending by (modifiedAt, id).',
    parameters: [
      query('limit', `At most ${MAX_PAGE}; a larger one means ${MAX_PAGE}.`, {
        type: 'integer',
        minimum: 1,
        default: MAX_PAGE,
      }),
      query('cursor', 'The `next` of the page before.', { type: 'string' }),
      query('modifiedSince', 'Inclusive; to be repeated with the cursor.', {
        type: 'string',
        format: 'date-time',
      }),
    ],
    responses: { 200: answers('CompanyPage') },
  },
  createCompany: {
    summary: 'Creates a company. What is left out is null.',
    requestBody: { required: true, content: { 'application/json': { schema: ref('NewCompany') } } },
    responses: { 201: answers('Company', { ...etag, ...location }) },
  },
  getCompany: { summary: 'One company.', parameters: [id], responses: { 200: answers('Company', etag) } },
  patchCompany: {
    summary: 'Applies a JSON merge patch. Every accepted one moves modifiedAt.',
    parameters: [id, ifMatch],
    requestBody: {
      required: true,
      content: {
        'application/merge-patch+json': { schema: ref('PatchBody') },
        'application/json': { schema: ref('PatchBody') },
      },
    },
    responses: { 200: answers('Company', etag) },
  },
  deleteCompany: {
    summary: 'Deletes a company.',
    parameters: [id, ifMatch],
    responses: { 204: { description: 'Deleted.' } },
  },
};

/** The statuses that each operation is refused with, and why. */
const REFUSED: Record<Route['operation'], readonly number[]> = {
  listCompanies: [400, 401],
  createCompany: [400, 401, 413, 415, 422],
  getCompany: [400, 401, 404],
  patchCompany: [400, 401, 404, 412, 413, 415, 422],
  deleteCompany: [400, 401, 404, 412],
};

const REASONS: Record<number, string> = {
  400: 'The query, the path or the body is malformed.',
  401: 'No token, or one that is not known.',
  404: 'There is no such company.',
  412: 'If-Match is stale.',
  413: 'The body is too large.',
  415: 'The body is of another media type.',
  422: 'An unknown property, a wrong type, or a changed id or modifiedAt.',
};

function refusals(route: Route): Record<string, unknown> {
  const content = { 'application/problem+json': { schema: ref('Problem') } };
  return Object.fromEntries(
    REFUSED[route.operation].map((status) => [status, { description: REASONS[status] ?? '', content }]),
  );
}

function answers(schema: string, headers?: object): object {
  const content = { 'application/json': { schema: ref(schema) } };
  return { description: `A ${schema}.`, ...(headers && { headers }), content };
}

function query(name: string, description: string, schema: object): object {
  return { name, in: 'query', description, schema };
}

function ref(schema: string): object {
  return { $ref: `#/components/schemas/${schema}` };
}

function componentSchemas(): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  registry.add(Company, { id: 'Company' });
  registry.add(CompanyPage, { id: 'CompanyPage' });
  registry.add(NewCompany, { id: 'NewCompany' });
  registry.add(PatchBody, { id: 'PatchBody' });
  registry.add(Problem, { id: 'Problem' });
  const { schemas } = z.toJSONSchema(registry, { uri: (name) => `#/components/schemas/${name}` });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, embedded(schema)]));
}

/** Inside a document a schema has no dialect and no address of its own. */
function embedded(schema: object): object {
  const own = Object.entries(schema).filter(([keyword]) => keyword !== '$schema' && keyword !== '$id');
  return Object.fromEntries(own);
}

/** Writes docs/crmoffice.openapi.json: `node --import tsx mocks/crmoffice/write-openapi.ts`. */
import { writeFileSync } from 'node:fs';
import { openapiText } from './openapi.ts';

writeFileSync(new URL('../../docs/crmoffice.openapi.json', import.meta.url), openapiText());

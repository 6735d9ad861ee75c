/** Writes `docs/signoff.schema.json`, the published form of `signoff.json`: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { signoffSchema } from './schema.ts';

writeFileSync(new URL('../../docs/signoff.schema.json', import.meta.url), signoffSchema());

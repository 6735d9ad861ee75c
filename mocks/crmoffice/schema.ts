/** What a tenant takes and answers, derived from the domain's company. */
import { z } from 'zod';
import { Company, CompanyPatch } from '../../src/domain/company.ts';

/** The most companies in one page, and the number where none is asked for. */
export const MAX_PAGE = 100;

/** The largest request body, in bytes. */
export const MAX_BODY = 1024 * 1024;

/** The body of a POST: what is left out is null; `id` and `modifiedAt` are ignored, whatever they are. */
export const NewCompany = CompanyPatch.extend({
  id: z.unknown().optional(),
  modifiedAt: z.unknown().optional(),
});
export type NewCompany = z.infer<typeof NewCompany>;

/** The body of a PATCH (RFC 7396): `id` and `modifiedAt` may be repeated unchanged. */
export const PatchBody = CompanyPatch.extend({
  id: z.string().optional(),
  modifiedAt: z.string().optional(),
});
export type PatchBody = z.infer<typeof PatchBody>;

/** One page of the list; `next` is the cursor of the page after it. */
export const CompanyPage = z.strictObject({ items: z.array(Company), next: z.string().nullable() });

/** An error (RFC 9457); `errors` names each property that was wrong. */
export const Problem = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Companies of contract 6.3, as records of a collection. */
import type { Company, CompanyPatch } from '../../src/domain/company.ts';
import type { Kind } from './kind.ts';
import { applyPatch, newCompany } from './merge-patch.ts';
import { NewCompany, PatchBody } from './schema.ts';

export function companyKind(collection = 'companies'): Kind<Company, CompanyPatch> {
  return {
    collection,
    noun: 'company',
    newBody: NewCompany.transform((body) => {
      const { id: _, modifiedAt: __, ...draft } = body;
      return draft;
    }),
    patchBody: PatchBody.transform(({ id, modifiedAt, ...asked }) => ({ id, modifiedAt, asked })),
    created: newCompany,
    patched: applyPatch,
  };
}

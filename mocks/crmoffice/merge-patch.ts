/** A JSON merge patch (RFC 7396) on a company, where an address always has all of its leaves. */
import type { Address, Company, CompanyDraft, CompanyPatch } from '../../src/domain/company.ts';

/**
 * The company after the patch. Null clears a leaf or a whole address, what is not named stays; a patch
 * into a null address makes the other leaves null.
 */
export function applyPatch(company: Company, patch: CompanyPatch, modifiedAt: string): Company {
  return {
    id: company.id,
    orgNr: given(patch.orgNr, company.orgNr),
    name: given(patch.name, company.name),
    phone: given(patch.phone, company.phone),
    email: given(patch.email, company.email),
    website: given(patch.website, company.website),
    postAddress: patchAddress(company.postAddress, patch.postAddress),
    visitAddress: patchAddress(company.visitAddress, patch.visitAddress),
    modifiedAt,
  };
}

/** The company that a draft describes: what it leaves out is null. */
export function newCompany(draft: CompanyDraft, id: string, modifiedAt: string): Company {
  return applyPatch({ ...EMPTY, id, modifiedAt }, draft, modifiedAt);
}

type AddressPatch = CompanyPatch['postAddress'];

const EMPTY = {
  orgNr: null,
  name: null,
  phone: null,
  email: null,
  website: null,
  postAddress: null,
  visitAddress: null,
};

function patchAddress(current: Address | null, patch: AddressPatch): Address | null {
  if (patch === undefined) return current;
  if (patch === null) return null;
  return {
    country: given(patch.country, current?.country ?? null),
    postCode: given(patch.postCode, current?.postCode ?? null),
    postalArea: given(patch.postalArea, current?.postalArea ?? null),
    streetAddress: given(patch.streetAddress, current?.streetAddress ?? null),
  };
}

/** RFC 7396 tells null from absent, which `??` does not. */
function given(patched: string | null | undefined, current: string | null): string | null {
  return patched === undefined ? current : patched;
}

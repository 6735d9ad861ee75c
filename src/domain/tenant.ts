/** What can be asked of a tenant, however it is reached: the port that `tenants` implements over HTTP. */
import type { Company, CompanyDraft, CompanyPatch } from './company.ts';

/** Two tenants: left records live in A, right ones in B. One tenant: both live in A. */
export const TOPOLOGIES = ['two-tenants', 'one-tenant'] as const;
export type Topology = (typeof TOPOLOGIES)[number];

/** A record together with the entity tag that its version was answered with, if there was one. */
export interface Versioned {
  company: Company;
  etag: string | null;
}

export interface Tenant {
  /** Every company, in the tenant's order (ascending by `modifiedAt`, `id`); a record may come twice. */
  list(options?: { modifiedSince?: string }): AsyncIterable<Company>;
  /** The company, or null where the tenant has none of that id. */
  get(id: string): Promise<Versioned | null>;
  create(draft: CompanyDraft): Promise<Versioned>;
  /** Throws `TenantError` with status 412 where `ifMatch` is stale, 404 where the record is gone. */
  patch(id: string, patch: CompanyPatch, options?: { ifMatch?: string }): Promise<Versioned>;
  remove(id: string): Promise<void>;
}

/** A tenant's refusal, or an answer that could not be used. Never carries the token. */
export class TenantError extends Error {
  override readonly name = 'TenantError';
  /** What was asked: `PATCH /companies/17`. */
  readonly operation: string;
  /** The HTTP status, or null where no usable answer came. */
  readonly status: number | null;

  constructor(operation: string, status: number | null, detail: string, options?: ErrorOptions) {
    super(`${operation}: ${status === null ? '' : `${status} `}${detail}`, options);
    this.operation = operation;
    this.status = status;
  }
}

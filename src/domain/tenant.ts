/** What can be asked of a tenant, however it is reached: the port that `tenants` implements over HTTP. */
import type { Company, CompanyPatch } from './company.ts';
import type { Entity, Leaves } from './record.ts';

/** Two tenants: left records live in A, right ones in B. One tenant: both live in A. */
export const TOPOLOGIES = ['two-tenants', 'one-tenant'] as const;
export type Topology = (typeof TOPOLOGIES)[number];

/** A record together with the entity tag that its version was answered with, if there was one. */
export interface Versioned<R extends Entity = Company> {
  company: R;
  etag: string | null;
}

export interface Tenant<R extends Entity = Company, P extends Leaves = CompanyPatch> {
  /** Every record, in the tenant's order (ascending by `modifiedAt`, `id`); a record may come twice. */
  list(options?: { modifiedSince?: string }): AsyncIterable<R>;
  /** The record, or null where the tenant has none of that id. */
  get(id: string): Promise<Versioned<R> | null>;
  create(draft: P): Promise<Versioned<R>>;
  /** Throws `TenantError` with status 412 where `ifMatch` is stale, 404 where the record is gone. */
  patch(id: string, patch: P, options?: { ifMatch?: string }): Promise<Versioned<R>>;
  remove(id: string): Promise<void>;
}

/** The records of one type in a tenant, whatever the type. */
export type AnyTenant = Tenant<Entity, Leaves>;

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

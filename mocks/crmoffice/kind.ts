/** What sets the records of one collection apart from others: all else of a tenant is the same for any of them. */
import type { z } from 'zod';

/** A record as a tenant keeps and answers it. `id` and `modifiedAt` (RFC 3339) are the tenant's own. */
export interface StoredRecord {
  readonly id: string;
  readonly modifiedAt: string;
  readonly [name: string]: unknown;
}

/** The body of a PATCH: what it asks for, apart from what it repeats of the tenant's own. */
export interface AskedPatch<P> {
  readonly id?: string | undefined;
  readonly modifiedAt?: string | undefined;
  readonly asked: P;
}

/** `R` is a record, `P` a JSON merge patch on one, and what a new one is to hold. */
export interface Kind<R extends StoredRecord, P extends object> {
  /** Where the records are, without a slash: `companies`. */
  readonly collection: string;
  /** What messages call a record. */
  readonly noun: string;
  /** The body of a POST; `id` and `modifiedAt` are ignored, whatever they are. */
  readonly newBody: z.ZodType<P>;
  readonly patchBody: z.ZodType<AskedPatch<P>>;
  /** The record that a draft describes: what it leaves out is null. */
  created(draft: P, id: string, at: string): R;
  /** The record after the patch, at a time. Neither is changed. */
  patched(before: R, patch: P, at: string): R;
}

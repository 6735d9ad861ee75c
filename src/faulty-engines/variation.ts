/**
 * What can be changed of the reference engine. Each change is small and stands at one of its edges: the document it
 * was given, what it reads, what it sends, what it decides, what it remembers, what it does besides. What is left out is as it is.
 */
import type { Company, CompanyPatch } from '../domain/company.ts';
import type { Link } from '../domain/dataflow.ts';
import type { Tenant, Versioned } from '../domain/tenant.ts';
import type { Core } from '../sync/core.ts';

export type Side = 'left' | 'right';
export type Both<T> = Record<Side, T>;

/** Made anew for each pair of tenants, so that it may remember things. */
export type Vary = () => Variation;

export interface Variation {
  /** The document as it is understood. */
  sections?: (sections: readonly Link[]) => Link[];
  /** A record as it is taken, wherever it comes from. */
  read?: (company: Company, side: Side) => Company;
  /** Whether a listed record is seen; `index` counts from 0 in each listing, `since` is null in a full one. */
  sees?: (company: Company, listed: Listed) => boolean;
  /** From when on it asks. */
  since?: (since: string) => string;
  /** What goes out in the place of a patch; null where nothing does. The engine takes the patch for done. */
  send?: (patch: CompanyPatch, sending: Sending) => CompanyPatch | null;
  /** Whether a PATCH is conditional. */
  ifMatch?: boolean;
  /** In the place of a PATCH; what it throws is a refusal. */
  write?: (
    sending: Sending & { patch: CompanyPatch; ifMatch: string | undefined },
    world: World,
  ) => Promise<Versioned>;
  /** What is decided, by what the reference engine decides. */
  core?: (core: Core) => Core;
  /** What a pass begins with; passes count from 1. `forget`: with an empty state. */
  begin?: (pass: number) => 'work' | 'rest' | 'fail' | 'forget';
  /** After the work of a pass. */
  after?: (world: World) => Promise<void>;
  /** Whether a refused request is sent again by the client, before anything else learns of it. */
  retries?: boolean;
  /** Whether a pass that had problems says that all went well. */
  hidesProblems?: boolean;
  /** Listings are trusted less often than each n-th pass. */
  fullEvery?: number;
}

export interface Listed {
  side: Side;
  index: number;
  since: string | null;
  pass: number;
}

export interface Sending {
  side: Side;
  id: string;
  /** Both records as they were read last. */
  record: Company;
  partner: Company;
  /** Whether the pair is only just being linked. */
  first: boolean;
  pass: number;
}

export interface World {
  /** As the tenants are, without any change. */
  tenants: Both<Tenant>;
  /** All pairs that were ever linked, in the order in which they were. */
  links: readonly Both<string>[];
  pass: number;
}

/** A record of the run's own, created, changed and removed to see what a tenant lets be done, and how it shows it. */
import type { CompanyDraft } from '../domain/company.ts';
import type { Tenant } from '../domain/tenant.ts';

export interface Trial {
  /** Whether a write that changes nothing moves `modifiedAt`. */
  showsEmptyWrites: boolean;
  /** How long until the new record was listed, in milliseconds; null where it was not within the time given. */
  listedAfterMs: number | null;
  /** The tenant's clock less this machine's, in milliseconds, as far as one request tells. */
  clockOffsetMs: number;
  /** How long a request took, the median of them, in milliseconds. */
  requestMs: number;
}

export interface TrialOptions {
  draft: CompanyDraft;
  /** What others see of the tenant. */
  listed: Pick<Tenant, 'list'>;
  now: () => Date;
  stopwatch: () => number;
  wait: (milliseconds: number) => Promise<void>;
  patienceMs: number;
}

const POLL_MS = 250;

/** Throws `TenantError` where the tenant refuses any of it; the record is removed all the same where that is let. */
export async function tryOut(tenant: Tenant, options: TrialOptions): Promise<Trial> {
  const { draft, listed, now, stopwatch, wait, patienceMs } = options;
  const took: number[] = [];
  const timed = async <T>(asked: Promise<T>): Promise<T> => {
    const began = stopwatch();
    const answer = await asked;
    took.push(stopwatch() - began);
    return answer;
  };
  const asked = now().getTime();
  const { company } = await timed(tenant.create(draft));
  const answered = now().getTime();
  const began = stopwatch();
  try {
    const before = (await timed(tenant.get(company.id)))?.company ?? company;
    const { company: after } = await timed(tenant.patch(company.id, { phone: before.phone }));
    let listedAfterMs: number | null = null;
    while (listedAfterMs === null && stopwatch() - began <= patienceMs) {
      for await (const { id } of listed.list({ modifiedSince: company.modifiedAt })) {
        if (id === company.id) listedAfterMs = Math.round(stopwatch() - began);
      }
      if (listedAfterMs === null) await wait(POLL_MS);
    }
    return {
      showsEmptyWrites: after.modifiedAt !== before.modifiedAt,
      listedAfterMs,
      clockOffsetMs: Math.round(Date.parse(company.modifiedAt) - (asked + answered) / 2),
      requestMs: Math.round(took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0),
    };
  } finally {
    await tenant.remove(company.id);
  }
}

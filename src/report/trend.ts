/** The last runs that are known, each in a line: a pack carries those of its baseline on. Pure. */
import { z } from 'zod';
import { Signoff } from './signoff.ts';

/** Longer than a reader looks back, short enough for a pack that is made on every change. */
const KEPT = 50;

export const RunSummary = z.strictObject({
  startedAt: z.iso.datetime(),
  verdict: Signoff.shape.verdict,
  engine: z.string(),
  /** Of the document. */
  sha256: z.string(),
  seed: z.int(),
  passed: z.int(),
  failed: z.int(),
  deviates: z.int(),
  recorded: z.int(),
  notVerified: z.int(),
});
export type RunSummary = z.infer<typeof RunSummary>;

export function summaryOf({ startedAt, verdict, engine, checklist, seed, checks }: Signoff): RunSummary {
  const count = (status: Signoff['checks'][number]['status']): number =>
    checks.filter((check) => check.status === status).length;
  return {
    startedAt,
    verdict,
    engine: `${engine.name} ${engine.version}`,
    sha256: checklist.sha256,
    seed,
    passed: count('passed'),
    failed: count('failed'),
    deviates: count('deviates'),
    recorded: count('recorded'),
    notVerified: count('not verified'),
  };
}

/** The runs of the baseline, itself, and this one. */
export function trendOf(
  baseline: { signoff: Signoff; trend: RunSummary[] } | null,
  now: Signoff,
): RunSummary[] {
  const earlier = baseline === null ? [] : [...baseline.trend, summaryOf(baseline.signoff)];
  return [...earlier, summaryOf(now)].slice(-KEPT);
}

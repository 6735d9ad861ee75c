/** What a verdict is about: which document, engine and tenants, when, and with which settings. Pure. */
import type { Evidence } from '../checks/evidence.ts';

export function scopeOf({ header, end }: Evidence): { name: string; value: string }[] {
  const { checklist, engine, topology, seed, limits, faults, live, shards } = header;
  const { dataflow } = checklist;
  return [
    { name: 'Document', value: dataflow.title },
    { name: 'File', value: checklist.file },
    { name: 'SHA-256 of the document', value: checklist.sha256 },
    { name: 'Document generated', value: dataflow.generated ?? 'not stated' },
    { name: 'Engine', value: `${engine.name}, version ${engine.version}` },
    ...(live === null
      ? [{ name: 'Tenants', value: 'mocks of the public contract' }]
      : [
          { name: 'Left tenant', value: live.left },
          { name: 'Right tenant', value: live.right },
          { name: 'Tag of the run’s companies', value: live.tag },
        ]),
    { name: 'Topology', value: topology === 'two-tenants' ? 'two tenants' : 'one tenant' },
    { name: 'Seed', value: String(seed) },
    { name: 'Faults', value: faults.length === 0 ? 'those of every run' : faults.join(', ') },
    {
      name: 'A settle',
      value: `${limits.quietPasses} passes in a row without a write, of ${limits.maxPasses} at most, each within ${limits.passTimeoutMs / 1000} s`,
    },
    ...(shards === undefined ? [] : [{ name: 'Shards', value: `${shards.seen.join(', ')} of ${shards.of}` }]),
    { name: 'Begun', value: header.startedAt },
    { name: 'Ended', value: end?.finishedAt ?? 'cut off' },
  ];
}

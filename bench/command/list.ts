/** The benches, in the order in which they are run. Each is loaded by the process that runs it, and by no other. */
import type { Bench } from '../measured.ts';

interface Listed {
  name: string;
  load: () => Promise<Bench>;
}

export const BENCHES: readonly Listed[] = [
  { name: 'mock-throughput', load: async () => (await import('../mock-throughput.ts')).mockThroughput },
  { name: 'mock-peers', load: async () => (await import('../mock-peers.ts')).mockPeers },
  { name: 'mock-growth', load: async () => (await import('../mock-growth.ts')).mockGrowth },
  { name: 'run-time', load: async () => (await import('../run-time.ts')).runTime },
  { name: 'first-link', load: async () => (await import('../first-link.ts')).firstLink },
  { name: 'pass-growth', load: async () => (await import('../pass-growth.ts')).passGrowth },
  { name: 'edit-growth', load: async () => (await import('../edit-growth.ts')).editGrowth },
  { name: 'histories', load: async () => (await import('../histories.ts')).histories },
  { name: 'prove', load: async () => (await import('../prove.ts')).prove },
  { name: 'parser', load: async () => (await import('../parser.ts')).parser },
  { name: 'parser-growth', load: async () => (await import('../parser-growth.ts')).parserGrowth },
  { name: 'catalogue', load: async () => (await import('../catalogue.ts')).catalogue },
  { name: 'large-pack', load: async () => (await import('../large-pack.ts')).largePack },
  { name: 'audit', load: async () => (await import('../audit.ts')).auditFromFiles },
];

/** The batches of a plan, in the order in which they run. Those but the first would disturb, or be hidden. */
import type { Fault } from '../domain/fault.ts';
import type { Batch } from './scenario.ts';

/** What a batch is but for what is done in it. */
export type Terms = Omit<Batch, 'id' | 'scenarios'>;

export const ON_FRESH_TENANTS: Omit<Terms, 'title'> = {
  needs: ['fresh tenants'],
  clock: 'runs',
  faults: { left: [], right: [] },
  faultyPasses: { least: 0, most: 0 },
  furtherPasses: 0,
};

/** Not committed, so that the engine has to do them again. */
const REFUSED_WRITES: Fault[] = [
  { name: 'too-many-requests', on: { method: 'PATCH' }, when: { requests: [1] } },
  { name: 'server-error', status: 500, on: { method: 'PATCH' }, when: { requests: [3] } },
];

const BATCHES = {
  main: { ...ON_FRESH_TENANTS, title: 'first links, edits, clearings', needs: [], furtherPasses: 3 },
  'empty keys: null': { ...ON_FRESH_TENANTS, title: 'merge property null or absent on both sides' },
  'empty keys: blank': { ...ON_FRESH_TENANTS, title: 'merge property "" on both sides' },
  'empty keys: mixed': { ...ON_FRESH_TENANTS, title: 'merge property null on one side, "" on the other' },
  duplicates: { ...ON_FRESH_TENANTS, title: 'several records with one key' },
  deletion: { ...ON_FRESH_TENANTS, title: 'linked records deleted' },
  simultaneous: {
    ...ON_FRESH_TENANTS,
    title: 'equal times of modification',
    needs: ['fresh tenants', 'clock'],
    clock: 'stands for actions',
  },
  'one instant': {
    ...ON_FRESH_TENANTS,
    title: 'all that is done after first links bears one time of modification',
    needs: ['fresh tenants', 'clock'],
    clock: 'stands after the first round',
  },
  'at work': {
    ...ON_FRESH_TENANTS,
    title: 'edits while the engine works',
    needs: ['fresh tenants', 'edits while the engine works'],
  },
  faults: {
    ...ON_FRESH_TENANTS,
    title: 'a 429 and a 500 on writes',
    needs: ['fresh tenants', 'faults'],
    faults: { left: REFUSED_WRITES, right: REFUSED_WRITES },
    faultyPasses: { least: 1, most: 3 },
  },
} satisfies Record<string, Terms>;

export type BatchId = keyof typeof BATCHES;

export const BATCH_IDS: readonly BatchId[] = [
  'main',
  'empty keys: null',
  'empty keys: blank',
  'empty keys: mixed',
  'duplicates',
  'deletion',
  'simultaneous',
  'one instant',
  'at work',
  'faults',
];

export function termsOf(id: BatchId): Terms {
  return BATCHES[id];
}

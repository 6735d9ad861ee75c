/** How each of the campaigns that several test files judge is recorded. */
import { tinyEngine } from '../../campaign/testing/tiny-engine.ts';
import { referenceEngine } from '../../engines/reference.ts';
import { recordCampaign, type Recording, type RecordOptions } from './record.ts';

export type RecordingName = 'two-tenants' | 'one-tenant' | 'tiny' | 'faults';

const CAMPAIGNS: Record<RecordingName, () => RecordOptions> = {
  'two-tenants': () => ({ engine: referenceEngine('under test') }),
  'one-tenant': () => ({ engine: referenceEngine('under test'), topology: 'one-tenant' }),
  tiny: () => ({ engine: tinyEngine('by the defaults') }),
  faults: () => ({
    engine: tinyEngine('tiny'),
    faults: ['expired-token', 'truncated-json', 'committed-then-500'],
    only: (_, batch) => batch.startsWith('faults: '),
  }),
};

export function record(name: RecordingName): Promise<Recording> {
  return recordCampaign(CAMPAIGNS[name]());
}

export const RECORDING_NAMES: readonly RecordingName[] = ['two-tenants', 'one-tenant', 'tiny', 'faults'];

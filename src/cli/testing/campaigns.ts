/** Campaigns that several test files judge. */
import { tinyEngine } from '../../campaign/testing/tiny-engine.ts';
import { referenceEngine } from '../../engines/reference.ts';
import { recordCampaign, type Recording, type RecordOptions } from './record.ts';

type RecordingName = 'two-tenants' | 'one-tenant' | 'tiny';

const CAMPAIGNS: Record<RecordingName, () => RecordOptions> = {
  'two-tenants': () => ({ engine: referenceEngine('under test') }),
  'one-tenant': () => ({ engine: referenceEngine('under test'), topology: 'one-tenant' }),
  tiny: () => ({ engine: tinyEngine('by the defaults') }),
};

/** Recorded anew by each test file that asks. */
export function recorded(name: RecordingName): Promise<Recording> {
  return recordCampaign(CAMPAIGNS[name]());
}

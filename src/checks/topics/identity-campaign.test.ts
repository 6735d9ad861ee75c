import { expect, it } from 'vitest';
import { recordCampaign } from '../../cli/testing/record.ts';
import { judge } from '../judge.ts';

it('the row of ids is not verified where nothing was ever linked', async () => {
  const idle = {
    name: 'idle',
    version: '1',
    lacks: [],
    severalAtOnce: true,
    start: async () => ({ pass: async () => ({ ok: true }) as const, close: async () => {} }),
  };
  const { plan, evidence } = await recordCampaign({ engine: idle });
  const ofIds = judge(plan, evidence).filter(({ check }) => check.rows.includes('id → id'));
  expect(ofIds.map(({ check, status }) => [check.id.split('/')[1], status])).toEqual([
    ['id-stays-left', 'passed'],
    ['id-one-to-one-left', 'not verified'],
    ['id-stays-right', 'passed'],
    ['id-one-to-one-right', 'not verified'],
  ]);
});

/**
 * What a pass over 10 edits costs as the tenants grow, from 2,000 linked pairs to 200,000:
 * `node --import tsx bench/pass-growth.ts [--json] [--short]`. The ratios are large / small, of wall time and of
 * requests; at most 2 is asked of both.
 */
import { runAlone } from './alone.ts';
import { linked } from './linked-tenants.ts';
import type { Measured } from './measured.ts';
import { compare } from './rounds.ts';

const EDITS = 10;

export async function passGrowth(short: boolean): Promise<Measured[]> {
  const sizes = short ? { small: 500, large: 10_000 } : { small: 2_000, large: 200_000 };
  const [small, large] = [await linked(sizes.small, EDITS), await linked(sizes.large, EDITS)];
  try {
    const time = await compare(
      short ? 5 : 9,
      async () => (await large.pass()).milliseconds,
      async () => (await small.pass()).milliseconds,
    );
    const requests = await compare(
      3,
      async () => (await large.pass()).requests,
      async () => (await small.pass()).requests,
    );
    const name = `a pass with ${EDITS} edits, ${sizes.large} pairs`;
    const about = { against: `the same, ${sizes.small} pairs`, generatorBusy: null, target: { atMost: 2 } };
    return [
      { ...about, name, unit: 'ms', comparison: time },
      { ...about, name: `${name}: requests`, unit: 'requests', comparison: requests },
    ];
  } finally {
    await Promise.all([small.close(), large.close()]);
  }
}

await runAlone(import.meta.url, passGrowth);

/**
 * What an edit costs in a pass as edits become more, from 100 in a pass to 2,000, in tenants of one size:
 * `node --import tsx bench/edit-growth.ts [--json] [--short]`. The ratios are of time and requests for each edit, many /
 * few; at most 1.5 is asked of both, so that a pass takes no more than its edits do. Each number of edits has tenants
 * of its own, as a pass lists once more what was edited shortly before the last one.
 */
import { runAlone } from './alone.ts';
import { linked, type Pass } from './linked-tenants.ts';
import type { Measured } from './measured.ts';
import { compare, paired } from './rounds.ts';

export async function editGrowth(short: boolean): Promise<Measured[]> {
  const { pairs, few, many } = short
    ? { pairs: 2_000, few: 50, many: 500 }
    : { pairs: 20_000, few: 100, many: 2_000 };
  const ofFew = await linked(pairs, few);
  const ofMany = await linked(pairs, many);
  try {
    const passes = { few: Array<Pass>(), many: Array<Pass>() };
    const time = await compare(
      short ? 5 : 9,
      async () => noted(passes.many, await ofMany.pass()) / many,
      async () => noted(passes.few, await ofFew.pass()) / few,
    );
    const requests = paired(
      passes.many.map((pass) => pass.requests / many),
      passes.few.map((pass) => pass.requests / few),
    );
    const name = `an edit of a pass with ${many}, ${pairs} pairs`;
    const about = { against: `an edit of a pass with ${few}`, generatorBusy: null, target: { atMost: 1.5 } };
    return [
      { ...about, name, unit: 'ms', comparison: time },
      { ...about, name: `${name}: requests`, unit: 'requests', comparison: requests },
    ];
  } finally {
    await Promise.all([ofFew.close(), ofMany.close()]);
  }
}

function noted(into: Pass[], pass: Pass): number {
  into.push(pass);
  return pass.milliseconds;
}

await runAlone(import.meta.url, editGrowth);

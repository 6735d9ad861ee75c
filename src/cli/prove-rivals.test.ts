import { describe, expect, it } from 'vitest';
import { tinyEngine } from '../campaign/testing/tiny-engine.ts';
import { WRONG_VALUES } from '../campaign/testing/wrong/values.ts';
import { referenceEngine } from '../engines/reference.ts';
import { bankOf } from '../faulty-engines/bank.ts';
import { variedEngine } from '../faulty-engines/varied-engine.ts';
import { outcomesOf, rivalsOf, worldOf } from './prove-rivals.ts';
import { CHECKLIST } from './testing/record.ts';

const reference = referenceEngine('for tests');
const EVERY = ['golden', 'golden-edits', 'acceptance', 'by-hand'];

it.each([1, 20_240_905])(
  'the rivals accept the reference engine, and a small sync of another hand: seed %d',
  async (seed) => {
    const world = await worldOf(CHECKLIST, seed);
    const rivals = await rivalsOf(reference, world);
    const accepted = Object.fromEntries(EVERY.map((name) => [name, { caught: false, by: [] }]));
    for (const engine of [reference, tinyEngine('right, and small')])
      expect(await outcomesOf(rivals, engine, world)).toEqual(accepted);
  },
);

describe('the rivals catch what they look at, and let the rest pass', async () => {
  const world = await worldOf(CHECKLIST, 1);
  const rivals = await rivalsOf(reference, world);
  const bank = bankOf(world.dataflow);
  const ofTheBank = (title: string) => {
    const faulty = bank.find((one) => one.title === title);
    if (faulty === undefined) throw new Error(`the bank has no engine of the title: ${title}`);
    return variedEngine(title, faulty.vary);
  };
  const trimmed = 'blanks are trimmed';
  it.each([
    [ofTheBank('postAddress.country → visitAddress.country is left out'), EVERY],
    [ofTheBank('rows are kept equal at the first link only'), EVERY.slice(1)],
    [tinyEngine(trimmed, WRONG_VALUES[trimmed]?.traits), []],
  ])('$name', async (engine, by) => {
    const outcomes = await outcomesOf(rivals, engine, world);
    expect(Object.keys(outcomes).filter((name) => outcomes[name]?.caught)).toEqual(by);
  });
});

/**
 * What is asked of records that are created, on campaigns of small documents: an engine that does what the document says
 * passes every check, and one that is wrong in one way fails those that are about it, and no other.
 */
import { describe, expect, it } from 'vitest';
import { judge } from '../checks/judge.ts';
import {
  ALWAYS,
  CASES,
  CONDITION,
  CONNECTED,
  documentOf,
  KEY_ALONE,
  NO_RULE,
  type Said,
} from './testing/creation-cases.ts';
import { recordCampaign } from './testing/record.ts';
import { type Wrong, wrongCreator } from './testing/wrong-creator.ts';

const ORDERS = 'plim-orders-to-quor-orders/';
/** The scenarios of the topics in question, and of companies that are linked. */
const SHOWN = /\/(creation|by itself|match)\//;

/** The status of each check that reads these scenarios alone, by its name within the section of orders, or by its id. */
async function judged(said: Said, wrong: Wrong): Promise<Map<string, string>> {
  const document = documentOf(said);
  const { ran, evidence } = await recordCampaign({
    engine: wrongCreator(wrong),
    change: () => document,
    only: (scenario, batch) => batch.endsWith('/main') && SHOWN.test(scenario),
  });
  expect(evidence.end?.stopped).toBeNull();
  const results = judge(ran, evidence).filter(({ check }) => check.scenarios.length > 0);
  return new Map(results.map(({ check, status }) => [check.id.replace(ORDERS, ''), status]));
}

describe('a right engine passes every check', () => {
  it.each<[string, Said]>([
    ['all are created', ALWAYS],
    ['those connected are created', CONNECTED],
    ['a condition says who is created', CONDITION],
    ['nothing is said of who matches', NO_RULE],
    ['the key is all that is kept equal', KEY_ALONE],
  ])('%s', async (_, said) => {
    const all = await judged(said, {});
    expect([...all].filter(([, status]) => status !== 'passed')).toEqual([]);
    // Each check of these topics is shown to fail below: of rows by themselves both on matched ones and on created ones.
    const hasRule = ({ merge }: Said): boolean => merge?.length !== 0;
    const shown = new Set(
      CASES.flatMap(({ planned, red }) =>
        hasRule(planned) === hasRule(said) ? red : red.filter((name) => name.startsWith('creation/')),
      ),
    );
    const own = [...all.keys()].filter((name) => !name.includes('companies'));
    expect(own.length).toBeGreaterThan(20);
    expect(own.filter((name) => !shown.has(name) && !isAlreadyEqual(name))).toEqual([]);
  });
});

/** What holds the key holds it on both sides before it is linked: a first link has nothing to do there. */
function isAlreadyEqual(name: string): boolean {
  return /^first-link\/empty-(left|right)\/number~/.test(name);
}

describe('an engine that is wrong in one way fails what is about it, and nothing else', () => {
  it.each(CASES)('$name', async ({ planned, wrong, red, within, unseen = [] }) => {
    const all = await judged(planned, wrong);
    const named = (status: string): string[] =>
      [...all].filter((one) => one[1] === status).map(([name]) => name);
    const failed = named('failed');
    expect(red.filter((name) => !failed.includes(name))).toEqual([]);
    const more = failed.filter((name) => !red.includes(name));
    expect(more.filter((name) => within === undefined || !name.endsWith(within))).toEqual([]);
    expect(named('not verified').toSorted()).toEqual(unseen.toSorted());
    expect(named('passed')).toHaveLength(all.size - failed.length - unseen.length);
  });
});

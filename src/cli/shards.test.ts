/** A campaign spread over four shards and put together equals one run, check by check; a part of them is never accepted. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseChecklist } from '../checklist/parse.ts';
import { smallDocument } from '../checklist/testing/small-document.ts';
import { type EvidenceLine, parseEvidence, renderEvidenceLine } from '../checks/evidence.ts';
import { judge, type Result } from '../checks/judge.ts';
import { mergeShards } from '../checks/merge-shards.ts';
import { planOf } from '../checks/plan.ts';
import { Signoff, signoffOf } from '../report/signoff.ts';
import { judgeCommand } from './judge.ts';
import { madeBy } from './made-by.ts';
import { verified } from './pack-again.ts';
import { readPack } from './pack-folder.ts';
import { type JudgedShare, shareStatus } from './shard-end.ts';
import { shardOf } from './shard-option.ts';
import { cli, temporaryFolder, text } from './testing/command-line.ts';
import { recordCampaign } from './testing/record.ts';
import { wrongCreator } from './testing/wrong-creator.ts';

const SHARDS = [1, 2, 3, 4] as const;
const DOCUMENT = smallDocument([
  {
    source: 'Orders',
    target: 'Orders',
    beginning: 'link first',
    merge: [['number', 'number']],
    rows: [['note', 'remark', 'string']],
  },
  {
    source: 'Persons',
    target: 'Contacts',
    beginning: 'link first',
    merge: [['code', 'code']],
    rows: [['phone', 'telephone', 'string']],
  },
]);
const dataflow = parseChecklist(DOCUMENT, 'small.rst');
/** The row of one of the sections never crosses to the right. */
const engine = wrongCreator({
  sends: (body, to) =>
    Object.fromEntries(Object.entries(body).filter(([name]) => to === 'left' || name !== 'remark')),
});
const folder = temporaryFolder();
const fileOf = (index: number): string => path.join(folder, `shard-${index}.ndjson`);

let whole: string;
let shards: string[];

beforeAll(async () => {
  const options = { engine, change: () => dataflow };
  const written = async (shard?: { index: number; of: number }): Promise<string> => {
    const { lines } = await recordCampaign({ ...options, ...(shard && { shard }) });
    return lines.map(renderEvidenceLine).join('');
  };
  whole = await written();
  shards = [];
  for (const index of SHARDS) shards.push(await written({ index, of: SHARDS.length }));
  for (const [at, content] of shards.entries()) writeFileSync(fileOf(at + 1), content);
});

function given(indexes: readonly number[]): { file: string; text: string }[] {
  return indexes.map((index) => ({ file: `shard-${index}`, text: shards[index - 1] ?? '' }));
}

function judged(content: string): { signoff: Signoff; results: Result[] } {
  const evidence = parseEvidence(content, 'evidence');
  const results = judge(planOf(evidence.header), evidence);
  return { signoff: signoffOf(evidence, results), results };
}

/** What was done and seen, by kind and batch: nothing of it may be lost, doubled, or in another order. */
function told(content: string): string[] {
  return content
    .trimEnd()
    .split('\n')
    .map((line): EvidenceLine => JSON.parse(line))
    .map((line) =>
      'batch' in line
        ? `${line.kind} ${line.batch} ${'round' in line ? line.round : 'id' in line ? line.id : ''}`
        : line.kind,
    );
}

describe('four shards put together', () => {
  it('equal one run, check by check and row by row, failures among them, in whatever order they are given', () => {
    const one = judged(whole).signoff;
    const merged = judged(mergeShards(given([3, 1, 4, 2]))).signoff;
    const failed = one.checks.filter(({ status }) => status === 'failed');
    expect(failed.length).toBeGreaterThan(5);
    expect(failed.every(({ id }) => !id.includes('contacts'))).toBe(true);
    expect(merged.checks).toEqual(one.checks);
    expect(merged.rows).toEqual(one.rows);
    expect([merged.verdict, merged.settles]).toEqual(['rejected', one.settles]);
    expect(one.verdict).toBe('rejected');
  });

  it('have each line of the campaign once, in the order of one run', () => {
    const merged = mergeShards(given([2, 4, 3, 1]));
    expect(told(merged)).toEqual(told(whole));
    expect(merged).toBe(mergeShards(given([1, 2, 3, 4])));
    const count = (content: string): number => content.trimEnd().split('\n').length - 2;
    expect(shards.map(count).every((lines) => lines > 5)).toBe(true);
    expect(shards.map(count).reduce((sum, lines) => sum + lines)).toBe(count(whole));
  });

  it('lasted from the first start to the last end, and two halves make the same whole', () => {
    const { header, end } = parseEvidence(mergeShards(given([4, 3, 2, 1])), 'merged');
    const each = shards.map((content) => parseEvidence(content, 'shard'));
    expect(header.startedAt).toBe(each[0]?.header.startedAt);
    expect(end).toEqual({ kind: 'end', stopped: null, finishedAt: each[3]?.end?.finishedAt });
    expect(header.shards).toEqual({ of: 4, seen: [1, 2, 3, 4], madeBy: 'tests' });
    const half = (indexes: number[]) => ({ file: 'half', text: mergeShards(given(indexes)) });
    expect(mergeShards([half([4, 2]), half([1, 3])])).toBe(mergeShards(given([1, 2, 3, 4])));
  });
});

describe('a part of the shards', () => {
  it.each([[[1]], [[2]], [[3]], [[4]], [[1, 2, 4]]])(
    '%j: each check is as in the whole, or awaits another shard',
    (indexes) => {
      const { signoff, results } = judged(mergeShards(given(indexes)));
      const all = new Map(judged(whole).signoff.checks.map((check) => [check.id, check]));
      const missing = SHARDS.filter((index) => !indexes.includes(index));
      for (const [at, { awaitsShard }] of results.entries()) {
        const check = signoff.checks[at];
        expect(check?.status).toBe(awaitsShard ? 'not verified' : all.get(check?.id ?? '')?.status);
      }
      const waiting = results.flatMap(({ awaitsShard, reason }) => (awaitsShard ? [reason] : []));
      const expected = missing.map(
        (index) => `this belongs to shard ${index} of 4, whose evidence is not here`,
      );
      expect(waiting.length).toBeGreaterThan(0);
      expect(expected).toEqual(expect.arrayContaining([...new Set(waiting)]));
      expect(['rejected', 'inconclusive']).toContain(signoff.verdict);
    },
  );
});

describe('on the command line', () => {
  it('judge writes one pack of four files, which verify finds as it was written', async () => {
    const out = path.join(folder, 'pack');
    const ended = await cli(['judge', ...[4, 2, 1, 3].map(fileOf), '--out', out]);
    expect(ended.status).toBe(1);
    const signoff = Signoff.parse(JSON.parse(text(out, 'signoff.json')));
    expect(signoff.checks).toEqual(judged(whole).signoff.checks);
    expect(text(out, 'evidence.ndjson')).toBe(mergeShards(given([1, 2, 3, 4])));
    expect(text(out, 'allure-results', 'environment.properties')).toMatch(/^Shards=1, 2, 3, 4 of 4$/m);
    const { files } = readPack(out);
    expect((await verified(files)).alterations).toEqual([]);
  });

  it('a shard of a run ends by its share with 0 and leaves no pack, for it is of the whole', async () => {
    const document = path.join(folder, 'small.rst');
    writeFileSync(document, DOCUMENT);
    const out = path.join(folder, 'share');
    // The last of so many shards has nothing to do, which is soon done.
    const args = ['--checklist', document, '--shard', '64/64', '--exit-by', 'share', '--out', out];
    const { status, stdout } = await cli(['run', ...args]);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^INCONCLUSIVE by itself: shard 64 of 64 has all that 0 of \d+ checks read; 0 settles$/m,
    );
    expect(readdirSync(out)).toEqual(['evidence.ndjson']);
    const { header } = parseEvidence(text(out, 'evidence.ndjson'), 'share');
    expect(header.shards).toEqual({ of: 64, seen: [64], madeBy: madeBy() });
  });

  it('judge --exit-by share is refused before anything is read', async () => {
    const judging = judgeCommand(['nowhere.ndjson'], { exitBy: 'share', out: folder });
    await expect(judging).rejects.toThrow('--exit-by share: goes with run --shard');
  });

  it.each(['5/4', '0/4', '4', 'two', '1/0', '-1/4', '1/99999999999999999999'])(
    '--shard %s is refused',
    (option) => {
      expect(() => shardOf(option, 'verdict')).toThrow(
        `--shard ${option}: it must be one of how many, such as 2/4`,
      );
    },
  );

  it('--shard is as Playwright has it; one of one is the whole, and without it there is no share to end by', () => {
    expect(shardOf('2/4', 'share')).toEqual({ index: 2, of: 4 });
    expect([shardOf('1/1', 'share'), shardOf(undefined, 'verdict')]).toEqual([null, null]);
    expect(() => shardOf(undefined, 'share')).toThrow('--exit-by share: goes with --shard');
  });

  it('a share is 1 where something failed, else 2, or 0 by the share if all of it was observed', () => {
    const shares = shards.map((content) => {
      const evidence = parseEvidence(content, 'shard');
      return { evidence, results: judge(planOf(evidence.header), evidence) };
    });
    const statuses = (some: JudgedShare[], exitBy: 'verdict' | 'share') =>
      some.map((one) => shareStatus(one, exitBy));
    // In two of them stands nothing that the row which never crosses has to do with.
    expect(statuses(shares, 'verdict')).toEqual([1, 2, 1, 2]);
    expect(statuses(shares, 'share')).toEqual([1, 0, 1, 0]);
    const cut = shares.map(({ evidence, results }) => ({ evidence: { ...evidence, end: null }, results }));
    expect(statuses(cut, 'share')).toEqual([1, 2, 1, 2]);
  });
});

/** Shards put together, on evidence written by hand: whatever is not of one run is refused, and nothing gets lost. */
import { describe, expect, it } from 'vitest';
import { FAULT_NAMES } from '../domain/fault.ts';
import { type Header, parseEvidence, renderEvidenceLine } from './evidence.ts';
import { EvidenceError } from './evidence-error.ts';
import { type EvidenceFile, mergeShards } from './merge-shards.ts';
import { ShardsError } from './shards-error.ts';
import { AT, company, created, evidenceOf, round, scenario, settle } from './testing/small-evidence.ts';

const LATER = '2026-01-01T00:01:00.000Z';
const LATEST = '2026-01-01T00:02:00.000Z';

interface Change {
  header?: (header: Header) => Header;
  finishedAt?: string | null;
  stopped?: { by: 'engine' | 'harness'; reason: string };
}

/** A shard of three with one batch of one scenario. */
function shard(index: number, batch = `batch ${index}`, change: Change = {}): EvidenceFile {
  const { header = (same) => same, finishedAt = AT, stopped = null } = change;
  const { header: plain } = evidenceOf([]);
  const one = scenario(batch, [round([created('left', 'left')], { left: company('left') })], { batch });
  const lines = [
    header({ ...plain, shards: { of: 3, seen: [index], madeBy: 'tests' } }),
    settle(0, { batch }),
    one,
    ...(finishedAt === null ? [] : [{ kind: 'end' as const, finishedAt, stopped }]),
  ];
  return { file: `shard-${index}`, text: lines.map(renderEvidenceLine).join('') };
}

function merged(...files: EvidenceFile[]) {
  return parseEvidence(mergeShards(files), 'merged');
}

describe('what is put together', () => {
  it('has the lines of all, as they were written, whatever their order', () => {
    const files = [shard(1), shard(2), shard(3)];
    const text = mergeShards(files);
    expect(mergeShards(files.toReversed())).toBe(text);
    const inner = files.flatMap((file) => file.text.trimEnd().split('\n').slice(1, -1));
    expect(text.trimEnd().split('\n').slice(1, -1)).toEqual(inner);
    expect(inner).toHaveLength(6);
  });

  it('lasted from the first start to the last end', () => {
    const late = (header: Header): Header => ({ ...header, startedAt: LATER });
    const { header, end } = merged(
      shard(3, 'c', { finishedAt: LATEST }),
      shard(1, 'a', { header: late, finishedAt: LATER }),
      shard(2, 'b', { header: late, finishedAt: LATER }),
    );
    expect([header.startedAt, end?.finishedAt, end?.stopped]).toEqual([AT, LATEST, null]);
    expect(header.shards).toEqual({ of: 3, seen: [1, 2, 3], madeBy: 'tests' });
  });

  it('says which shards it has, and can be put together with the others', () => {
    const half: EvidenceFile = { file: 'half', text: mergeShards([shard(3), shard(1)]) };
    expect(parseEvidence(half.text, 'half').header.shards?.seen).toEqual([1, 3]);
    expect(mergeShards([half, shard(2)])).toContain('"seen":[1,2,3]');
  });

  it('has ended early where a shard was stopped or cut off, and says which', () => {
    const stopped = shard(2, 'b', { stopped: { by: 'engine', reason: 'out of coffee' } });
    expect(merged(shard(1), stopped).end?.stopped).toEqual({
      by: 'engine',
      reason: 'shard 2 of 3: out of coffee',
    });
    expect(merged(shard(3, 'c', { finishedAt: null }), shard(1)).end).toEqual({
      kind: 'end',
      finishedAt: AT,
      stopped: { by: 'harness', reason: 'shard 3 of 3: the evidence was cut off' },
    });
  });
});

describe('what is refused, with the files named', () => {
  it.each<[string, EvidenceFile[], string]>([
    ['a shard twice', [shard(1), shard(2), shard(1, 'other')], 'shard-1 and shard-1: both are shard 1 of 3'],
    ['a batch twice', [shard(1), shard(3, 'batch 1')], 'shard-1 and shard-3: both hold batch batch 1'],
    [
      'a whole run',
      [shard(1), shard(2, 'b', { header: (header) => ({ ...header, shards: undefined }) })],
      'shard-2: this is the evidence of a whole run, not of a shard',
    ],
    ['nothing', [], 'there is no evidence to put together'],
  ])('%s', (_, files, message) => {
    expect(() => mergeShards(files)).toThrow(ShardsError);
    expect(() => mergeShards(files)).toThrow(message);
  });

  it.each<[string, string, (header: Header) => Header]>([
    ['the seed', '1 in one and 7 in the other', (header) => ({ ...header, seed: 7 })],
    [
      'the document',
      `${'0'.repeat(64)} in one and ${'f'.repeat(64)} in the other`,
      ({ checklist, ...header }) => ({ ...header, checklist: { ...checklist, sha256: 'f'.repeat(64) } }),
    ],
    [
      'the engine',
      'by hand 1 in one and by hand 9 in the other',
      (header) => ({ ...header, engine: { name: 'by hand', version: '9' } }),
    ],
    ['the topology', 'two-tenants in one and one', (header) => ({ ...header, topology: 'one-tenant' })],
    ['the policies', '{', (header) => ({ ...header, policies: { ...header.policies, deletion: 'any' } })],
    [
      'the faults',
      '[] in one and ["',
      (header) => ({ ...header, faults: [...FAULT_NAMES.keys()].slice(0, 1) }),
    ],
    ['what makes a settle', '{', (header) => ({ ...header, limits: { ...header.limits, maxPasses: 9 } })],
    [
      'what tenants or engine lack',
      '[] in one and [{',
      (header) => ({ ...header, lacks: [{ capability: 'faults', reason: 'none' }] }),
    ],
    [
      'the number of shards',
      '3 in one and 5 in the other',
      (header) => ({ ...header, shards: { of: 5, seen: [2], madeBy: 'tests' } }),
    ],
    [
      'the version of dataflow-qa',
      'tests in one and others in the other',
      (header) => ({ ...header, shards: { of: 3, seen: [2], madeBy: 'others' } }),
    ],
  ])('%s is another one', (what, values, header) => {
    const files = [shard(1), shard(2, 'b', { header }), shard(3)];
    expect(() => mergeShards(files)).toThrow(
      `shard-1 and shard-2 are not shards of one run: ${what} is ${values}`,
    );
  });

  it('what is no evidence, by its file and line', () => {
    const broken = { file: 'broken', text: '{}\n' };
    expect(() => mergeShards([shard(1), broken])).toThrow(EvidenceError);
    expect(() => mergeShards([shard(1), broken])).toThrow(/^broken:1: /);
  });

  it('a shard beyond how many there are', () => {
    const beyond = shard(1, 'a', {
      header: (header) => ({ ...header, shards: { of: 3, seen: [4], madeBy: 'tests' } }),
    });
    expect(() => mergeShards([beyond])).toThrow('there are not so many shards');
  });
});

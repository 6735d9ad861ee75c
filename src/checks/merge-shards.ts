/** The evidence of a run's shards put together: what one run of the whole would have written down. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type End, type Evidence, type Header, parseEvidence, renderEvidenceLine } from './evidence.ts';
import { planOf } from './plan.ts';
import { namedShards } from './shards.ts';
import { ShardsError } from './shards-error.ts';

/** Evidence as it was written down, with the name that it was given by. */
export interface EvidenceFile {
  file: string;
  text: string;
}

type Sharded = Header & { shards: NonNullable<Header['shards']> };

interface Part {
  file: string;
  header: Sharded;
  end: Evidence['end'];
  /** The lines between the header and the end, as they were written, by their batch. */
  batches: ReadonlyMap<string, string[]>;
}

const OfBatch = z.looseObject({ kind: z.string(), batch: z.string().optional() });

/**
 * In whatever order they are given. Shards that are missing stay missing: the judge tells which, and such a run is
 * inconclusive.
 * @throws EvidenceError, ShardsError
 */
export function mergeShards(files: readonly EvidenceFile[]): string {
  const parts = files
    .map(partOf)
    .toSorted((a, b) => (a.header.shards.seen[0] ?? 0) - (b.header.shards.seen[0] ?? 0));
  const [first] = parts;
  if (!first) throw new ShardsError('there is no evidence to put together');
  for (const part of parts) assertOneRun(first, part);
  assertOnce(parts);
  const seen = parts.flatMap(({ header }) => header.shards.seen).toSorted((a, b) => a - b);
  const startedAt = earliest(parts.map(({ header }) => header.startedAt));
  const header: Header = { ...first.header, shards: { ...first.header.shards, seen }, startedAt };
  return [renderEvidenceLine(header), ...linesInOrder(parts, header), renderEvidenceLine(endOf(parts))].join(
    '',
  );
}

function partOf({ file, text }: EvidenceFile): Part {
  const { header, end } = parseEvidence(text, file);
  const { shards } = header;
  if (!shards) {
    throw new ShardsError(
      `${file}: this is the evidence of a whole run, not of a shard: there is nothing to put it together with`,
    );
  }
  const batches = new Map<string, string[]>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const { batch } = OfBatch.parse(JSON.parse(line));
    if (batch !== undefined) batches.set(batch, [...(batches.get(batch) ?? []), `${line}\n`]);
  }
  return { file, header: { ...header, shards }, end, batches };
}

/** All that decides what is observed, and how it is judged, has to be the same. */
function assertOneRun(first: Part, other: Part): void {
  const facts = [first.header, other.header].map((header) => ({
    'the number of shards': header.shards.of,
    'the document': header.checklist.sha256,
    'the engine': `${header.engine.name} ${header.engine.version}`,
    'the topology': header.topology,
    'the seed': header.seed,
    'the policies': header.policies,
    'the faults': header.faults,
    'what makes a settle': header.limits,
    'what tenants or engine lack': header.lacks,
    'the version of dataflow-qa': header.shards.madeBy,
  }));
  const [own = {}, others = {}] = facts.map((fact): Record<string, unknown> => fact);
  const different = Object.keys(own).find((name) => !isDeepStrictEqual(own[name], others[name]));
  if (different === undefined) return;
  const told = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  throw new ShardsError(
    `${first.file} and ${other.file} are not shards of one run: ${different} is ${told(own[different])} in one and ${told(others[different])} in the other`,
  );
}

/** Nothing is counted twice, by whatever name. */
function assertOnce(parts: readonly Part[]): void {
  const shards = new Map<number, string>();
  const batches = new Map<string, string>();
  for (const { file, header, batches: own } of parts) {
    for (const index of header.shards.seen) {
      const other = shards.get(index);
      if (other !== undefined)
        throw new ShardsError(`${other} and ${file}: both are ${namedShards([index], header.shards.of)}`);
      shards.set(index, file);
    }
    for (const batch of own.keys()) {
      const other = batches.get(batch);
      if (other !== undefined) throw new ShardsError(`${other} and ${file}: both hold batch ${batch}`);
      batches.set(batch, file);
    }
  }
}

/** Batches as the plan has them, as a run of the whole writes them. */
function linesInOrder(parts: readonly Part[], header: Header): string[] {
  const batches = new Map(parts.flatMap((part) => [...part.batches]));
  const planned = planOf(header).batches.map(({ id }) => id);
  return [...new Set([...planned, ...batches.keys()])].flatMap((id) => batches.get(id) ?? []);
}

/** The whole has ended when its last shard did, and well if all did. */
function endOf(parts: readonly Part[]): End {
  const stops = parts.flatMap(({ header, end }): NonNullable<End['stopped']>[] => {
    const shard = namedShards(header.shards.seen, header.shards.of);
    if (!end) return [{ by: 'harness', reason: `${shard}: the evidence was cut off` }];
    return end.stopped ? [{ ...end.stopped, reason: `${shard}: ${end.stopped.reason}` }] : [];
  });
  const times = parts.map(({ header, end }) => end?.finishedAt ?? header.startedAt);
  return { kind: 'end', finishedAt: latest(times), stopped: stops[0] ?? null };
}

function earliest(times: readonly string[]): string {
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? '';
}

function latest(times: readonly string[]): string {
  return times.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? '';
}

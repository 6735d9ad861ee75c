/**
 * Evidence: what was observed while scenarios ran. Written down once, as NDJSON, and judged afterwards, as
 * often as wanted. Everything a check reads is here; nothing of what a check expects is.
 */
import { z } from 'zod';
import { CAPABILITIES } from '../domain/capability.ts';
import { Company, CompanyPatch } from '../domain/company.ts';
import type { Entity, Leaves } from '../domain/record.ts';
import { Dataflow } from '../domain/dataflow.ts';
import { Fault, FaultName } from '../domain/fault.ts';
import { PropertyPath } from '../domain/path.ts';
import { TOPOLOGIES } from '../domain/tenant.ts';
import { EvidenceError } from './evidence-error.ts';
import { Policies } from './policies.ts';

const Side = z.enum(['left', 'right']);
const Instant = z.iso.datetime();

const LeavesRead: z.ZodType<Leaves> = z.lazy(() =>
  z.record(z.string(), z.union([z.string().nullable(), LeavesRead])),
);
/** A company first: it is what most evidence is about, and by far the quickest to read. */
const RecordRead: z.ZodType<Entity> = z.union([
  Company,
  z
    .object({ id: z.string().min(1), modifiedAt: Instant })
    .catchall(z.union([z.string().nullable(), LeavesRead])),
]);
const PatchRead: z.ZodType<Leaves> = z.union([CompanyPatch, LeavesRead]);

/** One run of the engine. `reason` and `output` (the end of what it printed) tell why a pass failed. */
export const Pass = z.strictObject({
  ok: z.boolean(),
  milliseconds: z.number().nonnegative(),
  acceptedWrites: z.int().nonnegative(),
  /** That the engine made; left out where the tenants do not tell. */
  requests: z.int().nonnegative().optional(),
  reason: z.string().optional(),
  output: z.string().optional(),
});
export type Pass = z.infer<typeof Pass>;

/** A write that the engine sent for a record, with the leaves that it changed. */
export const Write = z.strictObject({
  /** The pass of the settle, from 1; 0 for one while faults were on. */
  pass: z.int().nonnegative(),
  record: z.string(),
  method: z.enum(['POST', 'PATCH', 'PUT', 'DELETE']),
  status: z.int(),
  ifMatch: z.boolean(),
  changes: z.array(
    z.strictObject({ path: PropertyPath, from: z.string().nullable(), to: z.string().nullable() }),
  ),
});
export type Write = z.infer<typeof Write>;

/** What was done in a round. `at` is the record's time of modification after it; null where it was gone. */
export const PerformedAction = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('create'),
    record: z.string(),
    side: Side,
    company: RecordRead,
    /** Of another record type than the section's. */
    type: z.string().optional(),
  }),
  z.strictObject({ do: z.literal('edit'), record: z.string(), patch: PatchRead, at: Instant.nullable() }),
  z.strictObject({ do: z.literal('delete'), record: z.string() }),
  z.strictObject({
    do: z.literal('ambush'),
    record: z.string(),
    patch: PatchRead,
    /** Null where no PATCH of the pair arrived, so that the edit was never made. */
    met: z.strictObject({ record: z.string(), ifMatch: z.boolean(), at: Instant }).nullable(),
  }),
]);
export type PerformedAction = z.infer<typeof PerformedAction>;

/** Records by name; null where the tenant no longer has one. */
export const Observation = z.record(z.string(), RecordRead.nullable());
export type Observation = z.infer<typeof Observation>;

export const RoundEvidence = z.strictObject({
  actions: z.array(PerformedAction),
  observed: Observation,
  writes: z.array(Write),
  /** From an edit to the first write on another record of the scenario, the longest, in milliseconds. */
  arrival: z.int().nonnegative().optional(),
});
export type RoundEvidence = z.infer<typeof RoundEvidence>;

export const Header = z.strictObject({
  kind: z.literal('campaign'),
  format: z.literal(1),
  checklist: z.strictObject({
    file: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    dataflow: Dataflow,
  }),
  engine: z.strictObject({ name: z.string(), version: z.string() }),
  topology: z.enum(TOPOLOGIES),
  seed: z.int(),
  policies: Policies,
  /** The faults that were asked for, beside those of every run. */
  faults: z.array(FaultName),
  limits: z.strictObject({
    quietPasses: z.int().positive(),
    maxPasses: z.int().positive(),
    passTimeoutMs: z.number().positive(),
  }),
  lacks: z.array(z.strictObject({ capability: z.enum(CAPABILITIES), reason: z.string() })),
  /** The tenants that the records stood in, and the tag that each of them bore; null where they were mocks. */
  live: z.strictObject({ tag: z.string(), left: z.string(), right: z.string() }).nullable().default(null),
  /** Of a run in shards, the ones whose evidence stands here, by their numbers, and the program that shared it out. */
  shards: z
    .strictObject({
      of: z.int().min(2),
      seen: z.array(z.int().positive()).min(1),
      madeBy: z.string(),
    })
    .refine(({ of, seen }) => seen.every((index) => index <= of), 'there are not so many shards')
    .optional(),
  startedAt: Instant,
});
export type Header = z.infer<typeof Header>;

const Settle = z.strictObject({
  kind: z.literal('settle'),
  batch: z.string(),
  round: z.int().nonnegative(),
  settled: z.boolean(),
  /** Passes while faults were on, before the count of `passes` began. */
  faultyPasses: z.array(Pass),
  /** The faults of that time, in each tenant, and how many requests of the engine met them. */
  faults: z.array(z.strictObject({ side: Side, fault: Fault, met: z.int().nonnegative() })),
  passes: z.array(Pass),
  /** How long after an edit another record of its scenario was first seen to be written, in milliseconds. */
  arrivals: z.array(z.int().nonnegative()).default([]),
  /** Accepted writes that met records of scenarios that had ended by then, as `scenario/record`. */
  idle: z.array(z.strictObject({ side: Side, record: z.string() })).default([]),
  /** Records in the tenants that the harness did not create, seen after this settle for the first time. */
  strangers: z.array(z.strictObject({ side: Side, company: RecordRead })),
});
export type Settle = z.infer<typeof Settle>;

const Further = z.strictObject({
  kind: z.literal('further passes'),
  batch: z.string(),
  passes: z.array(Pass),
  /** Accepted writes, by side, and the records that they met, as `scenario/record`. */
  writes: z.array(z.strictObject({ side: Side, record: z.string(), pass: z.int().positive() })),
});
export type Further = z.infer<typeof Further>;

const ScenarioEvidence = z.strictObject({
  kind: z.literal('scenario'),
  id: z.string(),
  batch: z.string(),
  sides: z.record(z.string(), Side),
  rounds: z.array(RoundEvidence),
  /** The records once more, after the batch's last pass; null where the batch did not get that far. */
  final: Observation.nullable(),
});
export type ScenarioEvidence = z.infer<typeof ScenarioEvidence>;

const End = z.strictObject({
  kind: z.literal('end'),
  finishedAt: Instant,
  /** Why the campaign ended early, or null where it ran to its end. */
  stopped: z.strictObject({ by: z.enum(['engine', 'harness']), reason: z.string() }).nullable(),
});
export type End = z.infer<typeof End>;

/** One line of an evidence file. */
export const EvidenceLine = z.discriminatedUnion('kind', [Header, Settle, Further, ScenarioEvidence, End]);
export type EvidenceLine = z.infer<typeof EvidenceLine>;

/** A whole campaign, indexed for the checks. `end` is null where the campaign was cut off. */
export interface Evidence {
  header: Header;
  settles: Settle[];
  further: Map<string, Further>;
  scenarios: Map<string, ScenarioEvidence>;
  end: End | null;
  /** Scenarios that the tenants or the engine cannot show, by their ids; who judges knows by the plan. */
  lacking?: ReadonlySet<string>;
}

/** Reads NDJSON. Throws `EvidenceError` on a line that is no evidence, on two of one kind, on no header. */
export function parseEvidence(text: string, file: string): Evidence {
  let header: Header | null = null;
  let end: End | null = null;
  const settles: Settle[] = [];
  const further = new Map<string, Further>();
  const scenarios = new Map<string, ScenarioEvidence>();
  for (const [index, raw] of text.split('\n').entries()) {
    if (raw === '') continue;
    const fail = (detail: string): never => {
      throw new EvidenceError(file, index + 1, detail);
    };
    const line = parseLine(raw, fail);
    if (end) fail('there is more after the line that ends the campaign');
    if (!header && line.kind !== 'campaign') fail('the first line must describe the campaign');
    switch (line.kind) {
      case 'campaign':
        if (header) fail('a second campaign begins here; an evidence file holds one');
        header = line;
        break;
      case 'settle':
        if (settles.some(({ batch, round }) => batch === line.batch && round === line.round)) {
          fail(`settle ${line.round} of batch ${line.batch} stands here twice`);
        }
        settles.push(line);
        break;
      case 'further passes':
        if (further.has(line.batch)) fail(`further passes of batch ${line.batch} stand here twice`);
        further.set(line.batch, line);
        break;
      case 'scenario':
        if (scenarios.has(line.id)) fail(`scenario ${line.id} stands here twice`);
        scenarios.set(line.id, line);
        break;
      case 'end':
        end = line;
        break;
    }
  }
  if (!header)
    throw new EvidenceError(file, 1, 'this is not evidence: it has no line that describes a campaign');
  return { header, settles, further, scenarios, end };
}

/** One line of an evidence file, with its line end. */
export function renderEvidenceLine(line: EvidenceLine): string {
  return `${JSON.stringify(line)}\n`;
}

function parseLine(raw: string, fail: (detail: string) => never): EvidenceLine {
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    return fail('this line is not JSON; was the file cut off or edited?');
  }
  const parsed = EvidenceLine.safeParse(json);
  return parsed.success ? parsed.data : fail(`this line is not evidence: ${z.prettifyError(parsed.error)}`);
}

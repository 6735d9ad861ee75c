/** Writes to collections of any types for their tests, and what each must come to. */
import fc from 'fast-check';
import type { LeafType } from '../../src/domain/data-type.ts';
import type { RecordType } from '../../src/domain/record-type.ts';
import type { Json } from '../../src/domain/wire.ts';
import { jsonOf } from './test-types.ts';

const anyWhole = fc.oneof(fc.integer(), fc.constantFrom(0, Number.MAX_SAFE_INTEGER));
const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
const VALUES: Readonly<Record<LeafType['is'], fc.Arbitrary<unknown>>> = {
  string: fc.oneof(fc.string(), fc.constantFrom('', 'null', '12', 'Å')),
  integer: anyWhole,
  // JSON has no other zero.
  float: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  decimal: fc.constantFrom('1.50', '0', '-12.000', '9007199254740993'),
  boolean: fc.boolean(),
  list: fc.array(fc.oneof(fc.string(), anyWhole, fc.constant(null), fc.constant({ of: ['any', {}] })), {
    maxLength: 3,
  }),
  date: day,
};

const WRONG: Readonly<Record<LeafType['is'], readonly unknown[]>> = {
  string: [1, true, [], {}],
  integer: [1.5, '1', 2 ** 53, false],
  float: ['1.5', true, []],
  decimal: [1.5, '1,5', '', 'one'],
  boolean: ['true', 0, {}],
  list: ['[]', {}, 1],
  date: ['05.01.2026', 20260105, ''],
};

export interface Step {
  does: 'create' | 'patch' | 'patch stale' | 'remove' | 'write a wrong type' | 'write an unknown field';
  in: 'first' | 'second';
  /** Among the records that there are. */
  which: number;
  values: ReadonlyMap<string, unknown>;
  /** A name at the top, whose leaves are all cleared. */
  cleared: string | null;
  wrong: { path: string; value: unknown };
}

export function stepsOf(types: Record<Step['in'], RecordType>): fc.Arbitrary<Step[]> {
  const one = (where: Step['in']): fc.Arbitrary<Step> => {
    const leaves = [...types[where].leaves];
    const values = fc
      .tuple(...leaves.map(([name, { is }]) => fc.option(fc.tuple(fc.constant(name), fc.option(VALUES[is])))))
      .map((given) => new Map(given.filter((leaf) => leaf !== null)));
    return fc.record<Step>({
      does: fc.constantFrom(
        'create',
        'create',
        'patch',
        'patch',
        'patch',
        'patch stale',
        'remove',
        'write a wrong type',
        'write an unknown field',
      ),
      in: fc.constant(where),
      which: fc.nat(5),
      values,
      cleared: fc.option(fc.constantFrom('price'), { freq: 4 }),
      wrong: fc
        .constantFrom(...leaves)
        .chain(([name, { is }]) => fc.constantFrom(...WRONG[is]).map((value) => ({ path: name, value }))),
    });
  };
  return fc.array(fc.oneof(one('first'), one('second')), { minLength: 4, maxLength: 14 });
}

/** What a collection must be, by itself: each record's leaves by path. */
export interface Model {
  type: RecordType;
  records: Map<string, { values: Map<string, unknown>; at: string; etag: string }>;
  created: number;
  versions: number;
}

/** The answer that must come, and nothing of which the model knows no more. */
export interface Outcome {
  status: number;
  etag: string | null;
  body: unknown;
  wrong: string[];
}

/** One clock for all: each write is a millisecond later than the one before. */
export function predict(model: Model, step: Step, id: string, tick: () => string): Outcome {
  const { type, records } = model;
  if (step.does === 'write a wrong type') return refused(422, [step.wrong.path]);
  if (step.does === 'write an unknown field') return refused(422, ['nowhere']);
  const held = records.get(id);
  if (step.does !== 'create' && held === undefined) return refused(404);
  if (step.does === 'patch stale') return refused(412);
  if (step.does === 'remove') {
    records.delete(id);
    tick();
    return { status: 204, etag: null, body: null, wrong: [] };
  }
  const values = new Map(step.does === 'create' ? [] : held?.values);
  for (const path of type.leaves.keys()) if (isBelow(path, step.cleared)) values.set(path, null);
  for (const [path, value] of step.values) if (!isBelow(path, step.cleared)) values.set(path, value);
  model.versions += 1;
  const written = { values, at: tick(), etag: `"${model.versions}"` };
  if (step.does === 'create') model.created += 1;
  const after = step.does === 'create' ? `000${1000 + model.created}` : id;
  records.set(after, written);
  const status = step.does === 'create' ? 201 : 200;
  return { status, etag: written.etag, body: whole(type, after, written), wrong: [] };
}

export function isBelow(path: string, top: string | null): boolean {
  return top !== null && (path === top || path.startsWith(`${top}.`));
}

export function whole(
  type: RecordType,
  id: string,
  { values, at }: { values: Map<string, unknown>; at: string },
): Json {
  return { id, ...jsonOf(type, values, true), modifiedAt: at };
}

export function refused(status: number, wrong: string[] = []): Outcome {
  return { status, etag: null, body: null, wrong };
}

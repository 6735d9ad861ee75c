/** Between a record of any type and the JSON that a tenant keeps of it, as the document's data types have it. Pure. */
import { z } from 'zod';
import { afterPatch, type Entity, type Leaves } from '../domain/record.ts';
import type { RecordType } from '../domain/record-type.ts';
import { fromJson, NoSuchValue, toJson } from '../domain/wire.ts';
import { type Codec, NoSuchLeaf } from './codec.ts';
import { isFields } from './json-path.ts';

const Own = z.looseObject({ id: z.string().min(1), modifiedAt: z.iso.datetime() });

export function typedCodec(type: RecordType): Codec<Entity, Leaves> {
  const encode = (patch: Leaves): Record<string, unknown> => {
    try {
      return toJson(type, patch);
    } catch (error) {
      throw error instanceof NoSuchValue ? new NoSuchLeaf(`${error.path}: ${error.message}`) : error;
    }
  };
  const shape = Own.transform((json, context) => {
    try {
      return fromJson(type, json);
    } catch (error) {
      if (!(error instanceof NoSuchValue)) throw error;
      context.addIssue({ code: 'custom', path: error.path.split('.'), message: error.message });
      return z.NEVER;
    }
  });
  return {
    shape,
    encode,
    applied: (record, patch) => withAll(record, encode(afterPatch(shape.parse(record), patch))),
  };
}

/** What the document does not name stays as it is. */
function withAll(before: Record<string, unknown>, change: Record<string, unknown>): Record<string, unknown> {
  const after = { ...before };
  for (const [name, value] of Object.entries(change)) {
    const held = before[name];
    after[name] = isFields(value) && isFields(held) ? withAll(held, value) : value;
  }
  return after;
}

/**
 * A tenant's records as a file of one JSON record a line, read page by page; a reading that was interrupted goes on where
 * it was. It reads and never writes to the tenant.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Tenant } from '../domain/tenant.ts';
import { AuditError } from './audit-error.ts';

export interface TenantToRead {
  tenant: Pick<Tenant, 'list'>;
  /** Without secrets: a reading goes on only where it is the same tenant. */
  url: string;
  /**
   * Whether the tenant lists by the time of modification, and can be asked from a time on: only then is it known what
   * an interrupted reading has not seen.
   */
  isOrdered: boolean;
}

/** How far a reading is, written after the lines that it counts. */
const Position = z.strictObject({
  url: z.string(),
  /** Of the first beginning. */
  startedAt: z.string(),
  records: z.int().nonnegative(),
  /** Of the file, up to here. */
  bytes: z.int().nonnegative(),
  /** The time that the last of them was modified at. */
  modifiedAt: z.string(),
});
type Position = z.infer<typeof Position>;

/** So many records are written, and then counted, at a time. */
const BATCH = 1_000;

export interface ReadTenant {
  /** The file; a record may be in it several times, as it was each time that it came. */
  file: string;
  startedAt: string;
  /** How many records an earlier, interrupted reading had already brought. */
  resumedFrom: number;
}

/**
 * `name` is `left` or `right`; `folder` is kept until the reading is whole. `onRecords` is told how many there are so far.
 * @throws AuditError where the tenant does not list in the order that it was said to; TenantError
 */
export async function readTenant(
  { tenant, url, isOrdered }: TenantToRead,
  folder: string,
  name: string,
  now: () => string,
  onRecords: (records: number) => void,
): Promise<ReadTenant> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.ndjson`);
  const positionFile = path.join(folder, `${name}.position.json`);
  const earlier = isOrdered ? await positionIn(positionFile, file, url) : null;
  await startAt(file, earlier);
  const start: Position = earlier ?? { url, startedAt: now(), records: 0, bytes: 0, modifiedAt: '' };
  let position = start;
  const output = await open(file, 'a');
  const keep = async (lines: readonly string[], modifiedAt: string): Promise<void> => {
    const text = lines.join('');
    await output.appendFile(text);
    await output.datasync();
    position = {
      ...position,
      records: position.records + lines.length,
      bytes: position.bytes + Buffer.byteLength(text),
      modifiedAt,
    };
    if (isOrdered) await replace(positionFile, JSON.stringify(position));
    onRecords(position.records);
  };
  try {
    let lines: string[] = [];
    let last = position.modifiedAt;
    for await (const record of tenant.list(earlier === null ? {} : { modifiedSince: earlier.modifiedAt })) {
      if (isOrdered && Date.parse(record.modifiedAt) < Date.parse(last)) {
        throw new AuditError(
          `${url}: lists ${record.id}, modified at ${record.modifiedAt}, after one of ${last}: it is not in the order that an interrupted reading could go on in`,
        );
      }
      last = record.modifiedAt;
      lines.push(`${JSON.stringify(record)}\n`);
      if (lines.length < BATCH) continue;
      await keep(lines, last);
      lines = [];
    }
    if (lines.length > 0) await keep(lines, last);
  } finally {
    await output.close();
  }
  return { file, startedAt: start.startedAt, resumedFrom: start.records };
}

/** Null where there is nothing to go on from: none was interrupted, it was another tenant's, or the file is not that one. */
async function positionIn(positionFile: string, file: string, url: string): Promise<Position | null> {
  if (!existsSync(positionFile) || !existsSync(file)) return null;
  const parsed = Position.safeParse(jsonIn(await readFile(positionFile, 'utf8')));
  if (!parsed.success || parsed.data.url !== url) return null;
  return (await stat(file)).size >= parsed.data.bytes ? parsed.data : null;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What was written after the position was, may be half a line. */
async function startAt(file: string, position: Position | null): Promise<void> {
  if (position === null) await rm(file, { force: true });
  else await truncate(file, position.bytes);
}

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

/**
 * What a run creates in tenants that others use, written down before it is asked for: whatever becomes of the run,
 * `sweep` finds by it what is left. One file a run, NDJSON; a line is on the disk before the request goes out.
 */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { JournalError } from './journal-error.ts';

const Side = z.enum(['left', 'right']);

const JournalLine = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('run'),
    format: z.literal(1),
    tag: z.string().min(1),
    startedAt: z.iso.datetime(),
    /** The tenants' URLs; in one tenant the same. */
    tenants: z.strictObject({ left: z.string(), right: z.string() }),
  }),
  /** About to be asked for; `key` is the company's `orgNr`. */
  z.strictObject({
    kind: z.literal('creating'),
    n: z.int().positive(),
    side: Side,
    key: z.string().nullable(),
    at: z.iso.datetime(),
  }),
  z.strictObject({ kind: z.literal('created'), n: z.int().positive(), id: z.string().min(1) }),
  /** An `orgNr` that a company of the run is about to be given. */
  z.strictObject({ kind: z.literal('key'), key: z.string() }),
  z.strictObject({ kind: z.literal('removed'), side: Side, id: z.string().min(1) }),
  /** Nothing is left of the run. */
  z.strictObject({ kind: z.literal('clean') }),
]);
export type JournalLine = z.infer<typeof JournalLine>;
type Run = Extract<JournalLine, { kind: 'run' }>;

export interface Journal {
  file: string;
  /** Returns once the line is on the disk. */
  append(line: JournalLine): void;
  close(): void;
}

/** What a journal says of its run. */
export interface Journalled {
  file: string;
  run: Run;
  /** Ids that were created and not removed since. */
  left: Record<'left' | 'right', string[]>;
  /** How many creations were asked for of which nobody knows what came: not even a sweep has found them since. */
  unanswered: Record<'left' | 'right', number>;
  /** When the last creation was asked for, or null where none was. */
  lastAt: string | null;
  /** Every key that a company of the run was given, or was to be given. */
  keys: Set<string>;
  clean: boolean;
}

/** A new journal in `dir`, to whose end alone is written, whoever else adds to it; `dir` is created where it is missing. */
export function openJournal(dir: string, run: Omit<Run, 'kind' | 'format'>): Journal {
  const file = path.join(dir, `${run.tag}.ndjson`);
  try {
    mkdirSync(dir, { recursive: true });
    return opened(file, 'ax', { kind: 'run', format: 1, ...run });
  } catch (error) {
    throw unusable(dir, error);
  }
}

/** A journal that is there, to be added to. A line that was cut off goes first: behind it nothing could be read. */
export function reopenJournal(file: string): Journal {
  const bytes = readFileSync(file);
  const whole = bytes.lastIndexOf('\n') + 1;
  if (whole < bytes.length) truncateSync(file, whole);
  return opened(file, 'a', null);
}

/** Every journal in `dir`, none where there is no such folder. @throws JournalError that names file and line */
export function readJournals(dir: string): Journalled[] {
  let names: string[];
  try {
    names = readdirSync(dir).filter((name) => name.endsWith('.ndjson'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw unusable(dir, error);
  }
  return names.toSorted().flatMap((name) => {
    const file = path.join(dir, name);
    const found = parseJournal(readFileSync(file, 'utf8'), file);
    return found === null ? [] : [found];
  });
}

/** Null where not even the first line is whole: then nothing was asked for yet. Pure. @throws JournalError */
export function parseJournal(text: string, file: string): Journalled | null {
  // What stands behind the last line end was being written when the run was killed: its request was never sent.
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((raw, index) => parseLine(raw, `${file}:${index + 1}`));
  const [run, ...rest] = lines;
  if (run === undefined) return null;
  if (run.kind !== 'run') throw new JournalError(`${file}:1: the first line must say whose journal it is`);
  const journalled: Journalled = {
    file,
    run,
    left: { left: [], right: [] },
    unanswered: { left: 0, right: 0 },
    lastAt: null,
    keys: new Set(),
    clean: false,
  };
  const asked: Asked = { open: new Map(), known: new Set(), found: { left: 0, right: 0 } };
  for (const [index, line] of rest.entries()) take(journalled, line, asked, `${file}:${index + 2}`);
  for (const side of asked.open.values()) journalled.unanswered[side] += 1;
  for (const side of ['left', 'right'] as const) {
    journalled.unanswered[side] = Math.max(0, journalled.unanswered[side] - asked.found[side]);
  }
  return journalled;
}

interface Asked {
  /** The creations that were not answered yet. */
  open: Map<number, 'left' | 'right'>;
  /** Each record that was told of, by side and id. */
  known: Set<string>;
  /** How many were removed that had never been answered: a sweep found them by their tag. */
  found: Record<'left' | 'right', number>;
}

function take(journalled: Journalled, line: JournalLine, asked: Asked, where: string): void {
  const { left, keys } = journalled;
  switch (line.kind) {
    case 'run':
      throw new JournalError(`${where}: a second run begins; a journal is of one run`);
    case 'creating':
      asked.open.set(line.n, line.side);
      journalled.lastAt = line.at;
      journalled.clean = false;
      if (line.key !== null) keys.add(line.key);
      break;
    case 'created': {
      const side = asked.open.get(line.n);
      if (side === undefined) throw new JournalError(`${where}: creation ${line.n} was never asked for`);
      asked.open.delete(line.n);
      asked.known.add(`${side} ${line.id}`);
      left[side].push(line.id);
      break;
    }
    case 'key':
      keys.add(line.key);
      break;
    case 'removed': {
      left[line.side] = left[line.side].filter((id) => id !== line.id);
      const record = `${line.side} ${line.id}`;
      if (!asked.known.has(record)) asked.found[line.side] += 1;
      asked.known.add(record);
      break;
    }
    case 'clean':
      journalled.clean = true;
      break;
  }
}

function parseLine(raw: string, where: string): JournalLine {
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    throw new JournalError(`${where}: this line is not JSON; the journal was damaged`);
  }
  const parsed = JournalLine.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new JournalError(`${where}: this line is none of a journal: ${z.prettifyError(parsed.error)}`);
}

function unusable(dir: string, error: unknown): JournalError {
  const why = error instanceof Error ? error.message : String(error);
  return new JournalError(`--journal ${dir} cannot be used: ${why}`, { cause: error });
}

function opened(file: string, flags: 'ax' | 'a', first: JournalLine | null): Journal {
  const handle = openSync(file, flags);
  const append = (line: JournalLine): void => {
    // The whole of it or an error, as on a full disk: a call that writes a part of it would only tell how much.
    writeFileSync(handle, `${JSON.stringify(line)}\n`);
    fsyncSync(handle);
  };
  if (first !== null) append(first);
  return { file, append, close: () => closeSync(handle) };
}

/** The lines that `sync` logs, as data: each is an event, and under `--log json` a line of JSON. */
import { z } from 'zod';
import type { SyncResult } from '../sync/once.ts';
import type { Done } from '../sync/options.ts';

const time = z.iso.datetime();
const count = z.int().min(0);
const section = z.string();
const pair = z.strictObject({ left: z.string(), right: z.string() });
const value = z.string().nullable();
const tenant = z.enum(['A', 'B']);
/** `created` is left out where nothing was. */
const counters = {
  writes: count,
  linked: count,
  created: count.optional(),
  ended: count,
  problems: count,
  requests: count,
};

/** A line of the log. Never has a token in it. Times are RFC 3339, in UTC; durations are in milliseconds. */
export const LogLine = z.discriminatedUnion('event', [
  z.strictObject({ time, event: z.literal('linked'), section, pair }),
  z
    .strictObject({ time, event: z.literal('created'), section, pair })
    .describe('the right record is new: there was none that belonged to the left one'),
  z.strictObject({ time, event: z.literal('ended'), section, pair }).describe('a record of the pair is gone'),
  z
    .strictObject({
      time,
      event: z.literal('write'),
      section,
      pair,
      side: z.enum(['left', 'right']).describe('the side that was written'),
      row: z
        .string()
        .describe('left → right; several, with commas between, where they can only agree together'),
      from: value,
      to: value,
      why: z.string(),
    })
    .describe('one row of one accepted PATCH'),
  z
    .strictObject({
      time,
      event: z.literal('ambiguous'),
      section,
      rule: z.string(),
      value: z.string(),
      left: z.array(z.string()),
      right: z.array(z.string()),
    })
    .describe('records that nobody can tell apart, so they are not linked; logged when new'),
  z
    .strictObject({ time, event: z.literal('problem'), section, pair: pair.nullable(), message: z.string() })
    .describe('work that the next pass has to take up; no pair where it concerns a whole tenant'),
  z.strictObject({
    time,
    event: z.literal('pass'),
    pass: z.int().min(1),
    ok: z.boolean(),
    full: z.boolean().describe('whether everything was looked at, not only what changed'),
    ...counters,
    ambiguous: count,
    durationMs: count,
  }),
  z
    .strictObject({
      time,
      event: z.literal('progress'),
      pass: z.int().min(1),
      listed: count,
      linked: count,
      writes: count,
      durationMs: count,
    })
    .describe('what a pass that takes long has done so far'),
  z.strictObject({
    time,
    event: z.literal('retry'),
    tenant,
    operation: z.string(),
    attempt: z.int().min(1),
    why: z.string(),
    waitMs: z.number().min(0),
  }),
  z.strictObject({
    time,
    event: z.literal('circuit opened'),
    tenant,
    since: time,
    lastFailure: z.string(),
    retryAt: time,
  }),
  z.strictObject({ time, event: z.literal('circuit closed'), tenant, since: time }),
  z.strictObject({ time, event: z.literal('throttled'), tenant, perSecond: z.number(), waiting: count }),
  z
    .strictObject({
      time,
      event: z.literal('stop'),
      why: z.string(),
      passes: count,
      ...counters,
      durationMs: count,
    })
    .describe('the last line; counts the whole run'),
]);
export type LogLine = z.infer<typeof LogLine>;

type Untimed<T> = T extends unknown ? Omit<T, 'time'> : never;
export type LogEvent = Untimed<LogLine>;

/** What was done to a pair; that something was listed is no line. */
export function eventsOfDone(heading: string, done: Done): LogEvent[] {
  if (done.done === 'listed') return [];
  if (done.done !== 'write') return [{ event: done.done, section: heading, pair: done.pair }];
  const { left, right, side, changes } = done.write;
  return changes.map(({ rows, from, to, why }) => {
    const what = { row: rows.join(', '), from, to, why };
    return { event: 'write', section: heading, pair: { left, right }, side, ...what };
  });
}

/** What a pass left undone, section by section. */
export function eventsOfLeft({ sections }: SyncResult): LogEvent[] {
  return sections.flatMap(({ heading, ambiguous, problems }) => [
    ...ambiguous.map(({ rule, ...rest }): LogEvent => {
      return { event: 'ambiguous', section: heading, rule: `${rule.left} = ${rule.right}`, ...rest };
    }),
    ...problems.map(({ pair: ids, message }): LogEvent => {
      return { event: 'problem', section: heading, pair: ids, message };
    }),
  ]);
}

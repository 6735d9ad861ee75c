/** Writes the log of `sync`: JSON for machines on standard output, a few words for people. */
import type { LogEvent } from './sync-line.ts';

export const LOG_FORMATS = ['json', 'text'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export interface Streams {
  out: Pick<NodeJS.WriteStream, 'write'>;
  err: Pick<NodeJS.WriteStream, 'write'>;
}

export type Log = (event: LogEvent) => void;

/**
 * Under `json` every event is a line on `out`, and what a person who watches wants to know is on `err` as well.
 * Under `text` the passes are on `out`, all else is on `err`, and single writes are not told.
 */
export function createLog(format: LogFormat, { out, err }: Streams, now: () => number): Log {
  return (event) => {
    const words = inWords(event);
    if (format === 'json') {
      out.write(`${JSON.stringify({ time: new Date(now()).toISOString(), ...event })}\n`);
      if (words !== null) err.write(`${words}\n`);
    } else if (words !== null) {
      const stream = event.event === 'pass' ? out : err;
      stream.write(`${words}\n`);
    }
  };
}

/** Null for what is of no interest one by one. */
function inWords(event: LogEvent): string | null {
  switch (event.event) {
    case 'linked':
    case 'created':
    case 'ended':
    case 'write':
    case 'ambiguous':
      return null;
    case 'problem':
      return `  ${event.pair === null ? '' : `${event.pair.left} and ${event.pair.right}: `}${event.message}`;
    case 'progress':
      return (
        `  pass ${event.pass} goes on: ${event.listed} listed, ${event.linked} linked, ${event.writes} written, ` +
        seconds(event.durationMs)
      );
    case 'pass':
      return (
        `pass ${event.pass}: ${event.linked} linked, ${createdOf(event)}${event.writes} written, ${event.ambiguous} ambiguous, ` +
        `${event.problems} problems, ${event.requests} requests, ${seconds(event.durationMs)}`
      );
    case 'retry':
      return `  tenant ${event.tenant}: ${event.operation}: ${event.why}; again in ${seconds(event.waitMs)}`;
    case 'circuit opened':
      return `  tenant ${event.tenant} is down since ${event.since}, and is tried again at ${event.retryAt}`;
    case 'circuit closed':
      return `  tenant ${event.tenant} is back; it was down since ${event.since}`;
    case 'throttled':
      return `  tenant ${event.tenant}: ${event.waiting} requests wait, since ${event.perSecond} a second are allowed`;
    case 'stop':
      return (
        `stopped (${event.why}): passes ${event.passes}, linked ${event.linked}, ${createdOf(event)}written ${event.writes}, ` +
        `problems ${event.problems}, requests ${event.requests}, ${seconds(event.durationMs)}`
      );
  }
}

/** Most documents create nothing, and nobody asks how often. */
function createdOf({ created }: { created?: number | undefined }): string {
  return created === undefined ? '' : `${created} created, `;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

import { describe, expect, it } from 'vitest';
import type { SectionResult, SyncResult } from '../sync/once.ts';
import type { Done } from '../sync/options.ts';
import { type Passes, settle, watch } from './passes.ts';
import { LogLine, type LogEvent } from './sync-line.ts';
import { createLog } from './sync-log.ts';

const pair = { left: '1', right: '2' };
const quiet: SectionResult = {
  heading: 'A to B',
  ok: true,
  full: false,
  listed: { left: 0, right: 0 },
  linked: 0,
  created: 0,
  ended: 0,
  ambiguous: [],
  writes: 0,
  problems: [],
  notCopied: [],
};
const change = { rows: ['x → y', 'x → z'], path: 'name', from: null, to: 'v', why: 'only edit' } as const;
const busy: SectionResult = { ...quiet, writes: 1 };
const write: Done = { done: 'write', write: { ...pair, side: 'right', changes: [change] } };
const failing: SectionResult = {
  ...quiet,
  ok: false,
  problems: [{ pair, message: 'PATCH /companies/2: 500 No' }],
};

/** Passes that turn out like this, one after the other, the last one for ever; and what was logged. */
function passes(results: readonly SectionResult[], onPass: (pass: number) => void = () => {}) {
  const logged: LogEvent[] = [];
  let made = 0;
  const all: Passes = {
    pass: (_, onDone): Promise<SyncResult> => {
      const section = results[Math.min(made, results.length - 1)] ?? quiet;
      made += 1;
      onPass(made);
      if (section === busy) onDone('A to B', write);
      return Promise.resolve({ ok: section.ok, sections: [section] });
    },
    requests: () => made * 10,
    log: (event) => logged.push(event),
    stopwatch: () => made * 100,
  };
  return { all, logged };
}

describe('settle', () => {
  it('is over once a pass had nothing to do', async () => {
    const { all, logged } = passes([busy, quiet]);
    expect(await settle(all)).toBe(true);
    const none = { linked: 0, ended: 0, problems: 0 };
    expect(logged).toEqual([
      {
        event: 'write',
        section: 'A to B',
        pair,
        side: 'right',
        row: 'x → y, x → z',
        from: null,
        to: 'v',
        why: 'only edit',
      },
      {
        event: 'pass',
        pass: 1,
        ok: true,
        full: false,
        writes: 1,
        ...none,
        ambiguous: 0,
        requests: 10,
        durationMs: 100,
      },
      {
        event: 'pass',
        pass: 2,
        ok: true,
        full: false,
        writes: 0,
        ...none,
        ambiguous: 0,
        requests: 10,
        durationMs: 100,
      },
      { event: 'stop', why: 'settled', passes: 2, writes: 1, ...none, requests: 20, durationMs: 200 },
    ]);
  });

  it('tells how far a long pass has come, every two seconds', async () => {
    const logged: LogEvent[] = [];
    let now = 0;
    const long: Passes = {
      pass: (_, onDone) => {
        for (now = 0; now <= 5000; now += 500) onDone('A to B', { done: 'listed', side: 'left', count: 100 });
        onDone('A to B', { done: 'linked', pair });
        return Promise.resolve({ ok: true, sections: [quiet] });
      },
      requests: () => 0,
      log: (event) => logged.push(event),
      stopwatch: () => now,
    };
    expect(await settle(long)).toBe(true);
    const none = { event: 'progress', pass: 1, linked: 0, writes: 0 };
    expect(logged.slice(0, 2)).toEqual([
      { ...none, listed: 500, durationMs: 2000 },
      { ...none, listed: 900, durationMs: 4000 },
    ]);
    expect(logged.map(({ event }) => event)).toEqual(['progress', 'progress', 'linked', 'pass', 'stop']);
  });

  it.each([
    ['always written', busy],
    ['always left', failing],
  ])('is given up where something is %s', async (_, section) => {
    const { all, logged } = passes([section]);
    expect(await settle(all)).toBe(false);
    expect(logged.at(-1)).toMatchObject({ event: 'stop', passes: 8, why: 'not settled in 8 passes' });
  });
});

describe('watch', () => {
  it('goes on after a pass that failed, until it is stopped, and says why', async () => {
    const stop = new AbortController();
    const { all, logged } = passes([failing, failing, quiet], (pass) => {
      if (pass === 4) stop.abort('SIGTERM');
    });
    await watch(all, 1, stop.signal);
    expect(logged.at(-1)).toMatchObject({ event: 'stop', why: 'SIGTERM', passes: 4, problems: 2 });
  });

  it('tells of an ambiguity when it is new', async () => {
    const stop = new AbortController();
    const ambiguity = {
      rule: { left: 'orgNr', right: 'orgNr' },
      value: '9',
      left: ['1'],
      right: ['2', '3'],
    } as const;
    const one = { ...ambiguity, left: [...ambiguity.left], right: [...ambiguity.right] };
    const unclear: SectionResult = { ...quiet, ambiguous: [one] };
    const { all, logged } = passes([unclear, unclear, quiet, unclear], (pass) => {
      if (pass === 4) stop.abort('SIGTERM');
    });
    await watch(all, 1, stop.signal);
    expect(logged.map((event) => (event.event === 'pass' ? event.ambiguous : event.event))).toEqual([
      'ambiguous',
      1,
      1,
      0,
      'ambiguous',
      1,
      'stop',
    ]);
  });

  it('says that it ended where a pass cannot be done', async () => {
    const { all, logged } = passes([quiet], () => {
      throw new Error('the disk is full');
    });
    await expect(watch(all, 1, new AbortController().signal)).rejects.toThrow('the disk is full');
    expect(logged).toMatchObject([{ event: 'stop', why: 'an error', passes: 1 }]);
  });
});

describe('the log', () => {
  const events: LogEvent[] = [
    { event: 'linked', section: 's', pair },
    { event: 'progress', pass: 1, listed: 900, linked: 7, writes: 12, durationMs: 4000 },
    { event: 'problem', section: 's', pair: null, message: 'GET /companies: 500 No' },
    { event: 'retry', tenant: 'A', operation: 'GET /companies', attempt: 1, why: '500 No', waitMs: 1234.5 },
    { event: 'throttled', tenant: 'B', perSecond: 5, waiting: 2 },
    {
      event: 'pass',
      pass: 1,
      ok: false,
      full: true,
      writes: 0,
      linked: 1,
      ended: 0,
      problems: 1,
      ambiguous: 0,
      requests: 2,
      durationMs: 50,
    },
  ];
  const printed = (format: 'json' | 'text') => {
    const text = { out: '', err: '' };
    const stream = (name: 'out' | 'err') => ({
      write: (chunk: string | Uint8Array) => {
        text[name] += String(chunk);
        return true;
      },
    });
    const log = createLog(format, { out: stream('out'), err: stream('err') }, () => Date.UTC(2026, 0, 5, 8));
    for (const event of events) log(event);
    return text;
  };

  it('is a line of JSON an event', () => {
    const lines = printed('json').out.trimEnd().split('\n');
    expect(lines.map((line) => LogLine.parse(JSON.parse(line)))).toEqual(
      events.map((event) => ({ time: '2026-01-05T08:00:00.000Z', ...event })),
    );
  });

  it('has passes on standard output and all else beside it, as text', () => {
    expect(printed('text')).toEqual({
      out: 'pass 1: 1 linked, 0 written, 0 ambiguous, 1 problems, 2 requests, 0.1 s\n',
      err:
        '  pass 1 goes on: 900 listed, 7 linked, 12 written, 4.0 s\n' +
        '  GET /companies: 500 No\n' +
        '  tenant A: GET /companies: 500 No; again in 1.2 s\n' +
        '  tenant B: 2 requests wait, since 5 a second are allowed\n',
    });
  });
});

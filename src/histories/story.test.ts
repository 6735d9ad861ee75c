import { describe, expect, it } from 'vitest';
import type { History } from './history.ts';
import { storyOf } from './story.ts';
import { playScripted, type Script } from './testing/scripted.ts';
import type { Violation } from './violation.ts';

const VIOLATION: Omit<Violation, 'entry'> = {
  invariant: 'later-edit-wins',
  title: 'the later edit wins',
  message: 'country of acme on the right is not the one that was given last',
  expected: '"SE"',
  found: '"NO"',
};
const DONE = { ok: true } as const;
const before = (pass: number) => ({ pass, amid: null, sameTime: false });
const PLAIN = { how: 'pass', restart: false, stop: null } as const;
const post = (country: string | null) => ({ postAddress: { country } });
const visit = (country: string | null) => ({ visitAddress: { country } });

const CREATED = {
  do: 'create',
  company: 'acme',
  left: { orgNr: '1', name: 'Acme', ...post('NO') },
  right: { orgNr: '1', name: 'Acme AS', ...visit('NO') },
  ...before(0),
} as const;

async function told(history: Partial<History>, scripts: Script[], entry?: number): Promise<string> {
  const whole: History = {
    topology: 'two-tenants',
    edits: [CREATED],
    passes: [],
    faults: [],
    pace: 0,
    ...history,
  };
  const trace = await playScripted(whole, scripts);
  const at = entry ?? trace.entries.length - 1;
  return storyOf({
    history: whole,
    trace,
    violation: { ...VIOLATION, entry: at },
    replay: 'explore --replay F',
  });
}

/** Only the steps, without their numbers. */
async function steps(...given: Parameters<typeof told>): Promise<string[]> {
  const [, ...lines] = (await told(...given)).split('\n');
  return lines.slice(0, lines.indexOf('')).map((line) => line.replace(/^ *\d+\. /, ''));
}

describe('a story', () => {
  it('tells what was done, step by step, where it broke, and how to see it again', async () => {
    const history: Partial<History> = {
      edits: [
        CREATED,
        { do: 'edit', company: 'acme', side: 'left', values: post('SE'), ...before(1) },
        { do: 'edit', company: 'acme', side: 'right', values: { phone: null }, ...before(1) },
        {
          do: 'edit',
          company: 'acme',
          side: 'right',
          values: { ...visit(null), orgNr: '2' },
          pass: 1,
          amid: { side: 'right', request: 2 },
          sameTime: true,
        },
        { do: 'delete', company: 'acme', side: 'left', ...before(2) },
      ],
      passes: [PLAIN, { ...PLAIN, stop: { how: 'kill', at: { side: 'left', request: 3 } } }],
      faults: [{ pass: 1, at: { side: 'left', request: 1 }, times: 2, kind: 'refused' }],
    };
    const second: Script = ({ get, patch }) => {
      for (const side of ['left', 'left', 'right'] as const) get(side);
      patch('right', '1', visit('SE'));
      patch('left', '1', post(null), 412);
      return null;
    };
    expect(await told(history, [() => DONE, second])).toMatchInlineSnapshot(`
      "In two tenants:
         1. A user creates acme on both sides: left with orgNr "1", postAddress.country "NO" and 1 other value; right with orgNr "1", visitAddress.country "NO" and 1 other value.
         2. Pass 1 writes nothing.
         3. A user changes postAddress.country of acme on the left from "NO" to "SE".
         4. A user writes acme on the right as it was.
         5. Pass 2 begins. Its 1st request to the left is refused (503), as the next is.
         6. Amid pass 2, as the engine's 2nd request to the right arrives, in the same millisecond, a user changes orgNr of acme on the right from "1" to "2" and clears its visitAddress.country, which was "NO".
         7. The engine changes visitAddress.country of acme on the right from null to "SE".
         8. The engine's PATCH of acme on the left is refused (412).
         9. Pass 2 is killed as its 3rd request to the left arrives.
        10. A user deletes acme on the left.
        11. The engine passes, in a new process, until nothing is left to do.
        12. Nothing is left to do.

      ✗ later-edit-wins: the later edit wins
        country of acme on the right is not the one that was given last
        expected  "SE"
        found     "NO"
        again     explore --replay F"
    `);
  });
});

describe('the steps of a story', () => {
  it('tell of a creation all that the company has, where nothing changes later', async () => {
    expect(await steps({}, [])).toEqual([
      'A user creates acme on both sides: left with orgNr "1", name "Acme" and postAddress.country "NO"; right with orgNr "1", name "Acme AS" and visitAddress.country "NO".',
      'The engine passes until nothing is left to do.',
      'Nothing is left to do.',
    ]);
  });

  it('tell in one tenant of a left and a right record', async () => {
    const script: Script = ({ patch, post: create, delete: remove }) => {
      patch('left', '2', visit('SE'));
      create('left', { orgNr: '3' });
      remove('left', '1');
      return { ok: false, reason: 'POST: \u001b[31m500\n at' };
    };
    const edits: History['edits'] = [
      CREATED,
      {
        do: 'edit',
        company: 'acme',
        side: 'right',
        values: {},
        pass: 0,
        amid: { side: 'left', request: 2 },
        sameTime: false,
      },
    ];
    expect(await steps({ topology: 'one-tenant', edits, passes: [PLAIN] }, [script], 7)).toEqual([
      'A user creates both records of acme: left with orgNr "1" and 2 other values; right with orgNr "1", visitAddress.country "NO" and 1 other value.',
      'Pass 1 begins.',
      'The engine changes visitAddress.country of the right record of acme from "NO" to "SE".',
      "Amid pass 1, as the engine's 2nd request arrives, a user writes the right record of acme as it was.",
      'The engine creates record 3: orgNr "3".',
      'The engine deletes the left record of acme.',
      'Pass 1 fails: POST: \\u001b[31m500 at.',
    ]);
  });

  it('tell what a settle writes, and that it never ends', async () => {
    const scripts = Array.from({ length: 8 }, (_, n): Script => ({ patch }) => {
      patch('left', '1', { phone: String(n % 2) });
      return n === 1 ? { ok: false, reason: 'it broke' } : DONE;
    });
    const passes: History['passes'] = [{ ...PLAIN, restart: true, how: 'settle' }];
    const [, ...lines] = await steps({ passes }, scripts, 20);
    expect(lines.slice(0, 4)).toEqual([
      'The engine passes until nothing is left to do.',
      'The engine changes phone of acme on the left from null to "0".',
      'The engine changes phone of acme on the left from "0" to "1".',
      'The 2nd of these passes fails: it broke.',
    ]);
    const all = await steps({ passes }, scripts);
    expect(all).toContain('After 8 passes the engine has not come to rest.');
  });

  it('tell how a process ended, and that another begins', async () => {
    const at = { side: 'right', request: 11 } as const;
    const passes: History['passes'] = [
      { ...PLAIN, stop: { how: 'close', at } },
      { ...PLAIN, stop: { how: 'kill after', at } },
      { ...PLAIN, restart: true },
    ];
    const stops: Script = ({ get }) => {
      for (let n = 0; n < 11; n += 1) get('right');
      return null;
    };
    expect((await steps({ passes }, [stops, stops])).slice(1)).toEqual([
      'Pass 1 begins.',
      'Pass 1 is told to end as its 11th request to the right arrives.',
      'Pass 2 begins, in a new process.',
      'Pass 2 is killed once its 11th request to the right is done, before its answer.',
      'Pass 3 writes nothing, in a new process.',
      'The engine passes until nothing is left to do.',
      'Nothing is left to do.',
    ]);
  });

  it('show what is hidden in a value, and cut what is long', async () => {
    const edits: History['edits'] = [
      CREATED,
      {
        do: 'edit',
        company: 'acme',
        side: 'left',
        values: { name: `\u0000\u200b\u00a0${'x'.repeat(100)}` },
        ...before(0),
      },
    ];
    expect((await steps({ edits }, []))[1]).toBe(
      `A user changes name of acme on the left from "Acme" to "\\u0000\\u200b\\u00a0${'x'.repeat(37)}…" (103 characters).`,
    );
  });

  it('end where the violation showed', async () => {
    expect(await steps({}, [], 1)).toHaveLength(1);
    expect(await steps({}, [], 0)).toEqual([
      'A user creates acme on the left: orgNr "1", name "Acme" and postAddress.country "NO".',
    ]);
  });
});

/** Evidence as a file, written by hand: what is read, and how evidence that cannot be read says where and why. */
import { describe, expect, it } from 'vitest';
import { type Evidence, EvidenceLine, parseEvidence, renderEvidenceLine } from './evidence.ts';
import { EvidenceError } from './evidence-error.ts';
import {
  AT,
  company,
  created,
  edited,
  evidenceOf,
  pass,
  round,
  scenario,
  settle,
} from './testing/small-evidence.ts';

const observed = { left: company('left', { phone: null }), right: null };

/** Has of every kind of line, action and fault something. */
function everything(): Evidence {
  const { header } = evidenceOf([]);
  return evidenceOf(
    [
      scenario('one', [
        round(
          [
            created('left', 'left', { name: 'two\nlines' }),
            edited('left', { phone: null, postAddress: { country: 'NO' }, visitAddress: null }),
            { do: 'edit', record: 'right', patch: {}, at: null },
            { do: 'delete', record: 'right' },
            {
              do: 'ambush',
              record: 'left',
              patch: { name: 'x' },
              met: { record: 'left', ifMatch: true, at: AT },
            },
            { do: 'ambush', record: 'left', patch: {}, met: null },
          ],
          observed,
          (['POST', 'PATCH', 'PUT', 'DELETE'] as const).map((method, i) => ({
            pass: i,
            record: 'left',
            method,
            status: 204,
            ifMatch: false,
            changes: [{ path: 'postAddress.country', from: null, to: 'NO' }],
          })),
        ),
      ]),
      scenario('two', [], { final: null }),
    ],
    {
      header: {
        ...header,
        faults: ['latency'],
        lacks: [{ capability: 'clock', reason: 'it stands' }],
        live: { tag: 'run-7', left: 'http://a', right: 'http://b' },
      },
      settles: [
        settle(0, {
          faultyPasses: [pass({ ok: false, reason: 'it fell', output: 'at line 7' })],
          faults: [{ side: 'right', fault: { name: 'garbage' }, met: 0 }],
          arrivals: [0, 12],
          idle: [{ side: 'left', record: 'one/left' }],
          strangers: [{ side: 'right', company: company('x') }],
        }),
        settle(1),
        settle(1, { batch: 'deletion' }),
      ],
      further: new Map([
        [
          'main',
          {
            kind: 'further passes',
            batch: 'main',
            passes: [pass()],
            writes: [{ side: 'left', record: 'one/left', pass: 1 }],
          },
        ],
      ]),
      end: { kind: 'end', finishedAt: AT, stopped: { by: 'engine', reason: 'out of coffee' } },
    },
  );
}

function linesOf({ header, settles, further, scenarios, end }: Evidence): EvidenceLine[] {
  return [header, ...settles, ...further.values(), ...scenarios.values(), ...(end ? [end] : [])];
}
const text = (): string[] => linesOf(everything()).map((line) => `${JSON.stringify(line)}\n`);
const SCENARIO = 5;

describe('evidence', () => {
  it('is read as it was written', () => {
    expect(parseEvidence(text().join(''), 'x')).toEqual(everything());
    expect(linesOf(everything()).map(renderEvidenceLine)).toEqual(text());
    expect(linesOf(everything())[SCENARIO]?.kind).toBe('scenario');
  });

  it('may have empty lines, and may lack its end', () => {
    expect(parseEvidence(`${text().join('\n')}\n`, 'x')).toEqual(everything());
    expect(parseEvidence(text().slice(0, -1).join(''), 'x')).toEqual({ ...everything(), end: null });
  });

  it('of before there were tags and arrivals is read as that of mocks', () => {
    const { live, ...header } = everything().header;
    const { arrivals, idle, ...settled } = settle(0);
    const old = [header, settled].map((line) => JSON.stringify(line)).join('\n');
    const read = parseEvidence(old, 'x');
    expect([live, arrivals, idle].every(Boolean)).toBe(true);
    expect(read.header.live).toBe(null);
    expect(read.settles).toEqual([{ ...settled, arrivals: [], idle: [] }]);
  });

  it('may have been stopped by the harness, or by nobody', () => {
    for (const stopped of [{ by: 'harness', reason: 'x' } as const, null]) {
      const end = { kind: 'end', finishedAt: AT, stopped } as const;
      expect(EvidenceLine.parse(JSON.parse(renderEvidenceLine(end)))).toEqual(end);
    }
  });
});

function errorOf(written: string): EvidenceError {
  try {
    parseEvidence(written, 'run/evidence.ndjson');
  } catch (error) {
    if (error instanceof EvidenceError) return error;
    throw error;
  }
  throw new Error('this evidence was read without an error');
}

describe('evidence that cannot be read says where and why', () => {
  const [first = '', ...rest] = text();
  it.each([
    ['an empty file', '', 1, 'this is not evidence: it has no line that describes a campaign'],
    ['another file', 'hello\n', 1, 'this line is not JSON; was the file cut off or edited?'],
    ['no first line', rest.join(''), 1, 'the first line must describe the campaign'],
    [
      'a line that was cut off',
      text().join('').slice(0, -20),
      text().length,
      'this line is not JSON; was the file cut off or edited?',
    ],
    [
      'a second campaign',
      first + text().join(''),
      2,
      'a second campaign begins here; an evidence file holds one',
    ],
    [
      'a line after the end',
      text().join('') + (rest[0] ?? ''),
      text().length + 1,
      'there is more after the line that ends the campaign',
    ],
    [
      'a settle that stands there twice',
      first + rest[0] + rest[1] + rest[0],
      4,
      'settle 0 of batch main stands here twice',
    ],
    ['further passes twice', first + rest[3] + rest[3], 3, 'further passes of batch main stand here twice'],
    ['a scenario twice', first + rest[4] + rest[4], 3, 'scenario one stands here twice'],
  ])('%s', (_, written, line, detail) => {
    expect(errorOf(written).message).toBe(`run/evidence.ndjson:${line}: ${detail}`);
    expect(errorOf(written).name).toBe('EvidenceError');
  });

  it.each<[string, number, object, string]>([
    ['another kind', 1, { kind: 'invoice' }, 'kind'],
    ['another version of the format', 0, { format: 2 }, 'format'],
    [
      'a checksum that is too short',
      0,
      { checklist: { ...everything().header.checklist, sha256: '0'.repeat(63) } },
      'sha256',
    ],
    [
      'a checksum that is too long',
      0,
      { checklist: { ...everything().header.checklist, sha256: '0'.repeat(65) } },
      'sha256',
    ],
    [
      'a checksum of other signs',
      0,
      { checklist: { ...everything().header.checklist, sha256: 'x'.repeat(64) } },
      'sha256',
    ],
    ['an engine without a version', 0, { engine: { name: 'x' } }, 'engine'],
    ['no quiet pass', 0, { limits: { quietPasses: 0, maxPasses: 1, passTimeoutMs: 1 } }, 'quietPasses'],
    ['a capability that there is not', 0, { lacks: [{ capability: 'x', reason: 'x' }] }, 'capability'],
    ['an unknown field', SCENARIO, { extra: 1 }, 'extra'],
    [
      'a company of another shape',
      SCENARIO,
      { rounds: [{ actions: [], observed: { left: { id: 7 } }, writes: [] }] },
      'rounds',
    ],
    ['a side that there is not', SCENARIO, { sides: { left: 'middle' } }, 'sides'],
    ['a missing list', SCENARIO, { rounds: undefined }, 'rounds'],
    ['a pass of less than no time', 1, { passes: [pass({ milliseconds: -1 })] }, 'milliseconds'],
    ['a half write', 1, { passes: [pass({ acceptedWrites: 0.5 })] }, 'acceptedWrites'],
    ['who stopped it', 7, { stopped: { by: 'the weather', reason: 'x' } }, 'stopped'],
  ])('%s', (_, at, change, field) => {
    const altered = `${JSON.stringify({ ...linesOf(everything())[at], ...change })}\n`;
    const { message } = errorOf(text().with(at, altered).join(''));
    expect(message).toMatch(new RegExp(`^run/evidence.ndjson:${at + 1}: this line is not evidence: `));
    expect(message).toContain(field);
  });
});

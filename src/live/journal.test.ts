import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type JournalLine, openJournal, parseJournal, readJournals, reopenJournal } from './journal.ts';
import { JournalError } from './journal-error.ts';

const RUN: JournalLine = {
  kind: 'run',
  format: 1,
  tag: 'dataflow-qa-0123456789',
  startedAt: '2026-01-01T00:00:00.000Z',
  tenants: { left: 'https://a.test', right: 'https://b.test' },
};
const { kind: _, format: __, ...OPENED } = RUN;
const AT = '2026-01-01T00:00:01.000Z';
const folder = mkdtempSync(path.join(tmpdir(), 'journal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => path.join(folder, String((folders += 1)));

/** What becomes of one record of a run: asked for, perhaps answered, perhaps removed. */
const Life = fc.record({
  side: fc.constantFrom('left' as const, 'right' as const),
  key: fc.option(fc.string({ minLength: 1, unit: 'grapheme' })),
  id: fc.string({ minLength: 1, unit: 'grapheme' }),
  ends: fc.constantFrom(1, 2, 3),
});

/** Lives side by side: the steps of each in their order, those of all in any. */
const Lines = fc.array(Life, { maxLength: 8 }).chain((lives) =>
  fc
    .shuffledSubarray(
      lives.flatMap(({ ends }, at) => Array.from({ length: ends }, () => at)),
      { minLength: lives.reduce((sum, { ends }) => sum + ends, 0) },
    )
    .map((turns) => turns.map((at, turn) => stepOf(lives, at, turns.slice(0, turn)))),
);

function stepOf(
  lives: readonly { side: 'left' | 'right'; key: string | null; id: string }[],
  at: number,
  earlier: readonly number[],
): JournalLine {
  const life = lives[at];
  if (life === undefined) throw new Error('no such life');
  const { side, key } = life;
  const [n, id] = [at + 1, `${life.id}-${at}`];
  const step = earlier.filter((one) => one === at).length;
  if (step === 0) return { kind: 'creating', n, side, key, at: AT };
  return step === 1 ? { kind: 'created', n, id } : { kind: 'removed', side, id };
}

const textOf = (lines: readonly JournalLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

describe('a journal', () => {
  it('cut off after any byte is read as what had been asked by then', () => {
    fc.assert(
      fc.property(Lines, fc.nat(), (lines, cut) => {
        const bytes = Buffer.from(textOf([RUN, ...lines]));
        const prefix = bytes.subarray(0, cut % (bytes.length + 1)).toString('utf8');
        const whole = prefix.split('\n').length - 1;
        const parsed = parseJournal(prefix, 'j.ndjson');
        if (whole === 0) return parsed === null;
        const there = lines.slice(0, whole - 1);
        const created = there.filter((line) => line.kind === 'created');
        const removed = new Set(there.flatMap((line) => (line.kind === 'removed' ? [line.id] : [])));
        const asked = there.filter((line) => line.kind === 'creating');
        const left = (side: string): string[] =>
          created
            .filter(({ n }) => asked.some((one) => one.n === n && one.side === side))
            .flatMap(({ id }) => (removed.has(id) ? [] : [id]));
        const unanswered = (side: string): number =>
          asked.filter((one) => one.side === side && !created.some(({ n }) => n === one.n)).length;
        expect(parsed).toMatchObject({
          run: RUN,
          left: { left: left('left'), right: left('right') },
          unanswered: { left: unanswered('left'), right: unanswered('right') },
          lastAt: asked.length > 0 ? AT : null,
          keys: new Set(asked.flatMap(({ key }) => (key === null ? [] : [key]))),
          clean: false,
        });
        return true;
      }),
    );
  });

  it('that was damaged is refused with file and line, wherever that is', () => {
    fc.assert(
      fc.property(
        Lines,
        fc.nat(),
        fc.constantFrom('{', '{"kind":"creat', 'null', '{}'),
        (lines, at, junk) => {
          const all = [RUN, ...lines].map((line) => JSON.stringify(line));
          const bad = at % all.length;
          all[bad] = junk;
          expect(() => parseJournal(`${all.join('\n')}\n`, 'j.ndjson')).toThrow(
            new RegExp(`^j\\.ndjson:${bad + 1}: this line is no`),
          );
        },
      ),
    );
  });

  it.each<[string, JournalLine[], string]>([
    ['begins with another line', [{ kind: 'clean' }], 'j:1: the first line'],
    ['has two runs', [RUN, { kind: 'clean' }, RUN], 'j:3: a second run'],
    ['has an answer to nothing', [RUN, { kind: 'created', n: 1, id: 'x' }], 'j:2: creation 1'],
  ])('that %s is refused with file and line', (_name, lines, message) => {
    expect(() => parseJournal(textOf(lines), 'j')).toThrow(JournalError);
    expect(() => parseJournal(textOf(lines), 'j')).toThrow(message);
  });

  it('is clean until something is created again', () => {
    const clean = [RUN, { kind: 'clean' } as const];
    expect(parseJournal(textOf(clean), 'j')?.clean).toBe(true);
    const again = [...clean, { kind: 'creating', n: 1, side: 'left', key: null, at: AT } as const];
    expect(parseJournal(textOf(again), 'j')?.clean).toBe(false);
  });

  it('knows the keys that a company was to be given later, too', () => {
    expect(parseJournal(textOf([RUN, { kind: 'key', key: '310000001' }]), 'j')?.keys).toEqual(
      new Set(['310000001']),
    );
  });

  it('has each line on the disk when the call returns', () => {
    const journal = openJournal(newFolder(), OPENED);
    expect(readFileSync(journal.file, 'utf8')).toBe(textOf([RUN]));
    const line: JournalLine = { kind: 'creating', n: 1, side: 'left', key: 'Æ\n"', at: AT };
    journal.append(line);
    expect(readFileSync(journal.file, 'utf8')).toBe(textOf([RUN, line]));
    journal.close();
  });

  it('is never written over', () => {
    const dir = newFolder();
    openJournal(dir, OPENED).close();
    expect(() => openJournal(dir, OPENED)).toThrow('EEXIST');
  });

  it('is written to at its end, though a sweep adds to it as well', () => {
    const journal = openJournal(newFolder(), OPENED);
    journal.append({ kind: 'creating', n: 1, side: 'left', key: null, at: AT });
    const sweep = reopenJournal(journal.file);
    sweep.append({ kind: 'removed', side: 'left', id: 'something' });
    sweep.append({ kind: 'clean' });
    sweep.close();
    journal.append({ kind: 'created', n: 1, id: '1' });
    journal.close();
    const parsed = parseJournal(readFileSync(journal.file, 'utf8'), journal.file);
    expect(parsed).toMatchObject({ unanswered: { left: 0 }, left: { left: ['1'] } });
  });

  it('knows what a sweep has found of the creations that were not answered', () => {
    const creating = (n: number): JournalLine => ({ kind: 'creating', n, side: 'left', key: null, at: AT });
    const removed = (id: string): JournalLine => ({ kind: 'removed', side: 'left', id });
    const lines = [creating(1), creating(2), creating(3), { kind: 'created', n: 1, id: '1' } as const];
    const unanswered = (...more: JournalLine[]): number | undefined =>
      parseJournal(textOf([RUN, ...lines, ...more]), 'j.ndjson')?.unanswered.left;
    expect(unanswered()).toBe(2);
    expect(unanswered(removed('1'))).toBe(2);
    expect(unanswered(removed('1'), removed('2'))).toBe(1);
    // Two sweeps at once remove the same.
    expect(unanswered(removed('2'), removed('2'))).toBe(1);
    expect(unanswered(removed('2'), removed('3'), removed('a copy'))).toBe(0);
  });

  it('can be added to where its last line was cut off', () => {
    const journal = openJournal(newFolder(), OPENED);
    journal.append({ kind: 'creating', n: 1, side: 'left', key: null, at: AT });
    journal.close();
    appendFileSync(journal.file, '{"kind":"created","n":1,"id":"Å'.slice(0, -1));
    const again = reopenJournal(journal.file);
    again.append({ kind: 'clean' });
    again.close();
    const parsed = parseJournal(readFileSync(journal.file, 'utf8'), journal.file);
    expect(parsed).toMatchObject({ clean: true, unanswered: { left: 1 }, left: { left: [], right: [] } });
  });
});

describe('a folder of journals', () => {
  it('that is not there has none', () => {
    expect(readJournals(newFolder())).toEqual([]);
  });

  it('is read whole; what is no journal is not, and one that was never begun is none', () => {
    const dir = newFolder();
    openJournal(dir, OPENED).close();
    openJournal(dir, { ...OPENED, tag: 'dataflow-qa-zzzzzzzzzz' }).close();
    writeFileSync(path.join(dir, 'begun.ndjson'), '{"kind":"ru');
    writeFileSync(path.join(dir, 'notes.txt'), 'x');
    expect(readJournals(dir).map(({ run }) => run.tag)).toEqual([OPENED.tag, 'dataflow-qa-zzzzzzzzzz']);
  });

  it('is refused where one of them is damaged: what it left would be forgotten', () => {
    const dir = newFolder();
    const journal = openJournal(dir, OPENED);
    journal.close();
    appendFileSync(journal.file, 'x\n');
    expect(() => readJournals(dir)).toThrow(`${journal.file}:2: this line is not JSON`);
  });
});

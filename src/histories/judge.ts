/** From what happened to what was broken: a trace is followed with the model, and every invariant is asked. Pure. */
import type { Cells } from './cells.ts';
import { AT_SETTLE } from './invariants/at-settle.ts';
import { AT_WRITE } from './invariants/at-write.ts';
import { type Expected, expectedOf } from './invariants/expected.ts';
import type { Finding, Invariant, Kind, SeenSettle } from './invariants/invariant.ts';
import { disagreementsIn } from './model/disagreement.ts';
import { createModel, type Model } from './model/model.ts';
import {
  type EngineWrite,
  isAccepted,
  type PassEnds,
  type Settled,
  type Trace,
  type UserEdit,
} from './trace.ts';
import type { Violation } from './violation.ts';
import { valueAt } from '../domain/company.ts';

export const INVARIANTS: readonly Invariant[] = [...AT_WRITE, ...AT_SETTLE];

/** What is broken first comes first; of each invariant only the first time. */
export function judge(cells: Cells, trace: Trace, kinds: ReadonlySet<Kind>): Violation[] {
  return new Judge(cells, trace, kinds).judge();
}

/** How the model saw the history in the end: what comparisons of histories have to know. */
export function modelOf(cells: Cells, trace: Trace): Model {
  const judging = new Judge(cells, trace, new Set());
  judging.judge();
  return judging.model;
}

class Judge {
  readonly model: Model;
  readonly #trace: Trace;
  readonly #atWrite: readonly Invariant[];
  readonly #atSettle: readonly Invariant[];
  readonly #violations: Violation[] = [];
  #writes: EngineWrite[] = [];
  #edits: SeenSettle['edits'] = 'nothing';
  #isDirect = true;
  #isRestarted = false;
  #failed = 0;
  /** Null where the settle is not under way. */
  #expected: Expected[] | null = null;

  constructor(cells: Cells, trace: Trace, kinds: ReadonlySet<Kind>) {
    this.model = createModel(cells, trace.topology);
    this.#trace = trace;
    this.#atWrite = AT_WRITE.filter(({ kind }) => kinds.has(kind));
    this.#atSettle = AT_SETTLE.filter(({ kind }) => kinds.has(kind));
  }

  judge(): Violation[] {
    for (const [index, entry] of this.#trace.entries.entries()) {
      switch (entry.is) {
        case 'edit':
          this.#edit(entry);
          break;
        case 'begins':
          this.#begin(entry.settling, entry.restart, index);
          break;
        case 'write':
          this.#write(entry, index);
          break;
        case 'ends':
          if (entry.ended !== 'done') this.#failed += 1;
          this.model.passEnds();
          break;
        case 'settled':
          this.#settle(entry, index);
      }
    }
    return this.#violations;
  }

  #edit(edit: UserEdit): void {
    const { before, after } = edit;
    const { leaves } = this.model.cells;
    const isOutside =
      before !== null &&
      after !== null &&
      before.orgNr === after.orgNr &&
      leaves.every((path) => valueAt(before, path) === valueAt(after, path));
    if (!isOutside) this.#edits = 'rows';
    else if (this.#edits === 'nothing') this.#edits = 'outside the rows';
    this.model.edit(edit);
  }

  #begin(settling: boolean, restart: boolean, index: number): void {
    const ends = this.#endAfter(index);
    if (restart && settling) this.#isRestarted = true;
    if (!settling) this.#isDirect = false;
    // Before the pass is known of: what may have been linked already is no first link.
    else if (this.#expected === null) {
      this.#expected = this.#isDirect ? expectedOf(this.model) : [];
      this.#failed = 0;
    }
    this.model.passBegins(ends === null || ends.ended === 'killed' || ends.faults > 0);
  }

  #endAfter(index: number): PassEnds | null {
    for (let at = index; at < this.#trace.entries.length; at += 1) {
      const entry = this.#trace.entries[at];
      if (entry?.is === 'ends') return entry;
    }
    return null;
  }

  #write(write: EngineWrite, index: number): void {
    if (isAccepted(write)) this.#writes.push(write);
    // The model says where the values come from as it notes them, so that both see the same.
    const explained = this.model.explain(write);
    for (const invariant of this.#atWrite) {
      this.#note(invariant, invariant.atWrite?.({ model: this.model, write, explained }), index);
    }
    this.model.note(write, explained);
  }

  #settle(entry: Settled, index: number): void {
    const settled = this.model.settle(entry);
    const seen: SeenSettle = {
      model: this.model,
      entry,
      settled,
      disagreements: disagreementsIn(this.model, settled),
      writes: this.#writes,
      failed: this.#failed,
      edits: this.#edits,
      isDirect: this.#isDirect,
      isRestarted: this.#isRestarted,
      expected: this.#expected ?? [],
    };
    for (const invariant of this.#atSettle) this.#note(invariant, invariant.atSettle?.(seen), index);
    this.#writes = [];
    this.#failed = 0;
    this.#isRestarted = false;
    this.#expected = null;
    // What users did before a settle that found no rest may still be on its way after it.
    if (entry.atRest) this.#edits = 'nothing';
    this.#isDirect = entry.atRest;
  }

  #note({ name, title }: Invariant, finding: Finding | null | undefined, entry: number): void {
    if (!finding || this.#violations.some(({ invariant }) => invariant === name)) return;
    const { message, expected = null, found = null } = finding;
    this.#violations.push({ invariant: name, title, message, entry, expected, found });
  }
}

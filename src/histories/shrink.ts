/**
 * Histories that are a little smaller than a given one: of each tape by itself, and of several together. Whoever looks for
 * the smallest that still fails takes the first of them that does, and asks again. Pure.
 */
import { type CompanyPatch, mergePatches, WRITABLE_LEAVES } from '../domain/company.ts';
import type { Edit, Fault, History, Moment, Pass } from './history.ts';

/** The boldest first. */
export function* smaller(history: History): Generator<History> {
  yield* withoutFaults(history);
  yield* withoutCompany(history);
  yield* withoutPasses(history);
  yield* withoutEdits(history);
  yield* joined(history);
  yield* plainer(history);
}

function* withoutFaults(history: History): Generator<History> {
  for (const faults of fewer(history.faults)) yield { ...history, faults };
}

function* withoutCompany(history: History): Generator<History> {
  const companies = new Set(history.edits.map(({ company }) => company));
  if (companies.size < 2) return;
  for (const company of companies) {
    yield { ...history, edits: history.edits.filter((edit) => edit.company !== company) };
  }
}

/** With a pass go its faults; its edits come before the next one, or go with it. */
function* withoutPasses(history: History): Generator<History> {
  const numbers = history.passes.map((_, pass) => pass);
  for (const kept of fewer(numbers)) {
    const without = keepPasses(history, new Set(kept));
    yield {
      ...without,
      edits: without.edits
        .filter(({ pass }) => kept.includes(pass) || pass >= numbers.length)
        .map(renumber(kept)),
    };
    yield { ...without, edits: without.edits.map(renumber(kept)) };
  }
}

function* withoutEdits(history: History): Generator<History> {
  for (const edits of fewer(history.edits)) yield { ...history, edits };
  // Two at a time: what is done and undone again only goes together.
  if (history.edits.length > 12) return;
  for (const [first] of history.edits.entries()) {
    for (let second = first + 1; second < history.edits.length; second += 1) {
      yield { ...history, edits: history.edits.filter((_, index) => index !== first && index !== second) };
    }
  }
}

/** What comes about in one step instead of two. */
function* joined(history: History): Generator<History> {
  for (const [index, edit] of history.edits.entries()) {
    for (const [later, other] of history.edits.entries()) {
      if (later <= index || other.company !== edit.company) continue;
      const one = together(edit, other);
      if (one === null) continue;
      yield {
        ...history,
        edits: history.edits.map((old, at) => (at === index ? one : old)).filter((_, at) => at !== later),
      };
    }
  }
}

function together(edit: Edit, other: Edit): Edit | null {
  if (edit.do === 'create' && other.do === 'create') {
    return { ...edit, left: edit.left ?? other.left, right: edit.right ?? other.right };
  }
  if (edit.do === 'create' && other.do === 'edit') {
    const draft = edit[other.side];
    return draft === null ? null : { ...edit, [other.side]: mergePatches([draft, other.values]) };
  }
  if (edit.do === 'edit' && other.do === 'edit' && edit.side === other.side) {
    return { ...edit, values: mergePatches([edit.values, other.values]) };
  }
  return null;
}

function* plainer(history: History): Generator<History> {
  if (history.beside !== undefined) {
    const { beside, ...alone } = history;
    const { count } = beside;
    yield alone;
    for (const fewerOthers of [Math.ceil(count / 2), count - 10, count - 1]) {
      if (fewerOthers > 0 && fewerOthers < count) {
        yield { ...history, beside: { ...beside, count: fewerOthers } };
      }
    }
  }
  if (history.pace !== 0) yield { ...history, pace: 0 };
  if (history.topology !== 'two-tenants') yield { ...history, topology: 'two-tenants' };
  for (const [index, pass] of history.passes.entries()) {
    for (const plain of plainerPass(pass)) yield { ...history, passes: withAt(history.passes, index, plain) };
  }
  for (const [index, fault] of history.faults.entries()) {
    for (const plain of plainerFault(fault))
      yield { ...history, faults: withAt(history.faults, index, plain) };
  }
  for (const [index, edit] of history.edits.entries()) {
    for (const plain of plainerEdit(edit)) yield { ...history, edits: withAt(history.edits, index, plain) };
  }
}

function* plainerPass(pass: Pass): Generator<Pass> {
  if (pass.stop !== null) {
    yield { ...pass, stop: null };
    for (const at of earlier(pass.stop.at)) yield { ...pass, stop: { ...pass.stop, at } };
  }
  if (pass.restart) yield { ...pass, restart: false };
  if (pass.how === 'pass' && pass.stop === null) yield { ...pass, how: 'settle' };
}

function* plainerFault(fault: Fault): Generator<Fault> {
  if (fault.times > 1) {
    yield { ...fault, times: 1 };
    yield { ...fault, times: fault.times - 1 };
  }
  for (const at of earlier(fault.at)) yield { ...fault, at };
}

function* plainerEdit(edit: Edit): Generator<Edit> {
  if (edit.amid !== null) {
    yield { ...edit, amid: null };
    for (const amid of earlier(edit.amid)) yield { ...edit, amid };
  }
  if (edit.sameTime) yield { ...edit, sameTime: false };
  if (edit.do === 'create') {
    for (const side of ['left', 'right'] as const) {
      const draft = edit[side];
      if (draft === null) continue;
      if (edit[side === 'left' ? 'right' : 'left'] !== null) yield { ...edit, [side]: null };
      for (const fewerValues of plainerValues(draft)) yield { ...edit, [side]: fewerValues };
    }
  }
  if (edit.do === 'edit') {
    for (const values of plainerValues(edit.values)) yield { ...edit, values };
  }
}

/** One leaf less, or an address that is cleared leaf by leaf. */
function* plainerValues(patch: CompanyPatch): Generator<CompanyPatch> {
  for (const path of WRITABLE_LEAVES) {
    const [top = '', leaf] = path.split('.');
    if (leaf === undefined) {
      if (top in patch) yield Object.fromEntries(Object.entries(patch).filter(([name]) => name !== top));
      continue;
    }
    const address = top === 'postAddress' ? patch.postAddress : patch.visitAddress;
    if (address === null || address === undefined || !(leaf in address)) continue;
    const rest = Object.fromEntries(Object.entries(address).filter(([name]) => name !== leaf));
    if (Object.keys(rest).length > 0) yield { ...patch, [top]: rest };
    else yield Object.fromEntries(Object.entries(patch).filter(([name]) => name !== top));
  }
}

function* earlier({ side, request }: Moment): Generator<Moment> {
  if (request > 1) {
    yield { side, request: 1 };
    yield { side, request: request - 1 };
  }
}

/** None, halves, and one less. */
function* fewer<T>(all: readonly T[]): Generator<T[]> {
  if (all.length === 0) return;
  yield [];
  if (all.length > 2) {
    const middle = Math.ceil(all.length / 2);
    yield all.slice(0, middle);
    yield all.slice(middle);
  }
  if (all.length > 1) for (const [index] of all.entries()) yield all.filter((_, at) => at !== index);
}

function keepPasses(history: History, kept: ReadonlySet<number>): History {
  const numbers = [...kept];
  return {
    ...history,
    passes: history.passes.filter((_, pass) => kept.has(pass)),
    faults: history.faults
      .filter(({ pass }) => kept.has(pass))
      .map((fault) => ({ ...fault, pass: numbers.indexOf(fault.pass) })),
  };
}

/** An edit of a pass that is gone comes before the next one that is left. */
function renumber(kept: readonly number[]): (edit: Edit) => Edit {
  return (edit) => {
    const next = kept.findIndex((pass) => pass >= edit.pass);
    const isThere = kept.includes(edit.pass);
    return { ...edit, pass: next === -1 ? kept.length : next, amid: isThere ? edit.amid : null };
  };
}

function withAt<T>(all: readonly T[], index: number, one: T): T[] {
  return all.map((old, at) => (at === index ? one : old));
}

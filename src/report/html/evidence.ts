/**
 * The evidence as the page carries it: each scenario once, as JSON that its script reads when a check is opened.
 * Values stand as they are shown, each once a scenario, and are told by their number. Pure.
 */
import { show } from '../../checks/view.ts';
import type { Report, ReportRecord, ReportRound, ReportScenario } from '../model.ts';
import { markup, json, type Markup, visible } from '../../html/markup.ts';

/** By id: which of the page's scenarios it is, from 0. */
export type ScenarioNumbers = ReadonlyMap<string, number>;

export function scenarioNumbers({ scenarios }: Report): ScenarioNumbers {
  return new Map(Object.keys(scenarios).map((id, i) => [id, i]));
}

export function evidenceScripts({ scenarios }: Report): Markup {
  const paths = new Words<string>(visible);
  const scripts = Object.values(scenarios).map(
    (scenario, i) =>
      markup`<script type="application/json" id="scenario-${i}">${json(packed(scenario, paths))}</script> `,
  );
  return markup`${scripts}
<script type="application/json" id="paths">${json(paths.all)}</script> `;
}

/** What is said more than once, told by its number. */
class Words<T> {
  readonly all: string[] = [];
  readonly #numbers = new Map<T, number>();
  readonly #shown: (word: T) => string;

  constructor(shown: (word: T) => string) {
    this.#shown = shown;
  }

  numberOf(word: T): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.all.length);
    return this.all.push(this.#shown(word)) - 1;
  }
}

function packed({ id, batch, more, rounds }: ReportScenario, paths: Words<string>): object {
  const values = new Words<string | null>(show);
  return {
    id: visible(id),
    batch: visible(batch),
    more,
    rounds: rounds.map((round) => packedRound(round, values, paths)),
    values: values.all,
  };
}

function packedRound(round: ReportRound, values: Words<string | null>, paths: Words<string>): object {
  const { actions, settle, arrival, records, writes } = round;
  return {
    done: actions.map(visible),
    settle,
    arrival,
    records: records.map((record) => packedRecord(record, values, paths)),
    writes: writes.map(({ record, method, status, pass, changes }) => ({
      record: visible(record),
      method,
      status,
      pass,
      changes: changes.flatMap(({ path, from, to }) => [
        paths.numberOf(path),
        values.numberOf(from),
        values.numberOf(to),
      ]),
    })),
  };
}

/** A leaf is three numbers: its path, its value before and after; -1 where the record was not there. */
function packedRecord(record: ReportRecord, values: Words<string | null>, paths: Words<string>): object {
  const { name, side, id, existed, exists, leaves } = record;
  return {
    name: visible(name),
    side,
    id: id === null ? null : visible(id),
    existed,
    exists,
    leaves: leaves.flatMap(({ path, before, after }) => [
      paths.numberOf(path),
      existed ? values.numberOf(before) : -1,
      exists ? values.numberOf(after) : -1,
    ]),
  };
}

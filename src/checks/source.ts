/** Where a plan gets its records from: companies as they are in Norway, or records of any type. */
import type { MergeRule } from '../domain/dataflow.ts';
import type { PropertyPath } from '../domain/path.ts';
import { type Patch, setting, together } from '../domain/record.ts';
import { createCompanySource, withOwnKeys } from '../generate/companies.ts';
import { nearMissesOf, otherSpellingsOf } from '../generate/near-misses.ts';
import type { Creation } from '../domain/creation.ts';
import { CONDITIONS } from '../domain/record-type.ts';
import type { Side } from './scenario.ts';

export interface Source {
  /** The next record of a side, unlike any other. */
  record(side: Side): Patch;
  /** A value for the leaf that no other record has. */
  value(side: Side, path: PropertyPath): string;
  /** A key that no other record has. */
  key(rule: MergeRule): string;
  /** In what keys can almost be the same, as reports name it. */
  nearNames(rule: MergeRule): readonly string[];
  /** Keys that are almost the same as this one, by what differs; not each key has each of them. */
  nearKeys(rule: MergeRule, key: string): Record<string, string>;
  /** The same key as people write it otherwise; nothing where nobody does. */
  spellings(rule: MergeRule, key: string): Record<string, string>;
}

export interface SourceOptions {
  seed: number;
  /** What each record bears, where others use the tenants too. */
  tag: string | undefined;
  merge: readonly MergeRule[];
}

/** The same, but for these properties, which its records have empty. */
export function emptyAt(source: Source, paths: Record<Side, readonly string[]>): Source {
  const nothing = {
    left: paths.left.map((path) => setting(path, null)),
    right: paths.right.map((path) => setting(path, null)),
  };
  return {
    ...source,
    record: (side) =>
      nothing[side].length === 0 ? source.record(side) : together([source.record(side), ...nothing[side]]),
  };
}

/** The same, but for the condition that has to hold for a record on the left before it is synchronised at all. */
export function qualifiedBy({ merges }: Creation, source: Source): Source {
  if (merges === 'all') return source;
  const condition = setting(CONDITIONS, JSON.stringify([merges.when]));
  return {
    ...source,
    record: (side) => (side === 'left' ? together([source.record(side), condition]) : source.record(side)),
  };
}

export function companySource({ seed, tag, merge }: SourceOptions): Source {
  const companies = withOwnKeys(
    createCompanySource(seed, tag),
    merge.flatMap(({ left, right }) => [left, right]),
  );
  return {
    record: () => companies.company(),
    value: (_side, path) => companies.value(path),
    key: ({ left }) => (left === 'orgNr' ? companies.orgNr() : companies.value(left)),
    nearNames: ({ left }) => Object.keys(nearMissesOf('', markOf(left))),
    nearKeys: ({ left }, key) => nearMissesOf(key, markOf(left)),
    spellings: ({ left }, key) => (left === 'orgNr' ? otherSpellingsOf(key) : {}),
  };
}

function markOf(path: PropertyPath): 'digit' | 'character' {
  return path === 'orgNr' ? 'digit' : 'character';
}

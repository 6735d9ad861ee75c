/** An engine of the bank: wrong in one way, with what is said against it and what should turn red because of it. */
import type { Vary } from './variation.ts';

export const CLASSES = [
  'rows',
  'direction',
  'crossing',
  'values',
  'empty',
  'linking',
  'records',
  'leaks',
  'restless',
  'lost edits',
  'paging',
  'neighbours',
  'answers',
  'state',
  'policies',
  'combined',
] as const;
export type FaultClass = (typeof CLASSES)[number];

export interface FaultyEngine {
  /** What it does, in a few words; unique. */
  title: string;
  class: FaultClass;
  /** What is said against it: a line of the document, or what no sync may do that keeps the document's promises. */
  against: string;
  /** Each is among the checks that turn red: the beginning of an id, without its section. */
  red: readonly string[];
  /** The rows that it breaks, as `left → right`; red checks of others blame them wrongly. All, where it is left out. */
  rows?: readonly string[];
  /** No check turns red whose id, without its section, does not match. */
  within?: RegExp;
  /** What it turns the verdict into. */
  verdict?: 'rejected' | 'accepted with deviations';
  /** Scenarios in which it shows, by their ids, beside those that the checks of `red` read. */
  shows?: RegExp;
  /** The batches in which it shows; by default the first, which most scenarios are in. */
  batches?: readonly string[];
  vary: Vary;
}

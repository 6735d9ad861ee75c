/** In what engines by snapshots differ from one another; each way is as right as the others. */
import type { Row } from '../../domain/dataflow.ts';
import type { Side } from '../variation.ts';
import { type Memory, values } from './memory.ts';
import { nothingMore, type Tidying } from './tidying.ts';
import { type Bodies, leavesAlone } from './writing.ts';

export interface Manner {
  bodies: (rows: readonly Row[]) => Bodies;
  /** Of one pair. */
  memory: () => Memory;
  /** Of one pair. */
  tidying: (rows: readonly Row[]) => Tidying;
  /** Which sides are written in this pass, in their order; passes count from 1. None: it rests. */
  sides: (pass: number) => readonly Side[];
  /** In which order pairs and rows are dealt with. */
  order: <T>(items: readonly T[]) => readonly T[];
  pairsAtOnce: number;
  /** How often it looks again within a pass, as long as it writes. */
  looks: number;
  ifMatch: boolean;
}

export const PLAIN: Manner = {
  bodies: () => leavesAlone,
  memory: values,
  tidying: nothingMore,
  sides: () => ['left', 'right'],
  order: (items) => items,
  pairsAtOnce: 1,
  looks: 1,
  ifMatch: true,
};

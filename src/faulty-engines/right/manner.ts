/** In what engines by snapshots differ from one another; each way is as right as the others. */
import type { Company } from '../../domain/company.ts';
import type { Row } from '../../domain/dataflow.ts';
import type { Both, Side } from '../variation.ts';
import { type Memory, values } from './memory.ts';
import { newestOf } from './three-way.ts';
import { type Bodies, leavesAlone } from './writing.ts';

export interface Manner {
  bodies: (rows: readonly Row[]) => Bodies;
  memory: () => Memory;
  /** Which sides are written in this pass, in their order; passes count from 1. None: it rests. */
  sides: (pass: number) => readonly Side[];
  /** In which order pairs and rows are dealt with. */
  order: <T>(items: readonly T[]) => readonly T[];
  /** Whose value stays where both have one. */
  newest: (records: Both<Company>) => Side;
  pairsAtOnce: number;
  /** How often it looks again within a pass, as long as it writes. */
  looks: number;
  ifMatch: boolean;
  /** The pass that links a pair leaves its values to the next. */
  linksFirst: boolean;
  /** What was carried over is sent back once, unless it was edited since: a PATCH that changes nothing. */
  echoes: boolean;
  /** What agrees as empty is made null on both sides. */
  blanksAreNulled: boolean;
}

export const PLAIN: Manner = {
  bodies: () => leavesAlone,
  memory: values,
  sides: () => ['left', 'right'],
  order: (items) => items,
  newest: newestOf,
  pairsAtOnce: 1,
  looks: 1,
  ifMatch: true,
  linksFirst: false,
  echoes: false,
  blanksAreNulled: false,
};

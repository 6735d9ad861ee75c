/** Small models for tests of the difference, and what is told of two of them. */
import pc from 'picocolors';
import { expect } from 'vitest';
import type { Dataflow, Link, Row } from '../../../domain/dataflow.ts';
import { diffDocuments } from '../diff.ts';
import { Difference } from '../difference.ts';
import { formatDifference } from '../format.ts';

/** `left right` or `left right type`, each on the line of its place in the list, from 1. */
export function rows(...names: string[]): Row[] {
  return names.map((name, position) => {
    const [left = '', right = '', type = 'string'] = name.split(' ');
    return { left, right, type, line: position + 1 };
  });
}

export function link(change: Partial<Link>): Link {
  return { source: 'S', target: 'T', line: 1, sentences: [], merge: [], rows: [], ...change };
}

export function dataflow(...sections: Link[]): Dataflow {
  return { title: 'X to Y Dataflow', left: 'X', right: 'Y', generated: null, introduction: [], sections };
}

/** Of models alone: that their texts are alike keeps the cosmetic out. */
export function linesOf(old: Dataflow, next: Dataflow): string[] {
  const difference = diffDocuments({ text: '', dataflow: old }, { text: '', dataflow: next });
  expect(Difference.parse(difference)).toEqual(difference);
  return formatDifference(difference, pc.createColors(false)).trim().split('\n');
}

/** What many parts of the sign-off are made of: links to checks, times, directions. Pure. */
import type { ReportCheck } from '../model.ts';
import { markup, type Markup } from '../../html/markup.ts';
import { pill } from './status.ts';

/** Checks by their place in the report, which their anchors are named by. */
export type Anchors = ReadonlyMap<string, { check: ReportCheck; anchor: string }>;

export function anchorsOf(checks: readonly ReportCheck[]): Anchors {
  return new Map(checks.map((check, i) => [check.id, { check, anchor: `check-${i + 1}` }]));
}

/** A check that is not in the report is named by its id. */
export function linkTo(id: string, anchors: Anchors): Markup {
  const found = anchors.get(id);
  if (!found) return markup`<code>${id}</code>`;
  return markup`<a href="#${found.anchor}">${found.check.title}</a>`;
}

export function linkWithStatus(id: string, anchors: Anchors): Markup {
  const found = anchors.get(id);
  return markup`${found ? pill(found.check.status) : null} ${linkTo(id, anchors)}`;
}

export function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

export const DIRECTIONS = { left: 'left → right', right: 'right → left' } as const;

/** One record of a history, with what its leaves hold and whom it may be linked with. */
import { type Company, valueAt } from '../../domain/company.ts';
import type { Cells } from '../cells.ts';
import type { Side } from '../history.ts';
import type { Event } from './event.ts';

export interface Life {
  place: Side;
  id: string;
  /** As it is now. */
  company: Company;
  isThere: boolean;
  /** What each leaf of the rows holds. */
  held: Event[];
  /** By leaf: the engine's last write whose answer it may not have had, with what it replaced. */
  unanswered: Record<number, { was: Event; is: Event }>;
  /** Every `orgNr` that it had: the engine may still know it by any. */
  keys: Set<string>;
  /** Those that it had since the pass that is under way began. */
  keysNow: Set<string>;
  /** When a user edited it last, RFC 3339. */
  editedAt: string;
  /** With whom it is linked, for sure. */
  mate: Life | null;
  /** With whom it may be linked: in some pass both were without a link, and had one `orgNr` that no other had. */
  mates: Life[];
  /**
   * Whether one is deleted with whom it was, or may have been, linked, or who kept it from being linked. What follows is
   * policy alone.
   */
  isBereft: boolean;
  /** Those that were deleted in the pass that is under way: what was read of them before may still be written. */
  lost: Life[];
  /** Whether in the pass that was begun last several records had its `orgNr`, and none was certain. */
  isCrowded: boolean;
}

export function born({ leaves }: Cells, place: Side, company: Company): Life {
  const { id, modifiedAt: at } = company;
  return {
    place,
    id,
    company,
    isThere: true,
    held: leaves.map((path) => ({ value: valueAt(company, path), at, replaced: [] })),
    unanswered: {},
    keys: new Set(company.orgNr ? [company.orgNr] : []),
    keysNow: new Set(company.orgNr ? [company.orgNr] : []),
    editedAt: at,
    mate: null,
    mates: [],
    isBereft: false,
    lost: [],
    isCrowded: false,
  };
}

/** Whether a link between the two is possible by what they are: in two tenants it joins left with right. */
export function mayPair(one: Life, other: Life, oneTenant: boolean): boolean {
  return one !== other && (oneTenant || one.place !== other.place);
}

/** `orgNr`, where it can link: not empty. */
export function keyOf({ company: { orgNr } }: Life): string | null {
  return orgNr === '' ? null : orgNr;
}

export function link(one: Life, other: Life): void {
  for (const life of [one, other]) {
    for (const mate of life.mates) mate.mates = mate.mates.filter((candidate) => candidate !== life);
    life.mates = [];
  }
  one.mate = other;
  other.mate = one;
}

/** The record is gone: a link with it has ended, a crowd may be none any more. `amid` a pass, that may not be known yet. */
export function bury(life: Life, lives: readonly Life[], amid: boolean): void {
  life.isThere = false;
  if (life.mate === null) {
    for (const other of lives) {
      if (other.mate === null && [...other.keys].some((key) => life.keys.has(key))) other.isBereft = true;
    }
  }
  for (const other of life.mate === null ? life.mates : [life.mate]) {
    other.isBereft = true;
    if (amid) other.lost.push(life);
    other.mate = null;
    other.mates = other.mates.filter((candidate) => candidate !== life);
  }
  life.mate = null;
  life.mates = [];
}

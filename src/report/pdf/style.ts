/** How the PDF looks: the measures of a page, styles of text, and colour and sign of each status. */
import type { Status, Verdict } from '../../checks/judge.ts';
import type { SignoffRow } from '../signoff.ts';
import type { Face } from './typeface.ts';

/** A4, in points. */
export const PAGE = { width: 595.28, height: 841.89 };
export const LEFT = 48;
export const RIGHT = PAGE.width - 48;
export const WIDTH = RIGHT - LEFT;
export const TOP = 48;
/** Where the content of a page ends, and its foot begins. */
export const BOTTOM = PAGE.height - 66;

export interface Style {
  face: Face;
  size: number;
  /** `rrggbb` */
  colour: string;
}

export const INK = '1f2328';
export const GREY = '59636e';
export const RULE = 'd1d9e0';
export const SHADE = 'f3f5f7';
export const MARKER = 'fff3bf';

export const STYLES = {
  title: { face: 'bold', size: 19, colour: INK },
  part: { face: 'bold', size: 14, colour: INK },
  heading: { face: 'bold', size: 10.5, colour: INK },
  strong: { face: 'bold', size: 8.5, colour: INK },
  body: { face: 'regular', size: 8.5, colour: INK },
  label: { face: 'bold', size: 7, colour: GREY },
  small: { face: 'regular', size: 7, colour: GREY },
  code: { face: 'mono', size: 7, colour: INK },
  id: { face: 'mono', size: 7, colour: GREY },
  value: { face: 'mono', size: 6.3, colour: INK },
} as const satisfies Record<string, Style>;

interface Look {
  /** Told apart without colour, too. */
  sign: string;
  colour: string;
  /** Behind what is set in the colour. */
  tint: string;
}

const GREEN = { sign: '✓', colour: '116329', tint: 'e6f6ea' };
const RED = { sign: '✗', colour: 'b3261e', tint: 'fdecea' };
const AMBER = { sign: '!', colour: '8a5a00', tint: 'fff6dc' };
const BLUE = { sign: '·', colour: '0a5fb4', tint: 'e8f2fd' };
const VIOLET = { sign: '?', colour: '6e40a8', tint: 'f3ecfb' };

export const STATUS_LOOK: Record<Status | SignoffRow['status'], Look> = {
  passed: GREEN,
  failed: RED,
  deviates: AMBER,
  recorded: BLUE,
  'not verified': VIOLET,
  excluded: { sign: '–', colour: GREY, tint: SHADE },
};

export const VERDICT_LOOK: Record<Verdict, Look> = {
  accepted: GREEN,
  'accepted with deviations': AMBER,
  rejected: RED,
  inconclusive: VIOLET,
};

export const GATE_LOOK = { passed: GREEN, failed: RED, 'not judged': VIOLET };

/** The status with its sign. */
export function signed(status: keyof typeof STATUS_LOOK): string {
  return `${STATUS_LOOK[status].sign} ${status}`;
}

export function inColourOf(style: Style, { colour }: { colour: string }): Style {
  return { ...style, colour };
}

/** Values and texts as a story shows them: on one line, not too long, with nothing in them that is hidden. Pure. */
import type { Value } from '../domain/company.ts';
import { visible } from '../domain/visible.ts';

/** How much of a value is shown, and of what an engine says. */
const SHOWN = 40;
const SAID = 300;

/** In quotes, as JSON has it; null bare. What is long is cut, and its length told. */
export function shown(value: Value): string {
  if (value === null || value.length <= SHOWN) return visible(JSON.stringify(value));
  return `${visible(JSON.stringify(`${startOf(value, SHOWN)}…`))} (${value.length} characters)`;
}

/** A text of somebody else's, on one line. */
export function said(text: string): string {
  const line = visible(text.trim().replaceAll(/\s+/g, ' '));
  return line.length > SAID ? `${startOf(line, SAID)}…` : line;
}

/** `3rd` */
export function ordinal(n: number): string {
  const isTeen = n % 100 > 10 && n % 100 < 14;
  return `${n}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;
}

/** Not ending in half of a pair. */
function startOf(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** Texts as they are compared: neither white space nor the letter case of a system's name makes a difference. */
import type { Dataflow } from '../../domain/dataflow.ts';
import { SHORTEST_UNDERLINE } from '../headings.ts';
import { isAdornment } from '../line.ts';

export interface Wording {
  /** With one blank wherever white space stands, and none around it. */
  spaced: (text: string) => string;
  /** With the systems' names in lower case. */
  caseless: (text: string) => string;
  /** Both. */
  plain: (text: string) => string;
  /** Of lines that could not be read: cells stay as they are, as a property may bear a system's name. */
  unread: (text: string) => string;
}

/** For texts of these documents. */
export function wordingOf(documents: readonly Pick<Dataflow, 'left' | 'right'>[]): Wording {
  const names = new Set(documents.flatMap(({ left, right }) => [spaced(left), spaced(right)]));
  const longestFirst = [...names].toSorted((a, b) => b.length - a.length).map(patternOf);
  const name = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
  const caseless = (text: string): string => text.replace(name, (found) => found.toLowerCase());
  const unread = (text: string): string =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => (isCell(line) ? line : caseless(ruler(line))))
      .join('\n');
  return { spaced, caseless, plain: (text) => caseless(spaced(text)), unread };
}

function spaced(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

function patternOf(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`).replaceAll(' ', String.raw`\s+`);
}

/** A cell, but not one with the name of a column, which bears that of a record type or a system. */
function isCell(line: string): boolean {
  return /^(?:\*\s+)?-\s/.test(line) && !/ (?:Property|Data Type)$/.test(line);
}

/** How long the line below a heading is says nothing. */
function ruler(line: string): string {
  return isAdornment(line) ? line.slice(0, SHORTEST_UNDERLINE) : line;
}

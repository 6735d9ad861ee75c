/** Writes the difference of two documents as lines for people. */
import type pc from 'picocolors';
import { rowName } from '../../domain/dataflow.ts';
import { quote } from '../checklist-error.ts';
import type { Change, Cosmetic, Difference, Thing } from './difference.ts';
import { groupBy } from './matching.ts';

/** What picocolors makes: it knows of terminals and of `NO_COLOR`. */
export type Colors = ReturnType<typeof pc.createColors>;

/**
 * One line a difference: `+` added, `-` removed, `~` changed, `>` moved, and one for each kind of cosmetic ones. Line
 * numbers are the document's that has it.
 */
export function formatDifference({ changes, cosmetic }: Difference, colors: Colors): string {
  const kinds = [...groupBy(cosmetic, ({ kind }) => kind).values()];
  const lines = [
    ...(changes.length > 0 ? [] : [kinds.length > 0 ? 'Nothing differs in meaning.' : 'Nothing differs.']),
    ...changes.map((change) => lineOf(change, colors)),
    ...kinds.map((some) => colors.dim(`cosmetic: ${toldOf(some)}`)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function lineOf(change: Change, colors: Colors): string {
  switch (change.change) {
    case 'removed':
      return colors.red(
        shown(`- ${nameOf(change.before)}${sectionOf(change.before)}${lineIn(change.before)}`),
      );
    case 'added':
      return colors.green(
        shown(`+ ${nameOf(change.after)}${sectionOf(change.after)}${lineIn(change.after)}`),
      );
    case 'changed': {
      const [before, after] = [textOf(change.before, change.after), textOf(change.after, change.before)];
      const was = `${change.what} ${before}${lineIn(change.before)}`;
      const now = change.what === 'systems' ? 'are now' : 'is now';
      return colors.yellow(
        shown(`~ ${was} ${now} ${after}${lineIn(change.after)}${sectionOf(change.after)}`),
      );
    }
    case 'moved':
      return colors.cyan(shown(`> ${nameOf(change.after)}${movedBy(change)}`));
  }
}

function movedBy({ before, after, otherSection }: Extract<Change, { change: 'moved' }>): string {
  return otherSection
    ? ` moved from ${placeOf(before)}${lineIn(before)} to ${placeOf(after)}${lineIn(after)}`
    : `${sectionOf(after)} moved (line ${before.line}, now line ${after.line})`;
}

function nameOf(thing: Thing): string {
  return `${thing.what} ${textOf(thing, thing)}`;
}

/** As it differs from its other version, where it is long. */
function textOf(thing: Thing, other: Thing): string {
  switch (thing.what) {
    case 'systems':
      return `${thing.left} and ${thing.right}`;
    case 'section':
      return typesTold(thing, other);
    case 'merge rule':
      return rowName(thing);
    case 'row': {
      const [left, right] = [thing.left, thing.right].map((path) => path || '(nothing)');
      return `${left} → ${right}, ${thing.type}`;
    }
    case 'sentence':
    case 'unread':
      return quote('text' in other ? differing(onOneLine(thing.text), onOneLine(other.text)) : thing.text);
  }
}

/** One heading can be read in two ways, where a name has a “to” in it. */
function typesTold(thing: Extract<Thing, { what: 'section' }>, other: Thing): string {
  const heading = thing.section ?? '';
  const isAmbiguous = other !== thing && other.section === heading;
  return isAmbiguous ? `${heading}, records of ${thing.source} and ${thing.target}` : heading;
}

/** A quote shows this much: what two texts begin with alike is left out where their difference could be cut off. */
const SHOWN = 60;
/** How many words before the difference are shown. */
const CONTEXT = 2;

function differing(text: string, other: string): string {
  if (text === other || Math.max(text.length, other.length) <= SHOWN) return text;
  const [words, others] = [text.split(' '), other.split(' ')];
  const first = words.findIndex((word, at) => word !== others[at]);
  const start = (first === -1 ? words.length : first) - CONTEXT;
  return start > 0 ? `… ${words.slice(start).join(' ')}` : text;
}

function onOneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

function sectionOf(thing: Thing): string {
  if (thing.what === 'section' || thing.what === 'systems') return '';
  if (thing.section !== null) return ` in ${thing.section}`;
  return thing.what === 'sentence' ? ' in the introduction' : '';
}

function placeOf({ section }: Thing): string {
  return section === null ? 'outside of the sections' : quote(section);
}

function lineIn({ line }: Thing): string {
  return line === null ? '' : ` (line ${line})`;
}

/** What they are where there is one of them about the whole document, else where they stand. */
function toldOf(some: readonly Cosmetic[]): string {
  const [first] = some;
  if (!first) return '';
  const { kind, before, after } = first;
  if (before.line === null && after.line === null && some.length === 1) {
    const [was, is] = [before.text, after.text].map((text) => (text === null ? 'none' : quote(text)));
    return was === is ? kind : `${kind}: ${was} is now ${is}`;
  }
  const lines = [...new Set(some.map((one) => one.after.line ?? 1))];
  const named = lines.slice(0, 5).join(', ') + (lines.length > 5 ? ', …' : '');
  return `${kind}: ${some.length === 1 ? '1 place' : `${some.length} places`} (${lines.length === 1 ? 'line' : 'lines'} ${named})`;
}

/** A document can hold what a terminal would carry out. */
function shown(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, '\u{FFFD}');
}

/**
 * An engine that is wrong on purpose, and has to be found out before anything is said of another: whoever finds nothing
 * must have been able to find something. It meets the histories of its session, in the same world, from the first on.
 */
import type { FaultyEngine } from '../faulty-engines/faulty.ts';
import { type Ground, NO_CRASH } from './exploration.ts';
import type { Source } from './sources.ts';
import type { Asked } from './stretch.ts';

export interface Canary {
  /** The title of an engine of the bank. */
  title: string;
  /** Whether it breaks one of the invariants that count; else none is known to, and it shows with all of them. */
  isOfAsked: boolean;
}

export interface Caught {
  /** How many histories it took. */
  after: number;
  invariant: string;
}

/** The first that the bank has and that breaks what is asked for. @throws RangeError where the bank has none of them */
export function canaryFor(
  bank: readonly Pick<FaultyEngine, 'title'>[],
  asked: readonly string[] | null,
): Canary {
  const known = CANARIES.filter(({ title }) => bank.some((engine) => engine.title === title));
  const [first] = known;
  if (first === undefined) throw new RangeError('the fault bank has no engine that is known to be found out');
  const { title } = first;
  if (asked === null) return { title, isOfAsked: true };
  const fitting = known.find(({ breaks }) => asked.some((name) => breaks.includes(name)));
  return fitting === undefined ? { title, isOfAsked: false } : { title: fitting.title, isOfAsked: true };
}

/** Null where it was not found out by the `most`-th history. That it could not be played is no finding. */
export async function catchCanary(
  source: Source,
  ground: Ground,
  { from, most }: { from: number; most: number },
  asked: Asked,
): Promise<Caught | null> {
  for (let at = from; at < from + most; at += 1) {
    const played = await source.play(at, ground);
    const found = asked(played?.violations ?? []).find(({ invariant }) => invariant !== NO_CRASH);
    if (found !== undefined) return { after: at - from + 1, invariant: found.invariant };
  }
  return null;
}

/** In the order of preference: the first is subtle, and shows in one of some twenty histories. */
export const CANARIES: readonly { title: string; breaks: readonly string[] }[] = [
  {
    title: 'a link ends where orgNr is changed on the right',
    breaks: ['link-outlives-orgNr', 'both-edited-agree'],
  },
  {
    title: 'rows are kept equal at the first link only',
    breaks: ['left-edit-arrives', 'right-edit-arrives', 'clearing-arrives'],
  },
  { title: 'edits of the right are taken back', breaks: ['later-edit-wins', 'no-lost-edit'] },
  {
    title: 'rows are kept equal only after the first link',
    breaks: ['linked-by-orgNr', 'first-link-later-wins', 'first-link-empty-loses'],
  },
  { title: 'empty matches empty', breaks: ['unlinked-untouched'] },
  {
    title: 'a value gets a full stop behind it on its way',
    breaks: ['provenance', 'isolation', 'convergence'],
  },
  {
    title: 'of edits of one time the right one wins',
    breaks: ['first-link-tie-goes-left', 'tie-goes-left'],
  },
  { title: 'rows are crossed at the first link and straight later', breaks: ['own-row'] },
  { title: 'the last of several with one orgNr is linked', breaks: ['duplicates-not-linked'] },
  { title: 'only the digits of orgNr count', breaks: ['orgNr-verbatim'] },
  { title: 'what was written on the left is written again in each later pass', breaks: ['bereft-untouched'] },
  {
    title: 'a PATCH that changes nothing, on the left, in each third pass',
    breaks: ['every-write-changes', 'quiet'],
  },
  { title: 'an empty company is created on the left once', breaks: ['quiet-after-restart', 'no-creation'] },
  { title: 'a company on the left without a partner gets one', breaks: ['one-write-a-side'] },
  { title: 'a record on the left is made anew instead of changed', breaks: ['conditional', 'no-deletion'] },
  { title: 'name is kept equal as well', breaks: ['nothing-leaks', 'rows-alone-matter'] },
  { title: 'email is kept equal as well', breaks: ['nothing-leaks', 'rows-alone-matter'] },
  { title: 'orgNr is kept equal as well', breaks: ['orgNr-stays'] },
  { title: 'null matches null', breaks: ['links-one-to-one'] },
  { title: 'all is forgotten once, after the fifth pass', breaks: ['restarts-change-nothing'] },
  { title: 'companies are linked by their id', breaks: ['faults-change-nothing'] },
];

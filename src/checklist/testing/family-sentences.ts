/** The sentences of a section; their fixed parts are those of the family, everything else is invented. */
import { drawRecord, type TypePair } from './family-record-types.ts';
import type { Systems } from './family-systems.ts';
import { drawPath } from './family-paths.ts';
import type { Random } from './family-random.ts';

/** Whether its records are linked before anything else happens, synchronised all, or for a reason. */
export type Beginning = 'every' | 'link first' | 'reason';

export function drawBeginning(random: Random): Beginning {
  return random.weighted<Beginning>([
    [45, 'every'],
    [40, 'link first'],
    [15, 'reason'],
  ]);
}

export function beginningSentence(random: Random, beginning: Beginning, types: TypePair): string {
  const { source, target } = types;
  switch (beginning) {
    case 'every':
      return `Every ${source} will be synchronized with a ${target}.`;
    case 'link first':
      return `Before any synchronization can take place, a link between a ${source} and a ${target} must be established.`;
    case 'reason':
      return `${reason(random, types)}, it  will be synchronized with a ${target}.`;
  }
}

/** `A`, `A, or B`, `A, B, or C`: the types that a record must be connected to before it is created. */
export function creationSentence(random: Random, { source, target }: TypePair, systems: Systems): string {
  const count = random.weighted<number>([
    [50, 1],
    [30, 2],
    [12, 3],
    [8, random.between(4, 6)],
  ]);
  const names = new Set<string>();
  while (names.size < count) names.add(drawRecord(random));
  const [first = '', ...others] = names;
  const last = others.pop();
  const connected = last === undefined ? first : `${[first, ...others].join(', ')}, or ${last}`;
  return `A new ${target} will be created from a ${source} if it is connected to a ${systems.left} ${connected} that is synchronized into ${systems.right}.`;
}

export function existsSentence({ source, target }: TypePair): string {
  return `If a matching ${target} already exists, the ${source} will be merged with the existing one.`;
}

export function missingSentence({ target }: TypePair): string {
  return `If no matching ${target} is found, a new ${target} will be created.`;
}

export function mergeSentence({ source, target }: TypePair): string {
  return `A ${source} will merge with a ${target} if one of the following property combinations match:`;
}

export function inSyncSentence({ source, target }: TypePair): string {
  return `Once a link between a ${source} and a ${target} is established, it will keep in sync between the two systems, regardless of where it is edited.`;
}

export function rowsSentence({ source, target }: TypePair): string {
  return `The following properties are synchronized between a ${source} and a ${target}:`;
}

/** A condition, or a remark that somebody left there. */
function reason(random: Random, { source }: TypePair): string {
  return random.weighted([
    [60, () => `When a ${source} is of type ${random.one(['customer', 'supplier', '2', 'branch office'])}`],
    [20, () => `removed ${drawPath(random)} for now ${random.one(AFTERTHOUGHTS)}`],
    [20, () => `preliminary mapping until ${random.one(['the pilot is over', 'codes are cleaned', 'v2'])}`],
  ])();
}

const AFTERTHOUGHTS = ['as it is ambiguous', '- ask the owner', '(see the ticket)'] as const;

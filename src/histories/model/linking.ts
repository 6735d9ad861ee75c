/** Which records may be linked, and which must be, after section 3 of the design. Pure but for what is noted in lives. */
import { keyOf, type Life, link, mayPair } from './life.ts';

/**
 * Whom a pass that looks at the records as they are now may link: who is the only candidate of an only candidate. A pass
 * that is `rough` may not see all records, so that any of a crowd may look like the only one; and so it may where some of
 * them may be linked already, or were with one that is gone. Returns whether there is a crowd.
 */
export function noteCandidates(lives: readonly Life[], oneTenant: boolean, rough: boolean): boolean {
  for (const life of lives) {
    const key = keyOf(life);
    life.isCrowded = false;
    life.keysNow = new Set(key === null ? [] : [key]);
  }
  let isAnyCrowded = false;
  for (const { members, isPair } of groupsOf(lives, oneTenant)) {
    if (!isPair) isAnyCrowded = true;
    const isOpen = isPair || rough || members.some(({ mates, isBereft }) => mates.length > 0 || isBereft);
    for (const [index, life] of members.entries()) {
      life.isCrowded = !isOpen;
      if (!isOpen) continue;
      for (const other of members.slice(index + 1)) {
        if (mayPair(life, other, oneTenant)) noteMates(life, other);
      }
    }
  }
  return isAnyCrowded;
}

/**
 * Records were edited while a pass was under way: of what it lists, some may be as it was before and some as it is after,
 * so that any two may look like the only ones that ever had one `orgNr` in it.
 */
export function noteTornCandidates(lives: readonly Life[], oneTenant: boolean): void {
  const free = lives.filter(({ mate, isThere }) => mate === null && isThere);
  for (const [index, life] of free.entries()) {
    for (const other of free.slice(index + 1)) {
      if (mayPair(life, other, oneTenant) && [...life.keysNow].some((key) => other.keysNow.has(key))) {
        noteMates(life, other);
      }
    }
  }
}

/** Pairs that a settle must have linked: nothing else was ever possible for either. */
export function mustLink(lives: readonly Life[], oneTenant: boolean): [Life, Life][] {
  return groupsOf(lives, oneTenant).flatMap(({ members, isPair }): [Life, Life][] => {
    const [one, other] = members;
    if (!isPair || one === undefined || other === undefined) return [];
    const isCertain = isOnly(one, other) && isOnly(other, one) && !one.isBereft && !other.isBereft;
    return isCertain ? [one.place === 'left' ? [one, other] : [other, one]] : [];
  });
}

/** Takes the engine at its word: what it says is linked is, and nothing else. Returns what could not be. */
export function believe(lives: readonly Life[], told: readonly [Life, Life][]): [Life, Life][] {
  const impossible = told.filter(([one, other]) => one.mate !== other && !one.mates.includes(other));
  for (const [one, other] of told) if (one.mates.includes(other)) link(one, other);
  for (const life of lives) if (life.mate === null) life.mates = [];
  return impossible;
}

interface Group {
  members: Life[];
  /** One of each side. */
  isPair: boolean;
}

/** The records without a link that have one `orgNr`, where there are any on both sides. */
function groupsOf(lives: readonly Life[], oneTenant: boolean): Group[] {
  const byKey = new Map<string, Life[]>();
  for (const life of lives) {
    const key = keyOf(life);
    if (key === null || life.mate !== null || !life.isThere) continue;
    const members = byKey.get(key);
    if (members === undefined) byKey.set(key, [life]);
    else members.push(life);
  }
  const groups: Group[] = [];
  for (const members of byKey.values()) {
    const [first] = members;
    if (first === undefined || members.length < 2) continue;
    if (!oneTenant && members.every(({ place }) => place === first.place)) continue;
    groups.push({ members, isPair: members.length === 2 });
  }
  return groups;
}

function noteMates(one: Life, other: Life): void {
  if (one.mates.includes(other)) return;
  one.mates.push(other);
  other.mates.push(one);
}

function isOnly(one: Life, other: Life): boolean {
  return one.mates.every((mate) => mate === other);
}

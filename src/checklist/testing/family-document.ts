/**
 * Invented documents of the family that the checklists belong to, each with what it says: for tests, benches and
 * proofs. What occurs, and how often, is what was counted over 1,152 real documents; where nothing was counted,
 * the share is a guess, and stands as a constant beside what it is a share of.
 */
import type { Facts, SectionFacts } from './family-facts.ts';
import { drawTypes, type TypePair } from './family-record-types.ts';
import { systemsOf } from './family-systems.ts';
import { emptyPage } from './family-page.ts';
import { type Random, randomOf } from './family-random.ts';
import { writeSection } from './family-section.ts';

/** `name` is that of a file, such as `plimbo-quorrix.rst`. */
export interface FamilyDocument {
  name: string;
  text: string;
  facts: Facts;
}

const NO_SECTION_SHARE = 233 / 1152;
/** Counted over all texts; only those with a section can be so. */
const MALFORMED_SHARE = 151 / 17_740 / (1 - NO_SECTION_SHARE);
const CRLF_SHARE = 0.8;
const FULL_STOP_SHARE = 0.3;

/** The document of a seed, which is a whole number from 0 on: always the same. */
export function familyDocument(seed: number): FamilyDocument {
  const random = randomOf(seed);
  const systems = systemsOf(seed);
  const title = `${systems.left} to ${systems.right} Dataflow`;
  const generated = drawTime(random);
  const introduction = `Which records of ${systems.left} and ${systems.right} belong together, and which of their properties are the same on both sides. Invented for tests: neither of the two systems exists, and nobody relies on this text.`;
  const lineEnd = random.chance(CRLF_SHARE) ? '\r\n' : '\n';

  const page = emptyPage();
  page.write('='.repeat(title.length));
  page.write(title);
  page.paragraph('='.repeat(title.length));
  page.paragraph(`Generated: ${generated}`);
  const heading = random.chance(FULL_STOP_SHARE) ? 'Introduction.' : 'Introduction';
  page.write(heading);
  page.paragraph('-'.repeat(heading.length));
  page.paragraph(introduction);

  const count = drawSectionCount(random);
  const malformed = random.chance(MALFORMED_SHARE) ? random.between(0, count - 1) : null;
  const drawn: TypePair[] = [];
  const sections: SectionFacts[] = [];
  for (let i = 0; i < count; i += 1) {
    const types = drawTypes(random, systems, drawn);
    drawn.push(types);
    sections.push(writeSection(page, random, systems, { types, isMalformed: i === malformed }));
  }
  return {
    name: `${fileName(systems.left)}-${fileName(systems.right)}.rst`,
    text: page.text(lineEnd),
    facts: { title, ...systems, generated, introduction, lineEnd, sections },
  };
}

/** The documents of `count` successive seeds, each made when it is asked for. */
export function* familyDocuments(count: number, from = 0): Generator<FamilyDocument> {
  for (let seed = from; seed < from + count; seed += 1) yield familyDocument(seed);
}

/** None, or up to 101, mostly few. */
function drawSectionCount(random: Random): number {
  if (random.chance(NO_SECTION_SHARE)) return 0;
  const [from, to] = random.weighted<readonly [number, number]>([
    [520, [1, 3]],
    [280, [4, 8]],
    [140, [9, 20]],
    [48, [21, 50]],
    [10, [51, 100]],
    [2, [101, 101]],
  ]);
  return random.between(from, to);
}

function drawTime(random: Random): string {
  const two = (from: number, to: number) => String(random.between(from, to)).padStart(2, '0');
  const date = `${random.between(2021, 2026)}-${two(1, 12)}-${two(1, 28)}`;
  return `${date} ${two(0, 23)}:${two(0, 59)}:${two(0, 59)}`;
}

function fileName(system: string): string {
  return system.toLowerCase().replaceAll(' ', '');
}

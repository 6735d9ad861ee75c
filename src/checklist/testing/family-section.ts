/** Writes one section of a document, and notes what it says. */
import type { MergeFacts, RowFacts, SectionFacts, SentenceFacts } from './family-facts.ts';
import type { TypePair } from './family-record-types.ts';
import type { Systems } from './family-systems.ts';
import type { Page } from './family-page.ts';
import type { Random } from './family-random.ts';
import { drawRows, drawRules, malform } from './family-rows.ts';
import type { DrawnRow, DrawnRule } from './family-rows.ts';
import {
  beginningSentence,
  creationSentence,
  drawBeginning,
  existsSentence,
  inSyncSentence,
  mergeSentence,
  missingSentence,
  rowsSentence,
} from './family-sentences.ts';

/** More than half of the property tables have a header and nothing else. */
const EMPTY_TABLE_SHARE = 0.56;
const CREATION_SHARE = 0.25;
const EXISTS_SHARE = 0.2;
const STRAY_SHARE = 0.03;

export function writeSection(
  page: Page,
  random: Random,
  systems: Systems,
  section: { types: TypePair; isMalformed: boolean },
): SectionFacts {
  const { types, isMalformed } = section;
  const { source, target } = types;
  const line = writeHeading(page, types);
  const sentences: SentenceFacts[] = [];
  const say = (text: string) => sentences.push({ text, line: page.paragraph(text) });

  const beginning = drawBeginning(random);
  say(beginningSentence(random, beginning, types));
  if (random.chance(CREATION_SHARE)) say(creationSentence(random, types, systems));
  if (random.chance(EXISTS_SHARE)) {
    say(existsSentence(types));
    say(missingSentence(types));
  }
  let merge: MergeFacts[] = [];
  if (random.chance(beginning === 'link first' ? 0.8 : 0.3)) {
    say(mergeSentence(types));
    merge = writeRules(page, random, types, drawRules(random));
  }
  say(inSyncSentence(types));
  say(rowsSentence(types));
  const drawn = isMalformed || !random.chance(EMPTY_TABLE_SHARE) ? drawRows(random, types.isOfLinks) : [];
  const rows = isMalformed ? malform(random, drawn) : drawn;
  return { source, target, line, sentences, merge, rows: writeRows(page, random, types, systems, rows) };
}

/** Without a target the heading ends with two blanks, one before the name and one in its place. */
function writeHeading(page: Page, { source, target }: TypePair): number {
  const heading = `${source} to ${target === '' ? ' ' : target}`;
  const line = page.write(heading);
  page.write('-'.repeat(heading.length));
  return line;
}

function writeRules(
  page: Page,
  random: Random,
  { source, target }: TypePair,
  rules: readonly DrawnRule[],
): MergeFacts[] {
  beginTable(page, [`${source} Property`, `${target} Property`]);
  const facts = rules.map((rule) => ({
    ...rule,
    line: writeCells(page, random, [rule.left, rule.right]),
  }));
  page.write('');
  return facts;
}

function writeRows(
  page: Page,
  random: Random,
  { source, target }: TypePair,
  systems: Systems,
  rows: readonly DrawnRow[],
): RowFacts[] {
  beginTable(page, [`${source} Property`, `${target} Property`, `${systems.right} Data Type`]);
  const facts = rows.map((row) => {
    const cells = row.malformed ? [row.left, row.right] : [row.left, row.right, row.type];
    const line = writeCells(page, random, cells);
    if (row.malformed) page.write(row.type);
    return { ...row, line };
  });
  page.write('');
  return facts;
}

function beginTable(page: Page, columns: readonly string[]): void {
  page.write('.. list-table::');
  page.paragraph('   :header-rows: 1');
  writeLines(page, columns);
}

/** Here and there white space is left behind a cell. */
function writeCells(page: Page, random: Random, cells: readonly string[]): number {
  return writeLines(
    page,
    cells.map((cell) => (random.chance(STRAY_SHARE) ? cell + random.one([' ', '  ', '\t', ' \t']) : cell)),
  );
}

/** Gives the number of the first line. */
function writeLines(page: Page, [first = '', ...others]: readonly string[]): number {
  const line = page.write(`   * - ${first}`);
  for (const cell of others) page.write(`     - ${cell}`);
  return line;
}

/** The invented documents are like the real ones: what was counted there is counted here. */
import { describe, expect, it } from 'vitest';
import { familyDocument, familyDocuments } from './family-document.ts';
import type { RowFacts, SectionFacts } from './family-facts.ts';
import { systemsOf } from './family-systems.ts';

const DOCUMENTS = [...familyDocuments(3000)];
const SECTIONS = DOCUMENTS.flatMap(({ facts }) => facts.sections);
const TABLES = SECTIONS.map(({ rows }) => rows).filter((rows) => rows.length > 0);
const ROWS = TABLES.flat();
const SENTENCES = SECTIONS.flatMap(({ sentences }) => sentences.map(({ text }) => text));
const PATHS = ROWS.flatMap(({ left, right }) => [left, right]);

describe('a seed', () => {
  it('gives the same document whenever it is asked for', () => {
    expect(familyDocument(17)).toEqual(DOCUMENTS[17]);
    expect([...familyDocuments(3, 100)]).toEqual(DOCUMENTS.slice(100, 103));
    expect(familyDocument(2 ** 40 + 3)).toEqual(familyDocument(2 ** 40 + 3));
  });

  it('gives a document of its own, in a file of its own', () => {
    expect(new Set(DOCUMENTS.map(({ text }) => text)).size).toBe(3000);
    expect(new Set(DOCUMENTS.map(({ name }) => name)).size).toBe(3000);
    expect(DOCUMENTS.filter(({ name }) => !/^[a-z0-9]+-[a-z0-9]+\.rst$/.test(name))).toEqual([]);
    const pairs = Array.from({ length: 10_000 }, (_, seed) => JSON.stringify(systemsOf(seed + 70_000)));
    expect(new Set(pairs).size).toBe(10_000);
  });
});

describe('shares that were counted over real documents', () => {
  it('233 of 1,152 have no section', () => {
    const without = count(DOCUMENTS, ({ facts }) => facts.sections.length === 0);
    expect(without).toSatisfy(likely(3000, 233 / 1152));
  });

  it('the others have up to 101, mostly few', () => {
    const counts = DOCUMENTS.map(({ facts }) => facts.sections.length);
    expect(Math.max(...counts)).toBe(101);
    const median = counts.toSorted((a, b) => a - b)[1500];
    expect(median).toBeGreaterThan(0);
    expect(median).toBeLessThan(5);
  });

  it('more than half of the property tables have no row', () => {
    const share = count(SECTIONS, ({ rows }) => rows.length === 0) / SECTIONS.length;
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.6);
  });

  it('151 of 17,740 are malformed', () => {
    const malformed = count(DOCUMENTS, ({ facts }) => facts.sections.some(hasMalformed));
    expect(malformed).toSatisfy(likely(3000, 151 / 17_740));
  });

  it('most have the line ends of stored files, CRLF, and the others LF', () => {
    const stored = count(DOCUMENTS, ({ text }) => text.includes('\r\n'));
    expect(stored).toSatisfy(likely(3000, 0.8));
    const mixed = DOCUMENTS.filter(({ text, facts }) => /[\r\n]/.test(text.replaceAll(facts.lineEnd, '')));
    expect(mixed).toEqual([]);
  });

  it('data types have 55 forms', () => {
    expect(new Set(ROWS.map(({ type }) => type)).size).toBe(55);
  });

  it('a merge table has 1 to 10 rows', () => {
    const sizes = SECTIONS.map(({ merge }) => merge.length).filter((size) => size > 0);
    expect([...new Set(sizes)].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('paths have up to five segments', () => {
    const plain = PATHS.filter((path) => path !== '' && !path.includes(' ('));
    const lengths = new Set(plain.map((path) => path.split('.').length));
    expect([...lengths].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
  });

  it('no row comes twice in a table', () => {
    const doubled = SECTIONS.filter(({ merge, rows }) => {
      const keys = rows.map(({ left, right, type }) => JSON.stringify([left, right, type]));
      const rules = merge.map(({ left, right }) => JSON.stringify([left, right]));
      return new Set(keys).size < rows.length || new Set(rules).size < rules.length;
    });
    expect(doubled).toEqual([]);
  });
});

describe('everything that was seen in real documents occurs', () => {
  it.each(['Introduction', 'Introduction.'])('the heading %j', (heading) => {
    const lines = DOCUMENTS.map(({ text, facts }) => text.split(facts.lineEnd)[6]);
    expect(count(lines, (line) => line === heading)).toBeGreaterThan(600);
  });

  it.each(['human', 'organisation', 'classification', 'location', 'product'])(
    'record types with “(%s data)” at their end, and without',
    (kind) => {
      const has = count(SECTIONS, ({ source }) => source.endsWith(` (${kind} data)`));
      expect(has).toBeGreaterThan(100);
      expect(has).toBeLessThan(SECTIONS.length / 10);
    },
  );

  it.each<[string, (section: SectionFacts) => boolean]>([
    ['an empty target', ({ target }) => target === ''],
    ['equal types', ({ source, target }) => source === target],
    ['rules by which records merge', ({ merge }) => merge.length > 0],
    ['empty cells', ({ rows }) => rows.some(isGappy)],
    ['“id” on both sides', ({ rows }) => rows.some(({ left, right }) => left === 'id' && right === 'id')],
    [
      'two rows that share a target',
      ({ rows }) => new Set(rows.map(({ right }) => right)).size < rows.length,
    ],
    [
      'crossing rows with their mirror',
      ({ rows }) => rows.some((row) => isCrossing(row) && hasMirror(rows, row)),
    ],
    ['crossing rows without', ({ rows }) => rows.some((row) => isCrossing(row) && !hasMirror(rows, row))],
  ])('sections with %s', (_, has) => {
    expect(count(SECTIONS, has)).toBeGreaterThan(100);
  });

  it('empty cells only where the records are links', () => {
    const gappy = SECTIONS.filter(({ rows }) => rows.some(isGappy));
    expect(gappy.filter(({ source }) => !/link|relation|member|company_contact/i.test(source))).toEqual([]);
  });

  it.each<[string, RegExp]>([
    ['begins for every record', /^Every .+ will be synchronized with a .*\.$/],
    [
      'begins with the link',
      /^Before any synchronization can take place, a link between a .+ must be established\.$/,
    ],
    ['begins with a condition', /^When a .+ is of type .+, it {2}will be synchronized with a .*\.$/],
    ['begins with a removal', /^removed .+ for now .+, it {2}will be synchronized with a .*\.$/],
    [
      'begins with a preliminary mapping',
      /^preliminary mapping until .+, it {2}will be synchronized with a .*\.$/,
    ],
    [
      'creates for one type',
      /^A new .* will be created from a .+ connected to a [^,]+ that is synchronized into .+\.$/,
    ],
    ['creates for either of two', /^A new .+ connected to a [^,]+, or [^,]+ that is synchronized into .+\.$/],
    ['creates for one of three or more', /^A new .+ connected to a [^,]+(, [^,]+)+, or [^,]+ that is .+\.$/],
    [
      'merges with what exists',
      /^If a matching .* already exists, the .+ will be merged with the existing one\.$/,
    ],
    ['creates what is missing', /^If no matching .* is found, a new .* will be created\.$/],
    [
      'introduces merge rules',
      /^A .+ will merge with a .* if one of the following property combinations match:$/,
    ],
  ])('a sentence that %s', (_, form) => {
    expect(count(SENTENCES, (text) => form.test(text))).toBeGreaterThan(100);
  });

  it('in every section a sentence that links stay in sync, and one that introduces the rows', () => {
    const last = SECTIONS.map(({ sentences }) => sentences.slice(-2).map(({ text }) => text));
    const ends = ['it will keep in sync between the two systems, regardless of where it is edited.', ':'];
    expect(last.filter((texts) => !ends.every((end, i) => texts[i]?.endsWith(end)))).toEqual([]);
  });

  it.each<[string, RegExp]>([
    ['“$original_id”', /^\$original_id/],
    ['such as “ps:P297”', /^ps:P\d+/],
    ['with a dependency', /^\S+ \(Dependant on having \S+ in \S+\)$/],
    ['with several run together', /^\S+ \(Dependant on having [^()]*\)\(Dependant on having [^()]*\)/],
    ['with a dependency on an empty path', /\(Dependant on having \S+ in \)/],
  ])('paths %s', (_, form) => {
    expect(count(PATHS, (path) => form.test(path))).toBeGreaterThan(100);
  });

  it.each<[string, RegExp]>([
    ['plain', /^"(string|integer|float|boolean|decimal|list)"$/],
    ['N/A', /^N\/A$/],
    ['of an expression', /^\[.*\]$/],
    ['cut off at the beginning', /^"\w+",.*\]$/],
    ['cut off at the end', /^\[.*[^\]]$/],
  ])('data types %s', (_, form) => {
    expect(count(ROWS, ({ type }) => form.test(type))).toBeGreaterThan(100);
  });

  it('blanks and tabs behind some cells', () => {
    for (const stray of [/ {5}- \S+ $/gm, / {5}- \S+\t$/gm, / {5}- \S+ \t$/gm]) {
      const found = DOCUMENTS.filter(({ facts }) => facts.lineEnd === '\n').flatMap(
        ({ text }) => text.match(stray) ?? [],
      );
      expect(found.length).toBeGreaterThan(50);
    }
  });

  it('record types in several sections of a document, and sections repeated, but only in some documents', () => {
    const several = DOCUMENTS.filter(({ facts }) => facts.sections.length > 1).map(
      ({ facts }) => facts.sections,
    );
    const sources = count(several, (all) => new Set(all.map(({ source }) => source)).size < all.length);
    const pairs = count(
      several,
      (all) => new Set(all.map((s) => `${s.source} to ${s.target}`)).size < all.length,
    );
    expect(pairs).toBeGreaterThan(100);
    expect(sources).toBeGreaterThan(pairs);
    expect(sources).toBeLessThan(several.length - 100);
  });
});

/** Whether as many are within three standard deviations of what fair draws would give. */
function likely(all: number, share: number): (found: number) => boolean {
  const deviation = Math.sqrt(share * (1 - share) * all);
  return (found) => Math.abs(found - share * all) < 3 * deviation;
}

function count<T>(all: readonly T[], has: (one: T) => boolean): number {
  return all.filter(has).length;
}

function hasMalformed({ rows }: SectionFacts): boolean {
  return rows.some(({ malformed }) => malformed);
}

function isGappy({ left, right }: RowFacts): boolean {
  return left === '' || right === '';
}

function isCrossing({ left, right }: RowFacts): boolean {
  return left !== right;
}

function hasMirror(rows: readonly RowFacts[], { left, right }: RowFacts): boolean {
  return rows.some((row) => row.left === right && row.right === left);
}

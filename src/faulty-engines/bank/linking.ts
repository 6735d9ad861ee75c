/** Records that are linked by something else than the key, not linked, or not linked for long. */
import { type Company, isEmpty, type Value } from '../../domain/company.ts';
import type { FaultyEngine } from '../faulty.ts';
import type { Variation } from '../variation.ts';

const SAME_KEY = 'two companies are linked when orgNr is the same on both sides, verbatim, and not empty';
const FOR_GOOD = 'once a link is established it keeps in sync, whatever becomes of orgNr';
const ANYTHING = /./;

export function linkingFaults(): FaultyEngine[] {
  return [
    byKey('companies are linked by their name', ({ name }) => name, [
      'match/',
      'late-match-created-left',
      'same-name',
    ]),
    byKey('companies are linked by their id', ({ id }) => id, ['id-one-to-one-left', 'id-one-to-one-right']),
    byKey('companies are linked by their phone', ({ phone }) => phone, ['match/', 'same-name']),
    byKey('companies are linked by their e-mail', ({ email }) => email, ['match/', 'same-name']),
    byKey('companies are linked by their website', ({ website }) => website, ['match/', 'same-name']),
    byKey(
      'companies are linked by orgNr and name',
      ({ orgNr, name }) => (isEmpty(orgNr) ? null : `${orgNr} ${name}`),
      ['match/'],
    ),
    byKey(
      'companies are linked by orgNr, or by name without one',
      ({ orgNr, name }) => (isEmpty(orgNr) ? name : orgNr),
      ['key-changed-left/nothing'],
      ANYTHING,
    ),
    part('the first eight digits', (key) => key.slice(0, 8), [
      'near-miss/one-digit-differs',
      'near-miss/a-prefix-of-the-other',
    ]),
    part('the last eight digits', (key) => key.slice(-8), ['near-miss/the-first-digit-differs']),
    part('the first nine characters', (key) => key.slice(0, 9), ['near-miss/the-other-with-one-more-digit']),
    part('the last nine characters', (key) => key.slice(-9), []),
    part('the digits, in any order', (key) => Array.from(key).toSorted().join(''), [
      'near-miss/two-digits-are-swapped',
    ]),
    part('the number, as a float of single precision', (key) => String(Math.fround(Number(key))), [
      'near-miss/one-digit-differs',
    ]),
    spelling('blanks in orgNr are left out', (key) => key.replaceAll(' ', ''), 'with-spaces'),
    spelling('orgNr is trimmed', (key) => key.trim(), 'with-a-blank-behind-it'),
    spelling('letters around orgNr are left out', (key) => key.replaceAll(/[A-Z]/gi, ''), 'as-a-vat-number'),
    spelling('only the digits of orgNr count', (key) => key.replaceAll(/\D/g, ''), 'with-spaces'),
    empty('empty matches empty', (orgNr) => (isEmpty(orgNr) ? 'nothing' : orgNr), [
      'empty-keys-null',
      'empty-keys-blank',
      'empty-keys-mixed',
    ]),
    empty('null matches null', (orgNr) => orgNr ?? 'nothing', ['empty-keys-null']),
    empty('"" matches ""', (orgNr) => (orgNr === '' ? 'nothing' : orgNr), ['empty-keys-blank']),
    never('nothing is linked', () => true, ['match/', 'late-match-created-left', 'late-match-edited-right']),
    never('nothing is linked after the first pass', (pass) => pass > 1, [
      'late-match-created-left',
      'late-match-created-right',
      'late-match-edited-left',
      'late-match-edited-right',
    ]),
    never('nothing is linked after the eighth pass', (pass) => pass > 8, ['late-match-much-later']),
    ...(['left', 'right'] as const).flatMap((side): FaultyEngine[] => [
      unlinked(
        `a link ends where orgNr is changed on the ${side}`,
        changedOn(side, () => true),
        [`key-changed-${side}/another-number`, `key-changed-${side}/nothing`],
      ),
      unlinked(`a link ends where orgNr is emptied on the ${side}`, changedOn(side, isEmpty), [
        `key-changed-${side}/nothing`,
      ]),
      unlinked(
        `a link ends where orgNr becomes another number on the ${side}`,
        changedOn(side, (orgNr) => !isEmpty(orgNr)),
        [`key-changed-${side}/another-number`, `key-changed-${side}/the-number-of-a-third-company`],
      ),
    ]),
    unlinked('a link ends where orgNr differs', () => (left, right) => left.orgNr !== right.orgNr, [
      'key-changed-left/another-number',
      'key-changed-right/nothing',
    ]),
    unlinked(
      'a link ends where orgNr is emptied on both sides',
      () => (left, right) => isEmpty(left.orgNr) && isEmpty(right.orgNr),
      [],
    ),
    crowded('the first of several with one orgNr is linked', (ids) => ids.slice(0, 1)),
    crowded('the last of several with one orgNr is linked', (ids) => ids.slice(-1)),
  ];
}

/** Links by what `key` says instead of orgNr. */
function byKey(
  title: string,
  key: (company: Company) => Value,
  red: readonly string[],
  within?: RegExp,
): FaultyEngine {
  return {
    title,
    class: 'linking',
    against: SAME_KEY,
    red,
    ...(within === undefined ? {} : { within }),
    vary: () => ({ read: (company) => ({ ...company, orgNr: key(company) }) }),
  };
}

function part(what: string, key: (orgNr: string) => string, red: readonly string[]): FaultyEngine {
  const engine = byKey(
    `companies are linked by ${what} of orgNr`,
    ({ orgNr }) => (isEmpty(orgNr) ? null : key(orgNr ?? '')),
    red,
  );
  return {
    ...engine,
    within:
      /^(near-miss|policy\/spelling|same-name|unmatched|nothing-drifts|key-changed|unlisted|match|late|no-|first|edit|clear|fill|alternate|verbatim|both|independent|policy|quiet|neigh)/,
  };
}

function spelling(title: string, key: (orgNr: string) => string, red: string): FaultyEngine {
  const engine = byKey(title, ({ orgNr }) => (isEmpty(orgNr) ? null : key(orgNr ?? '')), [
    `policy/spelling/${red}`,
  ]);
  return {
    ...engine,
    against: 'orgNr written differently is not the same (policy)',
    within: /^policy\/spelling/,
    verdict: 'accepted with deviations',
  };
}

function empty(title: string, key: (orgNr: Value) => Value, red: readonly string[]): FaultyEngine {
  const engine = byKey(title, ({ orgNr }) => key(orgNr), red);
  return {
    ...engine,
    against: 'empty never matches empty',
    within: /^empty-keys/,
    batches: ['empty keys: null', 'empty keys: blank', 'empty keys: mixed'],
  };
}

function never(title: string, inPass: (pass: number) => boolean, red: readonly string[]): FaultyEngine {
  return {
    title,
    class: 'linking',
    against:
      'companies are linked whether they existed before the first pass, were created later, or got their orgNr by an edit',
    red,
    vary: () => {
      let pass = 0;
      return {
        begin: (now) => {
          pass = now;
          return 'work';
        },
        core: (core) => ({
          ...core,
          matchGroups: (groups, topology) =>
            inPass(pass) ? { matches: [], ambiguous: [] } : core.matchGroups(groups, topology),
        }),
      };
    },
  };
}

/** The rows of a pair are left alone as soon as the link has ended. */
function unlinked(
  title: string,
  ends: () => (left: Company, right: Company) => boolean,
  red: readonly string[],
): FaultyEngine {
  return {
    title,
    class: 'linking',
    against: FOR_GOOD,
    red,
    within: /^(key-changed|unlisted\/orgNr|nothing-drifts|quiet)/,
    vary: (): Variation => {
      const hasEnded = ends();
      return {
        core: (core) => ({
          ...core,
          decide: (groups, records, ...rest) =>
            hasEnded(records.left, records.right) ? [] : core.decide(groups, records, ...rest),
        }),
      };
    },
  };
}

/** Whether the key of a side is another one than when the pair was first looked at. */
function changedOn(
  side: 'left' | 'right',
  becomes: (orgNr: Value) => boolean,
): () => (left: Company, right: Company) => boolean {
  return () => {
    const first = new Map<string, Value>();
    return (left, right) => {
      const company = side === 'left' ? left : right;
      if (!first.has(company.id)) first.set(company.id, company.orgNr);
      return company.orgNr !== first.get(company.id) && becomes(company.orgNr);
    };
  };
}

function crowded(title: string, chosen: (ids: readonly string[]) => string[]): FaultyEngine {
  return {
    title,
    class: 'linking',
    against: 'of several unlinked records with one orgNr none is linked (policy)',
    red: ['policy/duplicates-left', 'policy/duplicates-right'],
    within: /^policy\/(duplicates|newcomer)/,
    verdict: 'accepted with deviations',
    batches: ['duplicates'],
    vary: () => ({
      core: (core) => ({
        ...core,
        matchGroups: (groups, topology) =>
          core.matchGroups(
            groups.map((group) => ({ ...group, left: chosen(group.left), right: chosen(group.right) })),
            topology,
          ),
      }),
    }),
  };
}

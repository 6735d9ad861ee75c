/** Properties in no row that go across, or are lost. */
import { type Company, type CompanyPatch, patchAt, valueAt } from '../../domain/company.ts';
import type { Row } from '../../domain/dataflow.ts';
import type { FaultyEngine } from '../faulty.ts';
import type { Sending, Side, World } from '../variation.ts';
import { withRows } from './ground.ts';

const AGAINST = 'properties outside the rows keep their own values on each side';
const UNLISTED = ['name', 'phone', 'email', 'website'] as const;

export function leakFaults(rows: readonly Row[]): FaultyEngine[] {
  const free = UNLISTED.filter((path) => !rows.some(({ left, right }) => left === path || right === path));
  return [
    ...free.flatMap((path) => ofOneProperty(path)),
    extraRow(
      'orgNr is kept equal as well',
      'orgNr',
      'orgNr',
      ['unlisted/orgNr'],
      /^(unlisted\/orgNr|key-changed|nothing-drifts|quiet|link-outlives|late)/,
    ),
    extraRow('name goes with website', 'name', 'website', ['unlisted/website']),
    extraRow('phone goes with website', 'phone', 'website', ['unlisted/website']),
    sent(
      'orgNr goes along with each PATCH',
      ({ partner }) => ({ orgNr: partner.orgNr }),
      ['unlisted/orgNr'],
      /^(unlisted\/orgNr|key-changed|nothing-drifts|quiet|link-outlives|late)/,
    ),
    sent(
      'the whole partner goes along with each PATCH',
      ({ partner }) => pick(partner, UNLISTED),
      UNLISTED.map((path) => `unlisted/${path}`),
    ),
    sent(
      'everything in no row is wiped by each PATCH',
      () => ({ name: null, phone: null, email: null, website: null }),
      UNLISTED.map((path) => `unlisted/${path}`),
    ),
    sent(
      'orgNr is wiped by each PATCH',
      () => ({ orgNr: null }),
      ['unlisted/orgNr'],
      /^(unlisted\/orgNr|key-changed|nothing-drifts|quiet|link-outlives|late)/,
    ),
    sent(
      'phone loses its blanks with each PATCH',
      ({ record }) => ({ phone: record.phone?.replaceAll(' ', '') ?? null }),
      ['unlisted/phone'],
    ),
    sent(
      'name is put in upper case with each PATCH',
      ({ record }) => ({ name: record.name?.toUpperCase() ?? null }),
      ['unlisted/name'],
    ),
    sent(
      'website gets a slash behind it with each PATCH',
      ({ record }) => ({ website: record.website === null ? null : `${record.website}/` }),
      ['unlisted/website'],
    ),
    ...(['left', 'right'] as const).map((side): FaultyEngine => ({
      title: `companies on the ${side} without a partner are marked in their name`,
      class: 'leaks',
      against: 'a company that was never linked is never changed',
      red: [`unmatched-${side}`],
      within:
        /^(unmatched|unlisted\/name|near-miss|same-name|policy|nothing-drifts|quiet|late|link-outlives|first-link\/late|key)/,
      vary: () => ({ after: (world) => markAlone(world, side) }),
    })),
  ];
}

function ofOneProperty(path: (typeof UNLISTED)[number]): FaultyEngine[] {
  return [
    extraRow(`${path} is kept equal as well`, path, path, [`unlisted/${path}`]),
    sent(`${path} goes along with each PATCH`, ({ partner }) => patchAt(path, partner[path]), [
      `unlisted/${path}`,
    ]),
    sent(
      `${path} goes along with a first PATCH`,
      ({ partner, first }) => (first ? patchAt(path, partner[path]) : {}),
      [`unlisted/${path}`],
    ),
    sent(`${path} is wiped by each PATCH`, () => patchAt(path, null), [`unlisted/${path}`]),
    sent(
      `${path} goes along where it is empty`,
      ({ partner, record }) => (record[path] === null ? patchAt(path, partner[path]) : {}),
      [`unlisted/${path}`],
    ),
  ];
}

function extraRow(
  title: string,
  left: string,
  right: string,
  red: readonly string[],
  within?: RegExp,
): FaultyEngine {
  return {
    title,
    class: 'leaks',
    against: AGAINST,
    red,
    shows: /^(unlisted|key changed)/,
    within: within ?? /^(unlisted|nothing-drifts|quiet)/,
    vary: () => ({ sections: (sections) => withRows(sections, [{ left, right }]) }),
  };
}

function sent(
  title: string,
  more: (sending: Sending) => CompanyPatch,
  red: readonly string[],
  within?: RegExp,
): FaultyEngine {
  return {
    title,
    class: 'leaks',
    against: AGAINST,
    red,
    shows: /^unlisted/,
    within: within ?? /^(unlisted|nothing-drifts|quiet)/,
    vary: () => ({ send: (patch, sending) => ({ ...patch, ...more(sending) }) }),
  };
}

function pick(company: Company, paths: readonly (typeof UNLISTED)[number][]): CompanyPatch {
  return Object.assign({}, ...paths.map((path) => patchAt(path, valueAt(company, path))));
}

async function markAlone({ tenants, links }: World, side: Side): Promise<void> {
  const linked = new Set(links.map((pair) => pair[side]));
  const alone: Company[] = [];
  for await (const company of tenants[side].list()) {
    if (!linked.has(company.id) && company.name?.startsWith('! ') === false) alone.push(company);
  }
  for (const { id, name } of alone) await tenants[side].patch(id, { name: `! ${name}` });
}

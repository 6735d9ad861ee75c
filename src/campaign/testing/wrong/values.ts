/** Engines that carry the wrong values: rows crossed wrongly, left out, in one direction, or changed on the way. */
import { isEmpty } from '../../../domain/company.ts';
import type { Wrong } from './wrong.ts';

const COUNTRY = 'postAddress.country~visitAddress.country';
const ROWS = ['country', 'postCode', 'postalArea', 'streetAddress'].flatMap((leaf) => [
  `postAddress.${leaf}~visitAddress.${leaf}`,
  `visitAddress.${leaf}~postAddress.${leaf}`,
]);
const ofEveryRow = (name: string): string[] => ROWS.map((row) => `${name}/${row}`);

export const WRONG_VALUES: Record<string, Wrong> = {
  'addresses are not crossed': {
    traits: { rows: (rows) => rows.map((row) => ({ ...row, right: row.left })) },
    red: [...ofEveryRow('edit-left'), ...ofEveryRow('edit-right'), ...ofEveryRow('first-link/newer-left')],
    within: /^(?!match|late-match|key-changed|near-miss|same-name|empty-keys|unlisted|no-|unmatched|quiet)/,
  },
  'a row is left out': {
    traits: { rows: (rows) => rows.filter(({ left }) => left !== 'postAddress.country') },
    red: ['edit-left', 'edit-right', 'clear-left', 'fill-right', 'alternate', 'both-edited', 'verbatim-left']
      .map((name) => `${name}/${COUNTRY}`)
      .concat(`first-link/newer-left/${COUNTRY}`),
    // Checks of several rows at once may be red too; those of another row alone may not.
    within: new RegExp(`${COUNTRY}|^pages|^one-instant|^faults|^at-work|^policy`),
  },
  'one way only': {
    traits: { firstLink: () => 'left', later: () => 'left' },
    red: [...ofEveryRow('edit-right'), ...ofEveryRow('clear-right'), ...ofEveryRow('alternate')],
    within:
      /right|alternate|both-edited|independent|at-work|policy|verbatim|fill|clear|link-outlives|key-changed/,
  },
  'at the first link only': {
    traits: { later: () => 'neither' },
    red: [...ofEveryRow('edit-left'), ...ofEveryRow('edit-right'), 'key-changed-left'],
    within: /^(?!first-link|match|late-match|pages\/first|pages\/equal-times$|near|unlisted|no-|quiet)/,
  },
  'after the first link only': {
    traits: { firstLink: () => 'neither' },
    red: [
      ...ofEveryRow('first-link/newer-left'),
      ...ofEveryRow('first-link/newer-right'),
      ...ofEveryRow('first-link/empty-left'),
      'faults/first-link',
    ],
    within: /first-link|faults|independent|fill|clear|verbatim/,
  },
  'blanks are trimmed': {
    traits: { carry: (value) => value?.trim() ?? null },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
    within: /^verbatim/,
  },
  'letters are put in upper case': {
    traits: { carry: (value) => value?.toUpperCase() ?? null },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
    within: /^(?!match|late-match|near|same-name|empty-keys|unlisted|no-|unmatched|quiet|key-changed)/,
  },
  'leading zeros are lost': {
    traits: { carry: (value) => value?.replace(/^0+(?=\d)/, '') ?? null },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
    within: /^(?!match|late-match|near|same-name|empty-keys|unlisted|no-|unmatched|quiet|key-changed)/,
  },
  'text is normalised to NFC': {
    traits: { carry: (value) => value?.normalize('NFC') ?? null },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
    within: /^verbatim/,
  },
  'line ends become one': {
    traits: { carry: (value) => value?.replaceAll('\r\n', '\n') ?? null },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
    within: /^verbatim/,
  },
  'numbers are read as numbers': {
    traits: {
      carry: (value) => (value !== null && /^\d{4}$/.test(value) ? String(Number(value)) : value),
    },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
  },
  'the text null is taken for nothing': {
    traits: { carry: (value) => (value === 'null' ? null : value) },
    red: [...ofEveryRow('verbatim-left'), ...ofEveryRow('verbatim-right')],
    within: /^verbatim/,
  },
  'clearings are skipped': {
    traits: { carry: (value) => (isEmpty(value) ? undefined : value) },
    red: [...ofEveryRow('clear-left'), ...ofEveryRow('clear-right')],
    within: /^clear/,
  },
  'clearings are written as a blank': {
    traits: { carry: (value) => (isEmpty(value) ? ' ' : value) },
    red: [...ofEveryRow('clear-left'), ...ofEveryRow('clear-right')],
    within: /^(clear|fill)/,
  },
  'the name is copied too': {
    traits: {
      rows: (rows) => [...rows, { left: 'name', right: 'name', type: 'string', line: 1 }],
    },
    red: ['unlisted/name'],
    within: /^unlisted\/name/,
  },
  'the key is copied too': {
    traits: {
      rows: (rows) => [...rows, { left: 'orgNr', right: 'orgNr', type: 'string', line: 1 }],
    },
    red: ['unlisted/orgNr'],
    within: /^(unlisted\/orgNr|key-changed|id-one-to-one)/,
  },
  'the left side always wins': {
    traits: { later: ({ left, right }) => (left ? 'left' : right ? 'right' : 'neither') },
    verdict: 'accepted with deviations',
    red: ['policy/conflict-right-last', 'policy/at-work/same-row-left'],
    within: /^policy\/(conflict-right-last|at-work\/same-row-left)/,
  },
  'the right side wins at first links': {
    traits: {
      firstLink: (left, right) => (isEmpty(left) !== isEmpty(right) && isEmpty(right) ? 'left' : 'right'),
    },
    verdict: 'accepted with deviations',
    red: ['policy/first-link-newer-left', 'policy/first-link-same-time'],
    within: /^policy\/first-link/,
  },
  'empty wins at first links': {
    traits: { firstLink: (_, __, newest) => newest },
    verdict: 'accepted with deviations',
    red: ['policy/first-link-empty-left', 'policy/first-link-empty-right'],
    within: /^policy\/first-link-empty/,
  },
};

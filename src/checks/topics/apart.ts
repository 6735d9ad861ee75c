/** Which companies are not linked: near misses, empty keys, the same name, a company with itself. */
import { type Patch, setting, together, valueAt } from '../../domain/record.ts';
import type { BatchId } from '../batches.ts';
import type { Check } from '../check.ts';
import {
  checkOf,
  create,
  editAllRows,
  type Ground,
  hasLeaf,
  holdsText,
  keyFor,
  linesSaying,
  named,
  pathOn,
  type Topic,
  withKey,
} from '../ground.ts';
import { untouched } from '../linked.ts';
import { type Action, type Scenario, SIDES } from '../scenario.ts';
import { isFindings, overScenarios } from '../view.ts';

const EMPTY_KEYS = {
  'empty keys: null': { left: undefined, right: null, title: 'absent on the left, null on the right' },
  'empty keys: blank': { left: '', right: '', title: '"" on both sides' },
  'empty keys: mixed': { left: null, right: '', title: 'null on the left, "" on the right' },
} as const;

/** What a person would recognise a company by. */
const RECOGNISED = ['name', 'phone', 'email', 'website'];

const EMPTY_BATCHES = ['empty keys: null', 'empty keys: blank', 'empty keys: mixed'] as const;

export function apart(ground: Ground): Topic {
  const spell = (key: string): Record<string, string> => ground.source.spellings(ground.rule, key);
  const spellings = Object.keys(spell(''));
  return {
    scenarios: {
      main: [
        ...nearMisses(ground),
        ...spellings.flatMap((name) => SIDES.map((turn) => near(ground, name, turn, spell))),
        alike(ground),
      ],
      ...emptyMatches(ground),
    },
    checks: [
      ...nearMissChecks(ground),
      apartCheck(ground, 'same-name', 'companies alike in all but the key are no match', [ALIKE]),
      ...emptyMatchChecks(ground),
      ...spellings.map((name) =>
        spellingCheck(
          ground,
          name,
          SIDES.map((turn) => nearId(ground, name, turn)),
        ),
      ),
    ],
  };
}

/** Keys that are almost the same, on either side. */
export function nearMisses(ground: Ground): Scenario[] {
  const variants = (key: string): Record<string, string> => ground.source.nearKeys(ground.rule, key);
  const names = Object.keys(variants(keyFor(ground, ground.rule)));
  return names.flatMap((name) => SIDES.map((turn) => near(ground, name, turn, variants)));
}

export function nearMissChecks(ground: Ground): Check[] {
  return ground.source.nearNames(ground.rule).map((name) =>
    apartCheck(
      ground,
      named(ground, `near-miss/${dashed(name)}`),
      `keys are no match where ${name}${by(ground)}`,
      SIDES.map((turn) => nearId(ground, name, turn)),
    ),
  );
}

/** Two records without a key, a batch for each way to have none. */
export function emptyMatches(ground: Ground): Topic['scenarios'] {
  return Object.fromEntries(emptyBatches(ground).map((batch) => [batch, [emptyKeys(ground, batch)]]));
}

export function emptyMatchChecks(ground: Ground): Check[] {
  return emptyBatches(ground).map((batch) =>
    apartCheck(
      ground,
      named(ground, dashed(batch)),
      `empty matches nothing${by(ground)}: ${EMPTY_KEYS[batch].title}`,
      [named(ground, batch)],
    ),
  );
}

/** A key that is no text cannot be a blank one. */
function emptyBatches(ground: Ground): (typeof EMPTY_BATCHES)[number][] {
  const isText = SIDES.every((side) => holdsText(ground, side, ground.rule[side]));
  return EMPTY_BATCHES.filter((batch) => isText || batch === 'empty keys: null');
}

function apartCheck(ground: Ground, name: string, title: string, scenarios: string[]): Check {
  return checkOf(ground, {
    kind: 'checklist',
    group: 'linking',
    name,
    title,
    lines: [ground.rule.line, ...linesSaying(ground, 'a link comes first')],
    scenarios,
    judge: overScenarios(scenarios, (view) =>
      untouched(view, ['left', 'right'], 'it matches no other company', ground.echoes),
    ),
  });
}

function spellingCheck(ground: Ground, name: string, scenarios: string[]): Check {
  const { spelling } = ground.policies;
  const check = apartCheck(
    ground,
    `policy/spelling/${dashed(name)}`,
    `a number written differently, ${name}, is another number: policy spelling=${spelling}`,
    scenarios,
  );
  const judge: Check['judge'] = (evidence) => {
    const found = check.judge(evidence);
    if (spelling !== 'any' || !isFindings(found)) return found;
    return { recorded: found.length === 0 ? 'kept apart' : 'linked' };
  };
  return { ...check, kind: 'policy', judge };
}

const nearId = (ground: Ground, name: string, turn: string): string =>
  named(ground, `near miss/${name}, on the ${turn}`);
const ALIKE = 'near miss/alike in all but the key';

function near(
  ground: Ground,
  name: string,
  turn: 'left' | 'right',
  variants: (key: string) => Record<string, string>,
): Scenario {
  const { key, variant } = keyWithVariant(ground, name, variants);
  const keys = { left: key, right: key, [turn]: variant };
  const [left, right] = [ground.source.record('left'), ground.source.record('right')];
  return {
    id: nearId(ground, name, turn),
    title: `two companies whose keys are ${keys.left} and ${keys.right}; both are edited later`,
    rounds: editedLater(
      ground,
      withKey(left, ground.rule.left, keys.left),
      withKey(right, ground.rule.right, keys.right),
    ),
  };
}

/** Not every key has each of them. @throws RangeError where none of many does */
function keyWithVariant(
  ground: Ground,
  name: string,
  variants: (key: string) => Record<string, string>,
): { key: string; variant: string } {
  for (let draw = 0; draw < 100; draw++) {
    const key = keyFor(ground, ground.rule);
    const variant = variants(key)[name];
    if (variant !== undefined) return { key, variant };
  }
  throw new RangeError(`no key of ${ground.rule.left} has a near miss in which ${name}`);
}

/** The same name, phone, e-mail and website: everything that a person would recognise a company by, but the key. */
function alike(ground: Ground): Scenario {
  const [left, right] = [ground.source.record('left'), ground.source.record('right')];
  const keys = new Set(ground.link.merge.flatMap((rule) => [rule.left, rule.right]));
  const known = RECOGNISED.filter((path) => hasLeaf(ground, path) && !keys.has(path));
  const twin = known.map((path) => setting(path, valueAt(left, path)));
  return {
    id: ALIKE,
    title:
      'two companies with the same name, phone, e-mail and website but different keys; both are edited later',
    rounds: editedLater(
      ground,
      left,
      withKey(together([right, ...twin]), ground.rule.right, keyFor(ground, ground.rule)),
    ),
  };
}

function emptyKeys(ground: Ground, batch: keyof typeof EMPTY_KEYS & BatchId): Scenario {
  const { left, right, title } = EMPTY_KEYS[batch];
  const [one, two] = [ground.source.record('left'), ground.source.record('right')];
  const isKey = ground.link.merge.some((rule) => rule.left === 'name' || rule.right === 'name');
  const isAlike = hasLeaf(ground, 'name') && !isKey;
  const twin = isAlike ? together([two, setting('name', valueAt(one, 'name'))]) : two;
  return {
    id: named(ground, batch),
    title: `two companies without a key (${title}); both are edited later`,
    rounds: editedLater(
      ground,
      left === undefined ? without(one, ground.rule.left) : withKey(one, ground.rule.left, left),
      withKey(twin, pathOn(ground.rule, 'right'), right),
    ),
  };
}

function editedLater(ground: Ground, left: Patch, right: Patch): Action[][] {
  return [
    [create('left', 'left', left), create('right', 'right', right)],
    [editAllButKey(ground, 'left'), editAllButKey(ground, 'right')],
  ];
}

function editAllButKey(ground: Ground, side: 'left' | 'right'): Action {
  const rows = ground.rows.filter((row) => pathOn(row, side) !== ground.rule[side]);
  return editAllRows({ ...ground, rows }, side, side);
}

/** A leaf of an address cannot be left out of an address that is there: it is null. */
function without(company: Patch, path: string): Patch {
  if (path.includes('.')) return withKey(company, path, null);
  return Object.fromEntries(Object.entries(company).filter(([key]) => key !== path));
}

/** Nothing where the section has one rule, by which everything is. */
function by({ link, rule }: Ground): string {
  return rule === link.merge[0] ? '' : `, by ${rule.left} and ${rule.right}`;
}

function dashed(text: string): string {
  return text.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase();
}

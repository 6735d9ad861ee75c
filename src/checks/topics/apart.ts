/** Which companies are not linked: near misses, empty keys, the same name, a company with itself. */
import type { CompanyDraft } from '../../domain/company.ts';
import { nearMissesOf, otherSpellingsOf } from '../../generate/near-misses.ts';
import type { BatchId } from '../batches.ts';
import type { Check } from '../check.ts';
import {
  checkOf,
  create,
  editAllRows,
  type Ground,
  keyFor,
  linesSaying,
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

const EMPTY_BATCHES = ['empty keys: null', 'empty keys: blank', 'empty keys: mixed'] as const;

export function apart(ground: Ground): Topic {
  const key = keyFor(ground, ground.rule);
  const nearMisses = Object.keys(nearMissesOf(key));
  const spellings = ground.rule.left === 'orgNr' ? Object.keys(otherSpellingsOf(key)) : [];
  return {
    scenarios: {
      main: [
        ...nearMisses.flatMap((name) => SIDES.map((turn) => near(ground, name, turn, nearMissesOf))),
        ...spellings.flatMap((name) => SIDES.map((turn) => near(ground, name, turn, otherSpellingsOf))),
        alike(ground),
      ],
      ...Object.fromEntries(EMPTY_BATCHES.map((batch) => [batch, [emptyKeys(ground, batch)]])),
    },
    checks: [
      ...nearMisses.map((name) =>
        apartCheck(
          ground,
          `near-miss/${dashed(name)}`,
          `keys are no match where ${name}`,
          SIDES.map((turn) => nearId(name, turn)),
        ),
      ),
      apartCheck(ground, 'same-name', 'companies alike in all but the key are no match', [ALIKE]),
      ...EMPTY_BATCHES.map((batch) =>
        apartCheck(ground, dashed(batch), `empty matches nothing: ${EMPTY_KEYS[batch].title}`, [batch]),
      ),
      ...spellings.map((name) =>
        spellingCheck(
          ground,
          name,
          SIDES.map((turn) => nearId(name, turn)),
        ),
      ),
    ],
  };
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
      untouched(view, ['left', 'right'], 'it matches no other company'),
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

const nearId = (name: string, turn: string): string => `near miss/${name}, on the ${turn}`;
const ALIKE = 'near miss/alike in all but the key';

function near(
  ground: Ground,
  name: string,
  turn: 'left' | 'right',
  variants: (key: string) => Record<string, string>,
): Scenario {
  const key = keyFor(ground, ground.rule);
  const keys = { left: key, right: key, [turn]: variants(key)[name] ?? key };
  const [left, right] = [ground.source.company(), ground.source.company()];
  return {
    id: nearId(name, turn),
    title: `two companies whose keys are ${keys.left} and ${keys.right}; both are edited later`,
    rounds: editedLater(
      ground,
      withKey(left, ground.rule.left, keys.left),
      withKey(right, ground.rule.right, keys.right),
    ),
  };
}

/** The same name, phone, e-mail and website: everything that a person would recognise a company by, but the key. */
function alike(ground: Ground): Scenario {
  const [left, right] = [ground.source.company(), ground.source.company()];
  const twin = { name: left.name, phone: left.phone, email: left.email, website: left.website };
  return {
    id: ALIKE,
    title:
      'two companies with the same name, phone, e-mail and website but different keys; both are edited later',
    rounds: editedLater(
      ground,
      left,
      withKey({ ...right, ...twin }, ground.rule.right, keyFor(ground, ground.rule)),
    ),
  };
}

function emptyKeys(ground: Ground, batch: keyof typeof EMPTY_KEYS & BatchId): Scenario {
  const { left, right, title } = EMPTY_KEYS[batch];
  const [one, two] = [ground.source.company(), ground.source.company()];
  const twin = { ...two, name: one.name };
  return {
    id: batch,
    title: `two companies without a key (${title}); both are edited later`,
    rounds: editedLater(
      ground,
      left === undefined ? without(one, ground.rule.left) : withKey(one, ground.rule.left, left),
      withKey(twin, pathOn(ground.rule, 'right'), right),
    ),
  };
}

function editedLater(ground: Ground, left: CompanyDraft, right: CompanyDraft): Action[][] {
  return [
    [create('left', 'left', left), create('right', 'right', right)],
    [editAllButKey(ground, 'left'), editAllButKey(ground, 'right')],
  ];
}

function editAllButKey(ground: Ground, side: 'left' | 'right'): Action {
  const rows = ground.rows.filter((row) => pathOn(row, side) !== ground.rule[side]);
  return editAllRows({ ...ground, rows }, side, side);
}

function without(company: CompanyDraft, path: string): CompanyDraft {
  return Object.fromEntries(Object.entries(company).filter(([key]) => key !== path));
}

function dashed(text: string): string {
  return text.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase();
}

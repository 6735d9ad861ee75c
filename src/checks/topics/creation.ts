/** Records that the engine creates, as scenarios: who is to get one, who is not, and who gets one later. */
import type { Row } from '../../domain/dataflow.ts';
import { type Patch, setting, together, valueAt } from '../../domain/record.ts';
import { CONDITIONS } from '../../domain/record-type.ts';
import { type Check, NotVerified } from '../check.ts';
import {
  checkOf,
  create,
  createBoth,
  editAllRows,
  type Ground,
  matchedPair,
  type SectionGround,
  type Topic,
} from '../ground.ts';
import type { Action, Scenario, Sought } from '../scenario.ts';
import { CREATED, creationChecks, ID, linesOfCreation } from './creation-checks.ts';

/** Nothing for a section that creates for none, or whose created records nobody could recognise. */
export function creation(ground: SectionGround & Partial<Pick<Ground, 'rule'>>): Topic {
  const { creates } = ground.creation;
  if (creates === 'never') return { scenarios: {}, checks: [] };
  const why = whyNotShown(ground);
  if (why !== null) return { scenarios: {}, checks: [notShown(ground, why)] };
  const matching = ground.rule === undefined ? null : { ...ground, rule: ground.rule };
  const main = [
    ...created(ground),
    ...notToBeCreated(ground),
    ...(matching === null ? [] : withMatch(matching)),
  ];
  return { scenarios: { main }, checks: creationChecks(ground, main) };
}

/** What a record on the left has that one is created for, and what one is connected to. */
interface Qualified {
  before: Action[];
  of: (action: Action) => Action;
}

function qualified({ connection, creation: { merges } }: SectionGround, record: string): Qualified {
  const condition = merges === 'all' ? [] : [setting(CONDITIONS, JSON.stringify([merges.when]))];
  return {
    before: connection?.synchronised(record) ?? [],
    of: (action) => {
      const connected = connection === null ? {} : { connectedTo: record };
      if (action.do === 'create')
        return { ...action, draft: together([action.draft, ...condition]), ...connected };
      return action.do === 'edit'
        ? { ...action, patch: together([action.patch, ...condition]), ...connected }
        : action;
    },
  };
}

/**
 * A record on the left that one is created for, with nothing in the rows but in what is given and in the marker, by
 * which the created one is recognised; `value` is that of the marker, or any.
 */
export function toBeCreated(
  ground: SectionGround,
  marker: Row,
  value: string | null,
  given: readonly Patch[] = [],
): { arranged: Action[]; seeks: readonly Sought[] } {
  const { before, of } = qualified(ground, 'connected');
  const empty = [...ground.rows, ...ground.byThemselves].map((row) => setting(row.left, null));
  const marked = setting(marker.left, value ?? ground.source.value('left', marker.left));
  const draft = together([ground.source.record('left'), ...empty, marked, ...given]);
  const arranged = [...before, of(create('left', 'left', draft))];
  return { arranged, seeks: soughtBy(marker, [arranged]) };
}

function created(ground: SectionGround): Scenario[] {
  const { before, of } = qualified(ground, 'connected');
  const once: Scenario = {
    ...sought(ground, [
      [...before, of(create('left', 'left', bare(ground)))],
      [editAllRows(ground, 'left', 'left')],
      [editAllRows(ground, CREATED.right, 'right')],
      [],
    ]),
    id: ID.created,
    title: 'a record on the left has no match; it is edited later, and so is the one that is created for it',
  };
  const { creates, merges } = ground.creation;
  if (merges === 'all' && creates === 'always') return [once];
  const comes = qualified(ground, 'connected');
  const later: Scenario = {
    ...sought(ground, [
      [...comes.before, create('left', 'left', bare(ground))],
      [comes.of({ do: 'edit', record: 'left', patch: {} })],
      [editAllRows(ground, 'left', 'left')],
    ]),
    id: ID.later,
    title: 'a record on the left has no match, and what one is created on comes to hold for it later',
  };
  return [once, later];
}

/** Why nothing of what is created can be seen, or null. */
function whyNotShown({ creation: { creates }, connection, rows }: SectionGround): string | null {
  if (rows.length === 0) return 'no row has a value by which a created record could be told from others';
  if (typeof creates === 'string' || connection !== null) return null;
  return `no section that can be run is about ${creates.whenConnectedTo.join(' or ')}, and one must be connected to such a record`;
}

function notShown(ground: SectionGround, reason: string): Check {
  return checkOf(ground, {
    kind: 'checklist',
    group: 'linking',
    name: 'creation',
    title: 'a record is created on the right when the document says so',
    lines: linesOfCreation(ground),
    scenarios: [],
    judge: () => {
      throw new NotVerified(reason, { declaredLack: true });
    },
  });
}

function notToBeCreated(ground: SectionGround): Scenario[] {
  const {
    connection,
    creation: { creates, merges },
  } = ground;
  if (merges === 'all' && creates === 'always') return [];
  const edited = [editAllRows(ground, 'left', 'left')];
  const not: Scenario = {
    ...sought(ground, [[create('left', 'left', bare(ground))], edited]),
    id: ID.not,
    title:
      'a record on the left has no match, and what one is created on does not hold for it; it is edited later',
  };
  if (!connection?.alone) return [not];
  const unsynchronised: Scenario = {
    ...sought(ground, [
      [
        ...connection.alone('connected'),
        { ...create('left', 'left', bare(ground)), connectedTo: 'connected' },
      ],
      edited,
    ]),
    id: ID.unsynchronised,
    title:
      'a record on the left has no match, and is connected to one that is not synchronised; it is edited later',
  };
  return [not, unsynchronised];
}

function withMatch(ground: Ground): Scenario[] {
  const { before, of } = qualified(ground, 'connected');
  const pair = matchedPair(ground);
  const edits = [[editAllRows(ground, 'left', 'left')], [editAllRows(ground, 'right', 'right')]];
  const merged: Scenario = {
    ...sought(ground, [
      [...before, create('right', 'right', pair.right), of(create('left', 'left', pair.left))],
      ...edits,
    ]),
    id: ID.merged,
    title: 'a record on the left matches one on the right; both are edited later',
  };
  if (ground.creation.merges === 'all') return [merged];
  const unmatched = matchedPair(ground);
  const left = together([unmatched.left, setting(CONDITIONS, null)]);
  return [
    merged,
    {
      ...sought(ground, [createBoth({ ...unmatched, left }), ...edits]),
      id: ID.notMatched,
      title: 'two records match, and the condition does not hold for the left one; both are edited later',
    },
  ];
}

/** A record of the left as everybody has it who is not known to be qualified. */
function bare({ source }: SectionGround): ReturnType<SectionGround['source']['record']> {
  return together([source.record('left'), setting(CONDITIONS, null)]);
}

/** With the records that may be created in it: they hold what the left one has, or had, in the first row. */
function sought({ rows }: SectionGround, rounds: Action[][]): Pick<Scenario, 'rounds' | 'seeks'> {
  const [row] = rows;
  return row === undefined ? { rounds } : { rounds, seeks: soughtBy(row, rounds) };
}

function soughtBy(row: Row, rounds: Action[][]): Sought[] {
  const values = rounds.flat().flatMap((action) => {
    if (action.record !== 'left') return [];
    if (action.do === 'create') return [valueAt(action.draft, row.left)];
    return action.do === 'edit' ? [valueAt(action.patch, row.left)] : [];
  });
  return [
    {
      record: CREATED.right,
      side: 'right',
      path: row.right,
      values: values.filter((value) => value !== null),
    },
  ];
}

/** Syncs that are wrong in one way each, behind a webhook, over tenants that others use: rejected, with what is wrong. */
import { describe, expect, it } from 'vitest';
import { tinyEngine, type Traits } from '../campaign/testing/tiny-engine.ts';
import { WRONG_VALUES } from '../campaign/testing/wrong/values.ts';
import { WRONG_WRITES } from '../campaign/testing/wrong/writes.ts';
import { readChecklist } from '../checklist/read.ts';
import type { RunningEngine } from '../engines/index.ts';
import { LIVE_LACKS } from '../live/environment.ts';
import { Signoff } from '../report/signoff.ts';
import { cli, text } from './testing/command-line.ts';
import { tenantAccess } from './credentials.ts';
import { type LiveWorld, startLiveWorld } from './testing/live-world.ts';
import { type ServedWebhook, startWebhook } from './testing/webhook.ts';

const POST = 'postAddress.country → visitAddress.country';
const VISIT = 'visitAddress.country → postAddress.country';
const ID = 'id → id';

interface Wrong {
  traits: Partial<Traits>;
  /** The rows that fail; every other one has passed. */
  rows: string[];
  /** What there is nothing to tell by, though tenants and engine could show it. */
  unshown?: string[];
  /** Checks that fail among others: the beginning of an id, without the section. */
  red: string[];
  /** No check that fails is about anything else. */
  within: RegExp;
}

const nothing = /^$/;
const isOwn = (name: string | null): boolean => name?.includes('[dataflow-qa-') ?? false;

const WRONG: Record<string, Wrong> = {
  'addresses are not crossed': {
    ...wrongAt(WRONG_VALUES, 'addresses are not crossed'),
    rows: [POST, VISIT],
    red: ['edit-left/', 'edit-right/', 'first-link/'],
  },
  'a row is left out': {
    ...wrongAt(WRONG_VALUES, 'a row is left out'),
    rows: [POST],
    red: [
      'edit-left/postAddress.country',
      'edit-right/postAddress.country',
      'clear-left/postAddress.country',
    ],
  },
  'one way only': {
    ...wrongAt(WRONG_VALUES, 'one way only'),
    rows: [POST, VISIT],
    unshown: ['id-one-to-one-left'],
    red: ['edit-right/', 'clear-right/', 'alternate/'],
  },
  'nothing is done': {
    traits: { begin: () => 'rest' },
    rows: [POST, VISIT],
    unshown: ['id-one-to-one-left', 'id-one-to-one-right'],
    red: ['match/', 'edit-left/', 'edit-right/', 'first-link/'],
    within: /^(?!no-|unlisted|unmatched|near-miss|same-name|quiet)/,
  },
  'copies are created': {
    traits: {
      afterwards: async ({ right }, { left, right: others }) => {
        const known = new Set([...others.values()].map(({ orgNr }) => orgNr));
        for (const { id: _, modifiedAt: __, ...draft } of left.values()) {
          if (isOwn(draft.name) && draft.orgNr && !known.has(draft.orgNr)) await right.create(draft);
        }
      },
    },
    // A copy is not crossed, so what it was made of is then changed; and whoever comes late finds it in his place.
    rows: [POST, VISIT],
    red: ['no-creation', 'first-link/late/'],
    within:
      /^(no-creation|unmatched-left|near-miss|same-name|policy\/spelling|late-match|first-link\/late|key-changed-right\/the-number-of-a-third)/,
  },
  'a property that no row names is wiped': {
    traits: {
      afterwards: async ({ right }, { right: listing }, pairs) => {
        for (const { ids } of pairs) {
          const company = listing.get(ids.right);
          if (company && isOwn(company.name) && company.phone !== null) {
            await right.patch(company.id, { phone: null });
          }
        }
      },
    },
    rows: [],
    red: ['unlisted/phone'],
    within: /^unlisted\/phone/,
  },
  'a PATCH that changes nothing, every pass': {
    ...wrongAt(WRONG_WRITES, 'a PATCH that changes nothing, every pass'),
    rows: [],
    red: ['quiet/after-first-link', 'quiet/after-edits', 'quiet/further-passes-right'],
  },
};

/** As it is found out over the mocks. */
function wrongAt(all: typeof WRONG_VALUES, name: string): { traits: Partial<Traits>; within: RegExp } {
  const found = all[name];
  if (found === undefined) throw new RangeError(`no wrong engine is called ${name}`);
  return { traits: found.traits, within: found.within ?? nothing };
}

/** A world, and how to end what is at work in it. */
interface Place {
  world: LiveWorld;
  ending: (() => Promise<unknown>)[];
}

// Each mostly waits for its tenants, so they wait beside each other.
describe.concurrent('over tenants that others use, a sync is rejected for what is wrong with it:', () => {
  it.for(Object.entries(WRONG))(
    '%s',
    async ([name, { traits, rows, unshown = [], red, within }], { onTestFinished }) => {
      const world = await startLiveWorld();
      const place: Place = { world, ending: [() => world.close()] };
      onTestFinished(async () => {
        for (const end of place.ending.toReversed()) await end();
      });
      const { url, host } = await webhookOf(place, await started(place, name, traits));
      const { status, stderr } = await cli([...world.run, '--webhook-url', url, '--allow-host', host], {
        env: world.env,
      });
      const signoff = Signoff.parse(JSON.parse(text(world.folder, 'report', 'signoff.json')));
      const found = signoff.checks
        .filter((check) => check.status === 'failed' || check.status === 'deviates')
        .map(({ id }) => id.slice(id.indexOf('/') + 1));
      expect(red.filter((id) => !found.some((one) => one.startsWith(id)))).toEqual([]);
      expect(found.filter((id) => !within.test(id))).toEqual([]);
      expect([signoff.verdict, status]).toEqual(['rejected', 1]);
      // It hides nothing else: but for that, no must is unverified that these tenants can show.
      const lacks = new Set(LIVE_LACKS.map(({ reason }) => reason));
      const hidden = signoff.checks.filter(
        ({ kind, status: of, reason = '' }) =>
          of === 'not verified' && kind !== 'policy' && !lacks.has(reason),
      );
      expect(hidden.map(({ id }) => id.split('/')[1])).toEqual(unshown);
      const statusOf = (row: string): string => {
        if (rows.includes(row)) return 'failed';
        return row === ID && unshown.length > 0 ? 'not verified' : 'passed';
      };
      expect(signoff.rows.map(({ left, right, status: of }) => [`${left} → ${right}`, of])).toEqual(
        [ID, POST, VISIT].map((row) => [row, statusOf(row)]),
      );
      expect([world.traces(), stderr]).toEqual([[], expect.not.stringMatching(/remain in the tenants/)]);
    },
  );
});

async function started(
  { world, ending }: Place,
  name: string,
  traits: Partial<Traits>,
): Promise<RunningEngine> {
  const { env, run } = world;
  const file = valueOf(run, '--checklist');
  const { dataflow } = await readChecklist(file);
  const engine = await tinyEngine(name, traits).start({
    tenants: {
      a: tenantAccess('A', world.a.url, valueOf(run, '--profile-a'), env),
      b: tenantAccess('B', world.b.url, valueOf(run, '--profile-b'), env),
    },
    topology: 'two-tenants',
    stateDir: world.folder,
    checklist: { path: file, dataflow },
    passTimeoutMs: 60_000,
    observe: () => Promise.resolve(''),
  });
  ending.push(() => engine.close());
  return engine;
}

async function webhookOf({ ending }: Place, engine: RunningEngine): Promise<ServedWebhook> {
  const webhook = await startWebhook(async (response) => {
    const outcome = await engine.pass();
    response.writeHead(outcome.ok ? 204 : 500).end(outcome.ok ? '' : outcome.reason);
  });
  ending.push(() => webhook.close());
  return webhook;
}

function valueOf(options: readonly string[], name: string): string {
  return options[options.indexOf(name) + 1] ?? '';
}

/**
 * Packs altered at random, in every way that a hand or a disk may alter them: all are found. `ALTERATIONS` sets how
 * many there are of them; `npm run alterations` does the thousand.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { lintChecklist } from '../checklist/lint/lint.ts';
import { judge } from '../checks/judge.ts';
import { planOf } from '../checks/plan.ts';
import { renderEvidenceLine } from '../checks/evidence.ts';
import { tinyEngine } from '../campaign/testing/tiny-engine.ts';
import { type Files, Manifest, MANIFEST, manifestOf } from '../report/manifest.ts';
import { packOf } from '../report/pack.ts';
import { EVIDENCE } from '../report/pack-files.ts';
import type { Alteration } from '../report/verification.ts';
import { Signoff } from '../report/signoff.ts';
import { rerunCommand } from './rerun.ts';
import { recordCampaign } from './testing/record.ts';
import { madeBy } from './made-by.ts';
import { verified } from './pack-again.ts';

const SEED = 20_261_127;
const HOW_MANY = Number(process.env['ALTERATIONS'] ?? 40);
/** Only what hangs takes so long. */
const TIMEOUT = 180_000 + HOW_MANY * 5_000;
const INPUTS = {
  gates: 'may be not verified: []\n',
  known: '- {check: "*/edit-left/*", reason: one way only, expires: 2099-12-31}\n',
};

let pack: Files;

async function alterationsOf(files: Files): Promise<Alteration[]> {
  return (await verified(files)).alterations;
}

beforeAll(async () => {
  // An engine that fails, so that there is something to hide.
  const { evidence, lines } = await recordCampaign({
    engine: tinyEngine('one way', { firstLink: () => 'left', later: () => 'left' }),
    only: (scenario) => /^(match|edit|clear)/.test(scenario),
  });
  pack = await packed(lines.map(renderEvidenceLine).join(''), evidence);
});

async function packed(text: string, evidence: Parameters<typeof judge>[1]): Promise<Files> {
  const results = judge(planOf(evidence.header), evidence);
  const lint = lintChecklist(evidence.header.checklist.dataflow);
  return (
    await packOf({
      text,
      evidence,
      results,
      lint,
      inputs: INPUTS,
      version: madeBy(),
      rerun: (check) => rerunCommand(check, evidence.header, {}),
    })
  ).files;
}

describe('a pack', () => {
  it('is intact as it was written, and the same byte for byte when it is made again', async () => {
    expect(await alterationsOf(pack)).toEqual([]);
  });

  it('may have a report of Allure beside it', async () => {
    expect(await alterationsOf(new Map([...pack, ['allure-report/index.html', Buffer.from('x')]]))).toEqual(
      [],
    );
  });

  it(
    'is altered wherever one byte is another, a file is swapped, removed, cut, added',
    { timeout: TIMEOUT },
    async () => {
      const names = fc.constantFrom(...pack.keys());
      const alteration = fc.oneof(
        fc.record({
          how: fc.constant('a byte' as const),
          file: names,
          at: fc.nat(),
          by: fc.integer({ min: 1, max: 255 }),
        }),
        fc.record({ how: fc.constant('swapped' as const), file: names, other: names }),
        fc.record({ how: fc.constant('removed' as const), file: names }),
        fc.record({ how: fc.constant('cut' as const), file: names, at: fc.nat() }),
        fc.record({
          how: fc.constant('added' as const),
          file: fc.constantFrom('inputs/x', 'notes.txt', 'a/b'),
        }),
        fc.record({ how: fc.constant('a line less' as const), at: fc.nat() }),
      );
      await fc.assert(
        fc.asyncProperty(alteration, async (one) => {
          const altered = alter(pack, one);
          fc.pre(altered !== null);
          expect(await alterationsOf(altered)).not.toEqual([]);
        }),
        { seed: SEED, numRuns: HOW_MANY },
      );
    },
  );

  it(
    'is altered where a verdict, a status or a scenario is another, though the manifest was made anew',
    { timeout: TIMEOUT },
    async () => {
      const forgery = fc.oneof(
        fc.record({ how: fc.constant('status' as const), at: fc.nat() }),
        fc.record({ how: fc.constant('verdict' as const) }),
        fc.record({ how: fc.constant('scenario' as const), at: fc.nat() }),
        fc.record({ how: fc.constant('summary' as const) }),
      );
      await fc.assert(
        fc.asyncProperty(forgery, async (one) => {
          const forged = forge(pack, one);
          expect(await alterationsOf(forged)).not.toEqual([]);
        }),
        { seed: SEED, numRuns: Math.ceil(HOW_MANY / 4) },
      );
    },
  );

  it('tells what was altered, and where', async () => {
    const forged = forge(pack, { how: 'verdict' });
    const told = await alterationsOf(forged);
    expect(told).toContainEqual({
      file: 'signoff.json',
      what: 'does not say what the evidence says: verdict is "accepted" instead of "rejected"',
    });
    const [altered] = await alterationsOf(
      new Map([...pack, ['signoff.json', forged.get('signoff.json') ?? Buffer.of()]]),
    );
    expect(altered?.what).toMatch(
      /^is not what the manifest has: .*; it does not say what the evidence says: verdict is "accepted"/,
    );
    const text = Buffer.from(pack.get(EVIDENCE) ?? []).toString('utf8');
    const elsewhere = new Map([...pack, [EVIDENCE, Buffer.from(text.replace('"seed":', '"seed":1'))]]);
    expect((await alterationsOf(elsewhere)).map(({ file }) => file)).toEqual([EVIDENCE]);
    const gone = new Map([...pack].filter(([name]) => name !== 'junit.xml'));
    expect(await alterationsOf(gone)).toEqual([{ file: 'junit.xml', what: 'is missing' }]);
  });
});

type Change =
  | { how: 'a byte'; file: string; at: number; by: number }
  | { how: 'swapped'; file: string; other: string }
  | { how: 'removed'; file: string }
  | { how: 'cut'; file: string; at: number }
  | { how: 'added'; file: string }
  | { how: 'a line less'; at: number };

/** Null where it would alter nothing. */
function alter(files: Files, one: Change): Files | null {
  const altered = new Map(files);
  const content = (name: string): Buffer => Buffer.from(files.get(name) ?? []);
  switch (one.how) {
    case 'a byte': {
      const bytes = content(one.file);
      const at = one.at % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ one.by;
      return altered.set(one.file, bytes);
    }
    case 'swapped':
      if (one.file === one.other) return null;
      altered.set(one.file, content(one.other));
      return altered.set(one.other, content(one.file));
    case 'removed':
      altered.delete(one.file);
      return altered;
    case 'cut':
      return altered.set(one.file, content(one.file).subarray(0, one.at % content(one.file).length));
    case 'added':
      return altered.set(one.file, Buffer.from('new'));
    case 'a line less': {
      const lines = content(EVIDENCE).toString('utf8').split('\n');
      lines.splice(one.at % (lines.length - 1), 1);
      return altered.set(EVIDENCE, Buffer.from(lines.join('\n')));
    }
  }
}

type Forgery = { how: 'status' | 'scenario'; at: number } | { how: 'verdict' | 'summary' };

/** As someone would do it who knows that there is a manifest. */
function forge(files: Files, one: Forgery): Files {
  const forged = new Map(files);
  const content = (name: string): string => Buffer.from(files.get(name) ?? []).toString('utf8');
  const signoff = Signoff.parse(JSON.parse(content('signoff.json')));
  const write = (name: string, text: string): void => void forged.set(name, Buffer.from(text));
  switch (one.how) {
    case 'status': {
      const check = signoff.checks[one.at % signoff.checks.length];
      if (check) check.status = check.status === 'passed' ? 'failed' : 'passed';
      write('signoff.json', `${JSON.stringify(signoff, null, 2)}\n`);
      break;
    }
    case 'verdict':
      write('signoff.json', `${JSON.stringify({ ...signoff, verdict: 'accepted' }, null, 2)}\n`);
      break;
    case 'scenario': {
      const lines = content(EVIDENCE).split('\n');
      const scenarios = [...lines.keys()].filter((line) => lines[line]?.startsWith('{"kind":"scenario"'));
      lines.splice(scenarios[one.at % scenarios.length] ?? 0, 1);
      write(EVIDENCE, lines.join('\n'));
      break;
    }
    case 'summary':
      write('summary.md', content('summary.md').replace('failed', 'passed'));
      break;
  }
  const manifest = Manifest.parse(JSON.parse(content(MANIFEST)));
  forged.delete(MANIFEST);
  const { document, verdict } = manifest;
  const about = { ...manifest, checklist: { sha256: document.sha256, dataflow: { title: document.title } } };
  const remade = manifestOf(forged, about, one.how === 'verdict' ? 'accepted' : verdict, manifest.madeBy);
  return forged.set(MANIFEST, Buffer.from(remade));
}

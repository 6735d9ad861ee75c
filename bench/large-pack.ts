/**
 * A pack of 5,000 checks: `node --import tsx bench/large-pack.ts [--json] [--short] [ENGINE COMMAND]`. The evidence of a
 * run is read, judged, rendered and written, once as it is and once as if its document had so many sections: its
 * results and scenarios are repeated under names of their own, as no document of today has that many checks. Told is
 * the growth, the time for each check against that in the pack of one run, and the whole: at most 15 s are asked.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { lintChecklist } from '../src/checklist/lint/lint.ts';
import { parseEvidence } from '../src/checks/evidence.ts';
import { judge, type Result } from '../src/checks/judge.ts';
import { planOf } from '../src/checks/plan.ts';
import { writePack } from '../src/cli/pack-folder.ts';
import { rerunCommand } from '../src/cli/rerun.ts';
import { VERSION } from '../src/cli/settings.ts';
import { packOf } from '../src/report/pack.ts';
import { againstLimit } from './against-limit.ts';
import { runAlone } from './alone.ts';
import type { Measured } from './measured.ts';
import { compare } from './rounds.ts';

const LIMIT_S = 15;
const ROUNDS = 3;
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Of the reference engine, or of another: a rejected one has more to tell. */
export async function largePack(short: boolean, engineCommand?: string): Promise<Measured[]> {
  const size = short ? 1_000 : 5_000;
  const folder = mkdtempSync(path.join(tmpdir(), 'large-pack-'));
  try {
    const text = evidenceOf(folder, engineCommand);
    const { checks } = planOf(parseEvidence(text, 'evidence').header);
    const copies = Math.ceil(size / checks.length);
    const large = repeated(text, copies);
    const seconds: number[] = [];
    const comparison = await compare(
      ROUNDS,
      async () => {
        const milliseconds = await pack(large, copies, folder);
        seconds.push(milliseconds / 1000);
        return milliseconds / copies / checks.length;
      },
      async () => (await pack(text, 1, folder)) / checks.length,
    );
    const name = `a check in a pack of ${size}`;
    const about = {
      against: 'a check in the pack of one run',
      unit: 'ms',
      generatorBusy: null,
      target: null,
    };
    return [
      { ...about, name, comparison },
      ...(short ? [] : [againstLimit(`a pack of ${size} checks`, 's', seconds, LIMIT_S)]),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function evidenceOf(folder: string, engineCommand: string | undefined): string {
  const engine =
    engineCommand === undefined ? [] : ['--engine', 'command', '--engine-command', engineCommand];
  const args = ['bin/dataflow-qa.js', 'run', '--specs', 'off', '--out', folder, ...engine];
  const ran = spawnSync(process.execPath, args, { cwd: ROOT });
  if (ran.status !== 0 && ran.status !== 1)
    throw new Error(`the run ended with ${String(ran.status)}: ${ran.stderr.toString()}`);
  return readFileSync(path.join(folder, 'evidence.ndjson'), 'utf8');
}

/** What `judge` does with the evidence, in milliseconds. */
async function pack(text: string, copies: number, folder: string): Promise<number> {
  const began = performance.now();
  const evidence = parseEvidence(text, 'evidence');
  const results: Result[] = [];
  for (let i = 0; i < copies; i++) results.push(...renamed(judge(planOf(evidence.header), evidence), i));
  const { files } = await packOf({
    text,
    evidence,
    results,
    lint: lintChecklist(evidence.header.checklist.dataflow),
    inputs: {},
    version: VERSION,
    rerun: (check) => rerunCommand(check, evidence.header, {}),
  });
  writePack(path.join(folder, 'pack'), files);
  return performance.now() - began;
}

function renamed(results: Result[], copy: number): Result[] {
  if (copy === 0) return results;
  return results.map((result) => ({
    ...result,
    check: {
      ...result.check,
      id: `${result.check.id} ${copy}`,
      scenarios: result.check.scenarios.map((id) => `${id} ${copy}`),
    },
    findings: result.findings.map((finding) => ({
      ...finding,
      scenario: finding.scenario && `${finding.scenario} ${copy}`,
    })),
  }));
}

/** The scenarios once more for each copy, under names of their own; all else once. */
function repeated(text: string, copies: number): string {
  const lines = text.trimEnd().split('\n');
  const scenarios = lines.filter((line) => line.startsWith('{"kind":"scenario"'));
  const more = Array.from({ length: copies - 1 }, (_, i) =>
    scenarios.map((line) => line.replace(/"id":"((?:[^"\\]|\\.)*)"/, `"id":"$1 ${i + 1}"`)),
  );
  return [...lines.slice(0, -1), ...more.flat(), lines.at(-1)].join('\n').concat('\n');
}

const command = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
await runAlone(import.meta.url, (short) => largePack(short, command));

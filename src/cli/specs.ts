/** The specs as a child process: started early, they wait for the evidence, and judge it too. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import type { Result } from '../checks/judge.ts';
import type { RunSettings } from './compose.ts';
import { engineEnvironment } from './engine-option.ts';
import { ROOT } from './settings.ts';

/** What Playwright said of each check, by id. */
const Outcomes = z.record(z.string(), z.enum(['passed', 'failed', 'skipped', 'timedOut', 'interrupted']));
export type Outcomes = z.infer<typeof Outcomes>;

export interface Specs {
  /** Ends them where there will be no evidence to wait for. */
  stop(): void;
  finished(): Promise<Outcomes | { error: string }>;
}

export function startSpecs(settings: RunSettings, out: string, evidence: string): Specs {
  const cli = path.join(
    path.dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
    'cli.js',
  );
  const outcomes = path.join(out, 'specs.json');
  const config = path.join(ROOT, 'playwright.config.ts');
  // The specs of our own pages are no part of a sign-off, and need a browser.
  const child = spawn(process.execPath, [cli, 'test', '--config', config, '--project', 'checklist'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environmentOf(settings, out, evidence), QA_SPECS_OUTCOMES: outcomes },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(-4_000);
    });
  }
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve();
    });
    child.once('close', () => resolve());
  });
  return {
    stop: kill,
    finished: async () => {
      await ended;
      process.off('exit', kill);
      if (!existsSync(outcomes))
        return { error: `the specs did not run: ${output.trim() || 'no reason given'}` };
      const parsed = Outcomes.parse(JSON.parse(readFileSync(outcomes, 'utf8')));
      rmSync(outcomes);
      // Playwright's own folder is not of the pack.
      rmSync(path.join(out, 'test-results'), { recursive: true, force: true });
      return parsed;
    },
  };
}

/** There is one judge, so the specs say what it says; where they do not, the harness is at fault. */
export function disagreement(
  outcomes: Outcomes | { error: string },
  results: readonly Result[],
): string | null {
  if ('error' in outcomes && typeof outcomes.error === 'string') return outcomes.error;
  const told = new Map(Object.entries(outcomes));
  for (const { check, status, declaredLack } of results) {
    const expected =
      status === 'failed' || (status === 'not verified' && !declaredLack)
        ? 'failed'
        : status === 'not verified'
          ? 'skipped'
          : 'passed';
    const outcome = told.get(check.id) ?? 'no test';
    if (outcome !== expected)
      return `the specs and the verdict disagree on ${check.id}: ${outcome}, and ${status}`;
  }
  return null;
}

function environmentOf(settings: RunSettings, out: string, evidence: string): Record<string, string> {
  return {
    QA_CHECKLIST: settings.checklist,
    ...engineEnvironment(settings.engine),
    QA_TOPOLOGY: settings.topology,
    QA_SEED: String(settings.seed),
    QA_POLICY: Object.entries(settings.policies)
      .map(([name, value]) => `${name}=${value}`)
      .join(','),
    QA_FAULTS: settings.faults.join(','),
    QA_OUT: out,
    QA_EVIDENCE: evidence,
    // Whoever waits for the evidence can see by this whether it is still to come.
    QA_EVIDENCE_AWAITED: String(process.pid),
  };
}

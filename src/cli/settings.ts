/** A run's settings as options give them and the environment stands in for: each option is `QA_` and its name. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parsePolicies } from '../checks/policies.ts';
import { FAULT_CLASSES, FAULT_NAMES, type FaultName } from '../domain/fault.ts';
import { TOPOLOGIES } from '../domain/tenant.ts';
import type { RunSettings } from './compose.ts';
import { engineOf, type EngineOptions, engineOptionsFrom } from './engine-option.ts';
import { UsageError } from './usage-error.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const DEFAULT_CHECKLIST = path.join('checklists', 'crmoffice-crmoffice.rst');

export const VERSION = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))).version;

/** The options of a run as text, by their names. What is left out has its default. */
export interface RunOptions extends EngineOptions {
  checklist?: string | undefined;
  topology?: string | undefined;
  seed?: string | undefined;
  policy?: string[] | undefined;
  faults?: string | undefined;
  'quiet-passes'?: string | undefined;
  'max-passes'?: string | undefined;
  'pass-timeout'?: string | undefined;
}

/**
 * Secrets are read from `env`, nothing else is.
 * @throws UsageError that names the option, what was given, and what is allowed
 */
export function settingsOf(options: RunOptions, env: NodeJS.ProcessEnv = process.env): RunSettings {
  const engine = engineOf(options, env);
  // A pass of a sync that runs by itself is over when the records have been stable: that is a settle (6.4).
  const quietPasses = engine.name === 'continuous' ? '1' : '2';
  const limits = {
    quietPasses: whole('quiet-passes', options['quiet-passes'] ?? quietPasses, 1),
    maxPasses: whole('max-passes', options['max-passes'] ?? '8', 1),
    passTimeoutMs: seconds('pass-timeout', options['pass-timeout'] ?? '60') * 1000,
  };
  if (engine.name === 'continuous' && engine.stableMs >= limits.passTimeoutMs) {
    const limit = limits.passTimeoutMs / 1000;
    throw new UsageError(
      `--stable ${engine.stableMs / 1000} is not less than --pass-timeout ${limit}: no pass could end well`,
    );
  }
  if (limits.maxPasses < limits.quietPasses) {
    throw new UsageError(
      `--max-passes ${limits.maxPasses} is less than --quiet-passes ${limits.quietPasses}`,
    );
  }
  return {
    checklist: options.checklist ?? defaultChecklist(),
    engine,
    topology: oneOf('topology', options.topology ?? 'two-tenants', TOPOLOGIES),
    seed: seedOf(options.seed),
    policies: policiesOf(options.policy ?? []),
    faults: faultsOf(options.faults ?? ''),
    limits,
    version: VERSION,
  };
}

/** What every random choice comes from: 1 unless told. */
export function seedOf(given: string | undefined): number {
  return whole('seed', given ?? '1', 0);
}

/** The same settings from the environment alone, as the specs are run with. */
export function settingsFromEnvironment(env: NodeJS.ProcessEnv): RunSettings {
  const options = {
    ...engineOptionsFrom(env),
    checklist: env['QA_CHECKLIST'],
    topology: env['QA_TOPOLOGY'],
    seed: env['QA_SEED'],
    policy: env['QA_POLICY']?.split(',').filter((setting) => setting !== ''),
    faults: env['QA_FAULTS'],
    'quiet-passes': env['QA_QUIET_PASSES'],
    'max-passes': env['QA_MAX_PASSES'],
    'pass-timeout': env['QA_PASS_TIMEOUT'],
  };
  return settingsOf(options, env);
}

/** In the project's folder the path is short, so that reports are the same on every machine. */
export function defaultChecklist(): string {
  return existsSync(DEFAULT_CHECKLIST) ? DEFAULT_CHECKLIST : path.join(ROOT, DEFAULT_CHECKLIST);
}

function oneOf<T extends string>(option: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === given);
  if (found) return found;
  throw new UsageError(`--${option} ${given}: it can be ${allowed.join(', ')}`);
}

export function whole(option: string, given: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const number = Number(given);
  if (/^\d+$/.test(given) && number >= least && number <= most) return number;
  throw new UsageError(`--${option} ${given}: it must be a whole number, ${least} to ${most}`);
}

export function seconds(option: string, given: string, most = Infinity): number {
  const number = Number(given);
  if (/^\d+(\.\d+)?$/.test(given) && number > 0 && number <= most) return number;
  const limit = most === Infinity ? '' : `, at most ${most}`;
  throw new UsageError(`--${option} ${given}: it must be a number of seconds, more than 0${limit}`);
}

/** Names of faults and of classes of them, or `all`; empty for none. In the order of the catalogue, each once. */
function faultsOf(given: string): FaultName[] {
  const wanted = given
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const all = [...FAULT_NAMES];
  const known = ['all', ...FAULT_CLASSES, ...FAULT_NAMES.keys()];
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`--faults ${unknown}: it can be ${known.join(', ')}`);
  return all
    .filter(([name, of]) => wanted.some((one) => one === 'all' || one === of || one === name))
    .map(([name]) => name);
}

function policiesOf(settings: readonly string[]): RunSettings['policies'] {
  try {
    const other = settings.find((setting) => !/^[^=]+=[^=]+$/.test(setting));
    if (other !== undefined) throw new RangeError(`${other}: it must be NAME=VALUE`);
    return parsePolicies(settings);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`--policy ${error.message}`) : error;
  }
}

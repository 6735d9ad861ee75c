/** Which engine, from options and the environment: each with what it cannot be without, secrets from the latter alone. */
import { ENGINE_NAMES, type EngineChoice } from '../engines/index.ts';
import { withoutSecrets } from '../tenants/url.ts';
import { UsageError } from './usage-error.ts';

/** The options of the engines as text, by their names. */
export interface EngineOptions {
  engine?: string | undefined;
  'engine-command'?: string | undefined;
  'webhook-url'?: string | undefined;
  'webhook-status-url'?: string | undefined;
  'sesam-url'?: string | undefined;
  'sesam-pipes'?: string | undefined;
  stable?: string | undefined;
}

type EngineName = EngineChoice['name'];
type OwnOption = Exclude<keyof EngineOptions, 'engine'>;

/** Whose each option is: it makes no sense with another engine, and chooses its own where none is named. */
const OWNERS: Record<OwnOption, EngineName> = {
  'engine-command': 'command',
  'webhook-url': 'webhook',
  'webhook-status-url': 'webhook',
  'sesam-url': 'sesam',
  'sesam-pipes': 'sesam',
  stable: 'continuous',
};

const OWN_OPTIONS = Object.keys(OWNERS).filter((name): name is OwnOption => name in OWNERS);

/** @throws UsageError that names the option or the variable, and what to give */
export function engineOf(options: EngineOptions, env: NodeJS.ProcessEnv): EngineChoice {
  const given = OWN_OPTIONS.filter((option) => options[option] !== undefined);
  const [first] = given;
  const name = named(options.engine) ?? (first === undefined ? 'reference' : OWNERS[first]);
  const other = given.find((option) => OWNERS[option] !== name);
  if (other !== undefined) {
    throw new UsageError(`--${other} goes with --engine ${OWNERS[other]}, not with --engine ${name}`);
  }
  switch (name) {
    case 'reference':
      return { name };
    case 'command':
      return { name, command: needed(options, 'engine-command', 'CMD, the command that does one pass') };
    case 'webhook':
      return {
        name,
        url: url('webhook-url', needed(options, 'webhook-url', 'URL, which a POST to starts one pass')),
        statusUrl: options['webhook-status-url']?.trim()
          ? url('webhook-status-url', options['webhook-status-url'])
          : null,
        token: env['WEBHOOK_TOKEN'] ? secret('WEBHOOK_TOKEN', env['WEBHOOK_TOKEN']) : null,
      };
    case 'sesam':
      return {
        name,
        url: url('sesam-url', needed(options, 'sesam-url', 'URL, the API of the node: https://HOST/api')),
        pipes: pipesOf(options['sesam-pipes'] ?? ''),
        jwt: secret('SESAM_JWT', env['SESAM_JWT'] ?? ''),
      };
    case 'continuous':
      return { name, stableMs: stableMs(needed(options, 'stable', 'SECONDS, how long nothing may change')) };
  }
}

/** What an engine is told, as variables of the environment; secrets are there already, and are in none of these. */
export function engineEnvironment(engine: EngineChoice): Record<string, string> {
  const common = { QA_ENGINE: engine.name };
  switch (engine.name) {
    case 'reference':
      return common;
    case 'command':
      return { ...common, QA_ENGINE_COMMAND: engine.command };
    case 'webhook': {
      const status = engine.statusUrl === null ? {} : { QA_WEBHOOK_STATUS_URL: engine.statusUrl };
      return { ...common, QA_WEBHOOK_URL: engine.url, ...status };
    }
    case 'sesam':
      return { ...common, QA_SESAM_URL: engine.url, QA_SESAM_PIPES: engine.pipes.join(',') };
    case 'continuous':
      return { ...common, QA_STABLE: String(engine.stableMs / 1000) };
  }
}

/** The engine's options out of variables of the environment. */
export function engineOptionsFrom(env: NodeJS.ProcessEnv): EngineOptions {
  return {
    engine: env['QA_ENGINE'],
    'engine-command': env['QA_ENGINE_COMMAND'],
    'webhook-url': env['QA_WEBHOOK_URL'],
    'webhook-status-url': env['QA_WEBHOOK_STATUS_URL'],
    'sesam-url': env['QA_SESAM_URL'],
    'sesam-pipes': env['QA_SESAM_PIPES'],
    stable: env['QA_STABLE'],
  };
}

/**
 * An engine elsewhere cannot be told of mock tenants, whose URLs only the run knows.
 * @throws UsageError where there are no tenants of one's own
 */
export function assertKnowsTenants(engine: EngineChoice, hasTenants: boolean): void {
  if (hasTenants || engine.name === 'reference' || engine.name === 'command') return;
  throw new UsageError(
    `--engine ${engine.name} needs --tenant-a URL and --tenant-b URL: the sync runs elsewhere, and must know its tenants beforehand; the mocks of a run have new URLs each time`,
  );
}

function named(given: string | undefined): EngineName | null {
  if (given === undefined) return null;
  const found = ENGINE_NAMES.find((name) => name === given);
  if (found) return found;
  throw new UsageError(`--engine ${given}: it can be ${ENGINE_NAMES.join(', ')}`);
}

function needed(options: EngineOptions, option: OwnOption, what: string): string {
  const value = options[option];
  if (value?.trim()) return value;
  throw new UsageError(`--engine ${OWNERS[option]} needs --${option} ${what}`);
}

/** A URL is an argument that everybody on the machine can see, so it must not hold a password. */
function url(option: OwnOption, given: string): string {
  if (!URL.canParse(given))
    throw new UsageError(`--${option}: ${JSON.stringify(withoutSecrets(given))} is no URL`);
  const { protocol, username, password, host } = new URL(given);
  if (username !== '' || password !== '') {
    const where = OWNERS[option] === 'sesam' ? 'SESAM_JWT' : 'WEBHOOK_TOKEN';
    throw new UsageError(`--${option}: the URL of ${host} has credentials in it; the token goes in ${where}`);
  }
  if (protocol === 'http:' || protocol === 'https:') return given;
  throw new UsageError(`--${option}: ${withoutSecrets(given)} is neither http nor https`);
}

function pipesOf(given: string): string[] {
  const pipes = given.split(',').map((pipe) => pipe.trim());
  return [...new Set(pipes)].filter((pipe) => pipe !== '');
}

function secret(variable: string, value: string): string {
  if (value === '') throw new UsageError(`${variable} is not set: tokens come from the environment alone`);
  if (/^[\x21-\x7e]+$/.test(value)) return value;
  throw new UsageError(`${variable} has characters that no HTTP header may have: blanks, a line end perhaps`);
}

function stableMs(given: string): number {
  const seconds = Number(given);
  if (/^\d+(\.\d+)?$/.test(given) && seconds > 0) return seconds * 1000;
  throw new UsageError(`--stable ${given}: it must be a number of seconds, more than 0`);
}

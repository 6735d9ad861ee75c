/** `--fault [a:|b:]NAME[=VALUE][;KEY=VALUE]…`: faults by hand, as text. */
import { Fault, FAULT_NAMES, type FaultName } from '../domain/fault.ts';
import { UsageError } from './usage-error.ts';

/** The faults of each tenant, in the order in which they are given. */
export interface FaultsOfTenants {
  a: Fault[];
  b: Fault[];
}

/**
 * One text may hold several faults, with spaces between them, as `QA_FAULT` does. One without `a:` or `b:` is
 * for both tenants.
 * @throws UsageError that names the option, what is wrong with it, and what it can be
 */
export function parseFaults(given: readonly string[]): FaultsOfTenants {
  const faults: FaultsOfTenants = { a: [], b: [] };
  for (const text of given.flatMap((one) => one.split(/\s+/)).filter((one) => one !== '')) {
    const [, tenant, rest = ''] = /^(?:([ab]):)?(.*)$/.exec(text) ?? [];
    const fault = parseFault(text, rest);
    if (tenant !== 'b') faults.a.push(fault);
    if (tenant !== 'a') faults.b.push(fault);
  }
  return faults;
}

/** How the value behind a fault's name is written, and what it says; null is a fault that takes none. */
interface Value {
  readonly form: string;
  readonly optional?: true;
  /** Undefined where the text has another form. */
  readonly read: (text: string) => Record<string, unknown> | undefined;
}

const number = (form: string, name: string): Value => ({ form, read: (text) => numbers(text, [name]) });
const optional = (value: Value): Value => ({ ...value, optional: true });
const pair = (form: string, first: string, second: string): Value => ({
  form,
  read: (text) => numbers(text, [first, second], '/'),
});

const VALUES: { readonly [N in FaultName]: Value | null } = {
  latency: {
    form: 'MS, uniform:FROM..TO or lognormal:MEDIAN,SIGMA[,MAX]',
    read: (text) => {
      const delay = readDelay(text);
      return delay && { delay };
    },
  },
  'too-many-requests': optional(number('SECONDS', 'retryAfter')),
  quota: pair('REQUESTS/MS', 'requests', 'perMs'),
  'server-error': number('STATUS', 'status'),
  'connection-refused': number('MS', 'ms'),
  'reset-before-body': null,
  'empty-response': null,
  garbage: null,
  'reset-amid-body': optional(number('BYTES', 'bytes')),
  'no-answer': number('MS', 'ms'),
  'empty-body': null,
  'truncated-json': optional(number('FRACTION', 'fraction')),
  'malformed-json': null,
  'malformed-chunk': null,
  'slow-drip': pair('BYTES/MS', 'bytes', 'everyMs'),
  'slow-close': number('MS', 'ms'),
  'wrong-content-type': null,
  'expired-token': null,
  'committed-then-500': null,
  'committed-then-reset': null,
  'committed-then-no-answer': number('MS', 'ms'),
  'list-lag': number('WRITES', 'writes'),
  'page-drift': null,
  'missing-item': null,
  'duplicate-item': null,
  'dropped-property': null,
  'old-etag': null,
  'whole-seconds': null,
  'clocks-apart': number('MS', 'ms'),
};

type Place = 'on' | 'when' | 'fault';

/** What may follow, each behind a semicolon: where it belongs, and how its value is read. */
const KEYS: Readonly<Record<string, [Place, (text: string) => Record<string, unknown> | undefined]>> = {
  method: ['on', (text) => ({ method: text })],
  route: ['on', (text) => ({ route: text })],
  probability: ['when', (text) => numbers(text, ['probability'])],
  ramp: ['when', (text) => numbers(text, ['rampMs'])],
  skip: ['when', (text) => numbers(text, ['skip'])],
  count: ['when', (text) => numbers(text, ['count'])],
  window: [
    'when',
    (text) => {
      const window = numbers(text, ['fromMs', 'toMs'], '..');
      return window && { window };
    },
  ],
  requests: ['when', (text) => ({ requests: text.split(',').map(Number) })],
  'retry-after': ['fault', (text) => (text === 'yes' ? { retryAfter: true } : numbers(text, ['retryAfter']))],
  status: ['fault', (text) => numbers(text, ['status'])],
};

function parseFault(given: string, text: string): Fault {
  const wrong = (what: string): UsageError => new UsageError(`--fault ${given}: ${what}`);
  const [first = '', ...settings] = text.split(';');
  const [given1, value] = split(first);
  const name = [...FAULT_NAMES.keys()].find((one) => one === given1);
  if (!name) throw wrong(`there is no fault of that name; it can be ${[...FAULT_NAMES.keys()].join(', ')}`);
  const parts: Record<Place, Record<string, unknown>> = {
    fault: readValue(name, value, wrong),
    on: {},
    when: {},
  };
  for (const setting of settings) {
    const [key, said] = split(setting);
    const known = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
    if (!known) throw wrong(`${key} says nothing of a fault; it can be ${Object.keys(KEYS).join(', ')}`);
    const [place, read] = known;
    const fields = said === null ? undefined : read(said);
    if (!fields) throw wrong(`${setting} cannot be read`);
    Object.assign(parts[place], fields);
  }
  const fault = Fault.safeParse({ name, ...parts.fault, on: parts.on, when: parts.when });
  if (fault.success) return fault.data;
  const issues = fault.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw wrong(issues.join('; '));
}

function readValue(
  name: FaultName,
  value: string | null,
  wrong: (what: string) => UsageError,
): Record<string, unknown> {
  const expected = VALUES[name];
  if (value === null && (!expected || expected.optional)) return {};
  if (!expected) throw wrong(`${name} takes no value`);
  const form = expected.optional ? `${name} or ${name}=${expected.form}` : `${name}=${expected.form}`;
  const read = value === null ? undefined : expected.read(value);
  if (!read) throw wrong(`it is written ${form}`);
  return read;
}

function readDelay(text: string): Record<string, unknown> | undefined {
  const [, distribution = 'fixed', rest = ''] = /^(?:(\w+):)?(.*)$/.exec(text) ?? [];
  const fields =
    distribution === 'fixed'
      ? numbers(rest, ['ms'])
      : distribution === 'uniform'
        ? numbers(rest, ['fromMs', 'toMs'], '..')
        : (numbers(rest, ['medianMs', 'sigma'], ',') ?? numbers(rest, ['medianMs', 'sigma', 'maxMs'], ','));
  return fields && { distribution, ...fields };
}

/** So many numbers with `between` between them, by these names; undefined where it is anything else. */
function numbers(text: string, names: readonly string[], between = ','): Record<string, number> | undefined {
  const parts = text.split(between);
  if (parts.length !== names.length || !parts.every((part) => /^-?\d+(\.\d+)?$/.test(part))) return undefined;
  return Object.fromEntries(names.map((name, i) => [name, Number(parts[i])]));
}

/** `KEY=VALUE`, or a key alone. */
function split(text: string): [string, string | null] {
  const mark = text.indexOf('=');
  return mark === -1 ? [text, null] : [text.slice(0, mark), text.slice(mark + 1)];
}

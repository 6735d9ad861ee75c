/** `sync`: the reference engine against two tenants, until nothing is left to do or at an interval. */
import { readChecklist } from '../checklist/read.ts';
import type { Dataflow } from '../domain/dataflow.ts';
import type { RecordType } from '../domain/record-type.ts';
import { type AnyTenant, TenantError } from '../domain/tenant.ts';
import { SyncError } from '../sync/error.ts';
import { openSync } from '../sync/once.ts';
import type { Access } from '../engines/index.ts';
import { typedClients, type TypedClients } from '../engines/typed-clients.ts';
import type { Entity, Leaves } from '../domain/record.ts';
import {
  connectRecords,
  type ConnectedTenant,
  connectTenant,
  type TenantOptions,
} from '../tenants/connect.ts';
import { RESILIENT, UNATTENDED } from '../tenants/resilient.ts';
import type { ExitStatus } from './conclude.ts';
import { tenantAccess } from './credentials.ts';
import { type Passes, settle, watch } from './passes.ts';
import { seconds, settingsOf, whole } from './settings.ts';
import { stopOnSignal } from './signals.ts';
import { createLog, type Log, type LogFormat } from './sync-log.ts';
import { UsageError } from './usage-error.ts';

/** As given; what is left out has its default. */
export interface SyncOptions {
  tenantA: string;
  tenantB: string;
  profileA?: string;
  profileB?: string;
  state: string;
  checklist?: string;
  watch?: boolean;
  interval?: string;
  full?: boolean;
  perSecond?: string;
  log?: LogFormat;
}

const DEFAULT_INTERVAL = '30';
const A_DAY = 86_400;
/** How long a pass may go on after a signal before its waits are ended, so that stopping ends in time. */
const GRACE_MS = 10_000;

/**
 * 0 once a pass had nothing to do, or, under `--watch`, once a signal was followed; 2 where something is left to
 * do after the last pass. @throws UsageError where the options, a tenant or the state cannot be used
 */
export async function syncCommand(options: SyncOptions): Promise<ExitStatus> {
  const isWatch = options.watch === true;
  if (options.interval !== undefined && !isWatch) throw new UsageError('--interval goes with --watch');
  const intervalMs = seconds('interval', options.interval ?? DEFAULT_INTERVAL, A_DAY) * 1000;
  const log = createLog(
    options.log ?? (isWatch ? 'json' : 'text'),
    { out: process.stdout, err: process.stderr },
    Date.now,
  );
  const { checklist } = settingsOf({ checklist: options.checklist });
  const { dataflow } = await readChecklist(checklist);
  try {
    // Whoever waits for one settle is told of a tenant that cannot be asked in one message, not in the tries before.
    let isAsking = !isWatch;
    const { left, right, tenants, tenantsOf, close } = connect(options, dataflow, (event) => {
      if (!isAsking) log(event);
    });
    try {
      const [first] = dataflow.sections;
      const asked = first === undefined ? { left, right } : tenantsOf(first);
      await assertAnswers('--tenant-a', options.tenantA, asked.left, isWatch);
      if (asked.right !== asked.left) {
        await assertAnswers('--tenant-b', options.tenantB, asked.right, isWatch);
      }
      isAsking = false;
      const stop = isWatch ? stopOnSignal() : new AbortController().signal;
      const sync = await openSync({
        left,
        right,
        tenantsOf,
        topology: right === left ? 'one-tenant' : 'two-tenants',
        systems: dataflow,
        sections: dataflow.sections,
        stateDir: options.state,
        tenantNames: { left: nameOf(options.tenantA), right: nameOf(options.tenantB) },
      });
      try {
        const passes: Passes = {
          pass: (number, onDone) =>
            sync.pass({ full: options.full === true && number === 1, signal: stop, onDone }),
          requests: () => tenants().reduce((sum, tenant) => sum + tenant.requests(), 0),
          log,
          stopwatch: () => performance.now(),
        };
        if (!isWatch) return (await settle(passes)) ? 0 : 2;
        stop.addEventListener('abort', () => {
          process.stderr.write(
            `${stop.reason}: stops when the writes in hand are done; once more ends it at once\n`,
          );
          setTimeout(() => void close(), GRACE_MS).unref();
        });
        await watch(passes, intervalMs, stop);
        return 0;
      } finally {
        await sync.close();
      }
    } finally {
      await close();
    }
  } catch (error) {
    if (error instanceof SyncError || error instanceof TenantError) throw new UsageError(error.message);
    throw error;
  }
}

interface Connection {
  left: ConnectedTenant;
  /** In one tenant, the same as `left`. */
  right: ConnectedTenant;
  tenantsOf: TypedClients['tenantsOf'];
  /** Each once. */
  tenants: () => ConnectedTenant<Entity, Leaves>[];
  close: () => Promise<unknown>;
}

/** What is wrong with a URL is told with the option that gave it. @throws UsageError */
function named<T>(option: string, connecting: () => T): T {
  try {
    return connecting();
  } catch (error) {
    throw error instanceof TenantError ? new UsageError(`${option}: ${error.message}`) : error;
  }
}

/** A slash at the end makes no other tenant. */
function nameOf(url: string): string {
  return url.replace(/\/+$/, '');
}

function connect(options: SyncOptions, dataflow: Dataflow, log: Log): Connection {
  const { tenantA, tenantB, profileA, profileB, watch: isWatch, perSecond } = options;
  const isOneTenant = nameOf(tenantA) === nameOf(tenantB);
  if (isOneTenant && profileB !== undefined && profileB !== profileA) {
    throw new UsageError('--profile-b goes with another tenant: --tenant-a and --tenant-b are the same one');
  }
  const manner = isWatch ? UNATTENDED : RESILIENT;
  const most = perSecond === undefined ? {} : { perSecond: whole('per-second', perSecond, 1) };
  const optionsOf = (tenant: 'A' | 'B', access: Access): TenantOptions => ({
    ...manner,
    ...access,
    limits: { ...manner.limits, ...most },
    onEvent: (event) => log({ ...event, tenant }),
  });
  const one = (tenant: 'A' | 'B', access: Access): ConnectedTenant =>
    named(`--tenant-${tenant.toLowerCase()}`, () => connectTenant(optionsOf(tenant, access)));
  const ofType = (tenant: 'A' | 'B', access: Access, type: RecordType): ConnectedTenant<Entity, Leaves> =>
    named(`--tenant-${tenant.toLowerCase()}`, () => connectRecords(optionsOf(tenant, access), type));
  const a = tenantAccess('A', tenantA, profileA, process.env);
  const b = isOneTenant ? a : tenantAccess('B', tenantB, profileB, process.env);
  const left = one('A', a);
  const right = isOneTenant ? left : one('B', b);
  const topology = isOneTenant ? 'one-tenant' : 'two-tenants';
  const { tenantsOf, made } = typedClients(dataflow, topology, { a: left, b: right }, (place, type) =>
    place === 'a' ? ofType('A', a, type) : ofType('B', b, type),
  );
  const tenants = (): ConnectedTenant<Entity, Leaves>[] => [...new Set([left, right, ...made()])];
  return {
    left,
    right,
    tenantsOf,
    tenants,
    close: () => Promise.all(tenants().map((tenant) => tenant.close())),
  };
}

/**
 * A tenant that cannot be asked is told of once, before the first pass. One that is only down is waited for
 * under `--watch`; a refusal is for the user to mend. @throws UsageError
 */
async function assertAnswers(
  option: string,
  url: string,
  tenant: AnyTenant,
  isWatch: boolean,
): Promise<void> {
  try {
    await tenant.list()[Symbol.asyncIterator]().next();
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    const isDown = error.status === null || error.status >= 500 || error.status === 429;
    if (!(isWatch && isDown)) throw new UsageError(`${option} ${url}: ${error.message}`);
  }
}

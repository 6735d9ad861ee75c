/** Two tenants that other people use, and the command line as somebody calls it who may write to them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type LoggedRequest,
  type Standin,
  type StandinOptionsGiven,
  standinProfile,
  startStandin,
} from '../../../mocks/staging-standin/index.ts';
import { twoRows } from './two-rows.ts';

export interface LiveWorld {
  readonly a: Standin;
  readonly b: Standin;
  /** The folder of everything that belongs to this world; `journal` is in it. */
  readonly folder: string;
  readonly journal: string;
  /** The tenants' secrets. */
  readonly env: Record<string, string>;
  /** What says where the tenants are and that they may be written: goes with `run` and `sweep`. */
  readonly live: readonly string[];
  /** `run` with that, at full speed, over two rows, with the reference engine and without the specs. */
  readonly run: readonly string[];
  readonly sweep: readonly string[];
  /** A profile of `tenant` with some of its keys changed: the file's name. */
  profile(tenant: 'a' | 'b', change: Record<string, unknown>): string;
  /** What is not as if no run had ever been, in sentences: records that are left, and foreign ones touched. */
  traces(): string[];
  close(): Promise<void>;
}

export interface LiveWorldOptions {
  /** What both tenants are beside the usual. */
  both?: StandinOptionsGiven;
  /** Is told of each request when what it asks is done, and before it is answered. */
  onRequest?: (request: LoggedRequest, tenant: 'a' | 'b') => void;
}

export const CLIENT = 'qa-harness';
const SECRET = 'client-secret-0123456789';
/** The token of a colleague, who is at work in both tenants. */
export const COLLEAGUE = 'colleague-token-0123456789';

/** How long what was written takes to be listed: long enough for a listing to be behind now and then. */
const PROPAGATION_MS = 40;

export async function startLiveWorld({ both = {}, onRequest }: LiveWorldOptions = {}): Promise<LiveWorld> {
  const folder = mkdtempSync(path.join(tmpdir(), 'dataflow-qa-live-'));
  const start = (tenant: 'a' | 'b', seed: number): Promise<Standin> =>
    startStandin(
      {
        clients: { [CLIENT]: SECRET },
        fixedTokens: { colleague: COLLEAGUE },
        foreign: 60,
        seed,
        ratePerSecond: 10_000,
        burst: 1_000,
        propagationMs: PROPAGATION_MS,
        ...both,
      },
      { onRequest: (request) => onRequest?.(request, tenant) },
    );
  const tenants = { a: await start('a', 1), b: await start('b', 2) };
  const { a, b } = tenants;
  const before = { a: a.digest(), b: b.digest() };
  const profile = (tenant: 'a' | 'b', change: Record<string, unknown>): string => {
    const file = path.join(folder, `${tenant}.json`);
    const propagationSeconds = (both.propagationMs ?? PROPAGATION_MS) / 1000;
    const usual = standinProfile(tenants[tenant].url, { propagationSeconds });
    writeFileSync(file, JSON.stringify({ ...usual, ...change }));
    return file;
  };
  const journal = path.join(folder, 'journal');
  const hosts = [a, b].map(({ url }) => new URL(url).host).join(',');
  const live = optionsOf({
    'tenant-a': a.url,
    'tenant-b': b.url,
    'profile-a': profile('a', {}),
    'profile-b': profile('b', {}),
    'allow-host': hosts,
    journal,
    'per-second': '1000',
    // What these tenants do not answer in a second they have not begun.
    'in-flight': '1',
  });
  const own = { checklist: twoRows(folder), specs: 'off', out: path.join(folder, 'report') };
  return {
    ...tenants,
    folder,
    journal,
    live,
    run: ['run', ...live, ...optionsOf(own)],
    sweep: ['sweep', ...live],
    env: Object.fromEntries(
      ['A', 'B'].flatMap((x) => [
        [`TENANT_${x}_CLIENT_ID`, CLIENT],
        [`TENANT_${x}_CLIENT_SECRET`, SECRET],
      ]),
    ),
    profile,
    traces: () =>
      (['a', 'b'] as const).flatMap((name) => [
        ...tenants[name].ownLeft().map(({ key, title }) => `${name} ${key} is left: ${title}`),
        ...tenants[name]
          .foreignWrites()
          .filter(({ actor }) => actor !== 'colleague')
          .map(({ method, key, status }) => `${name} ${key} is foreign: ${method}, ${status}`),
        ...(tenants[name].digest() === before[name]
          ? []
          : [`${name}: foreign records are not what they were`]),
      ]),
    async close() {
      await a.close();
      await b.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function optionsOf(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
}

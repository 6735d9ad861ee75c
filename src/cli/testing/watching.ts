/** `sync` as a process of its own over two mock tenants: its log line by line, as it is written. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, expect } from 'vitest';
import { createClock, type ServedTenant, startTenant } from '../../../mocks/crmoffice/index.ts';
import type { Company } from '../../domain/company.ts';
import { connectTenant } from '../../tenants/connect.ts';
import { LogLine } from '../sync-line.ts';
import { ended, startCli } from './command-line.ts';
import { fixedToken } from '../../tenants/credentials.ts';

const TOKENS = { a: 'engine-token-of-a-5b1', b: 'engine-token-of-b-9c2' };
const HARNESS_TOKEN = 'harness-token-0d4';
const LONGEST_WAIT_MS = 20_000;

export interface MockPair {
  a: ServedTenant;
  b: ServedTenant;
}

/** Two tenants with the same `orgNr`s, each side with values of its own; closed when the file's tests are done. */
export async function mockPair(orgNrs: readonly string[]): Promise<MockPair> {
  const clock = createClock();
  const a = await startTenant({ name: 'A', clock, tokens: { engine: TOKENS.a, harness: HARNESS_TOKEN } });
  const b = await startTenant({ name: 'B', clock, tokens: { engine: TOKENS.b, harness: HARNESS_TOKEN } });
  for (const orgNr of orgNrs) {
    // Each side has what the other one lacks, so that a pair is done only when both were written.
    a.controls.create({ orgNr, postAddress: { country: 'NO', postCode: '0150' } });
    b.controls.create({ orgNr, postAddress: { postalArea: 'OSLO', streetAddress: `Gate ${orgNr}` } });
  }
  afterAll(async () => {
    await a.close();
    await b.close();
  });
  return { a, b };
}

/** Every company of a tenant as it is now. */
export async function records({ url }: ServedTenant): Promise<Company[]> {
  const client = connectTenant({ url, credentials: fixedToken(HARNESS_TOKEN) });
  try {
    const all: Company[] = [];
    for await (const company of client.list()) all.push(company);
    return all;
  } finally {
    await client.close();
  }
}

export interface Watching {
  /** The next line that nobody has been given yet and that is wanted. Fails where it does not come. */
  next: <Name extends LogLine['event']>(
    event: Name,
    is?: (line: Extract<LogLine, { event: Name }>) => boolean,
  ) => Promise<Extract<LogLine, { event: Name }>>;
  /** Resolves when standard error says this. */
  says: (text: string) => Promise<void>;
  signal: (name: 'SIGTERM' | 'SIGINT') => void;
  /** How it ended, and every line that it logged. Neither stream may have a token in it. */
  end: () => Promise<{ status: number | null; lines: LogLine[]; stderr: string }>;
}

/** Every line of standard output is read as a `LogLine`: one that is none fails the test. */
export function startSync(
  urls: { a: string; b: string },
  args: readonly string[],
  env: Record<string, string> = {},
): Watching {
  const child = startCli(['sync', '--tenant-a', urls.a, '--tenant-b', urls.b, ...args], {
    env: { TENANT_A_TOKEN: TOKENS.a, TENANT_B_TOKEN: TOKENS.b, ...env },
  });
  const end = ended(child);
  const lines: LogLine[] = [];
  let given = 0;
  let stderr = '';
  const wakers = new Set<() => void>();
  const wake = (): void => {
    for (const waker of wakers) waker();
  };
  const { stdout, stderr: errors } = child;
  if (stdout === null || errors === null) throw new Error('the process has no pipes');
  const reader = createInterface(stdout);
  const allRead = once(reader, 'close');
  let unreadable: Error | null = null;
  reader.on('line', (text) => {
    try {
      lines.push(LogLine.parse(JSON.parse(text)));
    } catch (error) {
      unreadable ??= new Error(`no line of the log: ${text}`, { cause: error });
    }
    wake();
  });
  errors.on('data', (chunk: string) => {
    stderr += chunk;
    wake();
  });

  /** Looks again whenever something was printed. */
  const until = <T>(what: string, look: () => T | null): Promise<T> =>
    new Promise((resolve, reject) => {
      const finish = (): void => {
        wakers.delete(tryAgain);
        clearTimeout(limit);
      };
      const fail = (why: string): void => {
        finish();
        reject(
          new Error(`${what}: ${why}\n${lines.map((line) => JSON.stringify(line)).join('\n')}\n${stderr}`),
        );
      };
      const tryAgain = (): void => {
        if (unreadable !== null) fail(unreadable.message);
        const found = look();
        if (found === null) return;
        finish();
        resolve(found);
      };
      const limit = setTimeout(() => fail('it did not come in time'), LONGEST_WAIT_MS);
      wakers.add(tryAgain);
      tryAgain();
    });

  return {
    next: (event, is = () => true) => {
      type Wanted = Extract<LogLine, { event: typeof event }>;
      const isWanted = (line: LogLine): line is Wanted => line.event === event;
      return until(event, () => {
        for (const [index, line] of lines.entries()) {
          if (index < given || !isWanted(line) || !is(line)) continue;
          given = index + 1;
          return line;
        }
        return null;
      });
    },
    says: async (text) => {
      await until(text, () => (stderr.includes(text) ? true : null));
    },
    signal: (name) => {
      child.kill(name);
    },
    end: async () => {
      const { status, stdout: printed, stderr: said } = await end;
      await allRead;
      expect(unreadable).toBeNull();
      for (const token of Object.values(TOKENS)) expect(printed + said).not.toContain(token);
      return { status, lines, stderr: said };
    },
  };
}

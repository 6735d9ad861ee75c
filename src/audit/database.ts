/** The embedded analytical engine, DuckDB, with its limits: threads, memory, and where it puts what does not fit. */
import { createRequire } from 'node:module';
import type * as DuckDb from '@duckdb/node-api';
import { AuditError } from './audit-error.ts';

export interface DatabaseOptions {
  /** Where its files are, and what is spilled; an existing folder, that is removed by whoever made it. */
  folder: string;
  threads: number;
  /** What it may hold in memory, in megabytes; the process has about 150 more. */
  memoryMegabytes: number;
  /** Tables on the disk, compressed, rather than in memory. */
  onDisk: boolean;
}

export interface Database {
  run(sql: string): Promise<void>;
  /** Rows as objects; numbers beyond 2^53 as texts. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** How far the statement that is running is, 0 to 1; null where it cannot be told. */
  progress(): number | null;
  close(): void;
}

/**
 * Required rather than imported: else Node looks through all of it for the names that it exports, for a tenth of a second.
 */
const duckdb: typeof DuckDb = createRequire(import.meta.url)('@duckdb/node-api');

/** @throws AuditError from every call, with what the engine says of it */
export async function openDatabase({
  folder,
  threads,
  memoryMegabytes,
  onDisk,
}: DatabaseOptions): Promise<Database> {
  const instance = await duckdb.DuckDBInstance.create(onDisk ? `${folder}/audit.duckdb` : ':memory:', {
    threads: String(threads),
    memory_limit: `${memoryMegabytes}MB`,
    temp_directory: `${folder}/spilled`,
    preserve_insertion_order: 'false',
    // Nothing is fetched: what is needed is in the package.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return {
    run: async (sql) => {
      await connection.run(sql).catch(refused);
    },
    rows: async (sql) => {
      const reader = await connection.runAndReadAll(sql).catch(refused);
      return reader.getRowObjectsJson();
    },
    progress: () => {
      const { percentage } = connection.progress;
      return percentage < 0 ? null : percentage / 100;
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Without the advice that is about options which nobody here has. */
function refused(error: unknown): never {
  const said = error instanceof Error ? error.message : String(error);
  const [first = said] = said.split(/\n(?:Try |Possible |LINE |\s*\n)/);
  throw new AuditError(first.trim(), { cause: error });
}

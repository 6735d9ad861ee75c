/** The log of writes: what each POST, PATCH and DELETE asked and did, in order. */
import type { Company } from '../../src/domain/company.ts';
import type { StoredRecord } from './kind.ts';

/** One POST, PATCH or DELETE that was authorised and reached a handler, or the like made in-process. */
export interface LoggedWrite<R extends StoredRecord = Company> {
  /** Counts from 1 without gaps. */
  readonly seq: number;
  /** The name of the token that it came with. */
  readonly actor: string;
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** The record's id; null for a POST that was refused. */
  readonly id: string | null;
  /**
   * The HTTP status that the write came to in the tenant: it was accepted where it is 2xx, also where a fault
   * then answered otherwise. 0 where a fault took the connection away and nothing was done.
   */
  readonly status: number;
  readonly ifMatch: string | null;
  /** Of an accepted write its time (`modifiedAt`), else what the clock showed. */
  readonly at: string;
  /** The record as the write found it, null where there was none. */
  readonly before: R | null;
  /** The record as the write left it: of a refused write, as it found it. */
  readonly after: R | null;
}

export interface WriteLog<R extends StoredRecord = Company> {
  /** The number of the last write, 0 where there is none. */
  last(): number;
  /** The writes with a greater `seq`; all of them by default. */
  since(seq?: number): readonly LoggedWrite<R>[];
  append(write: Omit<LoggedWrite<R>, 'seq'>): void;
  clear(): void;
}

export function createWriteLog<R extends StoredRecord = Company>(): WriteLog<R> {
  let writes: LoggedWrite<R>[] = [];
  return {
    last: () => writes.length,
    since: (seq = 0) => writes.slice(seq),
    append(write) {
      writes.push({ seq: writes.length + 1, ...write });
    },
    clear() {
      writes = [];
    },
  };
}

export function isAccepted(write: Pick<LoggedWrite, 'status'>): boolean {
  return write.status >= 200 && write.status < 300;
}

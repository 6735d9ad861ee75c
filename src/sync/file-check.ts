/** Whether a file can be an LMDB file at all: LMDB maps it into memory, and one that is none ends the process. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { SyncError } from './error.ts';

/** Offsets in LMDB's meta pages, the first two of the file (lmdb.h of the version that lmdb-js 3.5 builds). */
const MAGIC_AT = 24;
const PAGE_SIZE_AT = 48;
const ROOTS_AT = [88, 136];
const MAGIC = 0xbeefc0de;
const NO_ROOT = 0xffff_ffff_ffff_ffffn;

/** Throws `SyncError` where there is a file that LMDB did not write, or of which the end is missing. */
export function refuseForeignFile(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return;
  const head = Buffer.alloc(256);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, head, 0, head.length, 0);
    const pageSize = head.readUInt32LE(PAGE_SIZE_AT);
    if (head.readUInt32LE(MAGIC_AT) !== MAGIC || pageSize < 512 || size < 2 * pageSize) throw damaged(file);
    for (const page of [0, 1]) {
      readSync(handle, head, 0, head.length, page * pageSize);
      if (head.readUInt32LE(MAGIC_AT) !== MAGIC) throw damaged(file);
      for (const at of ROOTS_AT) {
        const root = head.readBigUInt64LE(at);
        if (root !== NO_ROOT && (root + 1n) * BigInt(pageSize) > BigInt(size)) throw damaged(file);
      }
    }
  } finally {
    closeSync(handle);
  }
}

function damaged(file: string): SyncError {
  return new SyncError(
    `${file}: the state is damaged, or none of this program: restore it from a copy, or use another state folder`,
  );
}

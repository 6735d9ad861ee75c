/** `diff`: what changed between two documents, and which checks are new, gone, or outdated by it. */
import { isatty } from 'node:tty';
import pc from 'picocolors';
import { z } from 'zod';
import { diffDocuments } from '../checklist/diff/diff.ts';
import { Difference } from '../checklist/diff/difference.ts';
import { formatDifference } from '../checklist/diff/format.ts';
import { readWhole } from '../checklist/read.ts';
import { CheckChanges, checkChanges } from './diff-checks.ts';
import type { ExitStatus } from './conclude.ts';

/** What `--json` prints; `old` and `new` are the files as they were given. */
export const Comparison = z.strictObject({
  old: z.string(),
  new: z.string(),
  ...Difference.shape,
  checks: CheckChanges,
});
type Comparison = z.infer<typeof Comparison>;

interface Form {
  json?: boolean;
  exitCode?: boolean;
}

/** 0, whatever differs; with `--exit-code` 1 where a meaning differs. Throws `ChecklistError` for what is no document. */
export async function diffCommand(before: string, after: string, form: Form): Promise<ExitStatus> {
  const [old, next] = [await readWhole(before), await readWhole(after)];
  const difference = diffDocuments(old, next);
  const comparison = { old: before, new: after, ...difference, checks: checkChanges(old, next) };
  process.stdout.write(form.json ? `${JSON.stringify(comparison, null, 2)}\n` : told(comparison));
  return form.exitCode && difference.changes.length > 0 ? 1 : 0;
}

function told(comparison: Comparison): string {
  // A CI counts as a terminal for picocolors, and its log is often read by programs.
  const colors = pc.createColors(pc.isColorSupported && isatty(1));
  const lines = checkLines(comparison).map((line) => `${line}\n`);
  return formatDifference(comparison, colors) + lines.join('');
}

/** Where a document has no checks at all, all those of the other one are only counted. */
function checkLines({ old, new: next, checks }: Comparison): string[] {
  const { none, ...ids } = checks;
  const files = [
    { file: old, why: none.old },
    { file: next, why: none.new },
  ];
  const without = files.flatMap(({ file, why }) => (why === null ? [] : [`no checks: ${file}: ${why}`]));
  const counts = Object.entries(ids).map(([what, list]) => `${list.length} ${what}`);
  if (Object.values(ids).every((list) => list.length === 0)) return without;
  const listed = Object.entries(ids).flatMap(([what, list]) => list.map((id) => `check ${what}: ${id}`));
  return [...without, `checks: ${counts.join(', ')}`, ...(without.length > 0 ? [] : listed)];
}

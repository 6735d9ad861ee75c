/** `audit`: whole tenants, or two exports of them, compared pair by pair; nothing is written to a tenant. */
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pc from 'picocolors';
import { audit } from '../audit/audit.ts';
import { openDatabase } from '../audit/database.ts';
import { countFindings, nameFindings, writeFindings } from '../audit/found.ts';
import { reportOf } from '../audit/outcome.ts';
import type { AuditReport } from '../audit/report.ts';
import { readsOnce, renderScript } from '../audit/script.ts';
import { auditHtml } from '../audit/page/audit-html.ts';
import { terminalText } from '../audit/terminal.ts';
import { createAuditProgress } from './audit-progress.ts';
import { type AuditOptions, type AuditSettings, auditSettingsOf } from './audit-settings.ts';
import type { ExitStatus } from './conclude.ts';
import { outFolder } from './out-folder.ts';
import { UsageError } from './usage-error.ts';

const STATUS: Record<AuditReport['verdict'], ExitStatus> = { agrees: 0, disagrees: 1, inconclusive: 2 };

/** What of the tenants was read, kept until the audit is done. */
const READING = '.audit-reading';

/** 0 where all pairs agree, 1 where one disagrees, 2 where nothing can be said. @throws UsageError, AuditError */
export async function auditCommand(options: AuditOptions): Promise<ExitStatus> {
  const settings = await auditSettingsOf(options, process.env);
  if (options.sql === true) {
    process.stdout.write(renderScript(settings.comparison));
    return 0;
  }
  const out = outFolder(options.out);
  assertOwn(out, options.out);
  const work = path.join(out, '.audit-work');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  try {
    const report = await auditInto(out, work, settings);
    if (settings.live !== null) rmSync(path.join(out, READING), { recursive: true, force: true });
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify(report)}\n`
        : `${terminalText(report, pc)}\nAudit: ${path.join(path.relative(process.cwd(), out) || '.', 'audit.html')}\n`,
    );
    return STATUS[report.verdict];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What an audit leaves, the report of which tells that it is one. */
const REPORT = 'audit.json';
const RESULTS = ['findings.parquet', 'findings.ndjson', 'gone.ndjson', 'audit.sql', 'audit.html', REPORT];

/** What bears the name of a result without being one is somebody's. @throws UsageError, before anything is read */
function assertOwn(out: string, given: string): void {
  const found = RESULTS.flatMap((name) => {
    const at = statSync(path.join(out, name), { throwIfNoEntry: false });
    return at === undefined ? [] : [{ name, isFile: at.isFile() }];
  });
  const folder = found.find(({ isFile }) => !isFile);
  if (folder !== undefined)
    throw new UsageError(`--out ${given}: holds ${folder.name}, which is no file; name another folder`);
  const [foreign] = found;
  if (foreign !== undefined && found.every(({ name }) => name !== REPORT))
    throw new UsageError(
      `--out ${given}: holds ${foreign.name}, which is of no audit (there is no ${REPORT}); name another folder, or move it away`,
    );
}

async function auditInto(out: string, work: string, settings: AuditSettings): Promise<AuditReport> {
  const { comparison, previous, memoryMegabytes, threads } = settings;
  const startedAt = new Date().toISOString();
  const progress = createAuditProgress(process.stderr, () => performance.now());
  try {
    const files =
      settings.live === null
        ? settings.exports
        : await (
            await import('./audit-tenants.ts')
          ).readTenants(settings.live, path.join(out, READING), progress.show);
    const onDisk = !readsOnce(comparison);
    const database = await openDatabase({ folder: work, threads, memoryMegabytes, onDisk });
    try {
      progress.follow(() => database.progress());
      const audited = await audit(database, {
        comparison,
        files,
        parts: settings.parts,
        onProgress: progress.show,
      });
      const finishedAt = new Date().toISOString();
      await nameFindings(database, audited.compared, previous, finishedAt);
      const unfinished = (name: string): string => path.join(work, name);
      const written = await writeFindings(database, unfinished, previous !== null);
      const counts = await countFindings(database, previous !== null);
      const { checklist, names } = settings;
      const report = reportOf(
        { comparison, checklist, names, startedAt, finishedAt, previous: previous?.finishedAt ?? null },
        audited,
        counts,
      );
      writeFileSync(unfinished('audit.json'), `${JSON.stringify(report, null, 2)}\n`);
      writeFileSync(unfinished('audit.sql'), renderScript(comparison));
      writeFileSync(unfinished('audit.html'), auditHtml(report));
      // All at once, and only when all are whole: what an earlier audit left, and is compared with, stays until then.
      if (!written.includes('gone.ndjson')) rmSync(path.join(out, 'gone.ndjson'), { force: true });
      for (const name of [...written, 'audit.sql', 'audit.html', 'audit.json'])
        renameSync(unfinished(name), path.join(out, name));
      return report;
    } finally {
      database.close();
    }
  } finally {
    progress.end();
  }
}

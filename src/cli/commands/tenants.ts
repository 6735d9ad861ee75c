/** The commands that serve, sync, read or clean up tenants: mock, sync, sweep, preflight, audit. */
import type { Command } from 'commander';
import { FAULT_NAMES } from '../../domain/fault.ts';
import { DEFAULT_CHECKLIST } from '../settings.ts';
import { LOG_FORMATS } from '../sync-log.ts';
import { command, end, live, option } from './options.ts';

export function registerTenantCommands(cli: Command): void {
  command(cli, 'mock', 'serves two mock tenants by hand; prints URLs and tokens')
    .addOption(option('--port-a <n>', 'port of tenant A; 0 is any free one').default('0'))
    .addOption(option('--port-b <n>', 'port of tenant B; 0 is any free one').default('0'))
    .addOption(
      option('--checklist <file>', 'a document, whose record types the tenants have; without it, companies'),
    )
    .addOption(option('--companies <n>', 'companies in each tenant, or pairs for each section').default('10'))
    .addOption(option('--seed <n>', 'what companies and faults are drawn from').default('1'))
    .addOption(
      option(
        '--fault <fault...>',
        'a fault that both tenants show, or one where a: or b: goes before it: NAME[=VALUE][;KEY=VALUE]; repeatable',
      ),
    )
    .addHelpText('after', FAULT_HELP)
    .action(async (options) => (await import('../mock.ts')).mockCommand(options));
  command(cli, 'sync', 'the reference engine; secrets from the environment, such as TENANT_A_TOKEN')
    .addOption(option('--tenant-a <url>', 'the tenant of the left records').makeOptionMandatory())
    .addOption(
      option(
        '--tenant-b <url>',
        'the tenant of the right ones; the same URL is one tenant',
      ).makeOptionMandatory(),
    )
    .addOption(option('--profile-a <file>', 'how tenant A differs from the contract: docs/profiles.md'))
    .addOption(option('--profile-b <file>', 'how tenant B does'))
    .addOption(option('--state <dir>', 'a folder of its own, kept between calls').makeOptionMandatory())
    .addOption(option('--checklist <file>', `the dataflow document (default: ${DEFAULT_CHECKLIST})`))
    .addOption(option('--watch', 'go on, a pass at an interval, until SIGTERM or SIGINT'))
    .addOption(option('--interval <seconds>', 'from the end of a pass to the next one (default: 30)'))
    .addOption(option('--full', 'the first pass looks at everything, not only at what changed'))
    .addOption(
      option('--per-second <n>', 'requests to a tenant within any second, at most (default: no limit)'),
    )
    .addOption(option('--log <format>', 'default: json under --watch, else text').choices([...LOG_FORMATS]))
    .action(async (options) => end(await (await import('../sync.ts')).syncCommand(options)));
  live(command(cli, 'sweep', 'removes what earlier runs left in live tenants, by their journals'))
    .addOption(option('--dry-run', 'only lists it'))
    .action(async (options) => end(await (await import('../sweep.ts')).sweepCommand(options)));
  live(
    command(
      cli,
      'preflight',
      'whether live tenants can be run against: access, permissions, shape, clocks, left-overs',
    ),
  )
    .addOption(option('--checklist <file>', `the dataflow document (default: ${DEFAULT_CHECKLIST})`))
    .addOption(option('--seed <n>', 'what every random choice comes from (default: 1)'))
    .addOption(
      option('--read-only', 'without the company of its own that is created, changed and removed again'),
    )
    .addOption(option('--json', 'the list as JSON'))
    .action(async (options) => end(await (await import('../preflight.ts')).preflightCommand(options)));
  command(cli, 'audit', 'whole tenants, or two exports of them, compared: every pair that disagrees')
    .addOption(option('--tenant-a <url>', 'a live tenant of the left records; it is only read'))
    .addOption(option('--tenant-b <url>', 'that of the right ones; the same URL is one tenant'))
    .addOption(option('--profile-a <file>', 'how tenant A speaks: docs/profiles.md'))
    .addOption(option('--profile-b <file>', 'how tenant B does'))
    .addOption(option('--allow-host <host...>', 'a host that may be asked; any other never is'))
    .addOption(
      option('--production-host <host...>', 'one that looks like production, and is meant all the same'),
    )
    .addOption(option('--max-requests <n>', 'requests of one audit, at most (default: 20000)'))
    .addOption(option('--per-second <n>', 'requests to a tenant within any second, at most (default: 20)'))
    .addOption(
      option('--export-a <file>', 'instead: the left records in NDJSON, CSV or Parquet; also a pattern'),
    )
    .addOption(option('--export-b <file>', 'the right ones; the same file is one tenant'))
    .addOption(option('--checklist <file>', `the dataflow document (default: ${DEFAULT_CHECKLIST})`))
    .addOption(option('--section <text>', 'a part of the heading of the section that is meant'))
    .addOption(option('--since <dir>', 'an earlier audit: what is new, still there and gone since then'))
    .addOption(
      option('--memory <megabytes>', 'what may be held in memory (default: half of it, at most 4096)'),
    )
    .addOption(option('--threads <n>', 'default: one a core'))
    .addOption(option('--sql', 'only prints the comparison as SQL, for an engine of your own: docs/audit.md'))
    .addOption(option('--json', 'the report as JSON'))
    .addOption(option('--out <dir>', 'where the audit goes').default('qa-audit'))
    .action(async (options) => end(await (await import('../audit.ts')).auditCommand(options)));
}

const FAULT_HELP = `
Faults: ${[...FAULT_NAMES.keys()].join(', ')}.
For example --fault latency=uniform:5..20 --fault 'b:server-error=503;method=PATCH;probability=0.2'
docs/faults.md says what each does, and which values and keys there are.`;

/** The command line: parses options, runs a command, turns what went wrong into one message and a status. */
import { Command, CommanderError, Option } from 'commander';
import { AuditError } from '../audit/audit-error.ts';
import { ChecklistError } from '../checklist/checklist-error.ts';
import { EvidenceError } from '../checks/evidence.ts';
import { ShardsError } from '../checks/merge-shards.ts';
import { FAULT_NAMES } from '../domain/fault.ts';
import { TOPOLOGIES } from '../domain/tenant.ts';
import { ENGINE_NAMES } from '../engines/index.ts';
import { CounterexampleError } from '../histories/counterexample.ts';
import { JournalError } from '../live/journal.ts';
import { InputFileError } from '../report/input-file-error.ts';
import { KeyError } from '../report/signing-key.ts';
import type { ExitStatus } from './conclude.ts';
import { DEFAULT_CHECKLIST, VERSION } from './settings.ts';
import { endOnSignals } from './signals.ts';
import { LOG_FORMATS } from './sync-log.ts';
import { UsageError } from './usage-error.ts';

const UNUSABLE = 2;

const FAULT_HELP = `
Faults: ${[...FAULT_NAMES.keys()].join(', ')}.
For example --fault latency=uniform:5..20 --fault 'b:server-error=503;method=PATCH;probability=0.2'
docs/faults.md says what each does, and which values and keys there are.`;

export async function main(argv: string[]): Promise<void> {
  endOnSignals();
  forgetEmptySettings();
  ignoreGoneReaders();
  try {
    await program().parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** A CI often sets a variable to nothing where it means that it is not set. */
function forgetEmptySettings(): void {
  for (const [name, value] of Object.entries(process.env))
    if (name.startsWith('QA_') && value === '') delete process.env[name];
}

/** Each command is loaded when it is called for: none waits for what only another needs. */
function program(): Command {
  const end = (status: ExitStatus): void => {
    process.exitCode = status;
  };
  const cli = new Command('dataflow-qa')
    .description('An executable QA checklist for two-way data syncs.')
    .version(VERSION)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(dataflow-qa --help lists the commands and their options)')
    .addHelpText(
      'after',
      '\nEvery option can be set in the environment: QA_ and its name in capitals, QA_PASS_TIMEOUT.' +
        '\nTokens come from it alone: TENANT_A_TOKEN, TENANT_B_TOKEN, SESAM_JWT, WEBHOOK_TOKEN.',
    );

  pack(live(command(cli, 'run', 'the main job: campaign, verdicts, sign-off pack')))
    .addOption(option('--checklist <file>', `the dataflow document (default: ${DEFAULT_CHECKLIST})`))
    .addOption(option('--engine <name>', `the sync under test: ${ENGINE_NAMES.join(', ')}`))
    .addOption(option('--engine-command <cmd>', 'the command that does one pass, for --engine command'))
    .addOption(option('--webhook-url <url>', 'a POST to it starts one pass, for --engine webhook'))
    .addOption(
      option('--webhook-status-url <url>', 'says whether the pass is done (default: the Location of a 202)'),
    )
    .addOption(option('--sesam-url <url>', 'the API of a node, https://HOST/api, for --engine sesam'))
    .addOption(
      option('--sesam-pipes <ids>', 'pipes to run, by commas, in their order (default: all of them)'),
    )
    .addOption(
      option('--stable <seconds>', 'how long nothing may change to be settled, for --engine continuous'),
    )
    .addOption(option('--topology <name>', `${TOPOLOGIES.join(' or ')} (default: two-tenants)`))
    .addOption(option('--seed <n>', 'what every random choice comes from (default: 1)'))
    .addOption(option('--policy <name=value...>', 'answers to what the document is silent on'))
    .addOption(
      option(
        '--faults <names>',
        'what the engine meets beside a 429 and a 500: all, transport, lie, clock, or names by commas',
      ),
    )
    .addOption(
      option('--quiet-passes <n>', 'passes in a row without a write that make a settle (default: 2)'),
    )
    .addOption(option('--max-passes <n>', 'passes after which an engine has not settled (default: 8)'))
    .addOption(option('--pass-timeout <seconds>', 'time limit of one pass (default: 60)'))
    .addOption(option('--shard <i/n>', 'observe the i-th of n shares, such as 2/4; judge puts them together'))
    .addOption(
      option('--specs <on|off>', 'run the specs over the evidence too, and see that they agree')
        .choices(['on', 'off'])
        .default('on'),
    )
    .addOption(option('--out <dir>', 'where the sign-off pack goes').default('qa-report'))
    .action(async (options) => end(await (await import('./run.ts')).runCommand(options)));
  pack(command(cli, 'judge', 'verdicts and pack from stored evidence'))
    .argument('<evidence...>', 'an evidence.ndjson, or those of all shards of one run')
    .addOption(
      option(
        '--checklist <file>',
        'the document in force: rows of which it says something else are outdated',
      ),
    )
    .addOption(option('--out <dir>', 'where the sign-off pack goes').default('qa-report'))
    .action(async (files, options) => end(await (await import('./judge.ts')).judgeCommand(files, options)));
  command(cli, 'verify', 'whether a sign-off pack is as it was written, and says what its evidence says')
    .argument('<dir>', 'a sign-off pack')
    .addOption(option('--public-key <file>', 'the key of who signed it, in PEM'))
    .addOption(option('--json', 'what was altered as JSON'))
    .action(async (dir, options) => end(await (await import('./verify.ts')).verifyCommand(dir, options)));
  command(cli, 'sign', 'a signature under a sign-off pack, after it was verified')
    .argument('<dir>', 'a sign-off pack')
    .addOption(option('--sign-key <file>', 'your private key in PEM').makeOptionMandatory())
    .addOption(option('--name <text>', 'who signs').makeOptionMandatory())
    .addOption(
      option('--meaning <text>', 'what the signature means: review, approval, …').makeOptionMandatory(),
    )
    .action(async (dir, options) => end(await (await import('./sign.ts')).signCommand(dir, options)));
  command(cli, 'lint', 'findings in a document')
    .argument('<file>', 'a dataflow document')
    .addOption(option('--json', 'findings as JSON').conflicts('sarif'))
    .addOption(option('--sarif', 'findings as SARIF 2.1.0, for code review tools'))
    .action(async (file, options) => end(await (await import('./lint.ts')).lintCommand(file, options)));
  command(
    cli,
    'diff',
    'what two documents say otherwise, what is only cosmetic, and the checks that it touches',
  )
    .argument('<old>')
    .argument('<new>')
    .addOption(option('--json', 'the difference as JSON'))
    .addOption(option('--exit-code', 'ends with 1 where the meaning differs'))
    .action(async (before, after, options) =>
      end(await (await import('./diff.ts')).diffCommand(before, after, options)),
    );
  command(
    cli,
    'catalogue',
    'one page of all documents in a folder: pairs of systems, findings, what can be run',
  )
    .argument('<dir>', 'a folder; every *.rst in it and below')
    .addOption(option('--out <file>', 'the page (default: catalogue.html)'))
    .addOption(option('--json', 'the same as JSON, in the place of the page unless --out names one'))
    .action(async (dir, options) =>
      end(await (await import('./catalogue.ts')).catalogueCommand(dir, options)),
    );
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
    .action(async (options) => (await import('./mock.ts')).mockCommand(options));
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
    .action(async (options) => end(await (await import('./sync.ts')).syncCommand(options)));
  live(command(cli, 'sweep', 'removes what earlier runs left in live tenants, by their journals'))
    .addOption(option('--dry-run', 'only lists it'))
    .action(async (options) => end(await (await import('./sweep.ts')).sweepCommand(options)));
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
    .action(async (options) => end(await (await import('./audit.ts')).auditCommand(options)));
  command(cli, 'prove', 'runs engines that are wrong on purpose, and tells which the checks find out')
    .addOption(option('--checklist <file>', `the dataflow document (default: ${DEFAULT_CHECKLIST})`))
    .addOption(option('--only <text>', 'engines with this in their title'))
    .addOption(option('--class <name>', 'engines of one class'))
    .addOption(option('--seed <n>', 'what every random choice comes from (default: 1)'))
    .addOption(
      option(
        '--engine-command <file>',
        'a bank of engines of others: commands, and what is expected of each',
      ),
    )
    .addOption(
      option(
        '--thorough',
        'each engine meets every scenario, not only one in six of those that should not tell on it',
      ),
    )
    .addOption(option('--sockets', 'mock tenants on sockets, as in a run, instead of within the process'))
    .addOption(option('--out <dir>', 'where detection.json goes').default('qa-prove'))
    .action(async (options) => end(await (await import('./prove.ts')).proveCommand(options)));
  command(cli, 'explore', 'random histories of companies, judged by invariants; the smallest that break one')
    .addOption(option('--minutes <n>', 'how long (default: 1)'))
    .addOption(option('--histories <n>', 'how many, instead'))
    .addOption(option('--seed <n>', 'the seed of the first history; each has the next one (default: 0)'))
    .addOption(option('--jobs <n>', 'processes; they change nothing but the time (default: one a core)'))
    .addOption(
      option(
        '--engine <name>',
        'reference, command, a right engine, or the title of one of the fault bank; a beginning is enough (default: reference)',
      ),
    )
    .addOption(option('--engine-command <cmd>', 'the command that does one pass, for --engine command'))
    .addOption(option('--invariant <names...>', 'only these count, by commas; docs/histories.md lists them'))
    .addOption(option('--checklist <file>', `the dataflow document (default: ${DEFAULT_CHECKLIST})`))
    .addOption(option('--topology <name>', `${TOPOLOGIES.join(' or ')} (default: both, where they can be)`))
    .addOption(option('--sockets', 'mock tenants on sockets, instead of simulated ones'))
    .addOption(option('--small-scope', 'every history of a small scope, instead of random ones'))
    .addOption(
      option('--canary <name>', 'the engine that must be found out first (default: one of the fault bank)'),
    )
    .addOption(option('--replay <file>', 'plays a counterexample again, and nothing else'))
    .addOption(option('--out <dir>', 'where counterexamples and explore.json go').default('qa-histories'))
    .action(async (options) => end(await (await import('./explore.ts')).exploreCommand(options)));
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
    .action(async (options) => end(await (await import('./preflight.ts')).preflightCommand(options)));
  return cli;
}

function command(cli: Command, name: string, description: string): Command {
  return cli.command(name).description(description);
}

/** What a sign-off is told beside its run: docs/signoff.md. */
function pack(one: Command): Command {
  return one
    .addOption(option('--known-failures <file>', 'failures that are put up with, each until a day (YAML)'))
    .addOption(option('--baseline <dir>', 'an earlier pack to compare with'))
    .addOption(option('--detection <file>', 'the detection.json of prove, to tell the detection rate'))
    .addOption(option('--gates <file>', 'what the gates allow by name, and their limits (YAML)'))
    .addOption(
      option('--exit-by <what>', 'what the exit status follows from')
        .choices(['verdict', 'gates', 'share'])
        .default('verdict'),
    )
    .addOption(option('--xray <file>', 'which tests of Jira the checks are (YAML): docs/formats.md'))
    .addOption(option('--sign-key <file>', 'a private key in PEM that signs the pack'));
}

/** What is said of tenants that others use: docs/staging.md. Without it, `run` starts mocks. */
function live(one: Command): Command {
  return one
    .addOption(
      option('--tenant-a <url>', 'a live tenant of the left records; its secrets come from the environment'),
    )
    .addOption(option('--tenant-b <url>', 'that of the right ones; the same URL is one tenant'))
    .addOption(option('--profile-a <file>', 'how tenant A speaks, and its marker: docs/profiles.md'))
    .addOption(option('--profile-b <file>', 'how tenant B does'))
    .addOption(option('--allow-host <host...>', 'a host that may be written to; any other is never asked'))
    .addOption(
      option('--production-host <host...>', 'one that looks like production, and is meant all the same'),
    )
    .addOption(option('--max-requests <n>', 'requests of one run, at most (default: 20000)'))
    .addOption(option('--max-writes <n>', 'writes among them, at most (default: 5000)'))
    .addOption(option('--per-second <n>', 'requests to a tenant within any second, at most (default: 20)'))
    .addOption(
      option(
        '--in-flight <seconds>',
        'how long a creation that was not answered may still be under way in a tenant (default: 60)',
      ),
    )
    .addOption(
      option('--journal <dir>', 'where is kept what was created, for sweep (default: .dataflow-qa)'),
    );
}

/** An option wins over the environment, in which what is only on or off is off where it says so. */
function option(flags: string, description: string): Option {
  const one = new Option(flags, description);
  const name = `QA_${one.name().toUpperCase().replaceAll('-', '_')}`;
  return one.isBoolean() && /^(?:|0|false|no)$/i.test(process.env[name] ?? '') ? one : one.env(name);
}

/** One clear message, never a stack trace; what nobody foresaw says where to look. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : UNUSABLE;
  const known =
    error instanceof UsageError ||
    error instanceof AuditError ||
    error instanceof ChecklistError ||
    error instanceof CounterexampleError ||
    error instanceof EvidenceError ||
    error instanceof ShardsError ||
    error instanceof JournalError ||
    error instanceof InputFileError ||
    error instanceof KeyError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    known ? `${message}\n` : `unexpected: ${message}\n(DEBUG=1 shows where it happened)\n`,
  );
  if (!known && process.env['DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return UNUSABLE;
}

/** A reader that has gone is no error; any other reason why nothing can be told any more ends the process. */
function ignoreGoneReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      if (stream === process.stdout) process.stderr.write(`standard output: ${error.message}\n`);
      process.exit(UNUSABLE);
    });
  }
}

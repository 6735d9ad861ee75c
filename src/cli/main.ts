/** The command line: parses options, runs a command, turns what went wrong into one message and a status. */
import { Command, CommanderError } from 'commander';
import { AuditError } from '../audit/audit-error.ts';
import { ChecklistError } from '../checklist/checklist-error.ts';
import { EvidenceError } from '../checks/evidence-error.ts';
import { ShardsError } from '../checks/shards-error.ts';
import { CounterexampleError } from '../histories/counterexample-error.ts';
import { JournalError } from '../live/journal-error.ts';
import { InputFileError } from '../report/input-file-error.ts';
import { KeyError } from '../report/signing-key.ts';
import { registerDocumentCommands } from './commands/documents.ts';
import { registerEngineCommands } from './commands/engines.ts';
import { registerRunCommands } from './commands/run.ts';
import { registerTenantCommands } from './commands/tenants.ts';
import { VERSION } from './settings.ts';
import { endOnSignals } from './signals.ts';
import { UsageError } from './usage-error.ts';

const UNUSABLE = 2;

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

  registerRunCommands(cli);
  registerDocumentCommands(cli);
  registerTenantCommands(cli);
  registerEngineCommands(cli);
  return cli;
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

/** The commands that try engines out: prove, explore. */
import type { Command } from 'commander';
import { TOPOLOGIES } from '../../domain/tenant.ts';
import { DEFAULT_CHECKLIST } from '../settings.ts';
import { command, end, option } from './options.ts';

export function registerEngineCommands(cli: Command): void {
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
    .action(async (options) => end(await (await import('../prove.ts')).proveCommand(options)));
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
    .action(async (options) => end(await (await import('../explore.ts')).exploreCommand(options)));
}

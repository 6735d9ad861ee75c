/** The commands of a run and of what it leaves: run, judge, verify, sign. */
import type { Command } from 'commander';
import { TOPOLOGIES } from '../../domain/tenant.ts';
import { ENGINE_NAMES } from '../../engines/index.ts';
import { DEFAULT_CHECKLIST } from '../settings.ts';
import { command, end, live, option, pack } from './options.ts';

export function registerRunCommands(cli: Command): void {
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
    .action(async (options) => end(await (await import('../run.ts')).runCommand(options)));
  pack(command(cli, 'judge', 'verdicts and pack from stored evidence'))
    .argument('<evidence...>', 'an evidence.ndjson, or those of all shards of one run')
    .addOption(
      option(
        '--checklist <file>',
        'the document in force: rows of which it says something else are outdated',
      ),
    )
    .addOption(option('--out <dir>', 'where the sign-off pack goes').default('qa-report'))
    .action(async (files, options) => end(await (await import('../judge.ts')).judgeCommand(files, options)));
  command(cli, 'verify', 'whether a sign-off pack is as it was written, and says what its evidence says')
    .argument('<dir>', 'a sign-off pack')
    .addOption(option('--public-key <file>', 'the key of who signed it, in PEM'))
    .addOption(option('--json', 'what was altered as JSON'))
    .action(async (dir, options) => end(await (await import('../verify.ts')).verifyCommand(dir, options)));
  command(cli, 'sign', 'a signature under a sign-off pack, after it was verified')
    .argument('<dir>', 'a sign-off pack')
    .addOption(option('--sign-key <file>', 'your private key in PEM').makeOptionMandatory())
    .addOption(option('--name <text>', 'who signs').makeOptionMandatory())
    .addOption(
      option('--meaning <text>', 'what the signature means: review, approval, …').makeOptionMandatory(),
    )
    .action(async (dir, options) => end(await (await import('../sign.ts')).signCommand(dir, options)));
}

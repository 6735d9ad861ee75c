/** What commands are declared with: options that the environment can set, and those that several commands share. */
import { type Command, Option } from 'commander';
import type { ExitStatus } from '../conclude.ts';

export function command(cli: Command, name: string, description: string): Command {
  return cli.command(name).description(description);
}

/** What a sign-off is told beside its run: docs/signoff.md. */
export function pack(one: Command): Command {
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
export function live(one: Command): Command {
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
export function option(flags: string, description: string): Option {
  const one = new Option(flags, description);
  const name = `QA_${one.name().toUpperCase().replaceAll('-', '_')}`;
  return one.isBoolean() && /^(?:|0|false|no)$/i.test(process.env[name] ?? '') ? one : one.env(name);
}

export function end(status: ExitStatus): void {
  process.exitCode = status;
}

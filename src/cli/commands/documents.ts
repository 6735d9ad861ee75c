/** The commands that read dataflow documents: lint, diff, catalogue. */
import type { Command } from 'commander';
import { command, end, option } from './options.ts';

export function registerDocumentCommands(cli: Command): void {
  command(cli, 'lint', 'findings in a document')
    .argument('<file>', 'a dataflow document')
    .addOption(option('--json', 'findings as JSON').conflicts('sarif'))
    .addOption(option('--sarif', 'findings as SARIF 2.1.0, for code review tools'))
    .action(async (file, options) => end(await (await import('../lint.ts')).lintCommand(file, options)));
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
      end(await (await import('../diff.ts')).diffCommand(before, after, options)),
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
      end(await (await import('../catalogue.ts')).catalogueCommand(dir, options)),
    );
}

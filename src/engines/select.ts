/** The one place that chooses an engine. */
import { commandEngine } from './command.ts';
import type { Engine, EngineName } from './index.ts';
import { referenceEngine } from './reference.ts';

/** @throws RangeError that names the option which is missing or does not go with the others */
export function selectEngine(name: EngineName, options: { version: string; command?: string }): Engine {
  switch (name) {
    case 'reference':
      if (options.command !== undefined) {
        throw new RangeError(
          '--engine-command goes with --engine command; the reference engine has no command',
        );
      }
      return referenceEngine(options.version);
    case 'command':
      if (!options.command?.trim()) {
        throw new RangeError('--engine command needs --engine-command CMD, the command that does one pass');
      }
      return commandEngine(options.command);
  }
}

/** The one place that chooses an engine. */
import { commandEngine } from './command.ts';
import { continuousEngine } from './continuous.ts';
import type { Engine, EngineChoice } from './index.ts';
import { referenceEngine } from './reference.ts';
import { sesamEngine } from './sesam.ts';
import { webhookEngine } from './webhook.ts';

/** `version` is the project's own, which is the reference engine's. */
export function selectEngine(choice: EngineChoice, version: string): Engine {
  switch (choice.name) {
    case 'reference':
      return referenceEngine(version);
    case 'command':
      return commandEngine(choice.command);
    case 'webhook':
      return webhookEngine(choice);
    case 'sesam':
      return sesamEngine(choice);
    case 'continuous':
      return continuousEngine(choice);
  }
}

/**
 * The stand-in as a process of its own: `STANDIN_OPTIONS` holds the options as JSON, for they have secrets; the URL
 * comes on standard output as one line of JSON. A parent with a channel asks by name (`digest`, `ownLeft`, …) and is
 * answered `{ question, answer }`; the process ends when the channel does, else on a signal.
 */
import { z } from 'zod';
import { StandinOptions } from './options.ts';
import { type Standin, startStandin } from './server.ts';

const Question = z.enum(['digest', 'foreignWrites', 'ownLeft', 'requests', 'tokensIssued', 'secrets']);

async function main(): Promise<void> {
  const standin = await startStandin(optionsFrom(process.env['STANDIN_OPTIONS'] ?? '{}'));
  process.on('message', (message) => process.send?.(answerTo(message, standin)));
  process.once('disconnect', () => void standin.close());
  process.stdout.write(`${JSON.stringify({ url: standin.url })}\n`);
}

function answerTo(message: unknown, standin: Standin): unknown {
  const question = Question.safeParse(message).data;
  if (question !== undefined) return { question, answer: standin[question]() };
  return { question: message, error: `ask one of ${Question.options.join(', ')}` };
}

/** Throws `Error` that says what is wrong, never what was given: it has secrets in it. */
function optionsFrom(text: string): StandinOptions {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('STANDIN_OPTIONS is not JSON');
  }
  const parsed = StandinOptions.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Error(`STANDIN_OPTIONS is wrong:\n${z.prettifyError(parsed.error)}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
  // A channel to the parent would keep the process alive.
  if (process.connected) process.disconnect();
});

/** The command that plays a counterexample again. Pure. */
import { COMMAND } from '../histories/subjects.ts';
import type { Job } from './explore-job.ts';
import { defaultChecklist } from './settings.ts';

/** Which engine it was the file says, unless it is another one; of a command it does not say which. */
export function replayCommand(
  file: string,
  job: Pick<Job, 'checklist' | 'engine' | 'command' | 'sockets'>,
  isOther = false,
): string {
  const words = ['npx', 'dataflow-qa', 'explore', '--replay', file];
  if (job.engine === COMMAND && job.command !== null) words.push('--engine-command', job.command);
  else if (isOther) words.push('--engine', job.engine);
  if (job.command === null && job.sockets) words.push('--sockets');
  if (job.checklist !== defaultChecklist()) words.push('--checklist', job.checklist);
  return words.map(quoted).join(' ');
}

function quoted(text: string): string {
  return /^[\w./=,:@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

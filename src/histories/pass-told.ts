/** What becomes of a pass, in sentences. Pure. */
import type { Fault, History, Moment, Pass } from './history.ts';
import { ordinal, said } from './shown.ts';
import type { Entry, PassBegins, PassEnds, Settled } from './trace.ts';

const MET: Record<Fault['kind'], string> = {
  refused: 'is refused (503)',
  failed: 'fails (500)',
  busy: 'is refused as too many (429)',
  reset: 'is met by a reset',
  'no answer': 'is met by silence',
  lost: 'is done and its answer lost',
  short: 'is answered without the last record, if it is a listing',
  twice: 'is answered with a record twice, if it is a listing',
};

/** `the engine's 3rd request to the left`: in one tenant all are to the same. */
export function requestTold({ side, request }: Moment, isOne: boolean, whose: string): string {
  return `${whose} ${ordinal(request)} request${isOne ? '' : ` to the ${side}`}`;
}

export interface Around {
  /** Which of a settle's passes it is, from 1. */
  round: number;
  isNewProcess: boolean;
  /** The entries that follow. */
  ahead: readonly Entry[];
}

/** Of a settle, only the first pass is a step. */
export function passBegins(history: History, { pass, settling }: PassBegins, around: Around): string | null {
  const [next] = around.ahead;
  const process = around.isNewProcess ? ', in a new process' : '';
  if (settling) {
    return around.round === 1
      ? `The engine passes${process === '' ? '' : `${process},`} until nothing is left to do.`
      : null;
  }
  const isQuiet = next?.is === 'ends' && next.ended === 'done';
  const end = around.ahead.find((entry) => entry.is === 'ends');
  const faults = end?.is === 'ends' ? faultsMet(history, pass, end.faults) : '';
  return `Pass ${pass + 1} ${isQuiet ? 'writes nothing' : 'begins'}${process}.${faults}`;
}

/** A pass that is done needs no word. */
export function passEnds(history: History, { pass, ended, reason }: PassEnds, round: number): string | null {
  const { how, stop = null } = history.passes[pass] ?? {};
  const name = how === 'pass' ? `Pass ${pass + 1}` : `The ${ordinal(round)} of these passes`;
  if (ended === 'failed') return `${name} fails${reason === null ? '' : `: ${said(reason)}`}.`;
  return ended === 'done' || stop === null
    ? null
    : `${name} ${stopped(stop, history.topology === 'one-tenant')}.`;
}

export function settled({ atRest }: Settled, round: number): string {
  return atRest ? 'Nothing is left to do.' : `After ${round} passes the engine has not come to rest.`;
}

function stopped({ how, at }: NonNullable<Pass['stop']>, isOne: boolean): string {
  const request = requestTold(at, isOne, 'its');
  if (how === 'close') return `is told to end as ${request} arrives`;
  return how === 'kill'
    ? `is killed as ${request} arrives`
    : `is killed once ${request} is done, before its answer`;
}

/** How many requests met one is known, not which: where that leaves a doubt, the number is told. */
function faultsMet({ topology, faults }: History, pass: number, met: number): string {
  if (met === 0) return '';
  const due = faults.filter((fault) => fault.pass === pass);
  const all = due.reduce((sum, { times }) => sum + times, 0);
  const told = due.map(({ at, times, kind }) => {
    const more = times === 1 ? '' : `, as ${times === 2 ? 'the next is' : `the next ${times - 1} are`}`;
    return `${requestTold(at, topology === 'one-tenant', 'its')} ${MET[kind]}${more}`;
  });
  const text = told.join('; ');
  return ` ${text.charAt(0).toUpperCase()}${text.slice(1)}${met < all ? ` (${met} of these ${all} came)` : ''}.`;
}

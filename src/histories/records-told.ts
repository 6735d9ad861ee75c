/** What users and the engine do to records, in sentences. Pure. */
import type { Company } from '../domain/company.ts';
import type { PropertyPath } from '../domain/path.ts';
import type { Topology } from '../domain/tenant.ts';
import type { Cast, Role } from './cast.ts';
import { changed, described } from './changes.ts';
import { requestTold } from './pass-told.ts';
import type { Side } from './history.ts';
import { said } from './shown.ts';
import { type EngineWrite, isAccepted, type UserEdit } from './trace.ts';

export interface Records {
  /** `other` is the other half of a creation on both sides; `pass` the one that an edit came amid. */
  edited: (entry: UserEdit, other: UserEdit | null, pass: number) => string;
  written: (entry: EngineWrite) => string;
}

export function recordsTold(
  topology: Topology,
  cast: Cast,
  matters: (company: string, path: PropertyPath) => boolean,
): Records {
  const isOne = topology === 'one-tenant';

  function named({ place, id }: { place: Side; id: string | null }): string {
    const role = cast.roleOf({ place, id });
    if (role !== undefined) return roleNamed(role);
    const record = id === null ? 'a new record' : `record ${said(id)}`;
    return isOne ? record : `${record} on the ${place}`;
  }

  /** In one tenant nothing is on a side: there are two records, a left and a right one. */
  function roleNamed({ company, side }: Role): string {
    return isOne ? `the ${side} record of ${said(company)}` : `${said(company)} on the ${side}`;
  }

  function created(entry: UserEdit, company: Company, other: UserEdit | null): string {
    const role = cast.roleOf(entry);
    const content = (of: Company): string =>
      described(of, (path) => role === undefined || matters(role.company, path));
    if (role === undefined || other?.after == null) return `creates ${named(entry)}: ${content(company)}`;
    const both = `creates ${isOne ? `both records of ${said(role.company)}` : `${said(role.company)} on both sides`}`;
    const [one, two] = [content(company), content(other.after)];
    return one === two ? `${both}: ${one}` : `${both}: left with ${one}; right with ${two}`;
  }

  function done(entry: UserEdit, other: UserEdit | null): string {
    if (entry.after === null) return `deletes ${named(entry)}`;
    return entry.before === null ? created(entry, entry.after, other) : changed(entry, named(entry));
  }

  return {
    edited: (entry, other, pass) => {
      const phrases = [`a user ${done(entry, other)}`];
      if (cast.attemptOf(entry)?.edit.sameTime === true) phrases.unshift('in the same millisecond');
      if (entry.amid !== null) {
        phrases.unshift(
          `amid pass ${pass + 1}, as ${requestTold(entry.amid, isOne, "the engine's")} arrives`,
        );
      }
      return sentence(phrases.join(', '));
    },
    written: (entry) => {
      const { method, status, after } = entry;
      if (!isAccepted(entry)) return `The engine's ${method} of ${named(entry)} is refused (${status}).`;
      if (method === 'DELETE') return `The engine deletes ${named(entry)}.`;
      if (method === 'PATCH') return `The engine ${changed(entry, named(entry))}.`;
      return `The engine creates ${named(entry)}${after === null ? '' : `: ${described(after, () => true)}`}.`;
    },
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

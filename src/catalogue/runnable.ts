/** Which sections `run` can take, and why it cannot take the others: as the plan of a run has it. Pure. */
import { readSections } from '../checks/runnable.ts';
import type { Dataflow, Link } from '../domain/dataflow.ts';

export type Runnable = { runs: true } | { runs: false; why: string };

/** What holds for a document as a whole, and is said once on the page. */
export const WHAT_RUNS =
  'A section can be run where records can be arranged that it links, or creates others for, and where it has a row. Sections about the same record types are run as one. A document that has something a run cannot read is refused as a whole.';

/** Of each section of a document, between two tenants. */
export function runnable(dataflow: Dataflow): (link: Link) => Runnable {
  const whyByTypes = new Map(
    readSections(dataflow, { topology: 'two-tenants' }).map(({ link, why }) => [typesOf(link), why]),
  );
  return (link) => {
    const why = whyByTypes.get(typesOf(link)) ?? null;
    return why === null ? { runs: true } : { runs: false, why: why.reason };
  };
}

function typesOf({ source, target }: Link): string {
  return JSON.stringify([source, target]);
}

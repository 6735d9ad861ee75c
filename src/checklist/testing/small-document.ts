/** Documents of a few sections, written out: what they say is given, the rest of the text is the family's. */
import { inSyncSentence, mergeSentence, rowsSentence } from './family-sentences.ts';

/** The systems that all of these documents are about. */
const SYSTEMS = { left: 'Plim', right: 'Quor' } as const;

export interface SmallSection {
  /** Without their systems, as in `Orders`. */
  source: string;
  target: string;
  beginning: 'every' | 'link first' | { reason: string };
  /** A new target is created where the source is connected to one of these. */
  whenConnectedTo?: string;
  merge?: readonly (readonly [left: string, right: string])[];
  rows: readonly (readonly [left: string, right: string, type: string])[];
}

/** The document's text. */
export function smallDocument(sections: readonly SmallSection[]): string {
  const title = `${SYSTEMS.left} to ${SYSTEMS.right} Dataflow`;
  const rule = '='.repeat(title.length);
  return [
    `${rule}\n${title}\n${rule}`,
    'Generated: 2026-01-02 03:04:05',
    `Introduction\n${'-'.repeat('Introduction'.length)}`,
    'Invented for tests.',
    ...sections.flatMap(sectionOf),
    '',
  ].join('\n\n');
}

function sectionOf(section: SmallSection): string[] {
  const { merge = [], rows, whenConnectedTo } = section;
  const types = {
    source: `${SYSTEMS.left} ${section.source}`,
    target: `${SYSTEMS.right} ${section.target}`,
    isOfLinks: false,
  };
  const { source, target } = types;
  const heading = `${source} to ${target}`;
  const columns = [`${source} Property`, `${target} Property`];
  return [
    `${heading}\n${'-'.repeat(heading.length)}`,
    beginningOf(section, source, target),
    ...(whenConnectedTo === undefined
      ? []
      : [
          `A new ${target} will be created from a ${source} if it is connected to a ${SYSTEMS.left} ${whenConnectedTo} that is synchronized into ${SYSTEMS.right}.`,
        ]),
    ...(merge.length > 0 ? [mergeSentence(types), tableOf([columns, ...merge])] : []),
    inSyncSentence(types),
    rowsSentence(types),
    tableOf([
      [...columns, `${SYSTEMS.right} Data Type`],
      ...rows.map(([left, right, type]) => [left, right, `"${type}"`]),
    ]),
  ];
}

function beginningOf({ beginning }: SmallSection, source: string, target: string): string {
  if (beginning === 'every') return `Every ${source} will be synchronized with a ${target}.`;
  return beginning === 'link first'
    ? `Before any synchronization can take place, a link between a ${source} and a ${target} must be established.`
    : `${beginning.reason}, it  will be synchronized with a ${target}.`;
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const lines = rows.flatMap(([first = '', ...others]) => [
    `   * - ${first}`,
    ...others.map((cell) => `     - ${cell}`),
  ]);
  return ['.. list-table::', '   :header-rows: 1', '', ...lines].join('\n');
}

/** The lint of a checklist: what its document leaves open or says twice, and what to ask the vendor about it. */
import { headingOf } from '../../domain/dataflow.ts';
import type { Dataflow, Link } from '../../domain/dataflow.ts';
import { strayBlanks } from './blanks.ts';
import { mirrorMissing, parity, typesDiffer } from './crossing.ts';
import { type Document, type Finding, plainType, type Rule } from './finding.ts';
import { idRowAmbiguous, mergePropertyInRows, mergePropertyNotInRows, noMergeRule } from './linking.ts';
import type { Reading } from '../parse.ts';
import { malformedRow, noRows, rowWithoutPartner, twoRowsOneTarget } from './rows.ts';
import { duplicatedSection } from './sections.ts';
import { creationTypeWithoutSection, freeReason, unreadSentence } from './sentences.ts';
import { noCreationRule, silentOnConflict, silentOnDeletion, silentOnEmpty } from './silence.ts';
import { noType, unknownType } from './types.ts';

const RULES: readonly Rule[] = [
  duplicatedSection,
  idRowAmbiguous,
  parity,
  mergePropertyNotInRows,
  mergePropertyInRows,
  noCreationRule,
  silentOnConflict,
  silentOnDeletion,
  silentOnEmpty,
  mirrorMissing,
  twoRowsOneTarget,
  noMergeRule,
  noRows,
  malformedRow,
  rowWithoutPartner,
  noType,
  unknownType,
  typesDiffer,
  unreadSentence,
  freeReason,
  creationTypeWithoutSection,
];

/** What a document says, what in it could not be read, and how its cells are written, in the document's order. */
export function lintDocument({ dataflow, refused, text }: Reading & { text: string }): Finding[] {
  const notRead = refused.map(({ line, detail }): Finding => ({
    code: 'not-read',
    severity: 'error',
    line: line ?? 1,
    message: detail,
    ask: 'What is meant to stand here?',
  }));
  return [...notRead, ...lintChecklist(dataflow), ...strayBlanks(text, dataflow)].toSorted(
    (a, b) => a.line - b.line,
  );
}

/** Every finding, in the document's order: by line, and on one line in the order of the rules. */
export function lintChecklist(dataflow: Dataflow): Finding[] {
  const document = documentOf(dataflow);
  const inSections = dataflow.sections.flatMap((link) => {
    const section = headingOf(link);
    return RULES.flatMap((rule) => rule(link, document).map((finding): Finding => ({ ...finding, section })));
  });
  return [...noSections(dataflow), ...inSections].toSorted((a, b) => a.line - b.line);
}

/** Lines for people and editors: `FILE:LINE severity code message`. */
export function formatFindings(findings: readonly Finding[], file: string): string {
  return findings
    .map(({ line, severity, code, message }) => `${file}:${line} ${severity} ${code} ${message}\n`)
    .join('');
}

function documentOf({ left, sections }: Dataflow): Document {
  const first = new Map<string, Link>();
  for (const link of sections) if (!first.has(headingOf(link))) first.set(headingOf(link), link);
  const system = `${left} `.toLowerCase();
  const sources = sections.flatMap(({ source }) => {
    const type = plainType(source);
    // A sentence names its system once, before the first type.
    return type.startsWith(system) ? [type, type.slice(system.length)] : [type];
  });
  return { left, first, sources: new Set(sources) };
}

function noSections({ sections }: Dataflow): Finding[] {
  if (sections.length > 0) return [];
  return [
    {
      code: 'no-sections',
      severity: 'warning',
      line: 1,
      message: 'the document has no section, so there is nothing to check',
      ask: 'Which records of the two systems belong together?',
    },
  ];
}

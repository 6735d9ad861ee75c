/** The lint of a checklist: what its document leaves open or says twice, and what to ask the vendor about it. */
import { headingOf } from '../../domain/dataflow.ts';
import type { Dataflow } from '../../domain/dataflow.ts';
import { mirrorMissing, parity, typesDiffer } from './crossing.ts';
import type { Finding, Rule } from './finding.ts';
import { idRowAmbiguous, mergePropertyInRows, mergePropertyNotInRows, noMergeRule } from './linking.ts';
import type { Reading } from '../parse.ts';
import {
  malformedRow,
  noRows,
  rowWithoutPartner,
  twoRowsOneTarget,
  unknownType,
  unreadSentence,
} from './rows.ts';
import { noCreationRule, silentOnConflict, silentOnDeletion, silentOnEmpty } from './silence.ts';

const RULES: readonly Rule[] = [
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
  unknownType,
  typesDiffer,
  unreadSentence,
];

/** What a document says, and what in it could not be read, in the document's order. */
export function lintDocument({ dataflow, refused }: Reading): Finding[] {
  const notRead = refused.map(({ line, detail }): Finding => ({
    code: 'not-read',
    severity: 'error',
    line: line ?? 1,
    message: detail,
    ask: 'What is meant to stand here?',
  }));
  return [...notRead, ...lintChecklist(dataflow)].toSorted((a, b) => a.line - b.line);
}

/** Every finding, in the document's order: by line, and on one line in the order of the rules. */
export function lintChecklist(dataflow: Dataflow): Finding[] {
  const inSections = dataflow.sections.flatMap((link) => {
    const section = headingOf(link);
    return RULES.flatMap((rule) => rule(link).map((finding): Finding => ({ ...finding, section })));
  });
  return [...noSections(dataflow), ...inSections].toSorted((a, b) => a.line - b.line);
}

/** Lines for people and editors: `FILE:LINE severity code message`. */
export function formatFindings(findings: readonly Finding[], file: string): string {
  return findings
    .map(({ line, severity, code, message }) => `${file}:${line} ${severity} ${code} ${message}\n`)
    .join('');
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

/** Rules on what a section does not speak of, found by the absence of every word for it in its sentences. */
import type { Link, Meaning } from '../../domain/dataflow.ts';
import type { Rule } from './finding.ts';

const CREATION = /\bcreat(?:e|es|ed|ing|ions?)\b/i;
const CONFLICT =
  /\bconflict|\bboth (?:sides|systems|records)\b.{0,40}\b(?:chang|differ|edit|modif)|\bat the same time\b|\bsimultaneous|\b(?:most|more) recent|\blatest\b|\bnew(?:er|est)\b|\blast (?:modified|edited|write)|\bwins?\b|\bprecedence\b|\boverwrit/i;
// “Removed” alone also stands for a mapping that was taken out: “removed … for now”.
const DELETION =
  /\bdelet(?:e|es|ed|ing|ions?)\b|\beras(?:e|es|ed|ing|ures?)\b|\bpurg(?:e|es|ed|ing)\b|\b(?:is|are|was|were|be|been|gets) removed\b|\bremov(?:es|ing|als?)\b/i;
const EMPTINESS =
  /\bempt(?:y|ies|ied|ying|iness)\b|\bblank(?:s|ed)?\b|\bnulls?\b|\bclear(?:s|ed|ing)\b|\b(?:no|without a|absent|missing) values?\b/i;

const SYNCHRONISES: ReadonlySet<Meaning> = new Set([
  'every record is synchronised',
  'some records are synchronised',
]);

/** A section that synchronises every record promises, without the word, that each gets a counterpart. */
export const noCreationRule: Rule = (link) =>
  speaksOf(link, CREATION) || link.sentences.some(({ meaning }) => SYNCHRONISES.has(meaning))
    ? []
    : [
        {
          code: 'no-creation-rule',
          severity: 'note',
          line: link.line,
          message: 'no sentence says that a record is created where the other side has none to link to',
          ask: 'Does a record without a counterpart stay alone, or is a counterpart created?',
        },
      ];

export const silentOnConflict = silence(
  CONFLICT,
  'silent-on-conflict',
  'no sentence says which value holds when both sides changed one property, or differ when they are first linked',
  'Which side wins when both changed the same property, and which when two records are linked for the first time?',
);

export const silentOnDeletion = silence(
  DELETION,
  'silent-on-deletion',
  'no sentence says what becomes of a linked record when the other one is deleted',
  'When a linked record is deleted, is the other one deleted, kept, or the deleted one created again?',
);

export const silentOnEmpty = silence(
  EMPTINESS,
  'silent-on-empty',
  'no sentence says whether an empty value is carried over, or loses to a value on the other side',
  'Is a later change to empty carried over, and does an empty value lose when two records are first linked?',
);

/** Where nothing is kept in sync there is nothing to be silent on. */
function silence(words: RegExp, code: string, message: string, ask: string): Rule {
  return (link) =>
    link.rows.length === 0 || speaksOf(link, words)
      ? []
      : [{ code, severity: 'note', line: link.line, message, ask }];
}

function speaksOf(link: Link, words: RegExp): boolean {
  return link.sentences.some(({ text }) => words.test(text));
}

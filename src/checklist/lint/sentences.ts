/** Rules on what sentences say of conditions: which records are synchronised or created; and on those not understood. */
import { creationRuleOf, reasonOf } from '../../domain/creation.ts';
import { plainType, type Rule } from './finding.ts';

/** Which records it is about, no property and no value tells. */
export const freeReason: Rule = (link) =>
  link.sentences.flatMap(({ text, meaning, line }) => {
    const reason = meaning === 'some records are synchronised' ? reasonOf(text) : null;
    if (reason === null) return [];
    return {
      code: 'free-reason',
      severity: 'warning',
      line,
      message: `“${reason}” stands in the place of a condition: it names no property and value by which the records that it holds for could be told from the others`,
      ask: 'By which values of which property is it told whether a record is synchronised, and what becomes of one for which that changes?',
    };
  });

/** What a record must be connected to before another is created has to be synchronised by some section itself. */
export const creationTypeWithoutSection: Rule = (link, document) =>
  link.sentences.flatMap(({ text, line }) => {
    const rule = creationRuleOf(text, document);
    const strangers = rule?.connectedTo.filter((type) => !document.sources.has(plainType(type))) ?? [];
    if (rule === null || strangers.length === 0) return [];
    const names = strangers.join(', ');
    return {
      code: 'creation-type-without-section',
      severity: 'warning',
      line,
      message: `a new ${rule.target} depends on what is synchronised into ${rule.into}, and no section of this document is of ${names}`,
      ask: `Which document synchronises ${names} into ${rule.into}?`,
    };
  });

/** A sentence that no check can be made of is named, so that nobody takes it for verified. */
export const unreadSentence: Rule = (link) =>
  link.sentences
    .filter(({ meaning }) => meaning === 'other')
    .map(({ line }) => ({
      code: 'unread-sentence',
      severity: 'note',
      line,
      message: 'this sentence says something that no check is derived from',
      ask: 'What is to hold, in terms of links, rows and records?',
    }));

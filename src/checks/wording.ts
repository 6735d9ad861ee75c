/** The words of a plan about records that are no companies: what topics say of companies holds for any of them. Pure. */
import type { Judgement } from './check.ts';
import type { Plan } from './planned.ts';
import { isFindings } from './view.ts';

/** The same plan, its titles and findings worded for records. What bears one of the names stays as the document has it. */
export function ofRecords({ batches, checks }: Plan, names: readonly string[]): Plan {
  const worded = wordingBeside(new Set(names.filter((name) => /compan(?:y|ies)/.test(name))));
  return {
    batches: batches.map((batch) => ({
      ...batch,
      title: worded(batch.title),
      scenarios: batch.scenarios.map((scenario) => ({ ...scenario, title: worded(scenario.title) })),
    })),
    checks: checks.map((check) => ({
      ...check,
      title: worded(check.title),
      judge: (evidence) => wordedJudgement(check.judge(evidence), worded),
    })),
  };
}

function wordedJudgement(judgement: Judgement, worded: (text: string) => string): Judgement {
  if (!isFindings(judgement)) return judgement;
  return judgement.map((finding) => ({ ...finding, message: worded(finding.message) }));
}

const RECORD = { company: 'record', companies: 'records' } as const;
/** A value, as findings show it. */
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
/** A word by itself: no part of a path, nor one of a row's names. */
const WORD = String.raw`(?<![^\s(“‘]|→ )(?:company|companies)(?![^\s,;:.)”’]|[.:]\S| →)`;

function wordingBeside(names: ReadonlySet<string>): (text: string) => string {
  const longer = [...names]
    .filter((name) => !(name in RECORD))
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  const kept = [QUOTED, ...longer.map((name) => String.raw`(?<![^\s(“‘])${name}(?![^\s,;:.)”’])`)];
  const pattern = new RegExp(`${kept.join('|')}|${WORD}`, 'g');
  return (text) =>
    text.replaceAll(pattern, (found, at: number) => {
      if (found !== 'company' && found !== 'companies') return found;
      const isName = names.has(found) && !isNoun(found, text.slice(0, at), text.slice(at + found.length));
      return isName ? found : RECORD[found];
    });
}

/** Where a property bears the word as its name, too: topics put one of these before records, and none before properties. */
function isNoun(word: keyof typeof RECORD, before: string, after: string): boolean {
  if (word === 'company') return /(?:^|\s)(?:a|each|linked|neither|no|other|the|third)\s$/i.test(before);
  return (
    /(?:^|\s)(?:linked|more|no|other|several|the|two|\d+)\s$/i.test(before) ||
    /^ (?:that|whose|with|without)\b/.test(after) ||
    (before === '' && /^ (?:alike|are)\b/.test(after))
  );
}

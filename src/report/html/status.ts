/** A status as a sign, a word and a colour: the colour is never the only sign. Pure. */
import type { Verdict } from '../../checks/judge.ts';
import type { Status } from '../../checks/judge.ts';
import type { Gate } from '../model.ts';
import type { KnownFailure } from '../known-failures.ts';
import type { RowChange } from '../regression.ts';
import type { SignoffRow } from '../signoff.ts';
import { markup, type Markup } from '../../html/markup.ts';

export type AnyStatus =
  Status | Verdict | SignoffRow['status'] | Gate['status'] | KnownFailure['state'] | RowChange['change'];

export type Tone = 'good' | 'bad' | 'odd' | 'told' | 'open';

/** The style sets the sign before the word: a page has thousands of them. */
export function pill(status: AnyStatus): Markup {
  return markup`<b class="pill ${toneOf(status)}">${status}</b>`;
}

export function toneOf(status: AnyStatus): Tone {
  switch (status) {
    case 'passed':
    case 'accepted':
    case 'newly green':
      return 'good';
    case 'failed':
    case 'rejected':
    case 'newly red':
    case 'expired':
    case 'does not fail':
    case 'no such check':
      return 'bad';
    case 'deviates':
    case 'accepted with deviations':
    case 'expected':
    case 'otherwise':
    case 'outdated':
      return 'odd';
    case 'recorded':
    case 'excluded':
    case 'new':
    case 'gone':
      return 'told';
    case 'not verified':
    case 'inconclusive':
    case 'not judged':
      return 'open';
  }
}

/** As on the terminal. */
const MARKS: Record<Tone, string> = { good: '✓', bad: '✗', odd: '!', told: '·', open: '?' };

export function markOf(status: AnyStatus): string {
  return status === 'excluded' ? '–' : MARKS[toneOf(status)];
}

/** Row by row, in both directions: first link, edits, clearings, and values as they are. */
import { checklist, details, test, verify } from '../fixtures/index.ts';

for (const check of checklist('properties')) {
  test(check.title, details(check), ({ verdicts }, testInfo) => verify(check, verdicts, testInfo));
}

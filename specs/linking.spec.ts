/** Which companies belong together: the merge rules of the document, and what is no match. */
import { checklist, details, test, verify } from '../fixtures/index.ts';

for (const check of checklist('linking')) {
  test(check.title, details(check), ({ verdicts }, testInfo) => verify(check, verdicts, testInfo));
}

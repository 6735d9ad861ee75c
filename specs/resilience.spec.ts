/** The same end state whatever the pages, the faults and the edits made while the engine works. */
import { checklist, details, test, verify } from '../fixtures/index.ts';

for (const check of checklist('resilience')) {
  test(check.title, details(check), ({ verdicts }, testInfo) => verify(check, verdicts, testInfo));
}

/** An established link keeps in sync, and comes to rest: quiet when nobody edits. */
import { checklist, details, test, verify } from '../fixtures/index.ts';

for (const check of checklist('keeping in sync')) {
  test(check.title, details(check), ({ verdicts }, testInfo) => verify(check, verdicts, testInfo));
}

/** What the sync leaves alone: properties in no row, companies without a match, other pairs. */
import { checklist, details, test, verify } from '../fixtures/index.ts';

for (const check of checklist('isolation')) {
  test(check.title, details(check), ({ verdicts }, testInfo) => verify(check, verdicts, testInfo));
}

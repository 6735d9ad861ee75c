/** What the sync leaves alone: properties in no row, companies without a match, other pairs. */
import { checklist, details, test } from '../fixtures/index.ts';

for (const check of checklist('isolation')) {
  test(check.title, details(check), ({ verify }) => verify(check));
}

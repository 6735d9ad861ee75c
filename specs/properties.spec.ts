/** Row by row, in both directions: first link, edits, clearings, and values as they are. */
import { checklist, details, test } from '../fixtures/index.ts';

for (const check of checklist('properties')) {
  test(check.title, details(check), ({ verify }) => verify(check));
}

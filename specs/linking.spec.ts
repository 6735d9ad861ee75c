/** Which companies belong together: the merge rules of the document, and what is no match. */
import { checklist, details, test } from '../fixtures/index.ts';

for (const check of checklist('linking')) {
  test(check.title, details(check), ({ verify }) => verify(check));
}

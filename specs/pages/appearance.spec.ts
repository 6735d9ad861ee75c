/** What the page looks like, beside how it looked when somebody liked it: light and dark. */
import { expect, makeComparable, test } from '../../fixtures/testing/pages.ts';

// The page lets no font in; the one that makes pictures comparable has to come in all the same.
test.use({ bypassCSP: true, viewport: { width: 1100, height: 1300 } });

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page looks as it did: ${colorScheme}`, async ({ page, signoff }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(signoff.url);
    await makeComparable(page);
    await expect(page).toHaveScreenshot(`top-${colorScheme}.png`);
    await expect(page.locator('#flow')).toHaveScreenshot(`flow-${colorScheme}.png`);
    const check = page.locator('details.check', {
      hasText: 'postAddress.country → visitAddress.country: an edit on the right arrives',
    });
    await check.locator('summary').first().click();
    await expect(check.locator('tr.found').first()).toBeVisible();
    await check.scrollIntoViewIfNeeded();
    await expect(page).toHaveScreenshot(`check-${colorScheme}.png`);
  });
}

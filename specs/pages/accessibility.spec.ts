/** No rule of accessibility that axe knows is broken: light and dark, as it opens and with a check open. */
import { accessibilityViolations, expect, test } from '../../fixtures/testing/pages.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing: ${colorScheme}`, async ({ page, signoff }) => {
    await page.emulateMedia({ colorScheme });
    // A look at hundreds takes long, and a check is like others of its group, kind and status.
    await page.goto(signoff.brief);
    expect(await accessibilityViolations(page)).toEqual([]);
    const check = page.locator('details.check', { hasText: 'an edit on the right arrives' }).first();
    await check.locator('summary').first().click();
    await check.getByText('write of the engine').first().click();
    await page.locator('table.rows summary').first().click();
    await expect(check.locator('tr.changed').first()).toBeVisible();
    expect(await accessibilityViolations(page)).toEqual([]);
  });
}

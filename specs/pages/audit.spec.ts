/** An audit's page as its reader uses it: from disk, without scripts, wide and narrow, light, dark and on paper. */
import { accessibilityViolations, expect, test } from '../../fixtures/testing/audit.ts';

test('opens from disk without scripts, asks for nothing else, and nothing goes wrong', async ({
  browser,
  audits,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const [requests, wrong]: string[][] = [[], []];
  page.on('request', (request) => requests?.push(request.url()));
  page.on('console', (message) => wrong?.push(message.text()));
  await page.goto(audits.disagrees);
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('heading', { name: 'disagrees', exact: true })).toBeVisible();
  expect(requests).toEqual([audits.disagrees]);
  expect(wrong).toEqual([]);
  await context.close();
});

test('what the data brings as markup is text', async ({ page, audits }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(audits.disagrees);
  await expect(page.getByText('<script>alert(1)</script>').first()).toBeVisible();
  await expect(page.locator('script, img')).toHaveCount(0);
  expect(dialogs).toEqual([]);
});

test('a row that disagrees leads to its pairs', async ({ page, audits }) => {
  await page.goto(audits.disagrees);
  await page.locator('#rows').getByRole('link').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#line-39')).toBeInViewport();
});

test('at 400 px only wide tables are scrolled sideways', async ({ page, audits }) => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.goto(audits.disagrees);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
});

test('on paper there are no links to press', async ({ page, audits }) => {
  await page.emulateMedia({ media: 'print' });
  await page.goto(audits.disagrees);
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.getByText('parity conflict').first()).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in an audit: ${colorScheme}`, async ({ page, audits }) => {
    await page.emulateMedia({ colorScheme });
    for (const url of [audits.disagrees, audits.agrees]) {
      await page.goto(url);
      expect(await accessibilityViolations(page), url).toEqual([]);
    }
  });
}

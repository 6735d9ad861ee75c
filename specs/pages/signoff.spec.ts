/** The sign-off's page as its reader uses it: from disk, by mouse and by keyboard, narrow and on paper. */
import { expect, type Locator, type Page, test } from '../../fixtures/testing/pages.ts';

const FAILED = 'details.check[data-status="failed"][data-rows="2"]';

test('opens from disk, asks for nothing else, and nothing goes wrong', async ({ page, signoff }) => {
  const requests: string[] = [];
  const wrong: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.goto(signoff.url);
  await page.locator(`${FAILED} > summary`).first().click();
  await page.getByLabel('Search').fill('country');
  await page.waitForLoadState('networkidle');
  expect(requests).toEqual([signoff.url]);
  expect(wrong).toEqual([]);
});

test('every row is there, with both directions, and its checks are reached by keyboard', async ({
  page,
  signoff,
}) => {
  await page.goto(signoff.url);
  const rows = signoff.report.sections.flatMap((section) => section.rows);
  const shown = page.locator('table.rows tbody.row');
  await expect(shown).toHaveCount(rows.length);
  for (const [i, row] of rows.entries()) {
    const cells = shown.nth(i).locator('tr').first().locator('td');
    await expect(cells).toHaveText([
      String(row.line),
      row.left,
      row.right,
      row.type,
      new RegExp(`${row.directions.left}$`),
      new RegExp(`${row.directions.right}$`),
      new RegExp(`${row.status}$`),
    ]);
    await expect(cells.first()).toBeVisible();
  }
  // From one row's checks to the next by Tab alone, opened with Enter.
  await shown.first().locator('summary').focus();
  await page.keyboard.press('Enter');
  for (const _ of rows[0]?.checks ?? []) await page.keyboard.press('Tab');
  await expect(shown.first().getByRole('link').last()).toBeFocused();
  for (const i of rows.keys()) {
    await expect(shown.nth(i)).toContainText(`checks passed`);
    if (i > 0) await expect(shown.nth(i).locator('summary')).toBeFocused({ timeout: 100 });
    await page.keyboard.press('Tab');
  }
});

test('each arrow of the picture says its row, direction and status', async ({ page, signoff }) => {
  await page.goto(signoff.url);
  const [row] = signoff.report.sections[0]?.rows.slice(1) ?? [];
  const title = `${row?.name} (line ${row?.line}), right → left: ${row?.directions.right}`;
  await expect(page.locator('svg.picture g.bad > title', { hasText: title })).toHaveCount(1);
  const picture = page.getByRole('img', { name: 'Data flow from Crmoffice Companies' });
  await expect(picture).toBeVisible();
  await expect(picture.locator('desc')).toContainText(`${row?.name}: left → right ${row?.directions.left}`);
});

test('filters and the search show what suits, say how many, and are kept in the address', async ({
  page,
  signoff,
}) => {
  const { checks } = signoff.report;
  const shows = async (count: number): Promise<void> => {
    await expect(page.getByRole('status')).toHaveText(`${count} of ${checks.length} checks are shown.`);
    expect(await visibleChecks(page)).toBe(count);
  };
  const failed = checks.filter(({ status }) => status === 'failed');
  await page.goto(signoff.url);
  await shows(checks.length);
  await filter(page, 'Status').selectOption('failed');
  await shows(failed.length);
  await filter(page, 'Group').selectOption('linking');
  await shows(failed.filter(({ group }) => group === 'linking').length);
  await page.reload();
  await shows(failed.filter(({ group }) => group === 'linking').length);
  await page.getByRole('button', { name: 'Show all' }).click();
  await shows(checks.length);
  await filter(page, 'Kind').selectOption('policy');
  await shows(checks.filter(({ kind }) => kind === 'policy').length);
  await filter(page, 'Kind').selectOption('any');
  await filter(page, 'Row').selectOption({ index: 2 });
  const second = signoff.report.sections[0]?.rows[1];
  await shows(second?.checks.length ?? 0);
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByLabel('Search').fill('EDIT-RIGHT/ country');
  await shows(2);
  await filter(page, 'Status').selectOption('not passed');
  await shows(2);
  await page.getByLabel('Search').fill('nothing has this');
  await shows(0);
  await expect(page.getByText('None of its checks matches the filter.').first()).toBeVisible();
});

test('filters work by keyboard alone', async ({ page, signoff }) => {
  await page.goto(signoff.url);
  await page.getByLabel('Search').focus();
  await page.keyboard.type('deviates');
  await page.keyboard.press('Tab');
  await expect(filter(page, 'Status')).toBeFocused();
  await page.keyboard.type('dev');
  await expect(filter(page, 'Status')).toHaveValue('deviates');
  const deviating = signoff.report.checks.filter(({ status }) => status === 'deviates');
  expect(await visibleChecks(page)).toBe(deviating.length);
});

test('a check opens by keyboard, and its evidence marks what differs and what was found', async ({
  page,
  signoff,
}) => {
  await page.goto(signoff.url);
  const check = page.locator(FAILED, { hasText: 'an edit on the right arrives' });
  const id = (await check.getAttribute('id')) ?? '';
  const reported = signoff.report.checks.find(({ title }) => title.includes('an edit on the right arrives'));
  await check.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await expect(check).toContainText(reported?.id ?? 'no such check');
  await expect(check).toContainText(reported?.findings[0]?.message ?? 'no finding');
  await expect(check).toContainText('12 engines of the fault bank turned it red');
  await expect(check.getByRole('heading', { name: /^Round / })).toHaveCount(5);
  await expect(check.getByRole('listitem').filter({ hasText: 'is created on the left as' })).toBeVisible();

  const scenario = signoff.report.scenarios[reported?.scenarios[0] ?? ''];
  const differing = (scenario?.rounds ?? []).flatMap(({ records }) =>
    records.flatMap(({ leaves }) => leaves.filter(({ before, after }) => before !== after)),
  );
  expect(differing.length).toBeGreaterThan(0);
  await expect(check.locator('tr.changed')).toHaveCount(differing.length);
  await expect(check.locator('tr.changed').first()).toContainText('changed');
  const found = check.locator('tr.found');
  await expect(found).toHaveCount(reported?.findings.length ?? 0);
  await expect(found.first()).toContainText('postAddress.country');

  // A link to it from elsewhere opens it, though a filter hides it.
  await filter(page, 'Status').selectOption('passed');
  await page.getByRole('group', { name: 'Rows of' }).locator('summary').nth(1).click();
  await page.locator(`table.rows a[href="#${id}"]`).click();
  await expect(check).toBeInViewport();
  await expect(check.locator('summary').first()).toBeFocused();
});

test('more findings than stand there are shown when they are asked for', async ({ page, signoff }) => {
  await page.goto(signoff.url);
  const reported = signoff.report.checks.find(({ findings }) => findings.length > 6);
  const check = page.locator('details.check', { has: page.getByText(reported?.id ?? '', { exact: true }) });
  await check.locator('summary').first().click();
  await check.getByText(/more findings$/).click();
  await expect(check.locator('li.finding')).toHaveCount(reported?.findings.length ?? 0);
});

test('without scripts all is there but the evidence, and it is said where that is', async ({
  browser,
  signoff,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(signoff.url);
  await expect(page.getByText('need scripts, which do not run here')).toBeVisible();
  await expect(page.locator('form.filters')).toBeHidden();
  const check = page.locator(FAILED).first();
  await check.locator('summary').first().click();
  await expect(check).toContainText('Its evidence is in evidence.ndjson');
  await context.close();
});

test('at 400 px nothing is scrolled sideways but what is meant to be', async ({ page, signoff }) => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.goto(signoff.url);
  await page.locator(`${FAILED} > summary`).first().click();
  await expect(page.locator(`${FAILED} .records`).first()).toBeVisible();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
});

test('on paper: no navigation, light, what is open with its evidence, lines to sign on', async ({
  page,
  signoff,
}) => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.goto(signoff.url);
  await page.evaluate(
    `document.querySelector('${FAILED}').open = true; dispatchEvent(new Event('beforeprint'))`,
  );
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.getByLabel('Search')).toBeHidden();
  await expect(page.getByRole('status')).toHaveText(/^\d+ of \d+ checks are shown\.$/);
  expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe(
    'rgb(255, 255, 255)',
  );
  expect(await page.locator(`${FAILED} .records`).count()).toBeGreaterThan(0);
  const name = page.getByRole('textbox', { name: 'Name of the Approver' });
  await name.fill('Kari Nordmann');
  await expect(name).toHaveCSS('border-top-width', '0px');
  await expect(name).toHaveCSS('border-bottom-style', 'solid');
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
});

function filter(page: Page, name: string): Locator {
  return page.getByRole('search').getByLabel(name);
}

async function visibleChecks(page: Page): Promise<number> {
  return Number(
    await page.evaluate(
      `[...document.querySelectorAll('details.check')].filter((one) => one.checkVisibility()).length`,
    ),
  );
}

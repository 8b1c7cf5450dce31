import { describe, expect, test } from 'vitest';
import { asked, bench, downloaded, settled, type Page } from './browser.ts';
import { separatedRows, workbookRows } from './spreadsheet.ts';

const { openAs } = bench();

const table = (page: Page) => page.getByRole('table', { name: 'Borgere' });
const bodyRows = (page: Page) => table(page).locator('tbody tr');
const names = (page: Page): Promise<string[]> =>
  table(page)
    .locator('tbody th a')
    .evaluateAll((links) => links.map((link) => link.textContent ?? ''));
const presets = (page: Page) => page.getByRole('group', { name: 'Udvalg' }).getByRole('button');

describe('my citizens', () => {
  test('each preset shows as many rows as it counts', async () => {
    const page = await openAs('Signe Overby');
    const count = await presets(page).count();
    expect(count).toBeGreaterThanOrEqual(10);
    let others = 0;
    for (let index = 0; index < count; index += 1) {
      const preset = presets(page).nth(index);
      await preset.click();
      await settled(page);
      expect(await preset.getAttribute('aria-pressed')).toBe('true');
      const counted = Number(/(\d+)\s*$/.exec((await preset.textContent()) ?? '')?.[1]);
      expect(await bodyRows(page).count(), (await preset.textContent()) ?? '').toBe(counted);
      if (index > 0 && counted > 0) others += 1;
    }
    expect(others).toBeGreaterThan(4);
  });

  test('sorting by name goes both ways, by the Danish alphabet', async () => {
    const page = await openAs('Signe Overby');
    const header = table(page).getByRole('columnheader', { name: 'Borger' });
    await header.getByRole('button').click();
    await settled(page);
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    const ascending = await names(page);
    expect(ascending).toEqual(ascending.toSorted(new Intl.Collator('da').compare));
    await header.getByRole('button').click();
    await settled(page);
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    expect(await names(page)).toEqual(ascending.toReversed());
  });

  test('filters, columns and sorting are saved as a view, which is there after a reload', async () => {
    const page = await openAs('Signe Overby');
    await page.getByRole('button', { name: 'Filtre' }).click();
    const group = page.getByLabel('Målgruppe', { exact: true });
    await group.selectOption({ index: 1 });
    await settled(page);
    await page.getByRole('button', { name: 'Kolonner' }).click();
    await page.getByRole('checkbox', { name: 'CV' }).check();
    await page.getByRole('checkbox', { name: 'Jobformidler' }).uncheck();
    await settled(page);
    const filtered = await names(page);
    expect(filtered.length).toBeGreaterThan(0);
    expect(await table(page).getByRole('columnheader', { name: 'CV' }).count()).toBe(1);
    expect(await table(page).getByRole('columnheader', { name: 'Jobformidler' }).count()).toBe(0);

    await page.getByRole('button', { name: 'Gem visning' }).click();
    await page.getByLabel('Navn på visningen').fill('Mandagens gennemgang');
    await page.getByRole('button', { name: 'Gem', exact: true }).click();
    await page.getByRole('button', { name: 'Mandagens gennemgang', exact: true }).waitFor();

    await page.goto('/borgere');
    await settled(page);
    expect(await table(page).getByRole('columnheader', { name: 'CV' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Mandagens gennemgang', exact: true }).click();
    await settled(page);
    expect(await names(page)).toEqual(filtered);
    expect(await table(page).getByRole('columnheader', { name: 'CV' }).count()).toBe(1);
    expect(await table(page).getByRole('columnheader', { name: 'Jobformidler' }).count()).toBe(0);

    await page.getByRole('button', { name: /Slet visningen Mandagens gennemgang/ }).click();
    await page
      .getByRole('button', { name: 'Mandagens gennemgang', exact: true })
      .waitFor({ state: 'detached' });
  });

  test('a view of somebody else is not mine', async () => {
    const mine = await openAs('Dorthe Sandager');
    await mine.getByRole('button', { name: 'Gem visning' }).click();
    await mine.getByLabel('Navn på visningen').fill('Kun min');
    await mine.keyboard.press('Enter');
    await mine.getByRole('button', { name: 'Kun min', exact: true }).waitFor();
    const other = await openAs('Nete Raunsbæk');
    expect(await other.getByRole('button', { name: 'Kun min', exact: true }).count()).toBe(0);
  });

  test('by name: what is typed narrows the list, and nobody is an answer too', async () => {
    const page = await openAs('Signe Overby');
    const [first = ''] = await names(page);
    await page.getByRole('button', { name: 'Filtre' }).click();
    await page.getByLabel('Navn', { exact: true }).fill(first);
    await expect.poll(() => names(page)).toEqual([first]);
    await page.getByLabel('Navn', { exact: true }).fill('findes ikke');
    await table(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Ryd filtre' }).click();
    await expect.poll(async () => (await names(page)).length).toBeGreaterThan(1);
  });

  test('J and K move, Enter opens, S notes a conversation', async () => {
    const page = await openAs('Signe Overby');
    const [first = '', second = ''] = await names(page);
    const focused = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.textContent ?? null);
    await page.keyboard.press('j');
    expect(await focused()).toBe(first);
    await page.keyboard.press('j');
    expect(await focused()).toBe(second);
    await page.keyboard.press('k');
    expect(await focused()).toBe(first);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/borgere\/\d+/);
    await page.getByRole('tab').first().waitFor();
    await settled(page);
    expect(await page.getByText(first).count()).toBeGreaterThan(0);
    await page.goBack();
    await table(page).waitFor();
    await settled(page);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await focused()).toBe(second);
    await page.keyboard.press('s');
    await page.getByRole('complementary').getByRole('button', { name: 'Gem' }).waitFor();
    await page.getByText(second).first().waitFor();
    // In a field a letter is a letter.
    await page.goBack();
    await page.getByRole('button', { name: 'Filtre' }).click();
    await page.getByLabel('Navn', { exact: true }).pressSequentially('jks');
    expect(await page.getByLabel('Navn', { exact: true }).inputValue()).toBe('jks');
  });

  test('the downloads hold the same rows, with real numbers and days and in Danish', async () => {
    const page = await openAs('Signe Overby');
    await presets(page).filter({ hasText: 'Har løntimer' }).click();
    await settled(page);
    const shown = await names(page);
    const { rows } = await asked<{ rows: { name: string; weeks: number; paid_hours: number[] }[] }>(
      page,
      '/api/citizens?preset=has_paid_hours&limit=200',
    );
    await page.getByRole('button', { name: 'Regneark' }).click();
    const book = await downloaded(page, () => page.getByRole('link', { name: /xlsx/i }).click());
    expect(book.name).toMatch(/\.xlsx$/);
    const [header = [], ...cells] = workbookRows(book.bytes);
    expect(cells.map(([name]) => name)).toEqual(shown);
    const weeks = header.indexOf('Uger');
    const hours = header.findIndex((title) => /løntimer/i.test(String(title)));
    expect(cells.map((row) => row[weeks])).toEqual(rows.map((row) => row.weeks));
    expect(cells.map((row) => row[hours])).toEqual(rows.map((row) => row.paid_hours.at(-1)));
    const last = header.findIndex((title) => /seneste/i.test(String(title)));
    // A day is a number that is formatted as one.
    expect(cells.some((row) => typeof row[last] === 'number' && Number(row[last]) > 40_000)).toBe(
      true,
    );

    const text = await downloaded(page, () => page.getByRole('link', { name: /csv/i }).click());
    expect(text.name).toMatch(/\.csv$/);
    const [titles = [], ...lines] = separatedRows(text.bytes);
    expect(titles).toEqual(header);
    expect(lines.map(([name]) => name)).toEqual(shown);
    expect(lines.map((row) => Number(row[hours]?.replace('.', '').replace(',', '.')))).toEqual(
      rows.map((row) => row.paid_hours.at(-1)),
    );
    expect(lines.some((row) => /^\d+,\d+$/.test(row[hours] ?? ''))).toBe(true);
    expect(lines.some((row) => /^\d{2}-\d{2}-\d{4}$/.test(row[last] ?? ''))).toBe(true);
  });

  test('a long list comes a page at a time, each case once', async () => {
    const page = await openAs('Louise Arendal', '/borgere?reach=all&sort=name');
    const { total } = await asked<{ total: number }>(page, '/api/citizens?reach=all');
    expect(total).toBeGreaterThan(300);
    const more = page.getByRole('button', { name: 'Vis flere' });
    await expect
      .poll(
        async () => {
          if ((await more.count()) > 0) await more.click().catch(() => undefined);
          await bodyRows(page).last().scrollIntoViewIfNeeded();
          return bodyRows(page).count();
        },
        { timeout: 30_000 },
      )
      .toBe(total);
    const collator = new Intl.Collator('da');
    const all = await names(page);
    expect(all).toEqual(all.toSorted(collator.compare));
    const ids = await bodyRows(page)
      .locator('th a')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    expect(new Set(ids).size).toBeGreaterThan(total * 0.95);
  });
});

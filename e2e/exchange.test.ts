import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { bench, downloaded, settled, type Page } from './browser.ts';
import { unzipped, zipped } from './zip.ts';

const { app, openAs, expectRefusal } = bench();

const CITIZENS = 'citizen_id,cpr,name,protected,origin\n';
const CASES =
  'case_id,citizen_id,target_group,opened_on,awarded_on,closed_on,close_reason,next_target_group\n';

/** Day + 60, so that no living person can have the number. */
const newcomers = (name: string): Record<string, string> => ({
  'citizens.csv': `${CITIZENS}E2E1,6501804002,${name},0,danish\nE2E2,6601804004,Bent Prøvesen,0,danish\n`,
  'cases.csv': `${CASES}E2ES1,E2E1,resource_course,2026-03-02,2026-03-02,,,\nE2ES2,E2E2,resource_course,2026-03-03,2026-03-03,,,\n`,
});

const give = async (page: Page, name: string, content: Buffer): Promise<void> => {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: content });
  await page
    .getByRole('button', { name: /^Vælg noget andet|^Prøv igen/ })
    .waitFor({ timeout: 60_000 });
  await settled(page);
};
const main = (page: Page) => page.getByRole('main');
const filesTable = (page: Page) => page.getByRole('region', { name: 'Filer' }).getByRole('table');
/** New, corrected, voided, unchanged in all. */
const totals = async (page: Page): Promise<number[]> =>
  (await filesTable(page).locator('tfoot td').allTextContents()).map((text) =>
    Number(text.replaceAll('.', '')),
  );

const importNow = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Læs ind', exact: true }).click();
  await page.getByRole('button', { name: 'Læs flere ind' }).waitFor({ timeout: 60_000 });
  await settled(page);
};

describe('records in and out', () => {
  test('a zip: new, then unchanged, then corrected, each shown before anything is saved', async () => {
    const page = await openAs('Anders Thyregod', '/data');
    await give(page, 'kommunen.zip', zipped(newcomers('Anna Prøvesen')));
    expect(await totals(page)).toEqual([4, 0, 0, 0]);
    const before = (
      await app().cli('figure', 'citizens', '--programme', 'haandholdt', '--month', '2026-03')
    ).code;
    expect(before).not.toBe(-1);
    await importNow(page);
    expect(await totals(page)).toEqual([4, 0, 0, 0]);
    const [latest] = await page
      .getByRole('region', { name: 'Tidligere indlæsninger' })
      .locator('tbody tr')
      .allTextContents();
    expect(latest).toMatch(/Anders Thyregod/);

    await page.getByRole('button', { name: 'Læs flere ind' }).click();
    await give(page, 'kommunen.zip', zipped(newcomers('Anna Prøvesen')));
    expect(await totals(page)).toEqual([0, 0, 0, 4]);
    expect(await page.getByRole('button', { name: 'Læs ind', exact: true }).count()).toBe(0);

    await page.getByRole('button', { name: 'Vælg noget andet' }).click();
    await give(page, 'kommunen.zip', zipped(newcomers('Anna Prøvesen Holm')));
    expect(await totals(page)).toEqual([0, 1, 0, 3]);
    const corrections = page.getByRole('region', { name: 'Eksempler på rettelser' });
    expect(await corrections.getByRole('row').nth(1).textContent()).toMatch(
      /E2E1.*Anna Prøvesen.*Anna Prøvesen Holm/s,
    );
    await importNow(page);
    expect(await totals(page)).toEqual([0, 1, 0, 3]);
  });

  test('a problem is told with file, line, column, value and what would be right, and nothing is saved', async () => {
    const page = await openAs('Anders Thyregod', '/data');
    const files = newcomers('Cilla Prøvesen');
    await give(
      page,
      'forkert.zip',
      zipped({
        ...files,
        'citizens.csv': `${files['citizens.csv']}E2E9,6701804006,Dan Prøvesen,måske,danish\n`,
        'cases.csv': `${files['cases.csv']}E2ES8,E2E1,resource_course,31-02-2026,,,,\nE2ES9,NOBODY,resource_course,2026-03-02,,,,\n`,
      }),
    );
    const rows = await page
      .getByRole('region', { name: 'Fejl og advarsler' })
      .locator('tbody tr')
      .allTextContents();
    expect(
      rows.some((text) => /citizens\.csv.*4.*protected.*måske.{5,}/s.test(text)),
      rows.join('\n'),
    ).toBe(true);
    expect(
      rows.some((text) => /cases\.csv.*4.*opened_on.*31-02-2026.{5,}/s.test(text)),
      rows.join('\n'),
    ).toBe(true);
    expect(
      rows.some((text) => /cases\.csv.*5.*citizen_id.*NOBODY.{5,}/s.test(text)),
      rows.join('\n'),
    ).toBe(true);
    expect(await page.getByRole('button', { name: 'Læs ind', exact: true }).count()).toBe(0);
    const { bytes } = await downloaded(page, () =>
      page.getByRole('link', { name: /Hent zip/ }).click(),
    );
    const exported =
      [...unzipped(bytes)].find(([name]) => name.endsWith('citizens.csv'))?.[1].toString() ?? '';
    expect(exported).not.toContain('Cilla');
  });

  test('what is taken out is unchanged when it comes in again', async () => {
    const page = await openAs('Anders Thyregod', '/data');
    const { name, bytes } = await downloaded(page, () =>
      page.getByRole('link', { name: /Hent zip/ }).click(),
    );
    expect(name).toMatch(/\.zip$/);
    expect(
      [...unzipped(bytes).keys()].filter((path) => path.endsWith('.csv')).length,
    ).toBeGreaterThan(15);
    await give(page, name, bytes);
    const [added, corrected, voided, unchanged] = await totals(page);
    expect([added, corrected, voided]).toEqual([0, 0, 0]);
    expect(unchanged).toBeGreaterThan(1000);
    expect(await page.getByRole('button', { name: 'Læs ind', exact: true }).count()).toBe(0);
  });

  test.each([
    ['a file that is no zip', 'kommunen.zip', Buffer.from('PK\u0003\u0004 not really')],
    ['an empty file', 'citizens.csv', Buffer.alloc(0)],
    [
      'bytes that are no text',
      'citizens.csv',
      Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 37) % 256)),
    ],
    ['a path out of the folder', 'kommunen.zip', zipped({ '../../etc/citizens.csv': CITIZENS })],
    ['an unknown file', 'kommunen.zip', zipped({ 'salaries.csv': 'a,b\n1,2\n' })],
    [
      'markup in the values',
      'citizens.csv',
      Buffer.from(`${CITIZENS}X1,x,<img src=x onerror=alert(1)>,0,danish\n`),
    ],
  ])('refuses %s with a sentence, and goes on', async (_, name, content) => {
    const page = await openAs('Anders Thyregod', '/data');
    expectRefusal(page, /^(400|413|422) \/api\/exchange\/preview/);
    page.on('dialog', () => expect.unreachable('a script of the file ran'));
    await give(page, name, content);
    expect(await page.getByRole('button', { name: 'Læs ind', exact: true }).count()).toBe(0);
    const told = (await page.getByRole('alert').allTextContents()).concat(
      await page
        .getByRole('region', { name: 'Fejl og advarsler' })
        .locator('tbody tr')
        .allTextContents(),
    );
    expect(told.join(' ').length).toBeGreaterThan(20);
    expect(await main(page).getByRole('img', { name: 'x' }).count()).toBe(0);
    expect((await page.request.get('/api/health')).ok()).toBe(true);
  });
});

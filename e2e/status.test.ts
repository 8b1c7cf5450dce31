import { describe, expect, test } from 'vitest';
import { asked, bench, downloaded, settled, type Page } from './browser.ts';
import { shownFigures, type Report } from './figures.ts';
import { separatedRows, workbookRows } from './spreadsheet.ts';

const { app, openAs } = bench();

const PROGRAMMES = ['haandholdt-norreaa', 'flere-skal-med-norreaa'];

const report = async (programme: string, ...more: string[]): Promise<Report> => {
  const { code, out, said } = await app().cli('report', programme, '--format', 'json', ...more);
  expect(code, said).toBe(0);
  return JSON.parse(out.toString()) as Report;
};

const expectSame = async (page: Page, expected: Report): Promise<void> => {
  const figures = await shownFigures(page);
  let compared = 0;
  for (const { title, values } of expected.rows)
    for (const value of values) {
      const name = `${title.da} ${value.month}`;
      const cell = figures.find(({ row, month }) => row === title.da && month === value.month);
      if (value.numerator === null) {
        expect(cell, name).toBeUndefined();
        continue;
      }
      compared += 1;
      if (value.denominator !== null && value.share === null) {
        // Nobody to count among: a dash, never 0 %.
        expect(cell?.percent ?? null, name).toBeNull();
        continue;
      }
      expect(cell?.numerator, name).toBe(value.numerator);
      expect(cell?.denominator, name).toBe(value.denominator);
      if (value.share !== null && cell !== undefined && cell.percent !== null)
        expect(Math.abs(cell.percent - value.share * 100), name).toBeLessThanOrEqual(
          0.5 * 10 ** -cell.decimals + 1e-9,
        );
    }
  expect(compared).toBeGreaterThan(expected.months.length * 5);
};

describe('status', () => {
  test.each(PROGRAMMES)('%s: every figure is what the command line counts', async (programme) => {
    const page = await openAs('Louise Arendal', `/status?programme=${programme}&all_months=true`);
    await page.getByRole('table').waitFor();
    await expectSame(page, await report(programme));
  });

  test('the figures of an earlier day, and as they were known then', async () => {
    const [programme = ''] = PROGRAMMES;
    const now = await report(programme);
    const earlier = `${now.months.at(-3)}-15`;
    const page = await openAs(
      'Louise Arendal',
      `/status?programme=${programme}&all_months=true&as_of=${earlier}`,
    );
    await page.getByRole('table').waitFor();
    const then = await report(programme, '--as-of', earlier);
    await expectSame(page, then);
    expect(then.months.length).toBeLessThan(now.months.length);
    await page.goto(`/status?programme=${programme}&all_months=true&as_known=${earlier}`);
    await page.getByRole('table').waitFor();
    await settled(page);
    const known = await report(
      programme,
      '--as-known',
      new Date(`${earlier}T23:59:59.999+01:00`).toISOString(),
    );
    await expectSame(page, known);
    expect(JSON.stringify(known.rows)).not.toBe(JSON.stringify(now.rows));
  });

  test('a cell opens exactly those whom it counts, and leads to them', async () => {
    const [, programme = ''] = PROGRAMMES;
    const page = await openAs('Louise Arendal', `/status?programme=${programme}`);
    await page.getByRole('table').waitFor();
    const figures = (await shownFigures(page)).filter(
      ({ numerator, denominator }) =>
        numerator !== null && numerator > 0 && denominator !== null && numerator < denominator,
    );
    const chosen = figures.at(-1);
    if (chosen === undefined) throw new Error('no share to open');
    const cell = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: chosen.row, exact: true }) });
    await cell.getByRole('button').last().click();
    const panel = page
      .getByRole('complementary')
      .filter({ has: page.getByRole('heading', { name: new RegExp(chosen.row.slice(0, 12)) }) });
    await panel.waitFor();
    await settled(page);
    const people = async (): Promise<string[]> => {
      const rest = panel.getByRole('button', { name: /^Vis de sidste/ });
      if ((await rest.count()) > 0) await rest.click();
      return panel
        .getByRole('link')
        .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    };
    const counted = await people();
    expect(new Set(counted).size).toBe(chosen.numerator);
    await panel.getByRole('radio').last().click();
    await settled(page);
    const others = await people();
    expect(new Set([...counted, ...others]).size).toBe(chosen.denominator);
    const id = new URL(page.url()).searchParams.get('indicator')?.replaceAll('"', '') ?? '';
    const figure = await app().cli(
      'figure',
      id,
      '--programme',
      programme,
      '--month',
      chosen.month,
      '--people',
      '--format',
      'json',
    );
    const { people: keys } = JSON.parse(figure.out.toString()) as {
      people: { numerator: string[]; denominator: string[] };
    };
    expect(keys.numerator.length).toBe(chosen.numerator);
    expect(keys.denominator.length).toBe(chosen.denominator);
    await panel.getByRole('link').first().click();
    await page.waitForURL(/\/borgere\/\d+/);
    await page.getByRole('tab').first().waitFor();
  });

  test('a member of the steering group sees the figures and no people', async () => {
    const [programme = ''] = PROGRAMMES;
    const page = await openAs('Bodil Krogsgaard', `/status?programme=${programme}&all_months=true`);
    await page.getByRole('table').waitFor();
    await expectSame(page, await report(programme));
    const asksForPeople: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/people')) asksForPeople.push(request.url());
    });
    await page.getByRole('table').getByRole('button', { name: / af / }).last().click();
    await page.getByRole('complementary').waitFor();
    await settled(page);
    expect(await page.getByRole('complementary').getByRole('link').count()).toBe(0);
    expect(asksForPeople).toEqual([]);
    const answer = await page.request.get(
      `/api/programmes/${programme}/people?indicator=passive_1y&month=2026-01`,
    );
    expect(answer.status()).toBe(403);
  });

  test('the downloads hold what the screen shows, as numbers', async () => {
    const [programme = ''] = PROGRAMMES;
    const page = await openAs('Louise Arendal', `/status?programme=${programme}&all_months=true`);
    await page.getByRole('table').waitFor();
    const figures = (await shownFigures(page)).filter(({ percent }) => percent !== null);
    const { months } = await asked<{ months: string[] }>(
      page,
      `/api/programmes/${programme}/status`,
    );
    const take = async (kind: RegExp): Promise<Buffer> => {
      await page.getByRole('button', { name: 'Regneark' }).click();
      return (await downloaded(page, () => page.getByRole('menuitem', { name: kind }).click()))
        .bytes;
    };
    const book = workbookRows(await take(/xlsx/));
    for (const { row, month, numerator, denominator, percent, decimals } of figures) {
      const column = 2 + months.indexOf(month);
      if (column < 2) continue;
      const lines = book.filter(([title]) => title === row);
      expect(lines.map((line) => line[column]).slice(0, 2), `${row} ${month}`).toEqual([
        numerator,
        denominator,
      ]);
      expect(Math.abs(Number(lines[2]?.[column]) * 100 - (percent ?? 0))).toBeLessThanOrEqual(
        0.5 * 10 ** -decimals + 1e-9,
      );
    }
    const text = separatedRows(await take(/csv/));
    expect(text.length).toBe(book.length);
    const share = figures.at(-1);
    const line = text.filter(([title]) => title === share?.row)[2];
    expect(line?.[2 + months.indexOf(share?.month ?? '')]).toMatch(/^\d+(,\d+)?\s?%$/);
  });

  test('by keyboard: arrows go from figure to figure, Enter opens, closing comes back', async () => {
    const page = await openAs('Louise Arendal', `/status?programme=${PROGRAMMES[1]}`);
    await page.getByRole('table').waitFor();
    const label = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
    await page.getByRole('table').getByRole('button').first().focus();
    const first = await label();
    await page.keyboard.press('ArrowRight');
    expect(await label()).not.toBe(first);
    await page.keyboard.press('ArrowDown');
    const chosen = await label();
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').waitFor();
    await page.getByRole('button', { name: 'Luk panelet' }).click();
    await page.getByRole('complementary').waitFor({ state: 'detached' });
    expect(await label()).toBe(chosen);
  });
});

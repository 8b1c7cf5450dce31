import { describe, expect, test } from 'vitest';
import { asked, bench, settled, type Page } from './browser.ts';
import { caseloadLines } from './figures.ts';

const { app, openAs } = bench();

interface Caseload {
  readonly on: string;
  readonly rows: readonly {
    employee_id: string | null;
    name: string | null;
    all: number;
    target_group: number;
    over_cap: number;
  }[];
  readonly unassigned: { all: number; target_group: number };
  readonly total: { all: number; target_group: number };
}
/** Of the programme that the page shows. */
const commandLine = async (page: Page, on: string): Promise<Caseload> => {
  const { programme } = await asked<{ programme: { id: string } }>(page, '/api/caseload');
  const { code, out, said } = await app().cli(
    'caseload',
    '--on',
    on,
    '--programme',
    programme.id,
    '--format',
    'json',
  );
  expect(code, said).toBe(0);
  return JSON.parse(out.toString()) as Caseload;
};

/** Name to cases in the programme, others, and in all, off the screen. */
const shown = async (
  page: Page,
): Promise<Record<string, { inProgramme: number; others: number; all: number }>> =>
  Object.fromEntries((await caseloadLines(page)).map(({ name, ...figures }) => [name, figures]));

const expectSame = async (page: Page, expected: Caseload): Promise<void> => {
  const figures = await shown(page);
  for (const row of expected.rows) {
    const name = row.name ?? 'Ingen sagsbehandler';
    expect(figures[name], name).toEqual({
      inProgramme: row.target_group,
      others: row.all - row.target_group,
      all: row.all,
    });
  }
  expect(figures['I alt']).toEqual({
    inProgramme: expected.total.target_group,
    others: expected.total.all - expected.total.target_group,
    all: expected.total.all,
  });
};

const today = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' }).format(new Date());

describe('caseload', () => {
  test('shows what the command line counts, and why the sum is not the total', async () => {
    const page = await openAs('Marianne Foged', '/belastning');
    const expected = await commandLine(page, today());
    await expectSame(page, expected);
    const sum = expected.rows.reduce(
      (total, row) => total + (row.employee_id === null ? 0 : row.target_group),
      0,
    );
    const why = page.getByText(new RegExp(`\\b${sum}\\b.*\\b${expected.total.target_group}\\b`));
    expect(await why.count()).toBeGreaterThan(0);
    const over = expected.rows.filter((row) => row.over_cap > 0);
    expect(over.length).toBeGreaterThan(0);
    for (const { name, over_cap } of over)
      expect(
        await page
          .getByRole('row')
          .filter({ hasText: name ?? '' })
          .textContent(),
      ).toContain(`${over_cap} over `);
  });

  test('a day in the past shows the cases of that day', async () => {
    const past = `${Number(today().slice(0, 4)) - 1}${today().slice(4)}`.replace(/-29$/, '-28');
    const page = await openAs('Marianne Foged', '/belastning');
    await page.getByRole('button', { name: 'Tal pr. dato' }).click();
    const [year, month, day] = past.split('-');
    const field = page.getByRole('textbox', { name: 'Tallene gælder for' });
    await field.fill(`${day}.${month}.${year}`);
    await field.press('Tab');
    await page.waitForURL(new RegExp(`on=.*${past}`));
    await settled(page);
    const expected = await commandLine(page, past);
    await expectSame(page, expected);
    expect(expected.total.all).not.toBe((await commandLine(page, today())).total.all);
  });

  test('sorting by name, and a row leads to the citizens of the caseworker', async () => {
    const page = await openAs('Marianne Foged', '/belastning');
    await page.getByRole('columnheader', { name: 'Sagsbehandler' }).getByRole('button').click();
    await settled(page);
    const names = Object.keys(await shown(page)).slice(0, -2);
    expect(names).toEqual(names.toSorted(new Intl.Collator('da').compare));
    const { rows } = await commandLine(page, today());
    const own = rows.find(({ name }) => name === 'Signe Overby');
    await page.getByRole('link', { name: /Signe Overby/ }).click();
    await page.waitForURL(/caseworker=/);
    await settled(page);
    expect(await page.getByRole('table', { name: 'Borgere' }).locator('tbody tr').count()).toBe(
      own?.all,
    );
  });

  test('who may not see citizens sees the figures and no names of citizens', async () => {
    const page = await openAs('Bodil Krogsgaard', '/belastning');
    await expectSame(page, await commandLine(page, today()));
    expect(await page.getByRole('main').getByRole('link').count()).toBe(0);
  });
});

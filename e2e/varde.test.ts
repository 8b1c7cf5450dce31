import { describe, expect, test } from 'vitest';
import { bench } from './browser.ts';
import { caseloadLines, shownFigures } from './figures.ts';

const { open, openAs } = bench('varde');

const LOADS = [6, 13, 43, 52, 52, 59];

describe('Varde, 30 November 2017', () => {
  test('the caseload is that of the application, and the page says why 225 is not 233', async () => {
    const start = await open();
    await start.goto('/velkommen');
    const persons = await start.getByRole('listitem').getByRole('button').allTextContents();
    const leader = persons.find((text) =>
      /teamleder|projektleder|fagkoordinator|administrator/i.test(text),
    );
    const name = await start
      .getByRole('button')
      .filter({ hasText: leader ?? '' })
      .getByRole('strong')
      .first()
      .textContent();
    const page = await openAs(name ?? '', '/belastning');
    await page.getByRole('table').waitFor();
    const loads = (await caseloadLines(page)).map(({ inProgramme }) => inProgramme);
    expect(loads.slice(0, -2).toSorted((one, other) => one - other)).toEqual(LOADS);
    expect(loads.slice(-2)).toEqual([8, 233]);
    const why = await page.getByText(/225/).allTextContents();
    expect(why.some((text) => /233/.test(text) && /\b8\b/.test(text))).toBe(true);

    await page.goto('/status?programme=haandholdt');
    await page.getByRole('table').waitFor();
    const passive = (await shownFigures(page)).filter(
      ({ numerator, denominator, month }) =>
        numerator === 49 && denominator === 122 && month === '2017-11',
    );
    expect(passive.length).toBeGreaterThan(0);
    for (const { percent, decimals } of passive)
      expect(percent).toBe(Number((40.16).toFixed(Math.min(decimals, 2))));
  });
});

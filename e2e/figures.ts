/** The figures that the screens show, read off them as a person would. */
import type { Page } from './browser.ts';

export interface ShownFigure {
  readonly row: string;
  readonly month: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** As shown, in per cent. */
  readonly percent: number | null;
  readonly decimals: number;
}

const MONTHS = Array.from({ length: 12 }, (_, index) =>
  new Intl.DateTimeFormat('da-DK', { month: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2026, index, 1)),
  ),
);

const whole = (text: string): number => Number(text.replaceAll('.', ''));

/** »Passive, november 2026: 49 af 122 · 40,2 %« */
const figureOf = (row: string, name: string): ShownFigure => {
  const [, monthName = '', year = '', value = ''] = /, (\p{L}+) (\d{4}): (.*)$/u.exec(name) ?? [];
  const month = `${year}-${String(MONTHS.indexOf(monthName) + 1).padStart(2, '0')}`;
  const share = /^([\d.]+) af ([\d.]+) · ([\d.,]+)\s?%$/u.exec(value);
  if (share !== null) {
    const [, numerator = '', denominator = '', percent = ''] = share;
    return {
      row,
      month,
      numerator: whole(numerator),
      denominator: whole(denominator),
      percent: Number(percent.replace(',', '.')),
      decimals: percent.split(',')[1]?.length ?? 0,
    };
  }
  const count = /^[\d.]+$/.test(value);
  return {
    row,
    month,
    numerator: count ? whole(value) : null,
    denominator: null,
    percent: null,
    decimals: 0,
  };
};

/** Every figure of the status table that can be opened. */
export const shownFigures = async (page: Page): Promise<ShownFigure[]> => {
  const cells = await page
    .getByRole('table')
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.flatMap((row) =>
        [...row.querySelectorAll('td button[aria-label]')].map((button) => ({
          row: row.querySelector('th')?.textContent?.trim() ?? '',
          name: button.getAttribute('aria-label') ?? '',
        })),
      ),
    );
  return cells.map(({ row, name }) => figureOf(row, name));
};

export interface Report {
  readonly months: readonly string[];
  readonly rows: readonly {
    readonly id: string;
    readonly title: { readonly da: string };
    readonly values: readonly {
      readonly month: string;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly share: number | null;
    }[];
  }[];
}

export interface CaseloadLine {
  readonly name: string;
  readonly inProgramme: number;
  readonly others: number;
  readonly all: number;
}

/** The rows of the caseload's table as a screen reader says them, in the order of the page. */
export const caseloadLines = async (page: Page): Promise<CaseloadLine[]> => {
  const rows = await page
    .getByRole('table')
    .locator('tbody tr')
    .evaluateAll((lines) =>
      lines.map((line) => {
        const said = (element: Element | null | undefined): string => {
          const copy = element?.cloneNode(true) as Element | undefined;
          copy?.querySelectorAll('[aria-hidden="true"]').forEach((hidden) => hidden.remove());
          return copy?.textContent?.trim() ?? '';
        };
        const [chart, all] = line.querySelectorAll('td');
        return {
          name: line.querySelector('th a, th')?.firstChild?.textContent?.trim() ?? '',
          chart: said(chart),
          all: said(all),
        };
      }),
    );
  return rows.map(({ name, chart, all }) => {
    const [, inProgramme = '', others = ''] =
      /([\d.]+) i programmet(?:,| og) ([\d.]+) andre/.exec(chart) ?? [];
    return { name, inProgramme: whole(inProgramme), others: whole(others), all: whole(all) };
  });
};

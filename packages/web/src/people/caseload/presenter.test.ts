import { describe, expect, it } from 'vitest';
import { formatsOf } from '../../calendar/format.ts';
import { caseloadMessages } from './messages.ts';
import {
  axisEnd,
  axisMarks,
  barOf,
  headingOf,
  leadOf,
  sortedRows,
  standingText,
  whyOf,
  type Caseload,
  type CaseloadRow,
} from './presenter.ts';

const t = caseloadMessages.da;
const format = formatsOf('da');
const title = { da: 'Håndholdt', en: 'Hand-held' };

const row = (name: string, target_group: number, all: number): CaseloadRow => ({
  employee_id: name.length,
  name,
  team: null,
  all,
  target_group,
  over_cap: Math.max(0, target_group - 35),
  room: Math.max(0, 35 - target_group),
  own_cap_high: null,
});

const caseloadOf = (
  rows: CaseloadRow[],
  unassigned: number,
  more: Partial<Caseload> = {},
): Caseload => {
  const sum = rows.reduce((total, each) => total + each.target_group, 0);
  return {
    programme: { id: 'p', title },
    programmes: [],
    on: '2026-11-20',
    cap_low: 30,
    cap_high: 35,
    rows,
    unassigned: { all: unassigned, target_group: unassigned, oldest_days: 8, citizens: null },
    assigned: sum,
    shared: 0,
    total: { all: sum + unassigned, target_group: sum + unassigned },
    over_cap: rows.filter((each) => each.over_cap > 0).length,
    ...more,
  };
};

const seven = caseloadOf(
  [
    row('Laila', 38, 41),
    row('Henrik', 36, 36),
    row('Annette', 35, 37),
    row('Mette', 26, 34),
    row('Sofie', 26, 37),
    row('Bente', 3, 42),
    row('Ny', 0, 0),
  ],
  4,
);

describe('the answer in words', () => {
  it('says who has too many, who has room and who has nobody', () => {
    expect(headingOf(seven, t)).toBe(
      'To har for mange sager, to har plads, og fire borgere har ingen sagsbehandler.',
    );
    expect(headingOf(seven, caseloadMessages.en)).toBe(
      'Two have too many cases, two have room, and four citizens have no caseworker.',
    );
  });
  it('says so when all is well', () => {
    expect(headingOf(caseloadOf([row('Annette', 33, 33)], 0), t)).toBe(
      'Alle ligger i båndet, og alle sager har en sagsbehandler.',
    );
  });
  it('claims nothing about a band where there is none', () => {
    const unmeasured = caseloadOf([row('Annette', 33, 33)], 1, { cap_low: null, cap_high: null });
    expect(headingOf(unmeasured, t)).toBe('Én borger har ingen sagsbehandler.');
  });
  it('shows the arithmetic of those who have cases', () => {
    expect(leadOf(seven, t, format)).toBe(
      '168 sager i programmet: 164 hos seks sagsbehandlere og 4 ufordelte. Gennemsnit 164 / 6 = 27,3.',
    );
  });
});

describe('why the sum is not the total', () => {
  it('names the unassigned', () => {
    const varde = caseloadOf([row('A', 200, 200), row('B', 25, 25)], 8);
    expect(whyOf(varde, t)).toBe(
      'Summen pr. sagsbehandler er 225. I alt er der 233, fordi 8 sager ikke har nogen sagsbehandler.',
    );
  });
  it('names cases with two caseworkers', () => {
    const both = caseloadOf([row('A', 10, 10), row('B', 10, 10)], 1, {
      assigned: 19,
      shared: 1,
      total: { all: 20, target_group: 20 },
    });
    expect(whyOf(both, t)).toBe(
      'Summen pr. sagsbehandler er 20. I alt er der 20, fordi 1 sag ikke har nogen sagsbehandler, og fordi 1 sag har mere end én og tæller hos dem alle.',
    );
  });
  it('says when there is nothing to explain', () => {
    expect(whyOf(caseloadOf([row('A', 10, 10)], 0), t)).toBe(
      'Summen pr. sagsbehandler er 10, og det er alle sager.',
    );
  });
});

it('says how each stands', () => {
  expect(seven.rows.map((each) => standingText(each, seven, t))).toEqual([
    '3 over 35',
    '1 over 35',
    'i båndet',
    'plads til 9',
    'plads til 9',
    'mest andre sager',
    'ingen sager',
  ]);
});

it('sorts by cases, most first, and by Danish names', () => {
  const rows = [row('Åse', 3, 9), row('Bo', 5, 5), row('Ægir', 5, 7)];
  expect(sortedRows(rows, 'target_group').map(({ name }) => name)).toEqual(['Bo', 'Ægir', 'Åse']);
  expect(sortedRows(rows, 'all').map(({ name }) => name)).toEqual(['Åse', 'Ægir', 'Bo']);
  expect(sortedRows(rows, 'name').map(({ name }) => name)).toEqual(['Bo', 'Ægir', 'Åse']);
});

it('draws bars on one scale', () => {
  const end = axisEnd(seven);
  expect(end).toBe(50);
  expect(axisMarks(end)).toEqual([0, 10, 20, 30, 40, 50]);
  expect(barOf(row('Laila', 38, 41), end)).toEqual({ within: 70, over: 6, others: 6 });
});

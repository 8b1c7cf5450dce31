import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { referencesToFind } from '../facts/checkReferences.ts';
import { readExchange } from '../facts/readExchange.ts';
import { writeExchange } from '../facts/writeExchange.ts';
import { evaluate } from '../steering/evaluate.ts';
import type { Period } from '../steering/indicator.ts';
import { loadProgrammes } from '../steering/load.ts';
import { contextOf } from '../steering/statusTable.ts';
import { percentageOf } from '../steering/targets.ts';
import { vardeScenario } from './index.ts';

const scenario = vardeScenario();
const { catalogue, programmes } = loadProgrammes(
  ['indicators.yaml', 'haandholdt.yaml'].map((name) => ({
    name,
    text: readFileSync(new URL(`../../../../programmes/${name}`, import.meta.url), 'utf8'),
  })),
);

const figure = (id: string, period: Period) => {
  const [programme, definition] = [programmes.get('haandholdt'), catalogue.get(id)];
  if (programme === undefined || definition === undefined) throw new Error(`no ${id}`);
  const [made] = evaluate(
    definition,
    contextOf(programme, scenario.today),
    [period],
    scenario.records,
  );
  if (made === undefined) throw new Error('no figure');
  return made;
};
const november: Period = { from: '2017-11-01', to: '2017-11-30' };

it('is a folder that is taken without a word', () => {
  const reading = readExchange(writeExchange(scenario.records));
  expect([...reading.problems, ...reading.warnings]).toEqual([]);
  expect(Object.values(referencesToFind(reading)).flat()).toEqual([]);
});

it('has the caseload of the application: 225 with six caseworkers, and 233 with the eight whom nobody has', () => {
  const rows = figure('caseload', november).rows;
  expect(rows).toEqual(
    expect.arrayContaining([
      { employee_id: 'A', all: 74, target_group: 6, over_cap: 0 },
      { employee_id: 'L', all: 45, target_group: 43, over_cap: 8 },
      { employee_id: 'J', all: 48, target_group: 13, over_cap: 0 },
      { employee_id: 'G', all: 67, target_group: 52, over_cap: 17 },
      { employee_id: 'E', all: 52, target_group: 52, over_cap: 17 },
      { employee_id: 'K', all: 59, target_group: 59, over_cap: 24 },
      { employee_id: null, all: 8, target_group: 8, over_cap: 0 },
    ]),
  );
  expect(rows).toHaveLength(7);
  expect(scenario.expects).toMatchObject({
    open: 345 + 8,
    openOfTargetGroup: 233,
    unassigned: 8,
    overCap: ['L', 'G', 'E', 'K'],
  });
});

it('has 49 of 122 passive for a year', () => {
  expect(figure('passive_1y', november)).toMatchObject({ numerator: 49, denominator: 122 });
  expect(scenario.expects.passive1y).toEqual({ numerator: 49, denominator: 122 });
});

it('has the 28 exits from January to October, and the nine changes of target group broken down', () => {
  const exits = figure('exits', { from: '2017-01-01', to: '2017-10-31' });
  expect(exits.numerator).toBe(28);
  const shares = Object.fromEntries(
    (exits.rows ?? []).flatMap((row) =>
      'reason' in row
        ? [[row.reason, [row.count, percentageOf({ numerator: row.count, denominator: 28 }, 2)]]]
        : [],
    ),
  );
  expect(shares).toEqual({
    moved: [5, 17.86],
    early_retirement: [12, 42.86],
    target_group_change: [9, 32.14],
    education: [1, 3.57],
    pension: [1, 3.57],
  });
  const changes = exits.rows?.find(
    (row) => 'reason' in row && row.reason === 'target_group_change',
  );
  expect(
    changes !== undefined && 'next' in changes
      ? Object.fromEntries(changes.next.map(({ target_group, count }) => [target_group, count]))
      : null,
  ).toEqual({
    in_flex_job: 5,
    unemployment_benefit_flex: 2,
    cash_job_ready: 1,
    education_activity_ready: 1,
  });
});

it('has the budget of 1.300.000 kroner', () => {
  expect(scenario.records.budget_lines.map(({ budget_ore }) => budget_ore / 100)).toEqual([
    425_000, 425_000, 425_000, 10_000, 15_000,
  ]);
  expect(scenario.records.budget_lines.reduce((sum, { budget_ore }) => sum + budget_ore, 0)).toBe(
    130_000_000,
  );
});

it('lets persons sign in who are employed there', () => {
  const employed = new Set(scenario.records.employees.map(({ employee_id }) => employee_id));
  expect(scenario.persons.filter(({ employee_id }) => !employed.has(employee_id))).toEqual([]);
});

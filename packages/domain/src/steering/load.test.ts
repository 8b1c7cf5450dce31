import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { ownProgrammes, programmeFiles } from '../testing/index.ts';
import { CATALOGUE_FILE, loadProgrammes, type ProgrammeFile } from './load.ts';
import { CATALOGUE_SCHEMA, PROGRAMME_SCHEMA } from './schema.ts';
import { walk } from './walk.ts';

const files = programmeFiles();
const fileOf = (name: string): ProgrammeFile => {
  const file = files.find((candidate) => candidate.name === name);
  if (file === undefined) throw new Error(`no ${name}`);
  return file;
};

/** The files with one of them changed in its text. */
const changed = (name: string, from: string | RegExp, to: string): readonly ProgrammeFile[] => {
  const text = fileOf(name).text.replace(from, to);
  expect(text).not.toBe(fileOf(name).text);
  return files.map((file) => (file.name === name ? { name, text } : file));
};

describe('the product’s own files', () => {
  const { catalogue, programmes, problems } = ownProgrammes();

  it('are sound', () => {
    expect(problems).toEqual([]);
    expect([...programmes.keys()]).toEqual(['flere-skal-med-2', 'haandholdt']);
  });

  it('define every indicator of the portfolio and of caseload, pace and passivity', () => {
    expect([...catalogue.keys()]).toEqual(
      `gross_target_group job_broker rehab_group absence exempt_225 passive cv job_goal goal mentor paid_hours
      paid_hours_over_x internship wage_subsidy company_based_total step_up_meetings exited_to_work steering_meetings
      caseload over_cap passive_1y passive_quarter first_conversation_in_time plan_in_time consultant_at_second
      answered_in_24h exits`.split(/\s+/),
    );
  });

  it('give the facts of the two programmes', () => {
    const varde = programmes.get('haandholdt');
    expect(varde).toMatchObject({
      basedOn: null,
      from: '2017-12-20',
      to: '2019-04-01',
      zeroPoint: '2017-11',
      targetGroups: ['resource_course'],
      minimumAge: null,
      capLow: 30,
      capHigh: 35,
      grantOre: 130_000_000,
    });
    const hedensted = programmes.get('flere-skal-med-2');
    expect(hedensted).toMatchObject({
      from: '2019-10-01',
      to: '2021-10-31',
      zeroPoint: '2019-10',
      targetGroups: ['cash_activity_ready', 'integration_benefit'],
      minimumAge: 30,
      capHigh: null,
      parameters: { x: 20 },
      grantOre: 109_300_000,
    });
    const targets = hedensted?.sections.flatMap(({ indicators }) =>
      indicators
        .filter((indicator) => indicator.targets.length > 0)
        .map(({ id, targets: [first, last], directionIsOurs }) => [
          id,
          first?.direction,
          first?.measure,
          first?.value,
          last?.value,
          directionIsOurs,
        ]),
    );
    expect(targets).toEqual([
      ['job_broker', 'at_least', 'share', 0.9, 0.9, true],
      ['rehab_group', 'at_most', 'share', 0.1, 0.1, true],
      ['absence', 'at_most', 'share', 0.05, 0.05, true],
      ['exempt_225', 'at_most', 'share', 0.25, 0.25, true],
      ['passive', 'at_most', 'share', 0.15, 0.15, true],
      ['cv', 'at_least', 'share', 0.95, 0.95, true],
      ['job_goal', 'at_least', 'share', 0.95, 0.95, true],
      ['step_up_meetings', 'at_least', 'count', 10, 20, true],
      ['paid_hours', 'at_least', 'share', 0.2, 0.25, true],
      ['internship', 'at_least', 'share', 0.2, 0.2, true],
      ['company_based_total', 'at_least', 'share', 0.4, 0.45, true],
      ['exited_to_work', 'at_least', 'share', 0.35, 0.4, true],
    ]);
  });
});

it('the examples of docs/programmes.md are sound', () => {
  const text = readFileSync(new URL('../../../../docs/programmes.md', import.meta.url), 'utf8');
  const examples = [...text.matchAll(/```yaml\n(id: [^]*?)```/g)].map(
    ([, example = ''], index) => ({
      name: `example-${index}.yaml`,
      text: example,
    }),
  );
  expect(examples).toHaveLength(2);
  const { programmes, problems } = loadProgrammes([...files, ...examples]);
  expect(problems).toEqual([]);
  expect(programmes.get('ny-indsats-vest')?.parameters).toEqual({ x: 20 });
});

describe('a programme that is based on another', () => {
  const own = (extra: string): readonly ProgrammeFile[] => [
    {
      name: 'demo.yaml',
      text: `id: demo
based_on: haandholdt
title: { da: Prøve, en: Trial }
from: 2026-01-01
to: 2027-12-31
zero_point: 2025-12
${extra}`,
    },
    ...files,
  ];
  const targets =
    'targets: { passive_1y: { 2026-12: 12 }, passive_quarter: { 2026-12: "17,5 %" } }';

  it('takes the rest from it, and replaces targets by indicator', () => {
    const { programmes, problems } = loadProgrammes(own(`${targets}\ngrant_dkk: 500000`));
    expect(problems).toEqual([]);
    const demo = programmes.get('demo');
    expect(demo).toMatchObject({
      id: 'demo',
      basedOn: 'haandholdt',
      title: { da: 'Prøve', en: 'Trial' },
      from: '2026-01-01',
      capHigh: 35,
      grantOre: 50_000_000,
    });
    const rows = demo?.sections.flatMap(({ indicators }) => indicators);
    expect(rows?.find(({ id }) => id === 'passive_1y')?.targets).toEqual([
      { month: '2026-12', value: 12, measure: 'count', direction: 'at_most' },
    ]);
    expect(rows?.find(({ id }) => id === 'passive_quarter')?.targets).toEqual([
      { month: '2026-12', value: 0.175, measure: 'share', direction: 'at_most' },
    ]);
  });

  test.each([
    [
      'targets left at the months of the other',
      '',
      1,
      'targets.passive_1y.2018-12',
      'the target of passive_1y for 2018-12 lies outside the programme',
    ],
    [
      'a target for no row of it',
      'targets: { passive_1y: { 2026-12: 12 }, passive_quarter: { 2026-12: 17 % }, passive_1: { 2026-12: 1 % } }',
      7,
      'targets.passive_1',
      'haandholdt has no indicator passive_1. Did you mean passive_1y?',
    ],
    [
      'rows of its own',
      `${targets}\nsections: [{ title: { da: A, en: A }, indicators: [{ id: exits }] }]`,
      8,
      'sections',
      'sections does not belong here.',
    ],
  ])('%s', (_, extra, line, path, message) => {
    const { problems } = loadProgrammes(own(extra));
    expect(problems[0]).toMatchObject({ file: 'demo.yaml', path });
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.line).toBe(line);
  });

  it('cannot be based on itself, nor on none', () => {
    const circle = [
      ...own(targets).slice(1),
      {
        name: 'a.yaml',
        text:
          own('')[0]
            ?.text.replace('id: demo', 'id: a')
            .replace('based_on: haandholdt', 'based_on: b') ?? '',
      },
      {
        name: 'b.yaml',
        text:
          own('')[0]
            ?.text.replace('id: demo', 'id: b')
            .replace('based_on: haandholdt', 'based_on: a') ?? '',
      },
    ];
    const { problems, programmes } = loadProgrammes(circle);
    expect(problems.map(({ message }) => message).join()).toContain('is based on itself');
    expect([...programmes.keys()]).toEqual(['flere-skal-med-2', 'haandholdt']);
    const nobody = loadProgrammes([
      ...files,
      {
        name: 'c.yaml',
        text: own('')[0]?.text.replace('based_on: haandholdt', 'based_on: haandhold') ?? '',
      },
    ]);
    expect(nobody.problems).toEqual([
      {
        file: 'c.yaml',
        line: 2,
        path: 'based_on',
        message: 'there is no readable programme haandhold. Did you mean haandholdt?',
      },
    ]);
  });
});

describe('what is wrong is named with its line and what would be right', () => {
  test.each([
    [
      'an unknown key',
      'haandholdt.yaml',
      'zero_point:',
      'zeropoint:',
      'zeropoint',
      'zeropoint is not known here. Did you mean zero_point?',
      'zeropoint: 2017-11',
    ],
    [
      'a target group',
      'haandholdt.yaml',
      '[resource_course]',
      '[resource_curse]',
      'target_group.groups.0',
      'Did you mean resource_course?',
      'groups: [resource_curse]',
    ],
    [
      'a day',
      'haandholdt.yaml',
      '2017-12-20',
      '20-12-2017',
      'from',
      '"20-12-2017" should be a day, written YYYY-MM-DD.',
      'from: 20-12-2017',
    ],
    [
      'a day that does not exist',
      'haandholdt.yaml',
      '2017-12-20',
      '2018-02-30',
      'from',
      '2018-02-30 is not a day that exists.',
      'from: 2018-02-30',
    ],
    [
      'an end before the beginning',
      'haandholdt.yaml',
      '2019-04-01',
      '2017-04-01',
      'to',
      '2017-04-01 comes before from, 2017-12-20.',
      'to: 2017-04-01',
    ],
    [
      'an indicator',
      'haandholdt.yaml',
      'id: plan_in_time',
      'id: plan_on_time',
      'sections.2.indicators.1.id',
      'plan_on_time is not in the catalogue. Did you mean plan_in_time?',
      '- id: plan_on_time',
    ],
    [
      'a target that is no number',
      'haandholdt.yaml',
      '2019-03: 20 %',
      '2019-03: twenty',
      'sections.1.indicators.1.targets.2019-03',
      '"twenty" should be a share as "90 %" or a number as 10.',
      '2019-03: twenty',
    ],
    [
      'a share wanted of a count',
      'flere-skal-med-2.yaml',
      '2020-10: 10,',
      '2020-10: 10 %,',
      'sections.1.indicators.4.targets.2020-10',
      'step_up_meetings is a count; its target is a number without %.',
      '2020-10: 10 %',
    ],
    [
      'a target month',
      'flere-skal-med-2.yaml',
      '2021-10: 20 }',
      '2022-10: 20 }',
      'sections.1.indicators.4.targets.2022-10',
      'lies outside the programme, 2019-10-01 to 2021-10-31',
      '2022-10: 20',
    ],
    [
      'a parameter that is missing',
      'flere-skal-med-2.yaml',
      'parameters: { x: 20 }\n',
      '',
      'sections.2.indicators.4',
      'paid_hours_over_x needs the parameter x',
      '- id: paid_hours_over_x',
    ],
    [
      'a group that is missing',
      'flere-skal-med-2.yaml',
      "'2': { da: 'Gruppe",
      "'3': { da: 'Gruppe",
      'sections.0.indicators.2',
      'rehab_group needs the group 2',
      '- id: rehab_group',
    ],
    [
      'a band upside down',
      'haandholdt.yaml',
      'low: 30',
      'low: 40',
      'caseload.high',
      '35 is below low, 40.',
      'high: 35',
    ],
    [
      'an id that is taken',
      'haandholdt.yaml',
      'id: haandholdt',
      'id: flere-skal-med-2',
      'id',
      'another file holds the programme flere-skal-med-2.',
      'id: flere-skal-med-2',
    ],
    [
      'a row that is there already',
      'haandholdt.yaml',
      'id: plan_in_time',
      'id: exits',
      'sections.3.indicators.0.id',
      'exits has a row already.',
      '- id: exits',
    ],
    [
      'targets without a direction',
      'haandholdt.yaml',
      /direction: at_most\n\s+targets/,
      'targets',
      'sections.1.indicators.0',
      'direction is missing: targets needs it.',
      '- id: passive_1y',
    ],
    [
      'a condition',
      CATALOGUE_FILE,
      'role: job_broker',
      'role: jobbroker',
      'indicators.1.counting.share.numerator.assignment.role',
      'Did you mean job_broker?',
      'role: jobbroker',
    ],
    [
      'two conditions in one',
      CATALOGUE_FILE,
      '{ marker: { when: status_day, marker: absence } }',
      '{ marker: { when: status_day, marker: absence }, case: open }',
      'indicators.3.counting.share.numerator',
      'should be one condition',
      'numerator:',
    ],
    [
      'a case asked of a person',
      CATALOGUE_FILE,
      '{ marker: { when: status_day, marker: absence } }',
      '{ case: open }',
      'indicators.3.counting',
      'use them where the unit is case',
      'counting:',
    ],
  ])('%s', (_, name, from, to, path, message, line) => {
    const loaded = changed(name, from, to);
    const { problems } = loadProgrammes(loaded);
    const found = problems.find((problem) => problem.file === name && problem.path === path);
    expect(found, JSON.stringify(problems)).toBeDefined();
    expect(found?.message).toContain(message);
    const lines = loaded.find((file) => file.name === name)?.text.split('\n');
    expect(lines?.[(found?.line ?? 0) - 1]).toContain(line);
  });

  it('names the line of a mistake in YAML itself', () => {
    const { problems } = loadProgrammes(
      changed('haandholdt.yaml', 'to: 2019-04-01', 'to: [2019-04-01'),
    );
    expect(problems[0]?.file).toBe('haandholdt.yaml');
    expect(problems[0]?.line).toBeGreaterThan(10);
  });

  it('points at the line', () => {
    const { problems } = loadProgrammes(
      changed('haandholdt.yaml', 'to: 2019-04-01', 'to: 1. april'),
    );
    const line = fileOf('haandholdt.yaml').text.split('\n').indexOf('to: 2019-04-01') + 1;
    expect(problems).toEqual([
      {
        file: 'haandholdt.yaml',
        line,
        path: 'to',
        message: '"1. april" should be a day, written YYYY-MM-DD.',
      },
    ]);
  });

  it('misses the catalogue', () => {
    const { problems } = loadProgrammes([fileOf('haandholdt.yaml')]);
    expect(problems[0]).toMatchObject({
      file: CATALOGUE_FILE,
      message: 'the catalogue of indicators is missing.',
    });
  });

  test.each([
    ['empty', ''],
    ['a text', 'hello'],
    ['a list', '- 1'],
    ['an alias of itself', 'id: &a\n  x: *a'],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`,
    ],
    ['a prototype', '__proto__: { id: x }\nconstructor: 1'],
  ])('refuses a file that is %s', (_, text) => {
    const { problems, programmes } = loadProgrammes([...files, { name: 'x.yaml', text }]);
    expect(problems.some(({ file }) => file === 'x.yaml')).toBe(true);
    expect(programmes.size).toBe(2);
  });
});

describe('the published schemas and the loader', () => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  const schemas = { programme: PROGRAMME_SCHEMA, catalogue: CATALOGUE_SCHEMA };
  const compiled = {
    programme: ajv.compile(PROGRAMME_SCHEMA),
    catalogue: ajv.compile(CATALOGUE_SCHEMA),
  };
  const kindOf = (name: string) => (name === CATALOGUE_FILE ? 'catalogue' : 'programme');

  test.each(files.map(({ name, text }) => [name, text]))('agree that %s is sound', (name, text) => {
    expect(compiled[kindOf(name)](parse(text)), JSON.stringify(compiled[kindOf(name)].errors)).toBe(
      true,
    );
    expect(walk(schemas[kindOf(name)], parse(text))).toEqual([]);
  });

  it('agree on files with a value changed, taken out or added anywhere', () => {
    type Holder = Record<string, unknown>;
    /** Every place in a value: its holder and its key. */
    const places = (value: unknown): readonly (readonly [Holder, string])[] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.entries(value).flatMap(([key, inner]) => [
            [value as Holder, key] as const,
            ...places(inner),
          ]);
    const anything = fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      1.5,
      7,
      '',
      'x',
      '20 %',
      '2020-10',
      '2020-10-01',
      'job',
      'status_day',
      [],
      ['job'],
      {},
      { days: 3 },
      { da: 'a', en: 'b' },
      { case: 'open' },
      { enrolled: { when: 'ever' } },
    );
    let refused = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(
          ...files.map(({ name, text }) => ({ name, sound: parse(text) as unknown })),
        ),
        fc.array(
          fc.tuple(
            fc.nat(),
            fc.constantFrom('set', 'drop', 'add'),
            anything,
            fc.constantFrom('unknown', 'targets', 'based_on', 'sections', 'group', 'kinds', 'not'),
          ),
          { minLength: 1, maxLength: 2 },
        ),
        ({ name, sound }, changes) => {
          const value: unknown = structuredClone(sound);
          for (const [lot, how, other, added] of changes) {
            const all = places(value);
            const place = all[lot % all.length];
            if (place === undefined) continue;
            const [holder, key] = place;
            if (how === 'set') holder[key] = other;
            else if (how === 'add' && !Array.isArray(holder)) holder[added] = other;
            else if (Array.isArray(holder)) holder.splice(Number(key), 1);
            else delete holder[key];
          }
          const found = walk(schemas[kindOf(name)], value);
          if (found.length > 0) refused += 1;
          const agree = compiled[kindOf(name)](value) === (found.length === 0);
          if (!agree)
            throw new Error(`${JSON.stringify(found)}
${stringify(value)}`);
        },
      ),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(60);
  });
});

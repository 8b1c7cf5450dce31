/** The status table of 25 months, beside the same figures from SQL written by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  loadProgrammes,
  monthsOfTable,
  planStatusTable,
  type Activity,
  type Records,
} from '@medspiller/domain';
import { evaluateInSql, loadRecords, readSnapshot, write, type Store } from '@medspiller/store';
import { OTHERS, SHARES, statusByMasks, statusBySets, type HandFigures } from './handWritten.ts';
import { bestOf, mustAgree, ratioText, secondsText, type Line } from './measure.ts';
import { TODAY } from './municipality.ts';

const YEARS_LATER = 5;
const [FIRST, LAST] = ['2024-10', '2026-10'];

/** The programme whose table is measured: Flere skal med 2, so many years later. */
const planOf = (folder: string) => {
  const read = (name: string) => ({ name, text: readFileSync(join(folder, name), 'utf8') });
  const { name, text } = read('flere-skal-med-2.yaml');
  const later = text
    .replace(/^id: .*$/m, 'id: bench')
    .replaceAll(/\b20\d\d(?=-\d\d)/g, (year) => String(Number(year) + YEARS_LATER));
  const { catalogue, programmes, problems } = loadProgrammes([
    read('indicators.yaml'),
    { name, text: later },
  ]);
  const programme = programmes.get('bench');
  if (programme === undefined || problems.length > 0)
    throw new Error(`The programme cannot be used: ${JSON.stringify(problems)}`);
  return planStatusTable(programme, catalogue, monthsOfTable(FIRST, LAST, TODAY), TODAY);
};

/** Every twentieth activity becomes longer: so that what was known earlier is not what is known now. */
const correctSome = async (store: Store, records: Records): Promise<string> => {
  const { rows } = await store.pool.query<{ at: string }>(
    `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
  );
  const activities = records.activities
    .filter((_, index) => index % 20 === 0)
    .map((activity): Activity => ({ ...activity, to: null }));
  await write(store.pool, (tx) =>
    loadRecords(tx, {
      records: { activities },
      author: { employeeId: null, action: 'import', source: 'bench' },
      vault: store.vault,
      today: TODAY,
    }),
  );
  return rows[0]?.at ?? '';
};

const ROUNDS = 7;

export const measureStatusTable = async (
  store: Store,
  records: Records,
  programmeFolder: string,
): Promise<readonly Line[]> => {
  const { context, questions, months } = planOf(programmeFolder);
  const requests = questions.map(({ definition, periods }) => ({ definition, context, periods }));

  const ours = (asKnown: string | null) => (): Promise<readonly HandFigures[]> =>
    readSnapshot(store.pool, async (tx) => {
      const figures = await evaluateInSql(tx, requests, asKnown === null ? {} : { asKnown });
      const of = (id: string, month: number) =>
        figures[questions.findIndex(({ definition }) => definition.id === id)]?.[month];
      return months.map((_, month) => {
        const row = Object.fromEntries(
          [...SHARES, ...OTHERS].map((id) => [id, of(id, month)?.numerator]),
        );
        return { ...row, ever_enrolled: of('exited_to_work', month)?.denominator } as HandFigures;
      });
    });
  const hand = (statement: typeof statusBySets, asKnown: string | null) => () =>
    readSnapshot(store.pool, async (tx) => {
      await tx.query(`select set_config('jit', 'off', true), set_config('work_mem', '32MB', true)`);
      return statement(tx, context, months, asKnown);
    });

  const earlier = await correctSome(store, records);
  const best = await bestOf(ROUNDS, {
    ours: ours(null),
    sets: hand(statusBySets, null),
    masks: hand(statusByMasks, null),
    oursEarlier: ours(earlier),
    setsEarlier: hand(statusBySets, earlier),
    masksEarlier: hand(statusByMasks, earlier),
  });
  mustAgree('The status table and its set-wise SQL', best.ours.value, best.sets.value);
  mustAgree('The status table and its SQL over masks', best.ours.value, best.masks.value);
  mustAgree(
    'The earlier status table and its set-wise SQL',
    best.oursEarlier.value,
    best.setsEarlier.value,
  );
  mustAgree(
    'The earlier status table and its SQL over masks',
    best.oursEarlier.value,
    best.masksEarlier.value,
  );
  if (JSON.stringify(best.ours.value) === JSON.stringify(best.oursEarlier.value))
    throw new Error(
      'The correction changed no figure, so nothing is asked of what was known earlier.',
    );
  const line = (what: string, mine: number, beside: string, other: number, aim: number): Line => ({
    what,
    seen: secondsText(mine),
    beside: `${beside} ${secondsText(other)}`,
    ratio: ratioText(mine / other),
    aim: `at most ${aim}`,
    reached: mine / other <= aim,
  });
  const table = `Status table, ${months.length} months × ${questions.length} indicators`;
  const mine = best.ours.seconds;
  return [
    line(table, mine, 'plain set-wise SQL', best.sets.seconds, 1),
    line(table, mine, 'SQL over month masks', best.masks.seconds, 1),
    line('The same, as known at an earlier day', best.oursEarlier.seconds, 'as known now', mine, 2),
  ];
};

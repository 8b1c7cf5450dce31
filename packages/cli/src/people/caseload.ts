import { caseloads, readSnapshot } from '@medspiller/store';
import { dayOption, json, oneOf, parsed, UsageError, type Command } from '../usage.ts';
import { programmeNamed, withDatabase } from '../withDatabase.ts';

const STANDARD_PROGRAMME = 'haandholdt';

export const caseload: Command = {
  summary: 'cases per caseworker on a day',
  help: `medspiller caseload --on DAY [--programme P] [--format json|text]

Open cases per caseworker: all, of the programme's target group (${STANDARD_PROGRAMME}), and how many above the cap;
those that nobody is assigned to as their own row (employee_id null).`,
  run: async (args, terminal) => {
    const { values } = parsed(
      args,
      {
        on: { type: 'string' },
        programme: { type: 'string', default: STANDARD_PROGRAMME },
        format: { type: 'string', default: 'json' },
      },
      [],
    );
    if (values.on === undefined) throw new UsageError('--on DAY is missing.');
    const on = dayOption('on', values.on);
    const format = oneOf('format', values.format, ['json', 'text']);
    const answer = await withDatabase(terminal, async (workplace) => {
      const programme = programmeNamed(workplace, values.programme);
      const [day] = await readSnapshot(workplace.store.pool, (tx) =>
        caseloads(tx, [on], programme),
      );
      if (day === undefined) throw new Error('A day was asked for, and none came back.');
      const overCap = (count: number): number =>
        programme.capHigh === null ? 0 : Math.max(0, count - programme.capHigh);
      const rows = day.employees.map(({ employee_id, name, all, target_group }) => ({
        employee_id,
        name,
        all,
        target_group,
        over_cap: overCap(target_group),
      }));
      return {
        programme: programme.id,
        on,
        cap_low: programme.capLow,
        cap_high: programme.capHigh,
        rows: [...rows, { employee_id: null, name: null, ...day.unassigned, over_cap: 0 }],
        unassigned: day.unassigned,
        assigned: {
          all: day.total.all - day.unassigned.all,
          target_group: day.total.target_group - day.unassigned.target_group,
        },
        total: day.total,
        above_cap: rows.filter((row) => row.over_cap > 0).length,
      };
    });
    terminal.out(
      format === 'json'
        ? json(answer)
        : `${answer.rows
            .map(({ name, all, target_group, over_cap }) =>
              [
                (name ?? '(nobody)').padEnd(36),
                String(all).padStart(5),
                String(target_group).padStart(5),
                String(over_cap).padStart(5),
              ].join(' '),
            )
            .join('\n')}\n`,
    );
    return 0;
  },
};

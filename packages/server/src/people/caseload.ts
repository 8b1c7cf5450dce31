/** Cases per caseworker on a day, against the band. */
import type { caseload as caseloadRoute } from '@medspiller/contract';
import { caseScopeOf, daysBetween, may, type Day, type Programme } from '@medspiller/domain';
import { caseloads, unassignedCases, write, type Store } from '@medspiller/store';
import type { z } from 'zod';
import type { Handlers } from '../handler.ts';
import { HttpRefusal } from '../refusal.ts';
import { programmeOf, type Services } from '../services.ts';
import type { SignedInEmployee } from '../trust/signedInEmployee.ts';

type CaseloadAnswer = z.input<(typeof caseloadRoute)['answer']>;

/** The programme that is about caseload, where none with a cap runs on the day. */
const STANDARD_PROGRAMME = 'haandholdt';

const caseloadPage = async (
  store: Store,
  programme: Programme,
  on: Day,
  asKnown: string | null,
  viewer: SignedInEmployee,
): Promise<Omit<CaseloadAnswer, 'programme' | 'programmes' | 'on'>> =>
  write(store.pool, async (tx) => {
    const [day] = await caseloads(tx, [on], programme, asKnown ?? undefined);
    if (day === undefined) throw new Error('A day was asked for, and none came back.');
    const waiting = await unassignedCases(tx, on, programme, {
      asKnown,
      scope: caseScopeOf(viewer),
      viewer,
    });
    const { capLow, capHigh } = programme;
    const rows = day.employees.map((employee) => ({
      employee_id: employee.employee_record_id,
      name: employee.name,
      team: employee.team,
      all: employee.all,
      target_group: employee.target_group,
      over_cap: capHigh === null ? 0 : Math.max(0, employee.target_group - capHigh),
      room: capHigh === null ? 0 : Math.max(0, capHigh - employee.target_group),
      own_cap_high: employee.cap_high === capHigh ? null : employee.cap_high,
    }));
    const sum = rows.reduce((total, row) => total + row.target_group, 0);
    const assigned = day.total.target_group - day.unassigned.target_group;
    const oldest = waiting[0]?.since;
    return {
      cap_low: capLow,
      cap_high: capHigh,
      rows,
      unassigned: {
        ...day.unassigned,
        oldest_days: oldest === undefined ? null : daysBetween(oldest, on),
        citizens: may(viewer.role, 'see_citizens')
          ? waiting
              .filter(({ within }) => within)
              .map(({ citizen_id, name, since }) => ({
                citizen_id,
                name,
                days: daysBetween(since, on),
              }))
          : null,
      },
      assigned,
      shared: sum - assigned,
      total: { ...day.total },
      over_cap: rows.filter((row) => row.over_cap > 0).length,
    };
  });

export const caseloadHandlers = (services: Services): Pick<Handlers, 'caseload'> => {
  const { store, clock, programmes } = services;
  const capped = [...programmes.values()].filter(({ capHigh }) => capHigh !== null);
  return {
    caseload: async ({ employee, query }) => {
      const today = clock.today();
      const on = query.on ?? today;
      // Of today, whatever day is asked for: going back in time must not change what is counted.
      const running = capped.find(({ from, to }) => from <= today && today <= to);
      const programme =
        query.programme === undefined
          ? (running ?? programmes.get(STANDARD_PROGRAMME) ?? capped[0])
          : programmeOf(services, query.programme);
      if (programme === undefined) throw new HttpRefusal(404, 'not_found');
      return {
        programme: { id: programme.id, title: { ...programme.title } },
        programmes: capped.map(({ id, title }) => ({ id, title: { ...title } })),
        on,
        ...(await caseloadPage(store, programme, on, query.as_known ?? null, employee)),
      };
    },
  };
};

/** Programmes, the status table, and the people behind a figure. */
import {
  caseScopeOf,
  conditionsOf,
  contextOf,
  may,
  periodInTable,
  type Condition,
  type IndicatorDefinition,
} from '@medspiller/domain';
import {
  evaluateInSql,
  peopleWithin,
  programmesEnrolledIn,
  readSnapshot,
  write,
  writeFacts,
} from '@medspiller/store';
import { factRefusal } from '../facts/factRefusal.ts';
import { spreadsheet } from '../facts/spreadsheet.ts';
import type { Handlers } from '../handler.ts';
import { forbidden, notFound } from '../refusal.ts';
import { programmeOf, type Services } from '../services.ts';
import { statusAsked, statusPage, statusReport } from './status.ts';
import { statusSheet } from './statusSheet.ts';

const isAboutHours = (condition: Condition): boolean => 'paid_hours' in condition;

const showsHours = ({ counting }: IndicatorDefinition): boolean =>
  conditionsOf(counting).some(isAboutHours);

export const steeringHandlers = (
  services: Services,
): Pick<
  Handlers,
  'listProgrammes' | 'statusTable' | 'figurePeople' | 'downloadStatus' | 'registerMeeting'
> => {
  const { store, clock, catalogue, programmes } = services;
  return {
    listProgrammes: async () => {
      const enrolledIn = await readSnapshot(store.pool, (tx) => programmesEnrolledIn(tx));
      return {
        programmes: [...programmes.values()].map(({ id, title, from, to }) => ({
          id,
          title: { ...title },
          from,
          to,
          has_enrolments: enrolledIn.has(id),
        })),
      };
    },

    statusTable: async ({ employee, params, query }) => {
      const programme = programmeOf(services, params.programme);
      const asked = statusAsked(programme, query, clock.today());
      const { months, last_month_unfinished, sections } = await statusPage(store, catalogue, asked);
      const { id, title, from, to, source, zeroPoint } = programme;
      return {
        programme: { id, title: { ...title }, from, to, source, zero_point: zeroPoint },
        as_of: asked.asOf,
        as_known: asked.asKnown,
        months: [...months],
        last_month_unfinished,
        sections: sections.map((section) => ({ ...section })),
        may_see_people: may(employee.role, 'see_citizens'),
        may_register_meetings: may(employee.role, 'register_meetings'),
      };
    },

    figurePeople: async ({ employee, params, query }) => {
      // Whoever sees people sees a figure only with the permission for figures: the two together open a cell.
      if (!may(employee.role, 'see_figures')) throw forbidden();
      const programme = programmeOf(services, params.programme);
      const definition = catalogue.get(query.indicator);
      const asOf = query.as_of ?? clock.today();
      if (definition === undefined) throw notFound();
      const period = periodInTable(definition.rhythm, query.month, asOf);
      if (period === null) throw notFound();
      const asKnown = query.as_known ?? null;
      const request = { definition, context: contextOf(programme, asOf), periods: [period] };
      return write(store.pool, async (tx) => {
        const figure = (
          await evaluateInSql(tx, [request], asKnown === null ? {} : { asKnown })
        )[0]?.[0];
        if (figure === undefined) throw notFound();
        const { people, complete } = await peopleWithin(tx, request, {
          asKnown,
          scope: caseScopeOf(employee),
          viewer: employee,
        });
        const withHours = showsHours(definition);
        return {
          numerator: figure.numerator,
          denominator: figure.denominator,
          people: people.map((person) => ({
            ...person,
            paid_hours: withHours ? person.paid_hours : null,
          })),
          complete,
        };
      });
    },

    downloadStatus: async ({ params, query }) => {
      const programme = programmeOf(services, params.programme);
      const asked = statusAsked(programme, query, clock.today());
      const table = await statusReport(store, catalogue, asked);
      return spreadsheet(
        statusSheet(table, programme, query.language),
        query.format,
        `Status ${programme.id} ${asked.asOf}`,
      );
    },

    registerMeeting: async ({ employee, params, body, language }) => {
      const programme = programmeOf(services, params.programme);
      return write(store.pool, async (tx) => {
        const result = await writeFacts(tx, {
          changes: [
            {
              verb: 'register',
              kind: 'steering_meetings',
              values: { programme: programme.id, held_on: body.held_on, note: body.note ?? null },
            },
          ],
          author: {
            employeeId: employee.employeeId,
            action: 'register',
            requestId: body.request_id,
          },
          today: clock.today(),
          vault: store.vault,
        });
        if (!result.ok) throw factRefusal(result.refusal, language);
        const [meeting] = result.facts;
        if (meeting === undefined) throw new Error('A meeting was written, and none came back.');
        return { record_id: meeting.id };
      });
    },
  };
};

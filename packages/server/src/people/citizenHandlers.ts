/** The caseworker's table, one citizen, and search. */
import type { CitizenPage, CitizenQuery, CitizenRow } from '@medspiller/contract';
import {
  areaOf,
  caseScopeOf,
  may,
  monthAfter,
  monthOf,
  monthRange,
  ownScopeOf,
  type ActivityKind,
  type CaseState,
  type LocalText,
} from '@medspiller/domain';
import {
  choices,
  citizenHistory,
  citizenPage,
  CursorRefusal,
  deleteView,
  filterChoices,
  listCitizens,
  listViews,
  readSnapshot,
  saveView,
  searchCitizens,
  write,
  type CitizenFacts,
  type FactRow,
  type ListedCase,
  type ListPage,
  type SavedView,
  type Tx,
} from '@medspiller/store';
import type { Handlers } from '../handler.ts';
import { HttpRefusal, notFound } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { SignedInEmployee } from '../trust/signedInEmployee.ts';
import { citizenSheet } from './citizenSheet.ts';

const MONTHS_OF_HOURS = 6;
/** A spreadsheet holds all pages; nobody works through more rows than this, and none has so many cases within reach. */
const DOWNLOAD_PAGE = 2_000;
const MOST_DOWNLOADED = 50_000;

type Selection = Omit<CitizenQuery, 'cursor' | 'limit'>;

const stateOf = ({ code, severity, day, deadline }: CaseState): CitizenRow['state'] => ({
  code,
  severity,
  on: day,
  deadline: deadline ?? null,
});

const rowOf = (row: ListedCase): CitizenRow => ({
  citizen_id: row.citizen_id,
  case_id: row.case_id,
  name: row.name,
  protected: row.protected,
  target_group: row.target_group,
  programmes: [...row.programmes],
  weeks: row.weeks,
  goal: row.goal,
  last_contact: row.last_contact,
  next_contact_at: row.next_contact_at,
  activities: row.activities.map((activity) => ({ ...activity })),
  activity_ends_on: row.activity_ends_on,
  paid_hours: [...row.paid_hours],
  job_broker: row.job_broker,
  caseworker: row.caseworker,
  cv: row.cv,
  state: stateOf(row.state),
});

const listPage = async (
  tx: Pick<Tx, 'query'>,
  employee: SignedInEmployee,
  query: Selection,
  page: { readonly cursor: string | null; readonly limit: number; readonly action: string },
): Promise<ListPage> => {
  try {
    return await listCitizens(tx, {
      scope: query.reach === 'own' ? ownScopeOf(employee) : caseScopeOf(employee),
      preset: query.preset,
      filters: {
        search: query.search,
        target_group: query.target_group,
        programme: query.programme,
        caseworker: query.caseworker,
        job_broker: query.job_broker,
      },
      sort: query.sort,
      direction: query.direction,
      cursor: page.cursor,
      limit: page.limit,
      viewer: { employeeId: employee.employeeId, action: page.action },
    });
  } catch (error) {
    if (error instanceof CursorRefusal)
      throw new HttpRefusal(400, 'bad_input', [
        { code: 'unknown_cursor', field: 'cursor', message: 'Start again from the first page.' },
      ]);
    throw error;
  }
};

/** A fact as the page has it, its fields typed by the kind that it was read as. */
const as = <T>(fact: FactRow): T & { record_id: number; version_id: number } =>
  fact as unknown as T & { record_id: number; version_id: number };
type Fact<K extends keyof CitizenPage> = CitizenPage[K] extends readonly (infer F)[] ? F : never;

const AGE_DIGITS = 10_000;
/** Whole years from a birth date to a day. */
const ageOn = (birthDate: string, day: string): number =>
  Math.floor(
    (Number(day.replaceAll('-', '')) - Number(birthDate.replaceAll('-', ''))) / AGE_DIGITS,
  );

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const pageOf = (
  found: CitizenFacts,
  today: string,
  titleOf: (programme: string) => LocalText | null,
): Omit<CitizenPage, 'choices' | 'may'> => {
  const { citizen, facts, names } = found;
  const nameOf = (id: number | null): string | null => (id === null ? null : (names[id] ?? null));
  return {
    today,
    citizen: {
      citizen_id: citizen.record_id,
      name: String(citizen['name']),
      age: ageOn(String(citizen['birth_date']), today),
      protected: citizen['protected'] === true,
      origin: text(citizen['origin']) as CitizenPage['citizen']['origin'],
      phone: text(citizen['phone']),
      email: text(citizen['email']),
      language: text(citizen['language']),
    },
    states: Object.values(found.states).flat().map(stateOf),
    people: found.people.map((person) => ({ ...person, initials: person.initials ?? '' })),
    cases: facts.cases.map((fact) => as<Fact<'cases'>>(fact)),
    contacts: facts.contacts.map((fact) => as<Fact<'contacts'>>(fact)),
    activities: facts.activities.map((fact) => {
      const activity = as<Fact<'activities'>>(fact);
      return {
        ...activity,
        area: areaOf(activity.kind as ActivityKind),
        offer: nameOf(activity.offer_id),
        company: nameOf(activity.company_id),
      };
    }),
    paid_hours: facts.paid_hours.map((fact) => {
      const hours = as<Fact<'paid_hours'>>(fact);
      return { ...hours, company: nameOf(hours.company_id) };
    }),
    benefits: facts.benefits.map((fact) => as<Fact<'benefits'>>(fact)),
    goals: facts.goals.map((fact) => as<Fact<'goals'>>(fact)),
    markers: facts.markers.map((fact) => as<Fact<'markers'>>(fact)),
    plans: facts.plans.map((fact) => as<Fact<'plans'>>(fact)),
    inquiries: facts.inquiries.map((fact) => as<Fact<'inquiries'>>(fact)),
    assignments: facts.assignments.map((fact) => {
      const assignment = as<Fact<'assignments'>>(fact);
      return { ...assignment, name: nameOf(assignment.employee_id) ?? '' };
    }),
    enrolments: facts.enrolments.map((fact) => {
      const enrolment = as<Fact<'enrolments'>>(fact);
      return { ...enrolment, title: titleOf(enrolment.programme) };
    }),
  };
};

const savedView = ({ view_id, name, view }: SavedView) => ({
  view_id,
  name,
  // Written by saveView below, in this very form.
  ...(view as { query: Selection; columns: never[] }),
});

export const citizenHandlers = (
  services: Services,
): Pick<
  Handlers,
  | 'listCitizens'
  | 'citizenFilters'
  | 'downloadCitizens'
  | 'listViews'
  | 'saveView'
  | 'deleteView'
  | 'searchCitizens'
  | 'citizenPage'
  | 'citizenHistory'
> => {
  const { store, clock, programmes } = services;
  const titleOf = (id: string): LocalText | null => {
    const title = programmes.get(id)?.title;
    return title === undefined ? null : { ...title };
  };

  return {
    listCitizens: async ({ employee, query }) => {
      const today = clock.today();
      // One statement reads, counts and notes: it is its own transaction.
      const page = await listPage(store.pool, employee, query, {
        cursor: query.cursor ?? null,
        limit: query.limit,
        action: 'list',
      });
      return {
        today,
        months: [...monthRange(monthAfter(monthOf(today), 1 - MONTHS_OF_HOURS), monthOf(today))],
        rows: page.rows.map(rowOf),
        total: page.total,
        next_cursor: page.nextCursor,
        presets: { ...page.presets },
      };
    },

    citizenFilters: async ({ employee }) => {
      const found = await readSnapshot(store.pool, (tx) =>
        filterChoices(tx, caseScopeOf(employee)),
      );
      return {
        employees: found.employees.map((each) => ({ ...each })),
        programmes: found.programmes.map((id) => ({
          id,
          title: titleOf(id) ?? { da: id, en: id },
        })),
      };
    },

    downloadCitizens: async ({ employee, query }) => {
      const rows = await write(store.pool, async (tx) => {
        const all: CitizenRow[] = [];
        let cursor: string | null = null;
        do {
          const page: ListPage = await listPage(tx, employee, query, {
            cursor,
            limit: DOWNLOAD_PAGE,
            action: 'download',
          });
          all.push(...page.rows.map(rowOf));
          cursor = page.nextCursor;
        } while (cursor !== null && all.length < MOST_DOWNLOADED);
        return all;
      });
      return citizenSheet(rows, {
        format: query.format,
        columns: query.columns?.split(',') ?? null,
        language: query.language,
        today: clock.today(),
        titleOf,
      });
    },

    listViews: async ({ employee }) => ({
      views: (await readSnapshot(store.pool, (tx) => listViews(tx, employee.employeeId))).map(
        savedView,
      ),
    }),

    saveView: async ({ employee, body }) => {
      const { name, ...view } = body;
      return savedView(
        await write(store.pool, (tx) => saveView(tx, employee.employeeId, { name, view })),
      );
    },

    deleteView: async ({ employee, params }) => {
      const deleted = await write(store.pool, (tx) =>
        deleteView(tx, employee.employeeId, params.view_id),
      );
      if (!deleted) throw notFound();
      return { deleted };
    },

    searchCitizens: async ({ employee, body }) => ({
      citizens: (
        await write(store.pool, (tx) =>
          searchCitizens(tx, {
            text: body.text,
            scope: caseScopeOf(employee),
            vault: store.vault,
            viewer: employee,
          }),
        )
      ).map((citizen) => ({ ...citizen })),
    }),

    citizenPage: async ({ employee, params }) => {
      const today = clock.today();
      return write(store.pool, async (tx) => {
        const found = await citizenPage(
          tx,
          params.citizen_id,
          caseScopeOf(employee),
          today,
          employee,
        );
        if (found === null) throw notFound();
        const { employees, companies, offers } = await choices(tx);
        return {
          ...pageOf(found, today, titleOf),
          choices: {
            employees: employees.map((each) => ({ ...each })),
            companies: companies.map((each) => ({ ...each })),
            offers: offers.map((each) => ({ ...each, kind: each.kind as ActivityKind })),
            programmes: [...programmes.values()].map(({ id, title, groups }) => ({
              id,
              title: { ...title },
              groups: Object.keys(groups),
            })),
          },
          may: {
            register: may(employee.role, 'register_facts'),
            assign: may(employee.role, 'assign'),
            see_lookups: may(employee.role, 'see_lookups'),
          },
        };
      });
    },

    citizenHistory: async ({ employee, params }) => {
      const history = await write(store.pool, (tx) =>
        citizenHistory(tx, params.citizen_id, caseScopeOf(employee), employee),
      );
      if (history === null) throw notFound();
      return {
        changes: history.changes.map(
          (change) => change as Awaited<ReturnType<Handlers['citizenHistory']>>['changes'][number],
        ),
        names: Object.fromEntries(Object.entries(history.names)),
      };
    },
  };
};

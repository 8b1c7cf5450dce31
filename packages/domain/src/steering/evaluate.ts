/**
 * The reference evaluator: works out figures from records in memory, plainly and one person at a time.
 * It defines what a figure is; whatever else works figures out (SQL) must agree with it.
 */
import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  copenhagenDay,
  endOfDayInstant,
  firstOfYearEndingOn,
  monthOf,
  monthRange,
  secondsBetween,
  startOfDayInstant,
} from '../calendar/index.ts';
import { wholeTenThousandths } from '../facts/decimal.ts';
import type { Records } from '../kinds.ts';
import { birthDayOf } from '../facts/cpr.ts';
import {
  CLOSE_REASONS,
  TARGET_GROUPS,
  type Assignment,
  type Case,
  type CloseReason,
  type Employee,
  type Enrolment,
} from '../people/kinds.ts';
import type { Contact, Goal, MarkerPeriod, Plan } from '../plan/kinds.ts';
import type { Inquiry } from '../pace/kinds.ts';
import { areaOf, type Activity } from '../work/kinds.ts';
import type {
  CaseloadRow,
  Condition,
  ExitRow,
  Figure,
  IndicatorContext,
  IndicatorDefinition,
  Method,
  Period,
  Quantity,
  When,
} from './indicator.ts';

/** A case with everything that is registered on it. */
interface CaseFile {
  readonly case: Case;
  readonly person: PersonFile;
  readonly assignments: Assignment[];
  readonly enrolments: Enrolment[];
  readonly markers: MarkerPeriod[];
  readonly goals: Goal[];
  readonly plans: Plan[];
  readonly contacts: Contact[];
  readonly inquiries: Inquiry[];
  readonly activities: Activity[];
}

interface PersonFile {
  readonly citizenId: string;
  readonly birthDay: string | null;
  readonly cases: CaseFile[];
  /** Paid hours by month, in ten-thousandths of an hour: whole numbers add up without error. */
  readonly paidHours: Map<string, number>;
}

interface Files {
  readonly persons: readonly PersonFile[];
  readonly cases: readonly CaseFile[];
  readonly employees: ReadonlyMap<string, Employee>;
}

const readFiles = (records: Records): Files => {
  const persons = new Map<string, PersonFile>(
    records.citizens.map((citizen) => [
      citizen.citizen_id,
      {
        citizenId: citizen.citizen_id,
        birthDay: birthDayOf(citizen.cpr),
        cases: [],
        paidHours: new Map(),
      },
    ]),
  );
  const cases = new Map<string, CaseFile>();
  for (const row of records.cases) {
    const person = persons.get(row.citizen_id);
    if (person === undefined) throw new RangeError(`case ${row.case_id} is of nobody`);
    const file: CaseFile = {
      case: row,
      person,
      assignments: [],
      enrolments: [],
      markers: [],
      goals: [],
      plans: [],
      contacts: [],
      inquiries: [],
      activities: [],
    };
    person.cases.push(file);
    cases.set(row.case_id, file);
  }
  const caseOf = (caseId: string): CaseFile => {
    const file = cases.get(caseId);
    if (file === undefined) throw new RangeError(`there is no case ${caseId}`);
    return file;
  };
  for (const row of records.assignments) caseOf(row.case_id).assignments.push(row);
  for (const row of records.enrolments) caseOf(row.case_id).enrolments.push(row);
  for (const row of records.markers) caseOf(row.case_id).markers.push(row);
  for (const row of records.goals) caseOf(row.case_id).goals.push(row);
  for (const row of records.plans) caseOf(row.case_id).plans.push(row);
  for (const row of records.contacts) caseOf(row.case_id).contacts.push(row);
  for (const row of records.inquiries) caseOf(row.case_id).inquiries.push(row);
  for (const row of records.activities) caseOf(row.case_id).activities.push(row);
  for (const row of records.paid_hours) {
    const hours = persons.get(row.citizen_id)?.paidHours;
    hours?.set(row.month, (hours.get(row.month) ?? 0) + wholeTenThousandths(row.hours));
  }
  return {
    persons: [...persons.values()],
    cases: [...cases.values()],
    employees: new Map(records.employees.map((employee) => [employee.employee_id, employee])),
  };
};

/** The files of the records asked about last: many figures are asked of the same records. */
const filesOf = new WeakMap<Records, Files>();

/** Some days, both ends included; none at all where `to` comes before `from`. */
interface Span {
  readonly from: string;
  readonly to: string;
}

const BEFORE_EVERYTHING = '0001-01-01';

const spanOf = (when: When, period: Period, context: IndicatorContext): Span => {
  const statusDay = period.to;
  switch (when) {
    case 'status_day':
      return { from: statusDay, to: statusDay };
    case 'period':
      return period;
    case 'last_12_months':
      return { from: firstOfYearEndingOn(statusDay), to: statusDay };
    case 'since_start':
      return { from: context.programmeStart, to: statusDay };
    case 'ever':
      return { from: BEFORE_EVERYTHING, to: statusDay };
  }
};

const contains = (span: Span, day: string): boolean => span.from <= day && day <= span.to;

const overlaps = (
  span: Span,
  row: { readonly from: string; readonly to: string | null },
): boolean =>
  span.from <= span.to && row.from <= span.to && (row.to === null || row.to >= span.from);

/** One question: a definition's context in one period, and the rules that every way of counting shares. */
class Question {
  readonly context: IndicatorContext;
  readonly period: Period;
  readonly files: Files;
  readonly records: Records;

  constructor(context: IndicatorContext, period: Period, files: Files, records: Records) {
    this.context = context;
    this.period = period;
    this.files = files;
    this.records = records;
  }

  get statusDay(): string {
    return this.period.to;
  }

  span(when: When): Span {
    return spanOf(when, this.period, this.context);
  }

  hasHappened(day: string | null): day is string {
    return day !== null && day <= this.context.asOf;
  }

  /** Null where the award is still ahead on the as-of day. */
  awardedOn(file: CaseFile): string | null {
    return this.hasHappened(file.case.awarded_on) ? file.case.awarded_on : null;
  }

  /** Null where the closing is still ahead on the as-of day. */
  closedOn(file: CaseFile): string | null {
    return this.hasHappened(file.case.closed_on) ? file.case.closed_on : null;
  }

  /** From when seniority counts. */
  seniorityFrom(file: CaseFile): string {
    return this.awardedOn(file) ?? file.case.opened_on;
  }

  isOpen(file: CaseFile): boolean {
    const closedOn = this.closedOn(file);
    return (
      file.case.opened_on <= this.statusDay && (closedOn === null || closedOn > this.statusDay)
    );
  }

  isOfTargetGroup(file: CaseFile): boolean {
    const { targetGroups, minimumAge } = this.context;
    if (!targetGroups.includes(file.case.target_group)) return false;
    if (minimumAge === null) return true;
    const { birthDay } = file.person;
    return birthDay !== null && ageOn(birthDay, this.statusDay) >= minimumAge;
  }

  isOfProgramme(enrolment: Enrolment): boolean {
    return enrolment.programme === this.context.programme;
  }

  amount(quantity: Quantity): number {
    if (typeof quantity === 'number') return quantity;
    const value = this.context.parameters[quantity.parameter];
    if (value === undefined)
      throw new RangeError(`${this.context.programme} gives no parameter ${quantity.parameter}`);
    return value;
  }

  /** Whether a condition holds of a person, or of a case and the person behind it. */
  holds(condition: Condition, person: PersonFile, file: CaseFile | null): boolean {
    const somewhere = (test: (file: CaseFile) => boolean): boolean => person.cases.some(test);
    const ofCase = (): CaseFile => {
      if (file === null) throw new RangeError('case and seniority can be asked of a case only');
      return file;
    };

    if ('all' in condition) return condition.all.every((part) => this.holds(part, person, file));
    if ('any' in condition) return condition.any.some((part) => this.holds(part, person, file));
    if ('not' in condition) return !this.holds(condition.not, person, file);

    if ('enrolled' in condition) {
      const { when, group } = condition.enrolled;
      const span = this.span(when);
      return somewhere(({ enrolments }) =>
        enrolments.some(
          (row) =>
            this.isOfProgramme(row) &&
            (group === undefined || row.group === group) &&
            overlaps(span, row),
        ),
      );
    }
    if ('left' in condition) {
      const { reasons } = condition.left;
      const sinceStart = this.span('since_start');
      return somewhere((candidate) => {
        const reason = this.closedOn(candidate) === null ? null : candidate.case.close_reason;
        return (
          reason !== null &&
          reasons.includes(reason) &&
          candidate.enrolments.some(
            (row) =>
              this.isOfProgramme(row) &&
              row.to !== null &&
              row.to <= this.statusDay &&
              overlaps(sinceStart, row),
          )
        );
      });
    }
    if ('activity' in condition) {
      const { when, kinds, areas } = condition.activity;
      const span = this.span(when);
      return somewhere(({ activities }) =>
        activities.some(
          (row) =>
            (kinds === undefined || kinds.includes(row.kind)) &&
            (areas === undefined || areas.includes(areaOf(row.kind))) &&
            overlaps(span, row),
        ),
      );
    }
    if ('assignment' in condition) {
      const { when, role } = condition.assignment;
      const span = this.span(when);
      return somewhere(({ assignments }) =>
        assignments.some((row) => row.role === role && overlaps(span, row)),
      );
    }
    if ('marker' in condition) {
      const { when, marker } = condition.marker;
      const span = this.span(when);
      return somewhere(({ markers }) =>
        markers.some((row) => row.marker === marker && overlaps(span, row)),
      );
    }
    if ('goal' in condition) {
      const { when, kind } = condition.goal;
      const span = this.span(when);
      return somewhere(({ goals }) =>
        goals.some((row) => (kind === undefined || row.kind === kind) && overlaps(span, row)),
      );
    }
    if ('contact' in condition) {
      const { when, kind, status } = condition.contact;
      const span = this.span(when);
      return somewhere(({ contacts }) =>
        contacts.some(
          (row) =>
            (kind === undefined || row.kind === kind) &&
            row.status === status &&
            // What was not held has no day but the one it was planned for.
            contains(span, row.held_on ?? copenhagenDay(row.planned_at)),
        ),
      );
    }
    if ('paid_hours' in condition) {
      const months = monthRange(monthOf(this.period.from), monthOf(this.period.to));
      const hours = months.reduce((sum, month) => sum + (person.paidHours.get(month) ?? 0), 0);
      return hours > wholeTenThousandths(this.amount(condition.paid_hours.above));
    }
    if ('case' in condition)
      return condition.case === 'open' ? this.isOpen(ofCase()) : this.isOfTargetGroup(ofCase());
    return (
      addYears(this.seniorityFrom(ofCase()), condition.seniority.at_least_years) <= this.statusDay
    );
  }

  /** Conversations held on a case up to the as-of day, the first first. */
  conversationsHeld(file: CaseFile): readonly (Contact & { readonly held_on: string })[] {
    return file.contacts
      .filter(
        (row): row is Contact & { readonly held_on: string } =>
          row.kind === 'conversation' && row.status === 'held' && this.hasHappened(row.held_on),
      )
      .toSorted(
        (a, b) =>
          compare(a.held_on, b.held_on) ||
          compare(a.planned_at, b.planned_at) ||
          compare(a.contact_id, b.contact_id),
      );
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const peopleOf = (files: readonly CaseFile[]): readonly string[] =>
  [...new Set(files.map(({ person }) => person.citizenId))].toSorted(compare);

const sharedFigure = (
  period: Period,
  numerator: readonly CaseFile[],
  denominator: readonly CaseFile[],
  pending?: number,
): Figure => ({
  period,
  numerator: numerator.length,
  denominator: denominator.length,
  ...(pending === undefined ? {} : { pending }),
  people: { numerator: peopleOf(numerator), denominator: peopleOf(denominator) },
});

const countedFigure = (period: Period, numerator: number, people: readonly string[]): Figure => ({
  period,
  numerator,
  denominator: null,
  people: { numerator: people, denominator: [] },
});

/** What a share or a count is counted over. */
interface Unit {
  readonly person: PersonFile;
  readonly file: CaseFile | null;
}

const unitsOf = (unit: 'person' | 'case', { files }: Question): readonly Unit[] =>
  unit === 'person'
    ? files.persons.map((person) => ({ person, file: null }))
    : files.cases.map((file) => ({ person: file.person, file }));

const citizensOf = (units: readonly Unit[]): readonly string[] =>
  [...new Set(units.map(({ person }) => person.citizenId))].toSorted(compare);

type Of<M extends Method['method']> = Extract<Method, { readonly method: M }>;

const countShare = (question: Question, { unit, numerator, denominator }: Of<'share'>): Figure => {
  const below = unitsOf(unit, question).filter(({ person, file }) =>
    question.holds(denominator, person, file),
  );
  const above = below.filter(({ person, file }) => question.holds(numerator, person, file));
  return {
    period: question.period,
    numerator: above.length,
    denominator: below.length,
    people: { numerator: citizensOf(above), denominator: citizensOf(below) },
  };
};

const countUnits = (question: Question, { unit, counted }: Of<'count'>): Figure => {
  const units = unitsOf(unit, question).filter(({ person, file }) =>
    question.holds(counted, person, file),
  );
  return countedFigure(question.period, units.length, citizensOf(units));
};

const countContacts = (question: Question, method: Of<'contacts'>): Figure => {
  const span = question.span(method.when);
  const counted = question.files.persons
    .filter((person) => question.holds(method.of, person, null))
    .flatMap(({ cases }) => cases)
    .flatMap((file) =>
      file.contacts
        .filter(
          (row) =>
            row.kind === method.kind &&
            row.status === method.status &&
            contains(span, row.held_on ?? copenhagenDay(row.planned_at)),
        )
        .map(() => file),
    );
  return countedFigure(question.period, counted.length, peopleOf(counted));
};

const countInTime = (question: Question, { event, within }: Of<'in_time'>): Figure => {
  const inTime: CaseFile[] = [];
  const decided: CaseFile[] = [];
  let pending = 0;
  for (const file of question.files.cases) {
    const awardedOn = question.awardedOn(file);
    if (
      awardedOn === null ||
      !contains(question.period, awardedOn) ||
      !question.isOfTargetGroup(file)
    )
      continue;
    const deadline =
      'days' in within ? addDays(awardedOn, within.days) : addMonths(awardedOn, within.months);
    const [first] =
      event === 'conversation_held'
        ? question.conversationsHeld(file).map((row) => row.held_on)
        : file.plans
            .map((row) => row.drawn_up_on)
            .filter((day) => question.hasHappened(day))
            .toSorted(compare);
    if (first === undefined && deadline > question.context.asOf) {
      pending += 1;
      continue;
    }
    decided.push(file);
    if (first !== undefined && first <= deadline) inTime.push(file);
  }
  return sharedFigure(question.period, inTime, decided, pending);
};

const countNthConversation = (
  question: Question,
  { nth, roles }: Of<'nth_conversation_with'>,
): Figure => {
  const nthOf = (file: CaseFile) => question.conversationsHeld(file)[nth - 1];
  const reached = question.files.cases.filter((file) => {
    const conversation = nthOf(file);
    return (
      conversation !== undefined &&
      contains(question.period, conversation.held_on) &&
      question.isOfTargetGroup(file)
    );
  });
  const accompanied = reached.filter((file) =>
    (nthOf(file)?.with ?? []).some((employeeId) => {
      const role = question.files.employees.get(employeeId)?.role;
      return role !== undefined && roles.includes(role);
    }),
  );
  return sharedFigure(question.period, accompanied, reached);
};

const SECONDS_AN_HOUR = 3600;

const countAnswered = (question: Question, { within_hours: hours }: Of<'answered'>): Figure => {
  const start = startOfDayInstant(question.period.from);
  const end = endOfDayInstant(question.period.to);
  const asOfInstant = endOfDayInstant(question.context.asOf);
  const limit = hours * SECONDS_AN_HOUR;
  const inTime: CaseFile[] = [];
  const decided: CaseFile[] = [];
  let pending = 0;
  for (const file of question.files.cases)
    for (const { received_at: received, answered_at: answer } of file.inquiries) {
      if (received < start || received >= end) continue;
      const answered = answer !== null && answer < asOfInstant ? answer : null;
      if (answered === null && secondsBetween(received, asOfInstant) < limit) {
        pending += 1;
        continue;
      }
      decided.push(file);
      if (answered !== null && secondsBetween(received, answered) <= limit) inTime.push(file);
    }
  return sharedFigure(question.period, inTime, decided, pending);
};

const countExits = (question: Question, { later_than_years: years }: Of<'exits'>): Figure => {
  const exits = question.files.cases.filter((file) => {
    const closedOn = question.closedOn(file);
    return (
      closedOn !== null &&
      contains(question.period, closedOn) &&
      closedOn > addYears(question.seniorityFrom(file), years) &&
      question.isOfTargetGroup(file)
    );
  });
  const reasons: readonly (CloseReason | null)[] = [...CLOSE_REASONS, null];
  const rows = reasons.flatMap((reason): readonly ExitRow[] => {
    const ofReason = exits.filter((file) => file.case.close_reason === reason);
    if (ofReason.length === 0) return [];
    const next =
      reason === 'target_group_change'
        ? [...TARGET_GROUPS, null].map((group) => ({
            target_group: group,
            count: ofReason.filter((file) => file.case.next_target_group === group).length,
          }))
        : [];
    return [
      {
        reason,
        count: ofReason.length,
        share: ofReason.length / exits.length,
        next: next.filter(({ count }) => count > 0),
      },
    ];
  });
  return { ...countedFigure(question.period, exits.length, peopleOf(exits)), rows };
};

/** The open cases of each caseworker on the status day, by employee, and under null those that nobody is assigned to. */
const openCasesByCaseworker = (
  question: Question,
): ReadonlyMap<string | null, readonly CaseFile[]> => {
  const onStatusDay = question.span('status_day');
  const caseworkers = [...question.files.employees.values()]
    .filter(({ role }) => role === 'caseworker')
    .map(({ employee_id: employeeId }) => employeeId)
    .toSorted(compare);
  const piles = new Map<string | null, CaseFile[]>([...caseworkers, null].map((id) => [id, []]));
  for (const file of question.files.cases.filter((candidate) => question.isOpen(candidate))) {
    const assigned = new Set(
      file.assignments
        .filter((row) => row.role === 'caseworker' && overlaps(onStatusDay, row))
        .map((row) => row.employee_id),
    );
    if (assigned.size === 0) piles.get(null)?.push(file);
    for (const employeeId of assigned) piles.get(employeeId)?.push(file);
  }
  return piles;
};

const aboveCap = (count: number, capHigh: number | null): number =>
  capHigh === null ? 0 : Math.max(0, count - capHigh);

const countCaseload = (question: Question): Figure => {
  const ofTargetGroup = question.files.cases.filter(
    (file) => question.isOpen(file) && question.isOfTargetGroup(file),
  );
  const rows = [...openCasesByCaseworker(question)].map(([employeeId, pile]): CaseloadRow => {
    const targetGroup = pile.filter((file) => question.isOfTargetGroup(file)).length;
    return {
      employee_id: employeeId,
      all: pile.length,
      target_group: targetGroup,
      over_cap: employeeId === null ? 0 : aboveCap(targetGroup, question.context.capHigh),
    };
  });
  return { ...countedFigure(question.period, ofTargetGroup.length, peopleOf(ofTargetGroup)), rows };
};

/** Its people are those of the cases that the caseworkers above the cap have. */
const countOverCap = (question: Question): Figure => {
  const piles = [...openCasesByCaseworker(question)]
    .filter(([employeeId]) => employeeId !== null)
    .map(([, pile]) => pile.filter((file) => question.isOfTargetGroup(file)))
    .filter((pile) => aboveCap(pile.length, question.context.capHigh) > 0);
  return countedFigure(question.period, piles.length, peopleOf(piles.flat()));
};

const countMeetings = (question: Question): Figure =>
  countedFigure(
    question.period,
    question.records.steering_meetings.filter(
      (row) =>
        row.programme === question.context.programme && contains(question.period, row.held_on),
    ).length,
    [],
  );

const answer = (method: Method, question: Question): Figure => {
  switch (method.method) {
    case 'share':
      return countShare(question, method);
    case 'count':
      return countUnits(question, method);
    case 'contacts':
      return countContacts(question, method);
    case 'in_time':
      return countInTime(question, method);
    case 'nth_conversation_with':
      return countNthConversation(question, method);
    case 'answered':
      return countAnswered(question, method);
    case 'exits':
      return countExits(question, method);
    case 'caseload':
      return countCaseload(question);
    case 'over_cap':
      return countOverCap(question);
    case 'meetings':
      return countMeetings(question);
  }
};

/**
 * The figures of an indicator, one for each period, in their order.
 * Periods come from `periods.ts`, cut at the as-of day; one that ends after it, or before it begins, is a RangeError,
 * and so is a parameter that the programme does not give.
 */
export const evaluate = (
  definition: IndicatorDefinition,
  context: IndicatorContext,
  periods: readonly Period[],
  records: Records,
): readonly Figure[] => {
  let files = filesOf.get(records);
  if (files === undefined) {
    files = readFiles(records);
    filesOf.set(records, files);
  }
  const read = files;
  return periods.map((period) => {
    if (period.to > context.asOf || period.to < period.from)
      throw new RangeError(`${period.from} to ${period.to} is no period as of ${context.asOf}`);
    return answer(definition.counting, new Question(context, period, read, records));
  });
};

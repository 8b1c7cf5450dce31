import type { ReactNode } from 'react';
import type { CitizenPage, CorrectedKind, RegisteredKind } from '@medspiller/contract';
import { copenhagenDay } from '@medspiller/domain';
import { ScrollFrame } from '../../app/ScrollFrame.tsx';
import { useLabels } from '../../labels.ts';
import { useFormats, useLocalText, useMessages } from '../../language.tsx';
import type { Task } from './FactForm.tsx';
import { citizenMessages } from './messages.ts';

type FactRecord = { readonly record_id: number; readonly version_id: number };

interface TableColumn<R> {
  readonly title: string;
  readonly cell: (record: R) => ReactNode;
  readonly number?: boolean;
}

interface FactTableProps<R extends FactRecord> {
  readonly kind: CorrectedKind;
  readonly records: readonly R[];
  readonly columns: readonly TableColumn<R>[];
  /** The record in a few words, for the names of its buttons. */
  readonly nameOf: (record: R) => string;
  readonly may: boolean;
  readonly onTask: (task: Task) => void;
}

const FactTable = <R extends FactRecord>({
  kind,
  records,
  columns,
  nameOf,
  may,
  onTask,
}: FactTableProps<R>) => {
  const words = useMessages(citizenMessages);
  if (records.length === 0) return <p className="absent">{words.none[kind]}</p>;
  return (
    <ScrollFrame label={words.tab[kind]}>
      <table className="grid">
        <thead>
          <tr>
            {columns.map(({ title, number }) => (
              <th key={title} scope="col" className={number === true ? 'number' : undefined}>
                {title}
              </th>
            ))}
            {may && (
              <th scope="col">
                <span className="sr-only">{words.actions}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.record_id}>
              {columns.map(({ title, cell, number }, index) =>
                index === 0 ? (
                  <th key={title} scope="row">
                    {cell(record)}
                  </th>
                ) : (
                  <td key={title} className={number === true ? 'number' : undefined}>
                    {cell(record)}
                  </td>
                ),
              )}
              {may && (
                <td className="fact-row-actions">
                  <button
                    type="button"
                    className="link-button"
                    aria-label={words.correctLabel(nameOf(record))}
                    onClick={() => onTask({ verb: 'correct', kind, record })}
                  >
                    {words.correct}
                  </button>
                  {kind !== 'cases' && (
                    <button
                      type="button"
                      className="link-button"
                      aria-label={words.voidLabel(nameOf(record))}
                      onClick={() => onTask({ verb: 'void', kind, record })}
                    >
                      {words.void}
                    </button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
};

/** Latest first, by a day of the record. */
const latestFirst = <R,>(records: readonly R[], dayOf: (record: R) => string): readonly R[] =>
  records.toSorted((one, other) =>
    dayOf(one) < dayOf(other) ? 1 : dayOf(one) > dayOf(other) ? -1 : 0,
  );

/** One kind of fact about the citizen, as a table in which each can be corrected or voided with a reason. */
export const FactTables = ({
  kind,
  page,
  onTask,
}: {
  kind: CorrectedKind;
  page: CitizenPage;
  onTask: (task: Task) => void;
}) => {
  const { field, period, nothing } = useMessages(citizenMessages);
  const labels = useLabels();
  const formats = useFormats();
  const localText = useLocalText();
  const title = (name: string): string => field[name] ?? name;
  const day = (value: string | null): string =>
    value === null ? nothing : formats.dayAndYear(value);
  const periodOf = ({ from, to }: { from: string; to: string | null }): string =>
    period(formats.dayAndYear(from), to === null ? null : formats.dayAndYear(to));
  const employee = new Map(page.choices.employees.map((each) => [each.employee_id, each.name]));
  const shared = { onTask, may: kind === 'assignments' ? page.may.assign : page.may.register };

  switch (kind as RegisteredKind | 'cases') {
    case 'contacts':
      return (
        <FactTable
          {...shared}
          kind="contacts"
          records={latestFirst(
            page.contacts,
            (row) => row.held_on ?? copenhagenDay(row.planned_at),
          )}
          nameOf={(row) =>
            `${labels.contactKind[row.kind]} ${day(row.held_on ?? copenhagenDay(row.planned_at))}`
          }
          columns={[
            { title: title('kind'), cell: (row) => labels.contactKind[row.kind] },
            { title: title('planned_at'), cell: (row) => formats.moment(row.planned_at) },
            { title: title('status'), cell: (row) => labels.contactStatus[row.status] },
            { title: title('held_on'), cell: (row) => day(row.held_on) },
            {
              title: title('place'),
              cell: (row) => (row.place === null ? nothing : labels.place[row.place]),
            },
            {
              title: title('with'),
              cell: (row) =>
                row.with.length === 0
                  ? nothing
                  : row.with.map((id) => employee.get(id) ?? nothing).join(', '),
            },
          ]}
        />
      );
    case 'activities':
      return (
        <FactTable
          {...shared}
          kind="activities"
          records={latestFirst(page.activities, (row) => row.from)}
          nameOf={(row) => `${labels.activityKind[row.kind]} ${periodOf(row)}`}
          columns={[
            { title: title('kind'), cell: (row) => labels.activityKind[row.kind] },
            {
              title: title('area'),
              cell: (row) => labels.activityArea[row.area as keyof typeof labels.activityArea],
            },
            { title: title('company_id'), cell: (row) => row.company ?? row.offer ?? nothing },
            { title: title('from'), cell: (row) => day(row.from) },
            { title: title('to'), cell: (row) => day(row.to) },
            {
              title: title('weekly_hours'),
              number: true,
              cell: (row) =>
                row.weekly_hours === null ? nothing : formats.number(row.weekly_hours, 1),
            },
          ]}
        />
      );
    case 'paid_hours':
      return (
        <FactTable
          {...shared}
          kind="paid_hours"
          records={latestFirst(page.paid_hours, (row) => row.month)}
          nameOf={(row) => formats.monthInFull(row.month)}
          columns={[
            { title: title('month'), cell: (row) => formats.monthInFull(row.month) },
            { title: title('hours'), number: true, cell: (row) => formats.number(row.hours, 2) },
            { title: title('company_id'), cell: (row) => row.company ?? nothing },
          ]}
        />
      );
    case 'goals':
      return (
        <FactTable
          {...shared}
          kind="goals"
          records={latestFirst(page.goals, (row) => row.from)}
          nameOf={(row) => row.text}
          columns={[
            { title: title('text'), cell: (row) => row.text },
            { title: title('kind'), cell: (row) => labels.goalKind[row.kind] },
            { title: title('disco'), cell: (row) => row.disco ?? nothing },
            { title: title('from'), cell: (row) => day(row.from) },
            { title: title('to'), cell: (row) => day(row.to) },
          ]}
        />
      );
    case 'markers':
      return (
        <FactTable
          {...shared}
          kind="markers"
          records={latestFirst(page.markers, (row) => row.from)}
          nameOf={(row) => labels.marker[row.marker]}
          columns={[
            { title: title('marker'), cell: (row) => labels.marker[row.marker] },
            { title: title('from'), cell: (row) => day(row.from) },
            { title: title('to'), cell: (row) => day(row.to) },
          ]}
        />
      );
    case 'plans':
      return (
        <FactTable
          {...shared}
          kind="plans"
          records={latestFirst(page.plans, (row) => row.drawn_up_on)}
          nameOf={(row) => `${title('version')} ${row.version}`}
          columns={[
            { title: title('version'), cell: (row) => row.version },
            { title: title('drawn_up_on'), cell: (row) => day(row.drawn_up_on) },
            { title: title('agreed_by_citizen_on'), cell: (row) => day(row.agreed_by_citizen_on) },
          ]}
        />
      );
    case 'inquiries':
      return (
        <FactTable
          {...shared}
          kind="inquiries"
          records={latestFirst(page.inquiries, (row) => row.received_at)}
          nameOf={(row) => `${labels.channel[row.channel]} ${formats.moment(row.received_at)}`}
          columns={[
            { title: title('received_at'), cell: (row) => formats.moment(row.received_at) },
            { title: title('channel'), cell: (row) => labels.channel[row.channel] },
            {
              title: title('answered_at'),
              cell: (row) => (row.answered_at === null ? nothing : formats.moment(row.answered_at)),
            },
          ]}
        />
      );
    case 'assignments':
      return (
        <FactTable
          {...shared}
          kind="assignments"
          records={latestFirst(page.assignments, (row) => row.from)}
          nameOf={(row) => `${row.name}, ${labels.role[row.role]}`}
          columns={[
            { title: title('employee_id'), cell: (row) => row.name },
            { title: title('role'), cell: (row) => labels.role[row.role] },
            { title: title('from'), cell: (row) => day(row.from) },
            { title: title('to'), cell: (row) => day(row.to) },
          ]}
        />
      );
    case 'enrolments':
      return (
        <FactTable
          {...shared}
          kind="enrolments"
          records={latestFirst(page.enrolments, (row) => row.from)}
          nameOf={(row) => (row.title === null ? row.programme : localText(row.title))}
          columns={[
            {
              title: title('programme'),
              cell: (row) => (row.title === null ? row.programme : localText(row.title)),
            },
            { title: title('group'), cell: (row) => row.group ?? nothing },
            { title: title('from'), cell: (row) => day(row.from) },
            { title: title('to'), cell: (row) => day(row.to) },
          ]}
        />
      );
    case 'cases':
      return (
        <FactTable
          {...shared}
          kind="cases"
          records={latestFirst(page.cases, (row) => row.opened_on)}
          nameOf={(row) => labels.targetGroup[row.target_group]}
          columns={[
            { title: title('target_group'), cell: (row) => labels.targetGroup[row.target_group] },
            { title: title('opened_on'), cell: (row) => day(row.opened_on) },
            { title: title('awarded_on'), cell: (row) => day(row.awarded_on) },
            { title: title('closed_on'), cell: (row) => day(row.closed_on) },
            {
              title: title('close_reason'),
              cell: (row) =>
                row.close_reason === null ? nothing : labels.closeReason[row.close_reason],
            },
            {
              title: title('next_target_group'),
              cell: (row) =>
                row.next_target_group === null
                  ? nothing
                  : labels.targetGroup[row.next_target_group],
            },
          ]}
        />
      );
  }
};

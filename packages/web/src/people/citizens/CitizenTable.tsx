import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CITIZEN_COLUMNS, type CitizenColumn, type CitizenRow } from '@medspiller/contract';
import { copenhagenDay } from '@medspiller/domain';
import { State } from '../../app/icons.tsx';
import type { Formats } from '../../calendar/format.ts';
import type { Labels } from '@medspiller/contract';
import { useLabels } from '../../labels.ts';
import { useFormats, useMessages } from '../../language.tsx';
import { citizensMessages, type CitizensMessages } from './messages.ts';
import { hoursScale, stateText } from './presenter.ts';
import type { CitizensSearch } from './search.ts';

interface Props {
  readonly rows: readonly CitizenRow[];
  readonly columns: readonly CitizenColumn[];
  readonly today: string;
  readonly months: readonly string[];
  readonly sort: NonNullable<CitizensSearch['sort']>;
  readonly direction: NonNullable<CitizensSearch['direction']>;
  readonly onSort: (column: CitizenColumn) => void;
  readonly onOpen: (row: CitizenRow) => void;
  readonly programmeTitle: (id: string) => string;
}

const Absent = ({ children }: { children: ReactNode }) => (
  <span className="absent">{children}</span>
);

/** Relative in the cell; exact on hover and for screen readers. */
const When = ({ day, today, formats }: { day: string; today: string; formats: Formats }) => (
  <time dateTime={day} title={formats.weekdayInFull(day)}>
    {formats.relative(day, today)}
    <span className="sr-only">, {formats.dayInFull(day)}</span>
  </time>
);

const HOURS_HEIGHT = 18;

/** Six months as steps on the page's common scale, the latest darkest, its number beside it. */
const Hours = ({
  hours,
  scale,
  label,
}: {
  hours: readonly number[];
  scale: number;
  label: string;
}) => {
  const formats = useFormats();
  return (
    <span className="citizens-hours">
      <svg width={66} height={HOURS_HEIGHT + 2} role="img" aria-label={label}>
        {hours.map((value, index) => {
          const height = Math.max(1, (value / scale) * HOURS_HEIGHT);
          return (
            <rect
              key={index}
              x={index * 11}
              y={HOURS_HEIGHT + 1 - height}
              width={10}
              height={height}
              className={value === 0 ? 'zero' : index === hours.length - 1 ? 'latest' : 'earlier'}
            />
          );
        })}
      </svg>
      <span className="number">{formats.number(hours.at(-1) ?? 0, 1)}</span>
    </span>
  );
};

/** What the cells need to speak. */
interface CellContext {
  readonly words: CitizensMessages;
  readonly labels: Labels;
  readonly formats: Formats;
  readonly today: string;
  readonly monthsText: string;
  /** The tallest bar of paid hours on the page. */
  readonly scale: number;
  readonly programmeTitle: (id: string) => string;
}

/** How each column shows a row. */
const cellsOf = ({
  words,
  labels,
  formats,
  today,
  monthsText,
  scale,
  programmeTitle,
}: CellContext): Readonly<Record<CitizenColumn, (row: CitizenRow) => ReactNode>> => {
  return {
    name: (row) => (
      <>
        <Link
          to="/borgere/$citizenId"
          params={{ citizenId: String(row.citizen_id) }}
          className="citizens-name"
          data-citizen={row.citizen_id}
        >
          {row.name}
        </Link>{' '}
        <abbr title={labels.targetGroup[row.target_group]}>
          {labels.targetGroupShort[row.target_group]}
        </abbr>
        {row.protected && (
          <span className="citizens-protected" title={words.protected}>
            <span className="sr-only">{words.protected}</span>
            <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
              <path
                d="M6 .8 10.5 2.6V6c0 2.6-1.9 4.4-4.5 5.2C3.4 10.4 1.5 8.6 1.5 6V2.6Z"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.3"
              />
            </svg>
          </span>
        )}
      </>
    ),
    weeks: (row) => row.weeks,
    goal: (row) => (row.goal === null ? <Absent>{words.noGoal}</Absent> : row.goal.text),
    last_contact: (row) =>
      row.last_contact === null ? (
        '–'
      ) : (
        <When day={row.last_contact.on} today={today} formats={formats} />
      ),
    next_contact: (row) => {
      if (row.next_contact_at === null) return <Absent>{words.noNext}</Absent>;
      const day = copenhagenDay(row.next_contact_at);
      return day === today ? (
        <strong className="citizens-today" title={formats.moment(row.next_contact_at)}>
          {formats.relative(day, today)} {formats.time(row.next_contact_at)}
        </strong>
      ) : (
        <When day={day} today={today} formats={formats} />
      );
    },
    activity: (row) =>
      row.activities.length === 0 ? (
        <Absent>{words.noActivity}</Absent>
      ) : (
        formats.list([...new Set(row.activities.map(({ kind }) => labels.activityKind[kind]))])
      ),
    activity_ends: (row) =>
      row.activities.length === 0 ? (
        '–'
      ) : row.activity_ends_on === null ? (
        words.openEnded
      ) : (
        <span className={row.state.code === 'goes_passive' ? 'citizens-soon' : undefined}>
          <When day={row.activity_ends_on} today={today} formats={formats} />
        </span>
      ),
    paid_hours: (row) => (
      <Hours
        hours={row.paid_hours}
        scale={scale}
        label={words.hoursLabel(
          monthsText,
          row.paid_hours.map((value) => formats.number(value, 1)).join(', '),
        )}
      />
    ),
    job_broker: (row) => row.job_broker ?? <Absent>{words.none}</Absent>,
    caseworker: (row) => row.caseworker ?? <Absent>{words.none}</Absent>,
    target_group: (row) => labels.targetGroup[row.target_group],
    programmes: (row) =>
      row.programmes.length === 0 ? (
        <Absent>{words.none}</Absent>
      ) : (
        formats.list(row.programmes.map(programmeTitle))
      ),
    cv: (row) => (row.cv ? words.yes : words.no),
    state: (row) => (
      <span title={row.state.on === null ? undefined : formats.weekdayInFull(row.state.on)}>
        <State severity={row.state.severity}>
          {stateText(row.state, today, words, labels.state, formats)}
        </State>
      </span>
    ),
  };
};

/** The table of "Mine borgere". Rows are links by name; the rest of the row can be clicked as well. */
export const CitizenTable = ({
  rows,
  columns,
  today,
  months,
  sort,
  direction,
  onSort,
  onOpen,
  programmeTitle,
}: Props) => {
  const words = useMessages(citizensMessages);
  const formats = useFormats();
  const labels = useLabels();
  const monthsText =
    months.length === 0
      ? ''
      : `${formats.month(months[0] ?? '')}–${formats.month(months.at(-1) ?? '')}`;
  const cells = cellsOf({
    words,
    labels,
    formats,
    today,
    monthsText,
    scale: hoursScale(rows),
    programmeTitle,
  });

  return (
    <table className="grid citizens-table" aria-label={words.tableLabel}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className={column === 'name' ? 'col-name sticky' : `col-${column}`}
              aria-sort={
                CITIZEN_COLUMNS[column].sortable
                  ? sort === column
                    ? direction
                    : 'none'
                  : undefined
              }
            >
              {CITIZEN_COLUMNS[column].sortable ? (
                <button
                  type="button"
                  className="sort-button"
                  data-sorted={sort === column || undefined}
                  onClick={() => onSort(column)}
                >
                  {column === 'paid_hours'
                    ? `${words.columns.paid_hours} ${monthsText}`
                    : words.columns[column]}
                  <span aria-hidden="true">
                    {sort === column ? (direction === 'ascending' ? '↓' : '↑') : ''}
                  </span>
                </button>
              ) : (
                words.columns[column]
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.case_id}
            onClick={(event) => {
              // Text can be marked and the link opened in a new tab without the row getting in the way.
              if (event.target instanceof Element && event.target.closest('a, button') !== null)
                return;
              if (String(getSelection() ?? '') !== '') return;
              onOpen(row);
            }}
          >
            {columns.map((column) =>
              column === 'name' ? (
                <th key={column} scope="row" className="col-name sticky">
                  {cells.name(row)}
                </th>
              ) : (
                <td key={column} className={`col-${column}`}>
                  {cells[column](row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

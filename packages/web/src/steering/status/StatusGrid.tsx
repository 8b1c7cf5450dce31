/** Months by indicators. Every figure is a button that opens what is behind it; arrow keys go from figure to figure. */
import { type KeyboardEvent } from 'react';
import { State } from '../../app/icons.tsx';
import { capitalised } from '../../calendar/format.ts';
import { useFormats, useLocalText, useMessages } from '../../language.tsx';
import { statusMessages } from './messages.ts';
import {
  linesOf,
  nextMilestone,
  sentenceOf,
  shownMonths,
  SPARK_HEIGHT,
  SPARK_WIDTH,
  sparkOf,
  standingOf,
  targetMonths,
  targetText,
  type Cell,
  type StatusRow,
  type StatusTable,
} from './presenter.ts';

const Sparkline = ({ row }: { row: StatusRow }) => {
  const spark = sparkOf(row);
  return (
    <svg
      className="spark"
      width={SPARK_WIDTH}
      height={SPARK_HEIGHT}
      viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`}
      aria-hidden="true"
    >
      {spark.target !== null && (
        <line
          className="spark-target"
          x1="1"
          x2={SPARK_WIDTH - 1}
          y1={spark.target}
          y2={spark.target}
        />
      )}
      {spark.lines.map((points) => (
        <polyline key={points} points={points} />
      ))}
      {spark.last !== null && <circle cx={spark.last.x} cy={spark.last.y} r="2.6" />}
    </svg>
  );
};

/** Left and right along the row, up and down the column, over rows without a figure there. */
const moveFocus = (event: KeyboardEvent<HTMLButtonElement>): void => {
  const cell = event.currentTarget.closest('td');
  const row = cell?.closest('tr');
  const table = cell?.closest('table');
  if (!cell || !row || !table) return;
  const buttons = (cells: Iterable<Element | undefined>): HTMLElement[] =>
    [...cells].flatMap((each) => each?.querySelector<HTMLElement>('.status-cell') ?? []);
  const rows = [...table.querySelectorAll('tbody tr')] as HTMLTableRowElement[];
  const column = rows.map((each) => each.cells[cell.cellIndex]);
  const at = rows.indexOf(row as HTMLTableRowElement);
  const rowCells = [...(row as HTMLTableRowElement).cells];
  const ways: Readonly<Record<string, () => HTMLElement | undefined>> = {
    ArrowLeft: () => buttons(rowCells.slice(0, cell.cellIndex)).at(-1),
    ArrowRight: () => buttons(rowCells.slice(cell.cellIndex + 1))[0],
    ArrowUp: () => buttons(column.slice(0, at)).at(-1),
    ArrowDown: () => buttons(column.slice(at + 1))[0],
  };
  const way = ways[event.key];
  if (way === undefined) return;
  event.preventDefault();
  way()?.focus();
};

export const StatusGrid = ({
  table,
  allMonths,
  chosen,
  onChoose,
}: {
  table: StatusTable;
  allMonths: boolean;
  chosen: Cell | null;
  onChoose: (indicator: string, month: string) => void;
}) => {
  const t = useMessages(statusMessages);
  const format = useFormats();
  const localText = useLocalText();
  const months = shownMonths(table.months, allMonths);
  const milestone = nextMilestone(table);
  const targets = targetMonths(table);
  const unfinished = table.last_month_unfinished ? table.months.at(-1) : undefined;
  const zeroPoint = table.programme.zero_point;
  const columns = 3 + months.length + Math.max(1, targets.length);

  const figureCell = (
    row: StatusRow,
    month: string,
    figure: Cell['figure'] | null,
    className: string,
  ) => {
    const { count, share } = linesOf(figure, row.decimals, format);
    // The zero point may be one of the months too: then that month's own cell is the chosen one.
    const isTwice = className === 'status-zero' && months.includes(month);
    const isChosen = chosen?.row.id === row.id && chosen.month === month && !isTwice;
    return (
      <td key={month} className={`number ${className}${isChosen ? ' status-chosen' : ''}`}>
        {figure === null || figure.numerator === null ? (
          <span className="status-absent">
            <span aria-hidden="true">{t.absent}</span>
            <span className="sr-only">{t.absentLong}</span>
          </span>
        ) : (
          <button
            type="button"
            className="status-cell"
            onKeyDown={moveFocus}
            aria-current={isChosen || undefined}
            aria-label={t.cellName(
              localText(row.title),
              format.monthInFull(month),
              sentenceOf(figure, row.decimals, t, format),
            )}
            onClick={() => onChoose(row.id, month)}
          >
            {count ?? t.absent}
            {share !== null && <span className="status-share">{share}</span>}
          </button>
        )}
      </td>
    );
  };

  return (
    <div className="grid-frame status-frame">
      <table className="grid status-grid">
        <caption className="sr-only">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="sticky">
              {t.rowHead}
            </th>
            <th scope="col" className="number status-zero">
              {t.zeroPoint}
              <span className="status-sub">{format.monthAndYear(zeroPoint)}</span>
            </th>
            {months.map((month, index) => (
              <th
                key={month}
                scope="col"
                className={`number${month === table.months.at(-1) ? ' status-now' : ''}`}
              >
                {format.month(month)}
                <span className="status-sub">
                  {month === unfinished
                    ? t.unfinished(Number(table.as_of.slice(8)))
                    : index === 0 || month.endsWith('-01')
                      ? month.slice(0, 4)
                      : '\u00a0'}
                </span>
              </th>
            ))}
            <th scope="col">{t.trend}</th>
            {targets.map((month) => (
              <th key={month} scope="col">
                {month === milestone
                  ? t.milestone(format.monthAndYear(month))
                  : capitalised(format.monthAndYear(month))}
              </th>
            ))}
            {targets.length === 0 && <th scope="col">{t.target}</th>}
          </tr>
        </thead>
        {table.sections.map((section) => (
          <tbody key={section.title.da}>
            <tr className="group">
              <th scope="colgroup" colSpan={columns}>
                <span>{localText(section.title)}</span>
              </th>
            </tr>
            {section.rows.map((row) => (
              <tr key={row.id} className="status-row">
                <th scope="row" className="sticky">
                  {localText(row.title)}
                </th>
                {figureCell(row, zeroPoint, row.zero_point, 'status-zero')}
                {months.map((month) =>
                  figureCell(
                    row,
                    month,
                    row.values.find((value) => value.month === month) ?? null,
                    month === table.months.at(-1) ? 'status-now' : '',
                  ),
                )}
                <td>
                  <Sparkline row={row} />
                </td>
                {row.targets.length === 0 ? (
                  <td colSpan={Math.max(1, targets.length)} className="status-no-target">
                    {t.noTarget}
                  </td>
                ) : (
                  targets.map((month) => {
                    const target = row.targets.find((each) => each.month === month);
                    if (target === undefined)
                      return (
                        <td key={month} className="status-no-target">
                          {t.absent}
                        </td>
                      );
                    const standing = standingOf(target, t);
                    const value = targetText(target, t, format);
                    return (
                      <td key={month}>
                        <span className="status-target">
                          <span>{value}</span>
                          {month === milestone && (
                            <State severity={standing.severity}>{standing.text}</State>
                          )}
                        </span>
                      </td>
                    );
                  })
                )}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
};

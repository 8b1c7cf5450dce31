/** One table for eyes, ears and paper: its cells are drawn as bars against the band. */
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { State } from '../../app/icons.tsx';
import { useFormats, useMessages } from '../../language.tsx';
import { caseloadMessages } from './messages.ts';
import {
  axisEnd,
  axisMarks,
  barOf,
  labelShift,
  SEVERITY_OF,
  sortedRows,
  standingOf,
  standingText,
  type Caseload,
} from './presenter.ts';
import type { CaseloadSort } from './search.ts';

/** More names than this are a list, and the list is "my citizens". */
const NAMES_SHOWN = 4;

const percent = (value: number): string => `${value}%`;

/** The band behind a row: rows touch, so it reads as one column. */
const Band = ({ caseload, end }: { caseload: Caseload; end: number }) => {
  const { cap_low: low, cap_high: high } = caseload;
  if (high === null) return null;
  const left = ((low ?? high) / end) * 100;
  return (
    <span
      className="caseload-band"
      style={{ left: percent(left), width: percent((high / end) * 100 - left) }}
    />
  );
};

export const CaseloadTable = ({
  caseload,
  sort,
  onSort,
  linked,
}: {
  caseload: Caseload;
  sort: CaseloadSort;
  onSort: (sort: CaseloadSort) => void;
  /** Whether a row leads to the caseworker's citizens: for those who may see citizens. */
  linked: boolean;
}) => {
  const t = useMessages(caseloadMessages);
  const format = useFormats();
  const { cap_low: low, cap_high: high, unassigned, total } = caseload;
  const rows = sortedRows(caseload.rows, sort);
  const end = axisEnd(caseload);
  const teams = new Set(rows.map(({ team }) => team));
  const firstWithOthers = rows.find((row) => row.all > row.target_group);

  const sortHeader = (by: CaseloadSort, text: string, className: string, more?: ReactNode) => (
    <th
      scope="col"
      className={className}
      aria-sort={sort === by ? (by === 'name' ? 'ascending' : 'descending') : undefined}
    >
      <button
        type="button"
        className="sort-button"
        data-sorted={sort === by ? '' : undefined}
        title={t.sort[by]}
        onClick={() => onSort(by)}
      >
        {text}
        <span aria-hidden="true">{sort === by ? (by === 'name' ? '↑' : '↓') : ''}</span>
      </button>
      {more}
    </th>
  );

  return (
    <div className="caseload-frame">
      <table className="caseload-table">
        <caption className="sr-only">{t.caption(low, high)}</caption>
        <thead>
          <tr>
            {sortHeader('name', t.caseworker, 'caseload-name')}
            {sortHeader(
              'target_group',
              t.inProgramme,
              'caseload-chart',
              high !== null && (
                <span
                  className="caseload-band-name"
                  aria-hidden="true"
                  style={{ left: percent((((low ?? high) + high) / 2 / end) * 100) }}
                >
                  {t.band(low ?? 0, high)}
                </span>
              ),
            )}
            {sortHeader('all', t.all, 'caseload-all')}
            <th scope="col">{t.standing}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const bar = barOf(row, end);
            const others = row.all - row.target_group;
            const standing = standingText(row, caseload, t);
            const roomy = bar.within + bar.over > 6;
            return (
              <tr key={row.employee_id} className={linked ? 'clickable' : ''}>
                <th scope="row" className="caseload-name">
                  {linked ? (
                    <Link
                      to="/borgere"
                      search={{ reach: 'all', caseworker: row.employee_id }}
                      className="row-link"
                      aria-label={t.open(row.name)}
                    >
                      {row.name}
                    </Link>
                  ) : (
                    row.name
                  )}
                  {teams.size > 1 && row.team !== null && <span className="meta"> {row.team}</span>}
                </th>
                <td className="caseload-chart">
                  <span className="sr-only">{t.cell(row.target_group, others)}</span>
                  <span className="caseload-bars" aria-hidden="true">
                    <Band caseload={caseload} end={end} />
                    <span className="bar-within" style={{ width: percent(bar.within) }}>
                      {index === 0 && bar.within > 40 && (
                        <span className="bar-name">{t.barLabel}</span>
                      )}
                      {roomy && <strong className="bar-number">{row.target_group}</strong>}
                    </span>
                    <span className="bar-over" style={{ width: percent(bar.over) }} />
                    <span className="bar-others" style={{ width: percent(bar.others) }} />
                    <span
                      className="bar-after"
                      style={{ marginLeft: percent(labelShift(row, caseload, end)) }}
                    >
                      {!roomy && <strong>{row.target_group}</strong>}
                      {others > 0 && ` ${t.others(others)}`}
                      {row === firstWithOthers && (
                        <span className="bar-name"> {t.othersName(others)}</span>
                      )}
                    </span>
                  </span>
                </td>
                <td className="caseload-all">{format.number(row.all)}</td>
                <td className="caseload-standing">
                  <span className="caseload-state">
                    {standing !== null && (
                      <State severity={SEVERITY_OF[standingOf(row, caseload)]}>{standing}</State>
                    )}
                    {row.own_cap_high !== null && (
                      <span className="meta">{t.ownCap(row.own_cap_high)}</span>
                    )}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
        <tbody className="caseload-rest">
          <tr className={unassigned.target_group > 0 ? 'caseload-nobody' : ''}>
            <th scope="row" className="caseload-name">
              {t.nobody}
            </th>
            <td className="caseload-chart">
              <span className="sr-only">
                {t.cell(unassigned.target_group, unassigned.all - unassigned.target_group)}
              </span>
              <span className="caseload-bars">
                {unassigned.target_group > 0 && (
                  <span
                    className="bar-nobody"
                    aria-hidden="true"
                    style={{ width: percent((unassigned.target_group / end) * 100) }}
                  >
                    <strong>{unassigned.target_group}</strong>
                  </span>
                )}
                <span className="bar-after">
                  {unassigned.oldest_days !== null && t.oldest(unassigned.oldest_days)}
                  {unassigned.citizens?.slice(0, NAMES_SHOWN).map((citizen, index) => (
                    <span key={citizen.citizen_id}>
                      {index === 0 ? '. ' : ', '}
                      <Link
                        to="/borgere/$citizenId"
                        params={{ citizenId: String(citizen.citizen_id) }}
                      >
                        {citizen.name}
                      </Link>
                    </span>
                  ))}
                  {(unassigned.citizens?.length ?? 0) > NAMES_SHOWN &&
                    ` ${t.more((unassigned.citizens?.length ?? 0) - NAMES_SHOWN)}`}
                </span>
              </span>
            </td>
            <td className="caseload-all">{format.number(unassigned.all)}</td>
            <td className="caseload-standing">
              {unassigned.target_group > 0 ? (
                <State severity="warn">{t.waiting}</State>
              ) : (
                <State severity="ok">{t.noneWaiting}</State>
              )}
            </td>
          </tr>
          <tr className="caseload-total">
            <th scope="row" className="caseload-name">
              {t.total}
            </th>
            <td className="caseload-chart">
              <span className="caseload-axis" aria-hidden="true">
                {axisMarks(end).map((mark) => (
                  <span key={mark} style={{ left: percent((mark / end) * 100) }}>
                    {mark}
                  </span>
                ))}
              </span>
              {t.totalCell(
                format.number(total.target_group),
                format.number(total.all - total.target_group),
              )}
            </td>
            <td className="caseload-all">{format.number(total.all)}</td>
            <td className="caseload-standing">{high !== null && t.aboveCap(caseload.over_cap)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
};

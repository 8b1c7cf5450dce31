import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ActionMenu } from '@navikt/ds-react';
import { useRef, useState } from 'react';
import { Failure } from '../../app/Failure.tsx';
import { Icon } from '../../app/icons.tsx';
import { appMessages } from '../../app/messages.ts';
import { PageHead, SkeletonText } from '../../app/Page.tsx';
import { ProgrammeChoice } from '../../app/ProgrammeChoice.tsx';
import { useMe } from '../../app/session.ts';
import { knownInstant, useAsOf } from '../../calendar/AsOf.tsx';
import { addressOf } from '../../client.ts';
import { useFormats, useLanguage, useLocalText, useMessages } from '../../language.tsx';
import { queryOf } from '../../queries.ts';
import { FigurePanel } from './FigurePanel.tsx';
import { MeetingForm } from './MeetingForm.tsx';
import { statusMessages } from './messages.ts';
import {
  chosenCell,
  firstMonthAsked,
  hasOwnDirection,
  headingOf,
  LATEST_MONTHS,
  programmeToShow,
} from './presenter.ts';
import type { StatusSearch } from './search.ts';
import { StatusGrid } from './StatusGrid.tsx';
import './status.css';

export const StatusPage = () => {
  const t = useMessages(statusMessages);
  const { print } = useMessages(appMessages);
  const format = useFormats();
  const localText = useLocalText();
  const { language } = useLanguage();
  const me = useMe();
  const search = useSearch({ from: '/signed-in/status' });
  const navigate = useNavigate({ from: '/status' });
  const go = (change: { [K in keyof StatusSearch]?: StatusSearch[K] | undefined }): void =>
    void navigate({
      search: (present) => ({ ...present, ...change }) as StatusSearch,
      resetScroll: false,
    });
  const [registering, setRegistering] = useState(false);
  const meetingButton = useRef<HTMLButtonElement>(null);

  const programmes = useQuery(queryOf('GET /api/programmes'));
  const known = programmes.data?.programmes ?? [];
  const chosen =
    search.programme === undefined
      ? programmeToShow(known, me.today)
      : known.find(({ id }) => id === search.programme);
  // An address may name a programme that is not there: the server says so.
  const programme = chosen?.id ?? search.programme;
  const figures = { as_of: search.as_of, as_known: knownInstant(search.as_known) };
  const asked = { ...figures, from: firstMonthAsked(chosen, search.as_of ?? me.today) };
  const query = useQuery({
    ...queryOf('GET /api/programmes/:programme/status', {
      params: { programme: programme ?? '' },
      query: asked,
    }),
    enabled: programmes.isSuccess && programme !== undefined,
    placeholderData: keepPreviousData,
  });
  const asOf = useAsOf({ on: search.as_of, known: search.as_known }, me.today, ({ on, known }) =>
    go({ as_of: on, as_known: known }),
  );
  const table = query.data;
  const cell = table === undefined ? null : chosenCell(table, search.indicator, search.month);
  const failed = programmes.error ?? query.error;

  const closePanel = (): void => {
    const button = document.querySelector<HTMLElement>('.status-cell[aria-current]');
    go({ indicator: undefined, month: undefined });
    button?.focus();
  };
  const closeMeeting = (): void => {
    setRegistering(false);
    meetingButton.current?.focus();
  };

  return (
    <>
      <PageHead
        title={t.title}
        eyebrow={
          table === undefined
            ? t.name
            : [
                t.name,
                localText(table.programme.title),
                t.period(
                  format.dayInFull(table.programme.from),
                  format.dayInFull(table.programme.to),
                ),
                t.upTo(format.dayInFull(table.as_of)),
                ...(search.as_known === undefined
                  ? []
                  : [t.asKnown(format.dayInFull(search.as_known))]),
              ].join(' · ')
        }
        heading={
          table === undefined ? (
            failed === null ? (
              <SkeletonText characters={40} />
            ) : (
              t.title
            )
          ) : (
            headingOf(table, localText, t, format)
          )
        }
        {...(table !== undefined &&
          table.as_of < table.programme.from && {
            lead: t.notStartedLead(format.dayInFull(table.programme.from)),
          })}
        actions={
          table !== undefined && (
            <>
              <ProgrammeChoice
                label={t.programme}
                programmes={known}
                value={table.programme.id}
                onChange={(id) => go({ programme: id, indicator: undefined, month: undefined })}
              />
              {asOf.button}
              <ActionMenu>
                <ActionMenu.Trigger>
                  <button type="button" className="button">
                    <Icon name="download" />
                    {t.sheet}
                  </button>
                </ActionMenu.Trigger>
                <ActionMenu.Content align="end">
                  {(['xlsx', 'csv'] as const).map((kind) => (
                    <ActionMenu.Item
                      key={kind}
                      as="a"
                      download
                      href={addressOf('GET /api/programmes/:programme/download', {
                        params: { programme: table.programme.id },
                        query: { ...asked, format: kind, language },
                      })}
                    >
                      {kind === 'xlsx' ? t.sheetXlsx : t.sheetCsv}
                    </ActionMenu.Item>
                  ))}
                </ActionMenu.Content>
              </ActionMenu>
              <button type="button" className="button print-button" onClick={() => window.print()}>
                <Icon name="print" />
                {print}
              </button>
              {table.may_register_meetings && (
                <button
                  ref={meetingButton}
                  type="button"
                  className="button button-filled"
                  aria-expanded={registering}
                  onClick={() => setRegistering(!registering)}
                >
                  {t.registerMeeting}
                </button>
              )}
            </>
          )
        }
      />
      {asOf.form}
      {failed !== null && (
        <Failure
          problem={failed}
          onRetry={() => void (programmes.isError ? programmes : query).refetch()}
        />
      )}
      {failed === null && table === undefined && <div className="card status-loading" aria-busy />}
      {failed === null && table !== undefined && table.months.length > 0 && (
        <div className="status-layout" data-panel={registering || cell !== null ? '' : undefined}>
          <div className="status-main">
            <StatusGrid
              table={table}
              allMonths={search.all_months === true}
              chosen={cell}
              onChoose={(indicator, month) => {
                setRegistering(false);
                go({ indicator, month });
              }}
            />
            <div className="status-foot">
              <p className="meta">
                {t.foot}
                {hasOwnDirection(table) && ` ${t.directionOurs}`}
              </p>
              {table.months.length > LATEST_MONTHS && (
                <button
                  type="button"
                  className="link-button no-print"
                  onClick={() => go({ all_months: search.all_months === true ? undefined : true })}
                >
                  {search.all_months === true
                    ? t.latestMonths(LATEST_MONTHS)
                    : t.allMonths(table.months.length)}
                </button>
              )}
            </div>
          </div>
          {registering ? (
            <MeetingForm programme={table.programme.id} today={me.today} onClose={closeMeeting} />
          ) : (
            cell !== null && (
              <FigurePanel
                key={`${cell.row.id} ${cell.month}`}
                table={table}
                cell={cell}
                figures={figures}
                onClose={closePanel}
              />
            )
          )}
        </div>
      )}
    </>
  );
};

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Failure } from '../../app/Failure.tsx';
import { Icon } from '../../app/icons.tsx';
import { PageHead, SkeletonText } from '../../app/Page.tsx';
import { useMe, usePermission } from '../../app/session.ts';
import { ProgrammeChoice } from '../../app/ProgrammeChoice.tsx';
import { knownInstant, useAsOf } from '../../calendar/AsOf.tsx';
import { useFormats, useLocalText, useMessages } from '../../language.tsx';
import { queryOf } from '../../queries.ts';
import { appMessages } from '../../app/messages.ts';
import { CaseloadTable } from './CaseloadTable.tsx';
import { caseloadMessages } from './messages.ts';
import { headingOf, leadOf, whyOf } from './presenter.ts';
import type { CaseloadSearch } from './search.ts';
import './caseload.css';

export const CaseloadPage = () => {
  const t = useMessages(caseloadMessages);
  const { print } = useMessages(appMessages);
  const format = useFormats();
  const localText = useLocalText();
  const me = useMe();
  const seesCitizens = usePermission('see_citizens');
  const search = useSearch({ from: '/signed-in/belastning' });
  const navigate = useNavigate({ from: '/belastning' });
  const go = (change: Partial<Record<keyof CaseloadSearch, string | undefined>>): void =>
    void navigate({
      search: (present) => ({ ...present, ...change }) as CaseloadSearch,
      resetScroll: false,
    });

  const query = useQuery({
    ...queryOf('GET /api/caseload', {
      query: {
        programme: search.programme,
        on: search.on,
        as_known: knownInstant(search.as_known),
      },
    }),
    placeholderData: keepPreviousData,
  });
  const asOf = useAsOf({ on: search.on, known: search.as_known }, me.today, ({ on, known }) =>
    go({ on, as_known: known }),
  );
  const caseload = query.data;
  const sort = search.sort ?? 'target_group';

  return (
    <>
      <PageHead
        title={t.title}
        eyebrow={[
          t.title,
          ...(caseload === undefined ? [] : [localText(caseload.programme.title)]),
          format.weekdayInFull(caseload?.on ?? search.on ?? me.today),
          ...(search.as_known === undefined ? [] : [t.asKnown(format.dayInFull(search.as_known))]),
        ].join(' · ')}
        heading={caseload === undefined ? t.title : headingOf(caseload, t)}
        lead={
          caseload === undefined ? <SkeletonText characters={70} /> : leadOf(caseload, t, format)
        }
        actions={
          <>
            {caseload !== undefined && (
              <ProgrammeChoice
                label={t.programme}
                programmes={caseload.programmes}
                value={caseload.programme.id}
                onChange={(programme) => go({ programme })}
              />
            )}
            {asOf.button}
            <button type="button" className="button print-button" onClick={() => window.print()}>
              <Icon name="print" />
              {print}
            </button>
          </>
        }
      />
      {asOf.form}
      {query.isError && <Failure problem={query.error} onRetry={() => void query.refetch()} />}
      {!query.isError && caseload === undefined && (
        <div className="card caseload-loading" aria-busy />
      )}
      {caseload !== undefined && caseload.rows.length > 0 && (
        <section className="card caseload-card" aria-labelledby="caseload-title">
          <div className="card-head">
            <h2 id="caseload-title">{t.cardTitle}</h2>
            <span className="meta">{t.sortedBy[sort]}</span>
          </div>
          <CaseloadTable
            caseload={caseload}
            sort={sort}
            onSort={(chosen) => go({ sort: chosen === 'target_group' ? undefined : chosen })}
            linked={seesCitizens}
          />
          <p className="caseload-why">{whyOf(caseload, t)}</p>
        </section>
      )}
    </>
  );
};

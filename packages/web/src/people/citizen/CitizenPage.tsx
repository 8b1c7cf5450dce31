import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useId, type KeyboardEvent } from 'react';
import {
  CORRECTED_KINDS,
  REGISTERED_KINDS,
  type CitizenPage as CitizenPageAnswer,
  type RegisteredKind,
} from '@medspiller/contract';
import { daysBetween } from '@medspiller/domain';
import { Failure } from '../../app/Failure.tsx';
import { State } from '../../app/icons.tsx';
import { PageHead, SkeletonText } from '../../app/Page.tsx';
import { call } from '../../client.ts';
import { useLabels } from '../../labels.ts';
import { useFormats, useMessages } from '../../language.tsx';
import { citizensMessages } from '../citizens/messages.ts';
import { monogram } from '../monogram.ts';
import { stateText } from '../citizens/presenter.ts';
import { FactForm, type Task } from './FactForm.tsx';
import { FactTables } from './FactTables.tsx';
import { History, Lookups } from './History.tsx';
import { citizenMessages } from './messages.ts';
import { headlineOf, mainCaseOf, nextStepsOf } from './presenter.ts';
import type { CitizenSearch, CitizenTab as Tab } from './search.ts';
import { Timeline } from './Timeline.tsx';
import './citizen.css';

/** The form that the address asks for; none where the record is not there (any more). */
const taskOf = (search: CitizenSearch, tab: Tab, page: CitizenPageAnswer): Task | null => {
  if (search.note !== undefined && REGISTERED_KINDS.includes(search.note))
    return { verb: 'register', kind: search.note };
  if (tab === 'history' || tab === 'lookups') return null;
  const recordId = search.correct ?? search.void;
  const record = page[tab].find((each) => each.record_id === recordId);
  if (record === undefined) return null;
  if (search.correct !== undefined) return { verb: 'correct', kind: tab, record };
  return tab === 'cases' ? null : { verb: 'void', kind: tab, record };
};

/** A citizen: who is around, what comes next, the course as a picture, every fact and its history. */
export const CitizenPage = () => {
  const words = useMessages(citizenMessages);
  const listWords = useMessages(citizensMessages);
  const formats = useFormats();
  const labels = useLabels();
  const navigate = useNavigate();
  const tabsId = useId();
  const { citizenId } = useParams({ strict: false });
  const search: CitizenSearch = useSearch({ strict: false });
  const id = Number(citizenId);
  const query = useQuery({
    queryKey: ['citizen', id],
    queryFn: ({ signal }) =>
      call('GET /api/citizens/:citizen_id', { params: { citizen_id: id } }, signal),
  });
  if (query.isError)
    return (
      <>
        <PageHead title={words.mine} heading={words.mine} />
        <Failure problem={query.error} onRetry={() => void query.refetch()} />
      </>
    );
  if (query.data === undefined)
    return (
      <PageHead
        title={words.mine}
        heading={<SkeletonText characters={40} />}
        lead={words.loading}
      />
    );

  const page = query.data;
  const { citizen, today } = page;
  const main = mainCaseOf(page);
  const asked = search.tab;
  const steps = nextStepsOf(page, words, labels, formats);
  const tabs: readonly Tab[] = [
    ...CORRECTED_KINDS,
    'history',
    ...(page.may.see_lookups ? (['lookups'] as const) : []),
  ];
  const tab: Tab = asked !== undefined && tabs.includes(asked) ? asked : 'contacts';
  const task = taskOf(search, tab, page);
  const registrable = REGISTERED_KINDS.filter((kind) =>
    kind === 'assignments' ? page.may.assign : page.may.register,
  );

  const go = (next: CitizenSearch): void => {
    void navigate({
      to: '/borgere/$citizenId',
      params: { citizenId: String(id) },
      search: next as never,
      replace: true,
      resetScroll: false,
    });
  };
  const close = (): void => go({ tab });
  const onTask = (next: Task): void => {
    if (next.verb === 'register') go({ tab, note: next.kind });
    else go({ tab: next.kind, [next.verb]: next.record.record_id });
  };

  /** Arrows move between tabs, as the pattern for tabs has it. */
  const onTabKey = (event: KeyboardEvent<HTMLElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] as Tab;
    go({ tab: next });
    document.getElementById(`${tabsId}-${next}`)?.focus();
  };

  // What the heading says already is not said again under it.
  const pressing = page.states.filter(
    ({ code, severity }) =>
      (severity === 'bad' || severity === 'warn') && code !== 'passive' && code !== 'goes_passive',
  );
  const weeks =
    main === null ? 0 : Math.floor(daysBetween(main.awarded_on ?? main.opened_on, today) / 7) + 1;

  return (
    <div className="citizen">
      <PageHead
        title={citizen.name}
        eyebrow={
          <>
            <Link to="/borgere">{words.mine}</Link> › {citizen.name} · {words.age(citizen.age)}
            {main !== null && (
              <>
                {' · '}
                {words.since(
                  labels.targetGroup[main.target_group],
                  formats.dayInFull(main.awarded_on ?? main.opened_on),
                  weeks,
                )}
              </>
            )}
            {citizen.protected && <> · {words.protected}</>}
          </>
        }
        heading={headlineOf(page, words, labels, formats)}
        lead={
          pressing.length > 0 ? (
            <span className="citizen-states" role="group" aria-label={words.states}>
              {pressing.map((state) => (
                <State key={`${state.code}-${state.deadline ?? ''}`} severity={state.severity}>
                  {stateText(state, today, listWords, labels.state, formats)}
                </State>
              ))}
            </span>
          ) : undefined
        }
        actions={
          page.may.register ? (
            <>
              <select
                className="button"
                aria-label={words.more}
                value=""
                onChange={(event) => go({ tab, note: event.target.value as RegisteredKind })}
              >
                <option value="">{words.more}</option>
                {registrable
                  .filter((kind) => kind !== 'contacts')
                  .map((kind) => (
                    <option key={kind} value={kind}>
                      {words.register[kind]}
                    </option>
                  ))}
              </select>
              <button
                type="button"
                className="button button-filled"
                onClick={() => go({ tab, note: 'contacts' })}
              >
                {words.register.contacts}
              </button>
            </>
          ) : undefined
        }
      />

      <div className={task === null ? 'citizen-columns' : 'citizen-columns with-form'}>
        <div className="citizen-main">
          <section className="card citizen-people" aria-label={words.people}>
            {page.people.length === 0 ? (
              <p className="absent">{words.nobody}</p>
            ) : (
              page.people.map((person) => (
                <div key={`${person.employee_id}-${person.role}`} className="citizen-person">
                  <span className="initials" aria-hidden="true">
                    {monogram(person.name)}
                  </span>
                  <span>
                    <strong>{person.name}</strong>
                    <span className="meta">{labels.role[person.role]}</span>
                    {person.phone === null ? (
                      <span className="absent">{words.noPhone}</span>
                    ) : (
                      <span>
                        <a href={`tel:${person.phone.replace(/\s/g, '')}`}>{person.phone}</a>
                        {person.hours_available !== null && <> · {person.hours_available}</>}
                      </span>
                    )}
                  </span>
                </div>
              ))
            )}
            {(citizen.phone !== null || citizen.email !== null) && (
              <div className="citizen-person">
                <span>
                  <strong>{citizen.name}</strong>
                  <span className="meta">{words.contact}</span>
                  <span>
                    {[citizen.phone, citizen.email].filter((each) => each !== null).join(' · ')}
                  </span>
                </span>
              </div>
            )}
          </section>

          <section className="card citizen-next" aria-labelledby={`${tabsId}-next`}>
            <h2 id={`${tabsId}-next`}>{words.next}</h2>
            {steps.length === 0 ? (
              <p className="absent">{words.nothingNext}</p>
            ) : (
              <ul>
                {steps.map((step) => (
                  <li key={step.text}>
                    <strong>{step.text}</strong>
                    <span className="meta">{formats.relative(step.day, today)}</span>
                  </li>
                ))}
              </ul>
            )}
          </section>

          <Timeline page={page} />

          <div className="tabs" role="tablist" aria-label={words.tabs}>
            {tabs.map((each) => (
              <button
                key={each}
                type="button"
                role="tab"
                id={`${tabsId}-${each}`}
                aria-selected={tab === each}
                aria-controls={`${tabsId}-panel`}
                tabIndex={tab === each ? 0 : -1}
                onKeyDown={onTabKey}
                onClick={() => go({ tab: each })}
              >
                {words.tab[each]}
                {each !== 'history' && each !== 'lookups' && (
                  <span className="meta"> {page[each].length}</span>
                )}
              </button>
            ))}
          </div>
          <div
            role="tabpanel"
            id={`${tabsId}-panel`}
            aria-labelledby={`${tabsId}-${tab}`}
            className="citizen-tab"
          >
            {tab === 'history' ? (
              <History citizenId={id} />
            ) : tab === 'lookups' ? (
              <Lookups citizenId={id} />
            ) : (
              <>
                <FactTables kind={tab} page={page} onTask={onTask} />
                {tab !== 'cases' && registrable.includes(tab) && (
                  <button type="button" className="button" onClick={() => go({ tab, note: tab })}>
                    {words.register[tab]}
                  </button>
                )}
              </>
            )}
          </div>
        </div>
        {task !== null && (
          <FactForm
            key={`${task.verb}-${task.kind}-${task.verb === 'register' ? '' : task.record.record_id}`}
            task={task}
            page={page}
            onClose={close}
          />
        )}
      </div>
    </div>
  );
};

import { Checkbox, Select, TextField } from '@navikt/ds-react';
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState, type SyntheticEvent } from 'react';
import {
  CITIZEN_COLUMN_NAMES,
  PRESETS,
  type CitizenColumn,
  type CitizenRow,
  type Preset,
} from '@medspiller/contract';
import { TARGET_GROUPS } from '@medspiller/domain';
import { Failure } from '../../app/Failure.tsx';
import { useNotify } from '../../app/Notices.tsx';
import { PageHead } from '../../app/Page.tsx';
import { ScrollFrame } from '../../app/ScrollFrame.tsx';
import { useNarrow } from '../../app/narrow.ts';
import { useMe } from '../../app/session.ts';
import { addressOf, call, type Answer } from '../../client.ts';
import { useLabels } from '../../labels.ts';
import { useFormats, useLanguage, useLocalText, useMessages } from '../../language.tsx';
import { CitizenTable } from './CitizenTable.tsx';
import { citizensMessages } from './messages.ts';
import { changedSearch, columnsOf, columnsText, headingText } from './presenter.ts';
import type { CitizensSearch } from './search.ts';
import './citizens.css';

type View = Answer<'GET /api/views'>['views'][number];

/** Wait with asking until the typing pauses. */
const TYPING_PAUSE_MS = 200;

const nameLinks = (): HTMLAnchorElement[] => [
  ...document.querySelectorAll<HTMLAnchorElement>('.citizens-table a.citizens-name'),
];

/** J and K move between citizens, S notes a conversation with the one in focus; Enter is the link's own. */
const useTableKeys = (onRegister: (citizenId: string) => void): void => {
  const register = useRef(onRegister);
  useEffect(() => {
    register.current = onRegister;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (
        event.target instanceof Element &&
        event.target.closest('input, select, textarea, dialog') !== null
      )
        return;
      const links = nameLinks();
      const at = links.indexOf(document.activeElement as HTMLAnchorElement);
      const key = event.key.toLowerCase();
      if (key === 'j' || key === 'k') {
        event.preventDefault();
        const next = links[Math.min(links.length - 1, Math.max(0, at + (key === 'j' ? 1 : -1)))];
        next?.focus();
        next?.scrollIntoView({ block: 'nearest' });
      } else if (key === 's' && at >= 0) {
        event.preventDefault();
        register.current(links[at]?.dataset['citizen'] ?? '');
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
};

/** "Mine borgere": who is mine, who needs something, sorted by what is urgent. */
export const CitizensPage = () => {
  const words = useMessages(citizensMessages);
  const formats = useFormats();
  const labels = useLabels();
  const localText = useLocalText();
  const { language } = useLanguage();
  const me = useMe();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const filtersId = useId();
  const search: CitizensSearch = useSearch({ strict: false });
  const columns = columnsOf(search, useNarrow());
  const { columns: _columns, ...query } = search;
  const [open, setOpen] = useState<'filters' | 'columns' | 'save' | 'download' | null>(null);

  const go = (changes: CitizensSearch): void => {
    void navigate({ to: '/borgere', search: changedSearch(search, changes), replace: true });
  };
  const toggle = (part: NonNullable<typeof open>): void => setOpen(open === part ? null : part);

  const list = useInfiniteQuery({
    queryKey: ['citizens', query],
    queryFn: ({ pageParam, signal }) =>
      call(
        'GET /api/citizens',
        { query: { ...query, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  const filters = useQuery({
    queryKey: ['citizens', 'filters'],
    queryFn: () => call('GET /api/citizens/filters'),
  });
  const views = useQuery({ queryKey: ['views'], queryFn: () => call('GET /api/views') });

  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const own = (search.reach ?? 'own') === 'own';
  const sort = search.sort ?? 'state';
  const direction = search.direction ?? 'ascending';
  const filtered =
    search.search !== undefined ||
    search.target_group !== undefined ||
    search.programme !== undefined ||
    search.caseworker !== undefined ||
    search.job_broker !== undefined;

  const openCitizen = (citizenId: string, register = false): void => {
    void navigate({
      to: '/borgere/$citizenId',
      params: { citizenId },
      search: register ? { note: 'contacts' } : {},
    });
  };
  useTableKeys((citizenId) => openCitizen(citizenId, true));

  // The field keeps what is typed; a saved view or cleared filters begin it anew.
  const [searchRound, setSearchRound] = useState(0);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onType = (text: string): void => {
    clearTimeout(typing.current);
    typing.current = setTimeout(() => go({ search: text }), TYPING_PAUSE_MS);
  };

  // The next page is fetched before its place comes into view.
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (end.current === null || !hasNextPage || isFetchingNextPage) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void fetchNextPage();
      },
      { rootMargin: '600px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const save = useMutation({
    mutationFn: (name: string) =>
      call('POST /api/views', { body: { name, query, columns: [...columns] } }),
    onSuccess: (view) => {
      notify({ text: words.saved(view.name) });
      setOpen(null);
      void queryClient.invalidateQueries({ queryKey: ['views'] });
    },
  });
  const remove = useMutation({
    mutationFn: (view: View) =>
      call('DELETE /api/views/:view_id', { params: { view_id: view.view_id } }),
    onSuccess: (_, view) => {
      notify({ text: words.deleted(view.name) });
      void queryClient.invalidateQueries({ queryKey: ['views'] });
    },
  });
  const onSave = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get('name');
    if (typeof name === 'string' && name.trim() !== '') save.mutate(name.trim());
  };

  const applyView = (view: View): void => {
    setSearchRound(searchRound + 1);
    void navigate({
      to: '/borgere',
      search: changedSearch({}, {
        ...view.query,
        columns: columnsText(view.columns),
      } as CitizensSearch),
    });
  };

  const onSort = (column: CitizenColumn): void =>
    go({
      sort: column as NonNullable<CitizensSearch['sort']>,
      direction: sort === column && direction === 'ascending' ? 'descending' : 'ascending',
    });

  const toggleColumn = (column: CitizenColumn): void =>
    go({
      columns: columnsText(
        CITIZEN_COLUMN_NAMES.filter((name) =>
          name === column ? !columns.includes(name) : columns.includes(name),
        ),
      ),
    } as CitizensSearch);

  const programmes = filters.data?.programmes ?? [];
  const programmeTitle = (id: string): string => {
    const found = programmes.find((programme) => programme.id === id);
    return found === undefined ? id : localText(found.title);
  };
  const employees = filters.data?.employees ?? [];
  const download = (format: 'xlsx' | 'csv'): string =>
    addressOf('GET /api/citizens/download', {
      query: { ...query, format, language, columns: columns.join(',') },
    });

  const employeeOptions = (role: 'caseworker' | 'job_broker') => (
    <>
      <option value="">{words.any}</option>
      {employees
        .filter((employee) => employee.role === role)
        .map((employee) => (
          <option key={employee.employee_id} value={employee.employee_id}>
            {employee.name}
          </option>
        ))}
    </>
  );

  return (
    <div className="citizens">
      <PageHead
        title={words.page}
        eyebrow={`${own ? words.page : words.everyone} · ${formats.weekdayInFull(me.today)} · ${formats.week(me.today)}`}
        heading={
          first === undefined
            ? words.page
            : headingText(first.presets.all ?? 0, first.presets, own, words, formats)
        }
        actions={
          <>
            <button
              type="button"
              className="button"
              aria-expanded={open === 'filters'}
              aria-controls={filtersId}
              onClick={() => toggle('filters')}
            >
              {words.filters}
            </button>
            <button
              type="button"
              className="button"
              aria-expanded={open === 'columns'}
              onClick={() => toggle('columns')}
            >
              {words.columnsButton}
            </button>
            <button
              type="button"
              className="button"
              aria-expanded={open === 'download'}
              onClick={() => toggle('download')}
            >
              {words.download}
            </button>
            <button
              type="button"
              className="button"
              aria-expanded={open === 'save'}
              onClick={() => toggle('save')}
            >
              {words.save}
            </button>
          </>
        }
      />

      <div className="citizens-presets" role="group" aria-label={words.presetsLabel}>
        {PRESETS.map((preset: Preset) => (
          <button
            key={preset}
            type="button"
            className="chip"
            aria-pressed={(search.preset ?? 'all') === preset}
            onClick={() => go({ preset })}
          >
            {words.presets[preset]} <strong>{first?.presets[preset] ?? '·'}</strong>
          </button>
        ))}
      </div>
      {views.data !== undefined && views.data.views.length > 0 && (
        <div className="citizens-views" role="group" aria-label={words.views}>
          <span className="meta">{words.views}:</span>
          {views.data.views.map((view) => (
            <span key={view.view_id} className="citizens-view">
              <button type="button" className="chip" onClick={() => applyView(view)}>
                {view.name}
              </button>
              <button
                type="button"
                className="citizens-remove"
                aria-label={words.deleteView(view.name)}
                onClick={() => remove.mutate(view)}
              >
                ×
              </button>
            </span>
          ))}
        </div>
      )}

      {(open === 'filters' || filtered) && (
        <div className="card citizens-filters" id={filtersId}>
          <Select
            size="small"
            label={words.reach}
            value={own ? 'own' : 'all'}
            onChange={(event) => go({ reach: event.target.value as 'own' | 'all' })}
          >
            <option value="own">{words.own}</option>
            <option value="all">{words.all}</option>
          </Select>
          <TextField
            size="small"
            label={words.searchName}
            key={searchRound}
            defaultValue={search.search ?? ''}
            onChange={(event) => onType(event.target.value)}
            autoComplete="off"
          />
          <Select
            size="small"
            label={words.targetGroup}
            value={search.target_group ?? ''}
            onChange={(event) =>
              go({
                target_group: (event.target.value || undefined) as CitizensSearch['target_group'],
              } as CitizensSearch)
            }
          >
            <option value="">{words.any}</option>
            {TARGET_GROUPS.map((group) => (
              <option key={group} value={group}>
                {labels.targetGroup[group]}
              </option>
            ))}
          </Select>
          <Select
            size="small"
            label={words.programme}
            value={search.programme ?? ''}
            onChange={(event) => go({ programme: event.target.value })}
          >
            <option value="">{words.any}</option>
            {programmes.map((programme) => (
              <option key={programme.id} value={programme.id}>
                {localText(programme.title)}
              </option>
            ))}
          </Select>
          <Select
            size="small"
            label={words.caseworker}
            value={search.caseworker ?? ''}
            onChange={(event) =>
              go({
                caseworker: event.target.value === '' ? undefined : Number(event.target.value),
              } as CitizensSearch)
            }
          >
            {employeeOptions('caseworker')}
          </Select>
          <Select
            size="small"
            label={words.jobBroker}
            value={search.job_broker ?? ''}
            onChange={(event) =>
              go({
                job_broker: event.target.value === '' ? undefined : Number(event.target.value),
              } as CitizensSearch)
            }
          >
            {employeeOptions('job_broker')}
          </Select>
          {filtered && (
            <button
              type="button"
              className="link-button"
              onClick={() => {
                setSearchRound(searchRound + 1);
                void navigate({ to: '/borgere', search: own ? {} : { reach: 'all' } });
              }}
            >
              {words.clear}
            </button>
          )}
        </div>
      )}
      {open === 'columns' && (
        <fieldset className="card citizens-columns">
          <legend className="sr-only">{words.columnsButton}</legend>
          {CITIZEN_COLUMN_NAMES.filter((name) => name !== 'name').map((name) => (
            <Checkbox
              key={name}
              size="small"
              checked={columns.includes(name)}
              onChange={() => toggleColumn(name)}
            >
              {words.columns[name]}
            </Checkbox>
          ))}
        </fieldset>
      )}
      {open === 'download' && (
        <div className="card citizens-download">
          <a href={download('xlsx')} download>
            {words.downloadXlsx}
          </a>
          <a href={download('csv')} download>
            {words.downloadCsv}
          </a>
        </div>
      )}
      {open === 'save' && (
        <form className="card citizens-save" onSubmit={onSave}>
          <TextField
            size="small"
            label={words.saveName}
            name="name"
            required
            maxLength={80}
            autoComplete="off"
            ref={(field: HTMLInputElement | null) => field?.focus()}
          />
          <button type="submit" className="button button-filled" disabled={save.isPending}>
            {words.saveNow}
          </button>
          <button type="button" className="link-button" onClick={() => setOpen(null)}>
            {words.cancel}
          </button>
        </form>
      )}

      {list.isError ? (
        <Failure problem={list.error} onRetry={() => void list.refetch()} />
      ) : first === undefined ? (
        <div className="grid-frame citizens-frame citizens-waiting" aria-busy="true">
          <span className="sr-only">{words.loading}</span>
        </div>
      ) : rows.length === 0 ? (
        <div className="empty">
          <h2>{first.presets.all === 0 && !filtered ? words.nobody : words.noneFound}</h2>
          <p>{first.presets.all === 0 && !filtered ? words.nobodyMore : words.noneFoundMore}</p>
          {own && first.presets.all === 0 && !filtered && (
            <button type="button" className="button" onClick={() => go({ reach: 'all' })}>
              {words.all}
            </button>
          )}
        </div>
      ) : (
        <>
          <ScrollFrame label={words.tableLabel} className="citizens-frame">
            <CitizenTable
              rows={rows}
              columns={columns}
              today={first.today}
              months={first.months}
              sort={sort}
              direction={direction}
              onSort={onSort}
              onOpen={(row: CitizenRow) => openCitizen(String(row.citizen_id))}
              programmeTitle={programmeTitle}
            />
            <div ref={end} />
          </ScrollFrame>
          <footer className="citizens-foot meta">
            <span>
              {words.shown(rows.length, first.total)},{' '}
              {sort === 'state' ? words.sortedByUrgency : words.sortedBy(words.columns[sort])}
              {hasNextPage && (
                <>
                  {' · '}
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => void fetchNextPage()}
                  >
                    {words.more}
                  </button>
                </>
              )}
            </span>
            <span className="citizens-abbreviations">
              {[...new Set(rows.map((row) => row.target_group))]
                .map(
                  (group) =>
                    `${labels.targetGroupShort[group]} ${labels.targetGroup[group].toLocaleLowerCase(language)}`,
                )
                .join(' · ')}
            </span>
            <span className="citizens-keys" aria-hidden="true">
              <kbd>J</kbd> <kbd>K</kbd> {words.keys.move} · <kbd>Enter</kbd> {words.keys.open} ·{' '}
              <kbd>S</kbd> {words.keys.register}
            </span>
          </footer>
        </>
      )}
    </div>
  );
};

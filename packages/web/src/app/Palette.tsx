/* oxlint-disable jsx-a11y/prefer-tag-over-role -- A list that is drawn, grouped and filtered by the server while one types can be neither select nor datalist. */
/** Search everywhere: citizens within reach, pages and actions, by keyboard. What is searched for never stands in an address. */
import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { call } from '../client.ts';
import { useLabels } from '../labels.ts';
import { LANGUAGES, useLanguage, useMessages } from '../language.tsx';
import { Icon } from './icons.tsx';
import { appMessages } from './messages.ts';
import { matches } from './match.ts';
import { useMe } from './session.ts';
import { ROOM_PATHS } from './rooms.ts';
import { useSignOut } from './signOut.ts';

interface Suggestion {
  readonly key: string;
  readonly title: string;
  readonly hint: string;
  readonly act: () => void;
}

/** Waits until the typing rests: one request per word, not per letter. */
const useRested = (text: string, milliseconds: number): string => {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), milliseconds);
    return () => clearTimeout(timer);
  }, [text, milliseconds]);
  return rested;
};

export const Palette = ({ onClose }: { onClose: () => void }) => {
  const t = useMessages(appMessages);
  const labels = useLabels();
  const me = useMe();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { language, choose } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const typed = useDeferredValue(text.trim());
  const wanted = useRested(typed, 150);
  const seesCitizens = me.permissions.includes('see_citizens');

  useEffect(() => {
    const element = dialog.current;
    // A click beside the panel lands on the dialog itself.
    const closeBeside = (event: MouseEvent): void => {
      if (event.target === element) element?.close();
    };
    element?.showModal();
    element?.addEventListener('click', closeBeside);
    return () => {
      element?.removeEventListener('click', closeBeside);
      element?.close();
    };
  }, []);

  const found = useQuery({
    queryKey: ['search', wanted],
    queryFn: ({ signal }) => call('POST /api/search', { body: { text: wanted } }, signal),
    enabled: seesCitizens && wanted.length >= 2,
    placeholderData: keepPreviousData,
    // Nothing that was searched for is kept.
    gcTime: 0,
  });

  const citizens: Suggestion[] = (wanted.length >= 2 ? (found.data?.citizens ?? []) : []).map(
    (citizen) => ({
      key: `citizen-${citizen.citizen_id}`,
      title: citizen.name,
      hint: [
        citizen.birth_year === null ? null : t.born(citizen.birth_year),
        citizen.target_group === null ? null : labels.targetGroup[citizen.target_group],
        citizen.caseworker,
      ]
        .filter((part) => part !== null)
        .join(' · '),
      act: () =>
        void navigate({
          to: '/borgere/$citizenId',
          params: { citizenId: String(citizen.citizen_id) },
        }),
    }),
  );
  const pages: Suggestion[] = me.rooms
    .map((room) => ({
      key: `page-${room}`,
      title: t.room[room],
      hint: t.roomHint[room],
      act: () => void navigate({ to: ROOM_PATHS[room] }),
    }))
    .filter(({ title, hint }) => matches(`${title} ${hint}`, typed));
  const actions: Suggestion[] = [
    ...LANGUAGES.filter((each) => each !== language).map((each) => ({
      key: `language-${each}`,
      title: t.switchLanguage[each],
      hint: t.language,
      act: () => choose(each),
    })),
    { key: 'print', title: t.print, hint: '', act: () => setTimeout(() => window.print()) },
    { key: 'sign-out', title: t.signOut, hint: me.name, act: () => void signOut() },
  ].filter(({ title, hint }) => matches(`${title} ${hint}`, typed));

  const groups = [
    { title: t.searchCitizens, suggestions: citizens },
    { title: t.searchPages, suggestions: pages },
    { title: t.searchActions, suggestions: actions },
  ].filter(({ suggestions }) => suggestions.length > 0);
  const all = groups.flatMap(({ suggestions }) => suggestions);
  const current = all[Math.min(chosen, all.length - 1)];

  const run = (suggestion: Suggestion): void => {
    onClose();
    suggestion.act();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (all.length > 0)
        setChosen((Math.min(chosen, all.length - 1) + step + all.length) % all.length);
    } else if (event.key === 'Enter' && current !== undefined) {
      event.preventDefault();
      run(current);
    }
  };

  return (
    <dialog ref={dialog} className="palette" aria-label={t.searchTitle} onClose={onClose}>
      <div className="palette-field">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label={seesCitizens ? t.search : t.searchPagesOnly}
          aria-expanded={all.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={current === undefined ? undefined : `${id}-${current.key}`}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          placeholder={seesCitizens ? t.search : t.searchPagesOnly}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" className="icon-button" aria-label={t.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <output className="sr-only">
        {found.isFetching ? t.searching : t.searchResults(all.length)}
      </output>
      <div id={`${id}-list`} role="listbox" aria-label={t.searchTitle} className="palette-list">
        {groups.map(({ title, suggestions }) => (
          <div key={title} role="group" aria-label={title}>
            <p className="palette-group" aria-hidden="true">
              {title}
            </p>
            {suggestions.map((suggestion) => (
              <button
                type="button"
                tabIndex={-1}
                key={suggestion.key}
                id={`${id}-${suggestion.key}`}
                role="option"
                aria-selected={suggestion === current}
                className="palette-option"
                onPointerMove={() => setChosen(all.indexOf(suggestion))}
                onClick={() => run(suggestion)}
              >
                <span className="palette-title">{suggestion.title}</span>
                <span className="palette-hint">{suggestion.hint}</span>
              </button>
            ))}
          </div>
        ))}
      </div>
      {all.length === 0 && (
        <p className="palette-empty">
          {found.isFetching
            ? t.searching
            : seesCitizens
              ? t.searchNothing(typed)
              : t.searchNothingHere(typed)}
        </p>
      )}
    </dialog>
  );
};

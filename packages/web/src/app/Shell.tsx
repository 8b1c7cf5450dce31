/** The frame around every screen: search and account on top, the rooms that the person has to the left. */
import { useEffect, useState } from 'react';
import { ActionMenu } from '@navikt/ds-react';
import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { useLabels } from '../labels.ts';
import { useFormats, useMessages } from '../language.tsx';
import { Aksel } from './Aksel.tsx';
import { Icon, Logo, StateMark } from './icons.tsx';
import { LanguageMenu } from './LanguageMenu.tsx';
import { appMessages } from './messages.ts';
import { focusNewPage } from './pageFocus.ts';
import { Palette } from './Palette.tsx';
import { ROOM_ICONS, ROOM_PATHS } from './rooms.ts';
import { monogram } from '../people/monogram.ts';
import { useMe } from './session.ts';
import { useSignOut } from './signOut.ts';

const RoomLinks = () => {
  const t = useMessages(appMessages);
  const me = useMe();
  return (
    <ul className="room-links">
      {me.rooms.map((room) => (
        <li key={room}>
          <Link to={ROOM_PATHS[room]} className="room-link" activeProps={{ className: 'here' }}>
            <Icon name={ROOM_ICONS[room]} size={20} />
            <span className="room-name">{t.room[room]}</span>
            {room === 'citizens' && me.own_cases !== null && me.own_cases > 0 && (
              <span className="room-count">
                <span aria-hidden="true">{me.own_cases}</span>
                <span className="sr-only">{t.ownCases(me.own_cases)}</span>
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
};

const AccountMenu = () => {
  const t = useMessages(appMessages);
  const labels = useLabels();
  const me = useMe();
  const signOut = useSignOut();
  return (
    <ActionMenu>
      <ActionMenu.Trigger>
        <button type="button" className="account" aria-label={t.account(me.name)}>
          <span className="initials" aria-hidden="true">
            {monogram(me.name)}
          </span>
          <span className="account-text wide-only">
            <strong>{me.name}</strong>
            <span>{labels.role[me.role]}</span>
          </span>
        </button>
      </ActionMenu.Trigger>
      <ActionMenu.Content align="end">
        <ActionMenu.Group label={`${me.name}, ${labels.role[me.role]}`}>
          <ActionMenu.Item icon={<Icon name="signOut" />} onSelect={() => void signOut()}>
            {t.signOut}
          </ActionMenu.Item>
        </ActionMenu.Group>
      </ActionMenu.Content>
    </ActionMenu>
  );
};

export const Shell = () => {
  const t = useMessages(appMessages);
  const me = useMe();
  const format = useFormats();
  const router = useRouter();
  const [searching, setSearching] = useState(false);
  const [menuRoot, setMenuRoot] = useState<HTMLElement | null>(null);

  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setSearching(true);
      }
    };
    window.addEventListener('keydown', open);
    return () => window.removeEventListener('keydown', open);
  }, []);

  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        if (pathChanged && fromLocation !== undefined) focusNewPage();
      }),
    [router],
  );

  const placeholder = me.permissions.includes('see_citizens') ? t.search : t.searchPagesOnly;
  return (
    <Aksel root={menuRoot}>
      <div className="shell">
        <a className="skip-link" href="#main">
          {t.skip}
        </a>
        <header className="top-bar">
          <Link to="/" className="brand" aria-label={t.home}>
            <Logo />
            <span className="brand-name">Medspiller</span>
          </Link>
          <button type="button" className="search-opener" onClick={() => setSearching(true)}>
            <Icon name="search" />
            <span className="search-words">{placeholder}</span>
            <kbd className="wide-only">{t.searchKeys}</kbd>
          </button>
          <div className="top-right">
            {me.demo && <span className="demo-mark">{t.demo}</span>}
            <LanguageMenu />
            <AccountMenu />
          </div>
        </header>
        <nav className="rooms" aria-label={t.rooms}>
          <RoomLinks />
          <p className="rooms-foot">
            {me.municipality}
            <br />
            {t.week(format.week(me.today))}
          </p>
        </nav>
        <main id="main" className="page" tabIndex={-1}>
          {me.trial_database && (
            <output className="trial-banner">
              <StateMark severity="warn" size={16} />
              {t.trial}
            </output>
          )}
          <Outlet />
          <div ref={setMenuRoot} />
        </main>
        {searching && <Palette onClose={() => setSearching(false)} />}
      </div>
    </Aksel>
  );
};

/** Before signing in: what this is, and how to get in. */
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Aksel } from '../app/Aksel.tsx';
import type { Answer } from '../client.ts';
import { Failure } from '../app/Failure.tsx';
import { Logo } from '../app/icons.tsx';
import { LanguageMenu } from '../app/LanguageMenu.tsx';
import { useLabels } from '../labels.ts';
import { useLocalText, useMessages } from '../language.tsx';
import { queryOf } from '../queries.ts';
import { trustMessages } from './messages.ts';

type Person = Answer<'GET /api/sign-in'>['persons'][number];

/** A real form, since what follows are redirects between pages: sign-in must work the way the browser knows it. */
const PersonCard = ({ person, to }: { person: Person; to: string }) => {
  const labels = useLabels();
  const localText = useLocalText();
  return (
    <form method="post" action="/sign-in">
      <input type="hidden" name="login" value={person.login} />
      <input type="hidden" name="to" value={to} />
      <button type="submit" className="person-card">
        <strong>{person.name}</strong>
        <span className="person-role">
          {labels.role[person.role]}
          {person.team !== null && ` · ${person.team}`}
        </span>
        <span className="person-why">{localText(person.why)}</span>
      </button>
    </form>
  );
};

export const SignInPage = () => {
  const t = useMessages(trustMessages);
  const { to = '/', ended } = useSearch({ from: '/velkommen' });
  const page = useQuery(queryOf('GET /api/sign-in'));
  const [menuRoot, setMenuRoot] = useState<HTMLElement | null>(null);
  return (
    <Aksel root={menuRoot}>
      <div className="welcome">
        <title>{`${t.title} · Medspiller`}</title>
        <header className="welcome-bar">
          <span className="brand">
            <Logo />
            <span className="brand-name">Medspiller</span>
          </span>
          <LanguageMenu />
        </header>
        <main className="welcome-main">
          <p className="eyebrow">{page.data?.municipality ?? '\u00a0'}</p>
          <h1>{t.sentence}</h1>
          {ended === true && <p className="welcome-ended">{t.ended}</p>}
          {page.isError && <Failure problem={page.error} onRetry={() => void page.refetch()} />}
          {page.data !== undefined && !page.data.demo && (
            <>
              <a
                className="button button-filled button-large"
                href={`/sign-in?to=${encodeURIComponent(to)}`}
              >
                {t.signIn}
              </a>
              <p className="meta">{t.signInNote}</p>
            </>
          )}
          {page.data?.demo === true && (
            <section aria-labelledby="demo-heading">
              <h2 id="demo-heading">{t.demoHeading}</h2>
              <p className="meta">{t.demoNote}</p>
              {page.data.persons.length === 0 && <p>{t.noPersons}</p>}
              <ul className="person-cards">
                {page.data.persons.map((person) => (
                  <li key={person.login}>
                    <PersonCard person={person} to={to} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <div ref={setMenuRoot} />
        </main>
      </div>
    </Aksel>
  );
};

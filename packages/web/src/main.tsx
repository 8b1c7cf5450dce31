import '@fontsource/ibm-plex-sans/latin-400.css';
import '@fontsource/ibm-plex-sans/latin-500.css';
import '@fontsource/ibm-plex-sans/latin-600.css';
import '@fontsource/ibm-plex-sans/latin-ext-400.css';
import '@fontsource/ibm-plex-sans/latin-ext-500.css';
import '@fontsource/ibm-plex-sans/latin-ext-600.css';
// Part by part: Aksel's own fonts lie on a foreign host and its print sheet removes every colour.
import '@navikt/ds-css/dist/global/tokens.css';
import '@navikt/ds-css/dist/global/reset.css';
import '@navikt/ds-css/dist/global/baseline.css';
import '@navikt/ds-css/dist/components.css';
import './theme/tokens.css';
import './theme/aksel.css';
import './theme/base.css';
import './theme/controls.css';
import './theme/table.css';
import './app/shell.css';
import './trust/signIn.css';
import './theme/print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { NoticesProvider } from './app/Notices.tsx';
import { meQuery } from './app/session.ts';
import { LanguageProvider } from './language.tsx';
import { createQueryClient } from './queries.ts';
import { createAppRouter } from './router.tsx';

const queries = createQueryClient(() => {
  // Who was never signed in is led to the sign-in page by the router, and has lost nothing.
  if (queries.getQueryData(meQuery.queryKey) === undefined) return;
  const { location } = router.state;
  queries.clear();
  void router.navigate({ to: '/velkommen', search: { to: location.href, ended: true } });
});
const router = createAppRouter(queries);

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no element with id root');
createRoot(element).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <NoticesProvider>
          <RouterProvider router={router} />
        </NoticesProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);

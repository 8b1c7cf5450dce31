/** Which address shows which page. Each page is its own file in the browser, fetched when it is first needed. */
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { FailurePage, NoRoomPage, NotFoundPage } from './app/Failure.tsx';
import { meQuery } from './app/session.ts';
import { ROOM_PATHS } from './app/rooms.ts';
import { Shell } from './app/Shell.tsx';
import { CallError } from './client.ts';
import { readCitizensSearch } from './people/citizens/search.ts';
import { readCitizenSearch } from './people/citizen/search.ts';
import { readCaseloadSearch } from './people/caseload/search.ts';
import { readStatusSearch } from './steering/status/search.ts';
import { SignInPage } from './trust/SignInPage.tsx';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/velkommen',
  validateSearch: (search: Record<string, unknown>): { to?: string; ended?: boolean } => ({
    ...(typeof search['to'] === 'string' && { to: search['to'] }),
    ...(search['ended'] === true && { ended: true }),
  }),
  component: SignInPage,
});

/** Everything behind the sign-in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  // Without knowing who it is there is no frame to show the failure in.
  errorComponent: ({ error, reset }) => (
    <main className="page">
      <FailurePage error={error} reset={reset} />
    </main>
  ),
  beforeLoad: async ({ context, location }) => {
    try {
      return { me: await context.queries.ensureQueryData(meQuery) };
    } catch (problem) {
      if (problem instanceof CallError && problem.status === 401)
        throw redirect({ to: '/velkommen', search: { to: location.href } });
      throw problem;
    }
  },
});

const front = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: ({ context }) => {
    const [first] = context.me.rooms;
    if (first !== undefined) throw redirect({ to: ROOM_PATHS[first], replace: true });
  },
  component: NoRoomPage,
});

const citizens = createRoute({
  getParentRoute: () => signedIn,
  path: '/borgere',
  validateSearch: readCitizensSearch,
  component: lazyRouteComponent(() => import('./people/citizens/CitizensPage.tsx'), 'CitizensPage'),
});

const citizen = createRoute({
  getParentRoute: () => signedIn,
  path: '/borgere/$citizenId',
  validateSearch: readCitizenSearch,
  component: lazyRouteComponent(() => import('./people/citizen/CitizenPage.tsx'), 'CitizenPage'),
});

const caseload = createRoute({
  getParentRoute: () => signedIn,
  path: '/belastning',
  validateSearch: readCaseloadSearch,
  component: lazyRouteComponent(() => import('./people/caseload/CaseloadPage.tsx'), 'CaseloadPage'),
});

const status = createRoute({
  getParentRoute: () => signedIn,
  path: '/status',
  validateSearch: readStatusSearch,
  component: lazyRouteComponent(() => import('./steering/status/StatusPage.tsx'), 'StatusPage'),
});

const exchange = createRoute({
  getParentRoute: () => signedIn,
  path: '/data',
  component: lazyRouteComponent(() => import('./facts/ExchangePage.tsx'), 'ExchangePage'),
});

const notFound = createRoute({
  getParentRoute: () => signedIn,
  path: '$',
  component: NotFoundPage,
});

const routeTree = root.addChildren([
  signIn,
  signedIn.addChildren([front, citizens, citizen, caseload, status, exchange, notFound]),
]);

export const createAppRouter = (queries: QueryClient) =>
  createRouter({
    routeTree,
    context: { queries },
    defaultPreload: 'intent',
    // Data is the query cache's business; the router only fetches the page's code ahead.
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: ({ error, reset }) => <FailurePage error={error} reset={reset} />,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

/** Who is signed in. Every screen behind the sign-in may take it for granted: the router asks first. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { Permission } from '@medspiller/domain';
import { call, rememberCsrfToken, type Answer } from '../client.ts';

export type Me = Answer<'GET /api/me'>;

export const meQuery = queryOptions({
  queryKey: ['GET /api/me'] as const,
  queryFn: async ({ signal }): Promise<Me> => {
    const me = await call('GET /api/me', {}, signal);
    rememberCsrfToken(me.csrf_token);
    return me;
  },
  staleTime: 5 * 60_000,
});

export const useMe = (): Me => useSuspenseQuery(meQuery).data;

/** Whether the person's role has a permission: for what to show. The server decides what is done. */
export const usePermission = (permission: Permission): boolean =>
  useMe().permissions.includes(permission);

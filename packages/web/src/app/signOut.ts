import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call } from '../client.ts';

/** Ends the session on the server, then leaves the page: nothing of what was seen stays in the browser's memory. */
export const useSignOut = (): (() => Promise<void>) => {
  const queries = useQueryClient();
  return useCallback(async () => {
    // Where the session is over already there is nothing left to end.
    const { next } = await call('POST /api/sign-out').catch(() => ({ next: '/velkommen' }));
    queries.clear();
    window.location.assign(next);
  }, [queries]);
};

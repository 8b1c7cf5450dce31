/** The server's answers as cached queries: keyed by the call itself, so that nobody has to invent keys. */
import { QueryCache, QueryClient, MutationCache, queryOptions } from '@tanstack/react-query';
import { call, CallError, type Answer, type InputArgument, type JsonEndpoint } from './client.ts';

type Reading = Extract<JsonEndpoint, `GET ${string}`>;

/** Query options for a reading call: `useQuery(queryOf('GET /api/caseload', { query: { on } }))`. */
export const queryOf = <E extends Reading>(endpoint: E, ...[input]: InputArgument<E>) =>
  queryOptions({
    queryKey: [endpoint, input ?? null] as const,
    queryFn: ({ signal }): Promise<Answer<E>> =>
      (call as (endpoint: E, input: unknown, signal: AbortSignal) => Promise<Answer<E>>)(
        endpoint,
        input,
        signal,
      ),
  });

/** `onSignedOut` is called when the server no longer knows the session. */
export const createQueryClient = (onSignedOut: () => void): QueryClient => {
  const onError = (problem: unknown): void => {
    if (problem instanceof CallError && problem.status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      // A form keeps what was typed and says itself that one must sign in again.
      onError: (problem, _variables, _result, mutation) => {
        if (mutation.meta?.['keepsForm'] !== true) onError(problem);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // Opening people is logged: the log is to hold what people did, not that a window came to the front.
        refetchOnWindowFocus: false,
        // What the server refuses it will refuse again; a server out of reach may be back.
        retry: (count, problem) =>
          count < 2 &&
          problem instanceof CallError &&
          (problem.status === 0 || problem.status >= 502),
      },
    },
  });
};

/**
 * Calls to the server, typed by the contract. A call is named as it goes over the wire (`GET /api/caseload`), and the
 * compiler knows from the contract which there are and what goes in and comes out. Only types are imported from there:
 * the schemas themselves stay on the server, which is the one that must not trust.
 */
import type {
  changedMeanwhileSchema,
  errorSchema,
  refusalSchema,
  Route,
  RouteName,
  ROUTES,
} from '@medspiller/contract';
import type { z } from 'zod';

type Routes = (typeof ROUTES)[RouteName];
type NameOf<R extends Route> = R extends Route ? `${R['method']} ${R['path']}` : never;

/** Every call there is, as method and path. */
export type Endpoint = NameOf<Routes>;
type RouteOf<E extends Endpoint> = Extract<
  Routes,
  E extends `${infer M} ${infer P}` ? { method: M; path: P } : never
>;

/** What may be sent: what the schema accepts, save that a value which it would convert is asked for converted. */
type Sent<S> = S extends z.ZodType
  ? {
      [K in keyof z.input<S>]: unknown extends z.input<S>[K]
        ? K extends keyof z.output<S>
          ? z.output<S>[K]
          : never
        : z.input<S>[K] | (undefined extends z.input<S>[K] ? undefined : never);
    }
  : never;

type PartOf<E extends Endpoint, N extends 'params' | 'query' | 'body'> =
  RouteOf<E> extends { readonly [K in N]: infer S } ? { [K in N]: Sent<S> } : unknown;
type FilesOf<E extends Endpoint> =
  RouteOf<E> extends { upload: true } ? { files: FormData } : unknown;
/** The query may be left out where nothing in it is required. */
type QueryOf<E extends Endpoint> =
  PartOf<E, 'query'> extends { query: infer Q }
    ? Record<never, never> extends Q
      ? { query?: Q }
      : { query: Q }
    : unknown;

/** What an endpoint takes: parameters of the path, query, body, files. */
export type Input<E extends Endpoint> = PartOf<E, 'params'> &
  QueryOf<E> &
  PartOf<E, 'body'> &
  FilesOf<E>;

/** What an endpoint answers. */
export type Answer<E extends Endpoint> =
  RouteOf<E> extends { answer: infer S extends z.ZodType } ? z.output<S> : never;

export type JsonEndpoint = {
  [E in Endpoint]: RouteOf<E> extends { answer: 'file' } ? never : E;
}[Endpoint];
type FileEndpoint = Exclude<Endpoint, JsonEndpoint>;
/** The input as an argument: it may be left out where nothing in it is required. */
export type InputArgument<E extends Endpoint> =
  Record<never, never> extends Input<E> ? [input?: Input<E>] : [input: Input<E>];
type CallArguments<E extends Endpoint> =
  Record<never, never> extends Input<E>
    ? [input?: Input<E>, signal?: AbortSignal]
    : [input: Input<E>, signal?: AbortSignal];

export type Refusal = z.output<typeof refusalSchema>;
export type ChangedMeanwhileAnswer = z.output<typeof changedMeanwhileSchema>;

/** The server said no, or could not be reached (`status` 0, `code` `unreachable`). */
export class CallError extends Error {
  override readonly name: string = 'CallError';
  readonly status: number;
  readonly code: string;
  readonly refusals: readonly Refusal[];

  constructor(status: number, code: string, refusals: readonly Refusal[] = []) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.refusals = refusals;
  }
}

/** Somebody else saved the same record since it was read; nothing was written. */
export class ChangedMeanwhile extends CallError {
  override readonly name = 'ChangedMeanwhile';
  readonly answer: ChangedMeanwhileAnswer;

  constructor(answer: ChangedMeanwhileAnswer) {
    super(409, answer.error);
    this.answer = answer;
  }
}

interface AnyInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly files?: FormData;
}

const addressFor = (path: string, { params = {}, query = {} }: AnyInput): string => {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null) search.set(name, String(value));
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
};

const pathOf = (endpoint: Endpoint): string => endpoint.slice(endpoint.indexOf(' ') + 1);

/** The address of a download, for a link. */
export const addressOf = <E extends FileEndpoint>(
  endpoint: E,
  ...[input]: InputArgument<E>
): string => addressFor(pathOf(endpoint), (input ?? {}) as AnyInput);

let csrfToken = '';
/** The token that `GET /api/me` gave; it goes with everything that changes something. */
export const rememberCsrfToken = (token: string): void => {
  csrfToken = token;
};

const failureOf = async (response: Response): Promise<CallError> => {
  const answer = (await response.json().catch(() => ({}))) as Partial<z.output<typeof errorSchema>>;
  if (response.status === 409 && answer.error === 'changed_meanwhile')
    return new ChangedMeanwhile(answer as ChangedMeanwhileAnswer);
  return new CallError(response.status, answer.error ?? 'failed', answer.refusals ?? []);
};

/** Calls the server. Throws {@link CallError}, or {@link ChangedMeanwhile} where somebody else was first. */
export const call = async <E extends JsonEndpoint>(
  endpoint: E,
  ...given: CallArguments<E>
): Promise<Answer<E>> => {
  const [input = {}, signal] = given as [input?: AnyInput, signal?: AbortSignal];
  const method = endpoint.slice(0, endpoint.indexOf(' '));
  const headers: Record<string, string> = {
    accept: 'application/json',
    // What the server says in words (problems in a file) comes in the language of the screen.
    'accept-language': document.documentElement.lang,
  };
  if (method !== 'GET') headers['x-csrf-token'] = csrfToken;
  if (input.body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(addressFor(pathOf(endpoint), input), {
    method,
    headers,
    ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
    ...(input.files !== undefined && { body: input.files }),
    ...(signal !== undefined && { signal }),
  }).catch((problem: unknown) => {
    if (problem instanceof DOMException && problem.name === 'AbortError') throw problem;
    throw new CallError(0, 'unreachable');
  });
  if (!response.ok) throw await failureOf(response);
  return (await response.json()) as Answer<E>;
};
